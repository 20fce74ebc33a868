"""Everything that moves cash, by day."""

from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import Repeat
from assistant.domain.flows import FlowKind, flows, usual_amount
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
