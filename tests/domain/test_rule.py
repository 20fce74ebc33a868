"""Rules: thresholds as text, switches, values of the right kind."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from assistant.domain.alert import Alert
from assistant.domain.money import Money
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit, is_enabled, limits
from assistant.errors import UserError
from tests.domain.facts import day, snapshot
from tests.domain.rules.seen import SHANGHAI


def _nothing(_facts: Facts, _limits: Limits) -> Iterator[Alert]:
    return iter(())


RULE = Rule(
    "rule",
    _nothing,
    (
        Threshold("days", Unit.DAYS, "3", 1, 30),
        Threshold("share", Unit.PERCENT, "80", 1, 100),
        Threshold("floor", Unit.MONEY, "0.00", 0, 1000),
    ),
)


def test_a_threshold_is_a_count_a_share_or_an_amount() -> None:
    found = limits(RULE, {("rule", "floor"): "12.50"})
    assert found.number("days") == 3
    assert found.share("share") == Decimal("0.8")
    assert found.money("floor") == Money.of("12.50")


@pytest.mark.parametrize("typed", ["1,000", "0.1万", "1000元", "400+600"])
def test_an_amount_is_typed_as_in_every_other_field(typed: str) -> None:
    assert limits(RULE, {("rule", "floor"): typed}).money("floor") == Money.of(1000)


def test_a_stored_value_that_cannot_be_read_is_the_usual_one() -> None:
    assert limits(RULE, {("rule", "days"): "many"}).number("days") == 3


def test_a_value_of_another_kind_is_a_mistake_of_the_rule() -> None:
    found = limits(RULE, {})
    for ask, name in ((found.number, "share"), (found.share, "floor"), (found.money, "days")):
        with pytest.raises(TypeError, match=name):
            ask(name)


def test_a_refusal_names_the_threshold_and_its_range() -> None:
    with pytest.raises(UserError) as refusal:
        RULE.threshold("days").parse("31")
    assert (refusal.value.field, refusal.value.params) == ("days", {"low": 1, "high": 30})
    with pytest.raises(UserError, match="unknown"):
        RULE.threshold("weeks")


def test_a_rule_is_on_until_it_is_switched_off() -> None:
    assert is_enabled(RULE, {})
    assert not is_enabled(RULE, {("rule", "enabled"): "no"})


def test_nobody_guesses_a_working_day_that_was_not_told() -> None:
    assert Facts(snapshot("2026-11-05 12:00"), SHANGHAI).is_workday(day("2026-11-05")) is None
