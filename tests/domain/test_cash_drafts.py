"""What a person typed about cash: read whole, or refused by the field."""

from decimal import Decimal

import pytest

from assistant.domain.cash_drafts import (
    cash_item_draft,
    ceiling_amounts,
    reserve_draft,
    rules_draft,
)
from assistant.domain.cash_rules import CashRules, cash_rules, stored_rules
from assistant.domain.cashflow import Direction, Repeat, Spread
from assistant.domain.money import ZERO, Money
from assistant.errors import UserError
from tests.domain.facts import day

PLAIN = {"name": "工资", "amount": "8000", "first_on": "2026-11-15"}


def test_an_income_needs_a_name_an_amount_and_a_day() -> None:
    draft = cash_item_draft(Direction.INCOME, PLAIN | {"essential": "yes"})
    assert (draft.title, draft.amount, draft.first_on) == (
        "工资",
        Money.of(8000),
        day("2026-11-15"),
    )
    assert (draft.repeat, draft.spread, draft.essential) == (Repeat.MONTHLY, Spread.FIXED, False)
    assert draft.paying_account_id is None


def test_an_expense_may_be_a_range_with_an_end_from_an_account() -> None:
    more = {"spread": "range", "low": "", "high": "9000", "last_on": "2027-01-01"}
    draft = cash_item_draft(
        Direction.EXPENSE, PLAIN | more | {"paying_account": "2", "essential": "yes"}
    )
    assert (draft.low, draft.high) == (ZERO, Money.of(9000))
    assert (draft.last_on, draft.paying_account_id) == (day("2027-01-01"), 2)
    assert draft.essential
    once = cash_item_draft(Direction.EXPENSE, PLAIN | {"repeat": "once", "last_on": "2020-01-01"})
    assert once.last_on is None


@pytest.mark.parametrize(
    ("typed", "field", "key"),
    [
        ({"amount": "0"}, "amount", "money.zero"),
        ({"last_on": "2026-11-14"}, "last_on", "cash.ends_before"),
        ({"spread": "range", "low": "8001", "high": "9000"}, "low", "cash.low_above"),
        ({"spread": "range", "low": "1", "high": "7999"}, "high", "cash.high_below"),
        ({"spread": "range", "low": "1", "high": ""}, "high", "field.empty"),
        ({"repeat": "sometimes"}, "repeat", "choice.unknown"),
    ],
)
def test_a_wrong_field_is_named(typed: dict[str, str], field: str, key: str) -> None:
    with pytest.raises(UserError) as refusal:
        cash_item_draft(Direction.INCOME, PLAIN | typed)
    assert (refusal.value.field, refusal.value.key) == (field, key)


def test_a_line_of_the_reserve() -> None:
    typed = {"amount": "500", "happened_on": "2026-11-03", "earmark": "1", "note": " 年终奖 "}
    draft = reserve_draft(typed)
    assert (draft.amount, draft.account_id, draft.paying_account_id) == (Money.of(500), 1, None)
    assert draft.note == "年终奖"
    with pytest.raises(UserError, match=r"name\.too_long"):
        reserve_draft(typed | {"note": "长" * 81})


def test_rules_are_read_stored_and_read_again() -> None:
    rules = rules_draft({"floor": "1500", "holder": "2", "alpha": "0.01", "usual": "no"})
    assert rules == CashRules(Money.of(1500), 2, Decimal("0.01"), usual=False)
    assert cash_rules(stored_rules(rules)) == rules
    assert rules_draft({"floor": ""}) == CashRules() == cash_rules({})


def test_an_empty_ceiling_is_none() -> None:
    assert ceiling_amounts({"1": "3000", "all": ""}) == {1: Money.of(3000), None: None}
