"""The user's accounts as an instance: the replay says what the product engine says, to the fen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.accrual import settled
from assistant.domain.bill_interest import last_interest_day, next_interest
from assistant.domain.loan import Method
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import Money
from assistant.domain.planning.instance import Loan, Revolving
from assistant.domain.planning.of_snapshot import Case, PlanCash, instance_of
from assistant.domain.planning.plan import How, Step
from assistant.domain.planning.replay import replay
from assistant.domain.planning.strategies import Hold, Strategy, Variant, follow
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, bill_standing
from tests.domain import facts

RICH = PlanCash(Money.of(1_000_000), Money(0))
LEAST = Variant(Strategy.MINIMUM, Hold.MINIMUMS)
UNTIL = date(2027, 12, 31)


def of(snapshot: Snapshot, until: date = UNTIL) -> Case:
    return instance_of(snapshot, RICH, until)


world = facts.snapshot


@pytest.mark.parametrize("method", list(Method))
def test_a_loan_asks_for_what_its_schedule_says(method: Method) -> None:
    account = facts.account(1, "jiebei")
    loan = replace(facts.loan(terms=1 if method is Method.AT_END else 8), method=method)
    snapshot = world("2026-01-20 12:00", accounts=(account,), loans=(loan,))
    case = of(snapshot)
    asked = [
        (case.start.toordinal() + step.day, step.fen) for step in follow(case.instance, LEAST).steps
    ]
    rows = [term for term in loan_standing(snapshot, loan).terms if term.state is State.DUE]
    assert asked == [(term.row.due.toordinal(), term.row.payment.fen) for term in rows]
    only = case.instance.products[0]
    assert isinstance(only, Loan)
    assert only.kind != "fixed"


def test_a_loan_that_shortens_or_was_touched_keeps_its_amounts() -> None:
    account = facts.account(1, "jiebei", prepay_effect="shorten")
    loan = facts.loan(terms=8)
    snapshot = world("2026-01-20 12:00", accounts=(account,), loans=(loan,))
    only = of(snapshot).instance.products[0]
    assert isinstance(only, Loan)
    assert only.kind == "fixed"
    assert not only.prepay


def test_an_overdue_term_is_asked_for_today_with_its_penalty() -> None:
    account = facts.account(1, "jiebei")
    loan = facts.loan(terms=8)
    first = loan.first_due
    snapshot = world(f"{first.replace(day=28)} 12:00", accounts=(account,), loans=(loan,))
    case = of(snapshot)
    late = case.instance.products[0]
    assert isinstance(late, Loan)
    assert late.dues[0] == 0
    term = next(t for t in loan_standing(snapshot, loan).terms if t.state is State.OVERDUE)
    assert late.amounts[0] == (term.remaining + term.penalty).fen
    assert not any(late.amounts[1:])
    assert case.origins[late.id].overdue


def test_a_bill_paid_at_its_minimum_bears_what_the_engine_forecasts() -> None:
    account = facts.account()
    bill = facts.bill("1000", "100", on="2026-11-01", due="2026-11-10")
    paid = facts.payment("100", "2026-11-08", bill_id=bill.id)
    snapshot = world("2026-11-20 12:00", accounts=(account,), bills=(bill,), payments=(paid,))
    case = of(snapshot, date(2026, 12, 10))
    only = case.instance.products[0]
    assert isinstance(only, Revolving)
    assert only.pool == 90_000
    standing = bill_standing(snapshot, bill)
    cut = last_interest_day(date(2026, 12, 1), snapshot.terms_of(account))
    billed = settled(next_interest(snapshot, standing, cut)).fen
    due = (date(2026, 12, 10) - case.start).days
    ledger = replay(case.instance, [Step(due, only.id, 90_000 + billed, How.PART)])
    assert not ledger.refused
    assert ledger.points[-1].debts == (0,)
    # What accrues from the cut on is on the bill after it (HB-MIN-05).
    rest = settled(Decimal(90_000) * Decimal("0.0005") * 10).fen
    assert billed + rest == ledger.cost


def test_an_open_bill_asks_for_the_minimum_that_the_lender_shows() -> None:
    account = facts.account()
    bill = facts.bill("1000", "173.21", on="2026-11-01", due="2026-11-10")
    snapshot = world("2026-11-03 12:00", accounts=(account,), bills=(bill,))
    case = of(snapshot)
    steps = follow(case.instance, LEAST).steps
    assert (steps[0].day, steps[0].fen) == (7, 17_321)


def test_an_overdue_bill_is_due_today() -> None:
    account = facts.account()
    bill = facts.bill("1000", "100", on="2026-11-01", due="2026-11-10")
    snapshot = world("2026-11-20 12:00", accounts=(account,), bills=(bill,))
    late = of(snapshot).instance.products[0]
    assert isinstance(late, Loan)
    assert (late.dues[:3], late.amounts[:3]) == (
        (0, 41, 72),
        (100_500, 0, 0),
    )  # 31 December, 31 January


def test_what_has_no_free_days_is_repaid_bill_by_bill() -> None:
    account = facts.account(1, "fenfu")
    reading = facts.reading("500", on="2026-11-02")
    snapshot = world("2026-11-03 12:00", accounts=(account,), readings=(reading,))
    found = of(snapshot).instance.products
    assert found
    assert all(isinstance(product, Loan) and len(product.dues) == 1 for product in found)


def test_another_persons_bill_that_deducts_from_the_same_account_is_in_the_plan() -> None:
    hers = replace(facts.account(), owner="妈妈")
    bills = (facts.bill("800", "80"),)
    snapshot = world("2026-11-03 12:00", accounts=(hers,), bills=bills)
    assert [product.id for product in of(snapshot).instance.products] == ["account-1"]
    elsewhere = world("2026-11-03 12:00", accounts=(replace(hers, sources=()),), bills=bills)
    assert of(elsewhere).instance.products == ()


def test_empty_accounts_are_left_out() -> None:
    snapshot = world("2026-11-03 12:00", accounts=(facts.account(1, "jiebei"),))
    assert of(snapshot).instance.products == ()
    nothing = PlanCash(
        Money(0), Money(0), ((date(2026, 11, 1), Money(5)), (date(2026, 11, 9), Money(7)))
    )
    assert instance_of(snapshot, nothing, UNTIL).instance.incomes == ((6, 7),)


def test_a_loan_of_which_every_term_is_late_has_nothing_to_come() -> None:
    account = facts.account(1, "jiebei")
    snapshot = world("2027-06-01 12:00", accounts=(account,), loans=(facts.loan(terms=3),))
    assert [product.id for product in of(snapshot).instance.products] == ["late-loan-1"]


def test_an_account_without_a_bill_before_the_end_is_left_out() -> None:
    snapshot = world("2026-11-03 12:00", accounts=(facts.account(),))
    assert of(snapshot, date(2026, 11, 5)).instance.products == ()


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-08 12:00", 2),
        ("2026-11-10 12:00", 0),
        ("2026-11-11 12:00", 2),
        ("2026-11-13 12:00", 0),
    ],
)
def test_a_bill_is_asked_for_by_its_due_day_and_behind_it_by_its_last_grace_day(
    now: str, due: int
) -> None:
    bill = facts.bill("1000", "100", on="2026-11-01", due="2026-11-10")
    case = of(world(now, accounts=(facts.account(grace_days="3"),), bills=(bill,)))
    (only,) = case.instance.products
    assert isinstance(only, Revolving)
    assert (only.cycles[0].due, only.cycles[0].new, only.cycles[0].minimum) == (
        due,
        100_000,
        10_000,
    )
    first = follow(case.instance, LEAST).steps[0]
    assert (first.day, first.fen) == (due, 10_000)
    assert not replay(case.instance, [Step(due, only.id, 100_000, How.FULL)]).misses
    late = replay(case.instance, [Step(due + 1, only.id, 100_000, How.FULL)])
    assert late.misses[0].day == due


def test_behind_the_grace_a_bill_is_overdue() -> None:
    bill = facts.bill("1000", "100", on="2026-11-01", due="2026-11-10")
    seen = world("2026-11-14 12:00", accounts=(facts.account(grace_days="3"),), bills=(bill,))
    assert of(seen).instance.products[0].id == "late-bill-1"


def test_terms_of_a_loan_inside_their_grace_are_asked_for_one_after_the_other() -> None:
    loan = facts.loan(terms=8)
    account = facts.account(1, "jiebei", grace_days="30")
    seen = world(f"{loan.first_due.replace(day=28)} 12:00", accounts=(account,), loans=(loan,))
    (only,) = of(seen).instance.products
    first = (loan.first_due - seen.today).days
    assert first < 0
    assert only.dues[0] == first + 30
    assert list(only.dues) == sorted(set(only.dues))
    assert not follow(of(seen).instance, LEAST).misses
