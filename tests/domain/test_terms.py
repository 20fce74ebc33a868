"""Terms: every kind reads its text, refuses what is none, and writes what it reads."""

from decimal import Decimal

import pytest

from assistant.domain.money import ZERO, Money
from assistant.domain.term_text import (
    parse_term,
    plain_digits,
    read_date,
    read_ratio,
    resolve,
    write_clock,
    write_percent,
    write_term,
)
from assistant.domain.terms import BY_KEY, SPECS, Kind, Terms
from assistant.errors import UserError
from tests.domain.facts import day

SAMPLES = {
    Kind.TEXT: "重庆蚂蚁消费金融有限公司",
    Kind.MONEY: "5000.00",
    Kind.DAILY_RATE: "0.0005",
    Kind.RATIO: "0.10",
    Kind.FACTOR: "1.5",
    Kind.DAY_OF_MONTH: "31",
    Kind.DAYS: "20",
    Kind.CLOCK: "19:30",
    Kind.DATE: "2026-12-31",
    Kind.FLAG: "no",
    Kind.OFFERS: "3:0.025 12:0.088",
}


@pytest.mark.parametrize("key", sorted(BY_KEY))
def test_what_is_written_is_what_is_read(key: str) -> None:
    spec = BY_KEY[key]
    text = spec.choices[0] if spec.kind is Kind.CHOICE else SAMPLES[spec.kind]
    value = parse_term(key, f" {text} ")
    written = write_clock(int(str(value))) if spec.kind is Kind.CLOCK else write_term(value)
    assert written == text
    assert getattr(resolve([(key, text)]), key) == value


def test_every_term_of_the_list_is_one_of_the_record() -> None:
    assert {spec.key for spec in SPECS} == set(Terms.__slots__)


@pytest.mark.parametrize(
    ("key", "text", "refusal"),
    [
        ("limit", "x", "money.not_a_number"),
        ("daily_rate", "0.05", "number.daily_rate_too_large"),
        ("min_ratio", "10", "number.ratio_too_large"),
        ("penalty_multiplier", "11", "number.factor_too_large"),
        ("min_ratio", "-0.1", "number.not_a_number"),
        ("bill_day", "0", "number.out_of_range"),
        ("bill_day", "32", "number.out_of_range"),
        ("grace_days", "31", "number.out_of_range"),
        ("cutoff", "24:01", "clock.not_a_time"),
        ("cutoff", "12:60", "clock.not_a_time"),
        ("cutoff", "noon", "clock.not_a_time"),
        ("temporary_limit_until", "2026-02-31", "date.no_such_day"),
        ("temporary_limit_until", "soon", "date.not_a_date"),
        ("penalty_base", "all", "choice.unknown"),
        ("grace_retroactive", "maybe", "flag.unknown"),
        ("instalment_offers", "3", "offers.not_readable"),
        ("instalment_offers", "x:0.1", "offers.not_readable"),
        ("instalment_offers", "61:0.1", "offers.not_readable"),
        ("instalment_offers", "3:0.1 3:0.2", "offers.not_readable"),
        ("instalment_offers", "3:x", "number.not_a_number"),
        ("instalment_offers", "3:2", "number.ratio_too_large"),
    ],
)
def test_a_wrong_text_is_refused_by_its_term(key: str, text: str, refusal: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_term(key, text)
    assert (refused.value.key, refused.value.field) == (refusal, key)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-10",
        "2026/11/10",
        "2026.11.10",
        "20261110",
        "2026年11月10日",
        "２０２６－１１－１０",
    ],
)
def test_a_day_is_read_as_people_type_and_paste_it(text: str) -> None:
    assert read_date(text, "day") == day("2026-11-10")


@pytest.mark.parametrize("text", ["12", "１２", " 12 期", "12个月", "12号", "12天"])
def test_a_whole_number_may_carry_its_unit(text: str) -> None:
    assert plain_digits(text) == "12"


def test_percent_signs_are_understood() -> None:
    assert parse_term("daily_rate", "0.05%") == parse_term("daily_rate", "0.0005")
    assert parse_term("min_ratio", "10％") == parse_term("min_ratio", "0.1")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("0.0004", "0.04%"),
        ("0.1", "10%"),
        ("0", "0%"),
        ("1", "100%"),
        ("0.00041095890", "0.04109589%"),
    ],
)
def test_a_share_is_written_as_people_do_and_read_back(share: str, text: str) -> None:
    assert write_percent(Decimal(share)) == text
    assert read_ratio(text, "rate") == Decimal(share)


def test_a_later_value_overrides_an_earlier_and_an_unknown_key_is_a_mistake() -> None:
    assert resolve([("bill_day", "1"), ("bill_day", "5")]).bill_day == 5
    with pytest.raises(KeyError):
        resolve([("nonsense", "1")])


def test_a_limit_that_nobody_told_is_unknown() -> None:
    assert Terms().limit_on(day("2026-11-03")) is None
    assert Terms(limit=ZERO, temporary_limit=Money(5)).limit_on(day("2026-11-03")) == ZERO
