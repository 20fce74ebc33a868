"""Domain values in words."""

from datetime import date
from decimal import Decimal

import pytest

from assistant import i18n
from assistant.domain.accrual import QuotedRate
from assistant.domain.money import Money
from assistant.domain.standing import State
from assistant.errors import Unconfirmed, UserError
from assistant.ui import words

TODAY = date(2026, 11, 3)


def test_an_amount_is_grouped_for_reading_and_plain_for_editing() -> None:
    assert words.money(Money.of("1234.5")) == "¥1,234.50"
    assert words.plain(Money.of("1234.5")) == "1234.50"
    assert words.plain(None) == ""


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_state_is_never_told_by_colour_alone(language: str) -> None:
    i18n.use(language)
    said = {words.state(state) for state in State}
    assert len(said) == len(State)
    assert {text.split()[0] for text in said} == set(words.MARKS.values())
    assert len(set(words.MARKS.values())) == len(State)
    assert words.TONES.keys() == set(State)


@pytest.mark.parametrize(
    ("due", "in_chinese", "in_english"),
    [
        (date(2026, 11, 10), "还有 7 天", "7"),
        (date(2026, 11, 3), "今天", "oday"),
        (date(2026, 11, 1), "已过 2 天", "2"),
    ],
)
def test_days_left_count_down_to_the_due_day_and_up_after_it(
    due: date, in_chinese: str, in_english: str
) -> None:
    assert in_chinese in words.days_left(due, TODAY)
    i18n.use("en")
    assert in_english in words.days_left(due, TODAY)


def test_the_end_of_the_due_day_includes_the_day() -> None:
    assert words.cutoff(date(2026, 11, 10), 1440) == "11月10日 周二 24:00 前（含当天）"
    assert words.cutoff(date(2026, 11, 10), 1140) == "11月10日 周二 19:00 前"


def test_a_rate_is_told_per_day_and_per_year() -> None:
    # products.md 1: a simple year of 365 days.
    assert words.rate(QuotedRate(Decimal("0.0004"))) == "日 0.04% · 年 14.60%"
    assert words.rate(QuotedRate(Decimal("0.00050"))) == "日 0.05% · 年 18.25%"
    assert words.rate(QuotedRate(Decimal("0.01"))).startswith("日 1%")


def test_a_share_is_told_as_a_percentage() -> None:
    assert words.percent(Decimal("0.345")) == "34%"
    assert words.percent(Decimal("0.1460"), 2) == "14.60%"


def test_a_refusal_names_the_mend() -> None:
    assert words.error(UserError("date.no_such_day", "due")).startswith("没有这一天")
    assert "1" in words.error(UserError("number.out_of_range", "bill_day", low=1, high=31))


def test_a_question_writes_amounts_as_people_read_them() -> None:
    question = Unconfirmed("payment_above_remaining", "amount", left=Money.of("1234.5"))
    assert "¥1,234.50" in words.error(question)
