"""Everything that moves cash, by day."""

import pytest

from assistant.domain.cash import Cover, Funding, fund
from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import CashActual, Repeat
from assistant.domain.dues import obligations
from assistant.domain.flows import FlowKind, flows, usual_amount
from assistant.domain.forecast import forecast
from assistant.domain.money import Money
from tests.domain.facts import (
    account,
    bill,
    day,
    expense,
    income,
    loan,
    paying,
    reading,
    snapshot,
)

TWO_BILLS = (
    bill("900", number=1, on="2026-09-01", due="2026-09-10"),
    bill("1100", number=2, on="2026-10-01", due="2026-10-10"),
)


def test_a_day_has_incomes_then_expenses_then_dues() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        bills=(bill("600"),),
        paying_accounts=(paying("1000"),),
        cash_items=(expense("50", "2026-11-10"), income("5000", "2026-11-10")),
    )
    found = flows(seen, seen.today, day("2026-11-30"))
    assert [(row.kind, row.amount) for row in found] == [
        (FlowKind.INCOME, Money.of(5000)),
        (FlowKind.EXPENSE, -Money.of(50)),
        (FlowKind.DUE, -Money.of(600)),
    ]
    assert {row.paying_account_id for row in found} == {1}


def test_what_is_late_stands_on_today_with_its_penalty() -> None:
    seen = snapshot("2026-11-15 12:00", bills=(bill("500"),))
    (late,) = flows(seen, seen.today, day("2026-11-30"))
    assert (late.day, late.amount) == (day("2026-11-15"), -Money.of("501.25"))


def test_an_item_without_an_account_arrives_nowhere_while_there_is_none() -> None:
    seen = snapshot("2026-11-03 12:00", cash_items=(income("5000", "2026-11-10"),))
    (row,) = flows(seen, seen.today, day("2026-11-30"))
    assert row.paying_account_id is None


def test_bills_after_the_known_ones_are_expected_as_the_last_ones_were() -> None:
    seen = snapshot("2026-10-20 12:00", bills=TWO_BILLS, readings=(reading("300", "2026-10-20"),))
    found = [row for row in flows(seen, seen.today, day("2026-12-31")) if row.due_key == ""]
    assert [(row.kind, row.day, row.amount) for row in found] == [
        (FlowKind.USUAL, day("2026-11-10"), -Money.of(700)),  # 300 of it is known
        (FlowKind.USUAL, day("2026-12-10"), -Money.of(1000)),
    ]


def test_one_bill_is_no_habit_and_a_loan_has_none() -> None:
    one = snapshot("2026-10-20 12:00", bills=TWO_BILLS[:1])
    assert usual_amount(one, account()) is None
    lent = snapshot("2026-10-20 12:00", accounts=(account(product="jiebei"),), loans=(loan(),))
    kinds = {row.kind for row in flows(lent, lent.today, day("2027-12-31"))}
    assert kinds == {FlowKind.DUE}


def test_the_user_may_not_want_usual_bills() -> None:
    seen = snapshot("2026-10-20 12:00", bills=TWO_BILLS, cash_rules=CashRules(usual=False))
    kinds = [row.kind for row in flows(seen, seen.today, day("2026-12-31"))]
    assert FlowKind.USUAL not in kinds


def test_flows_begin_on_the_day_asked_for() -> None:
    seen = snapshot("2026-10-20 12:00", bills=(bill("900"), *TWO_BILLS))
    found = flows(seen, day("2026-12-11"), day("2027-01-31"))
    assert [row.day for row in found] == [day("2027-01-10")]


def test_an_expense_of_nothing_that_day_is_no_flow() -> None:
    few = expense("0.05", "2026-11-01", Repeat.EVENLY)
    seen = snapshot("2026-11-03 12:00", cash_items=(few,))
    found = flows(seen, seen.today, day("2026-11-30"))
    assert [row.amount for row in found] == [-Money(5)]


@pytest.mark.parametrize(
    ("read", "recorded", "counted"),
    [
        ("2026-11-10 14:00", True, False),
        ("2026-11-10 14:00", False, False),  # by the afternoon it is in the balance
        ("2026-11-10 09:00", True, False),
        ("2026-11-10 09:00", False, True),
        ("2026-11-09 20:00", True, True),  # the balance is older than what came
        ("2026-11-09 20:00", False, True),
    ],
)
def test_what_the_balance_holds_already_does_not_come_again(
    read: str, recorded: bool, counted: bool
) -> None:
    on = day("2026-11-10")
    actuals = (CashActual(1, 1, on, Money.of(8000)), CashActual(2, 2, on, Money.of(300)))
    seen = snapshot(
        "2026-11-10 15:00",
        paying_accounts=(paying("8500", read),),
        cash_items=(income("8000", "2026-01-10"), expense("300", "2026-01-10")),
        cash_actuals=actuals if recorded else (),
    )
    found = [row.amount for row in flows(seen, seen.today, day("2026-12-09"))]
    assert found == ([Money.of(8000), -Money.of(300)] if counted else [])
    # The next month's come in any case.
    later = [row.day for row in flows(seen, seen.today, day("2026-12-10"))]
    assert later[-2:] == [day("2026-12-10")] * 2


def test_a_salary_counts_once_on_payday() -> None:
    seen = snapshot(
        "2026-11-10 15:00",
        accounts=(account(),),
        bills=(bill("9000"),),
        paying_accounts=(paying("8500", "2026-11-10 14:00"),),
        cash_items=(income("8000", "2026-01-10"),),
        cash_actuals=(CashActual(1, 1, day("2026-11-10"), Money.of(8000)),),
    )
    (due,) = obligations(seen, seen.today)
    found = fund(seen, (due,))[due.key]
    assert found == Funding(Cover.SHORT, Money.of(500), lacking=Money.of(500))
    assert forecast(seen, 3).days[0].closing == -Money.of(500)


def test_where_no_balance_was_told_what_comes_today_still_comes() -> None:
    seen = snapshot(
        "2026-11-10 15:00",
        paying_accounts=(paying(None),),
        cash_items=(income("8000", "2026-01-10"),),
    )
    assert [row.day for row in flows(seen, seen.today, seen.today)] == [seen.today]
