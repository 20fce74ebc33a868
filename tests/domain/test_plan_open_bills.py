"""Whatever the overview shows as still to pay, a plan asks for on that day."""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.account import (
    Account,
    Bill,
    DatedTerm,
    InstalmentPlan,
    Payment,
    Reading,
)
from assistant.domain.calendar import BEIJING, add_months
from assistant.domain.cycle import due_of, next_bill
from assistant.domain.dues import Obligation, obligations
from assistant.domain.money import ZERO, Money
from assistant.domain.planning.in_time import in_time
from assistant.domain.planning.instance import Loan, Revolving
from assistant.domain.planning.loan import LoanState
from assistant.domain.planning.of_snapshot import Case, PlanCash, instance_of
from assistant.domain.planning.plan import How
from assistant.domain.planning.world import World
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.domain.statement import forecast_bills
from tests.domain import facts

BILLED = ("huabei", "credit_card", "baitiao", "meituan", "douyin", "custom_bill")
RICH = PlanCash(Money.of(10_000_000), Money(0))
DAYS = 100


def of(snapshot: Snapshot) -> Case:
    return instance_of(snapshot, RICH, snapshot.today + timedelta(days=DAYS))


def asked(case: Case) -> dict[int, dict[int, int]]:
    """By account and day what a plan must pay there when it pays each due whole on its day."""
    world = World(case.instance)
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for day in world.days():
        for place in world.dues_today():
            state = world.states[place]
            owed = state.least if isinstance(state, LoanState) else state.owed
            account = case.origins[state.product.id].account_id
            found[account][day] += world.pay(place, owed, How.FULL)
    assert not world.misses
    return found


def day_of(snapshot: Snapshot, due: Obligation) -> int:
    terms = snapshot.terms_of(snapshot.account(due.account_id))
    return max(in_time(due.due_date, terms, snapshot.today), 0)


def least_of(snapshot: Snapshot, due: Obligation) -> int:
    """What is due on the day: of an overdue bill what ends that, the rest may roll.

    The interest of a bill to come is that of a bill before it which nobody pays until then.
    """
    if due.state is State.OVERDUE and day_of(snapshot, due) == 0:
        return (due.minimum + due.penalty).fen
    if due.bill_date is None or due.bill_date <= snapshot.today or not due.estimated:
        return due.to_pay.fen
    expected = forecast_bills(snapshot, snapshot.account(due.account_id))
    interest = {row.bill_date: row.interest for row in expected}
    return max(due.to_pay - interest[due.bill_date], ZERO).fen


def household(seed: int) -> Snapshot:
    """Some accounts with bills typed or not, paid or not, readings, plans, loans, and a moved due day."""
    dice = random.Random(seed)
    today = date(2026, dice.randrange(1, 13), dice.randrange(1, 29))
    accounts: list[Account] = []
    bills: list[Bill] = []
    payments: list[Payment] = []
    readings: list[Reading] = []
    plans: list[InstalmentPlan] = []
    loans = []
    for number in range(1, dice.randrange(2, 5)):
        product = dice.choice((*BILLED, *BILLED, "jiebei"))
        terms = {} if dice.random() < 0.7 else {"grace_days": "3"}
        if product != "jiebei" and dice.random() < 0.2:
            terms |= {"late_minimum_cures": "yes"}
        account = facts.account(number, product, **terms)
        if product == "huabei" and dice.random() < 0.3:
            changed = add_months(today.replace(day=1), dice.randrange(-2, 3))
            moved = (DatedTerm("bill_day", "10", changed), DatedTerm("due_day", "20", changed))
            account = replace(account, terms=(*account.terms, *moved))
        accounts.append(account)
        if product == "jiebei":
            start = add_months(today, -dice.randrange(0, 8)) - timedelta(days=dice.randrange(0, 27))
            loan = facts.loan(
                str(dice.randrange(1000, 9000, 500)),
                number=number,
                start=start.isoformat(),
                first_due=add_months(start, 1).isoformat(),
                paid_terms=dice.randrange(0, 5),
            )
            loans.append(replace(loan, account_id=number))
            continue
        bare = facts.snapshot(f"{today} 12:00", accounts=(account,))
        on = next_bill(bare, account, add_months(today, -dice.randrange(1, 4)))
        while on is not None and on <= today and dice.random() < 0.8:
            _bill(dice, bare, account, on, bills, payments)
            on = next_bill(bare, account, on)
        if (
            on is not None and dice.random() < 0.15
        ):  # the next bill, taken from the app before its day
            _bill(dice, bare, account, on, bills, payments)
        if dice.random() < 0.6:
            read = today - timedelta(days=dice.randrange(0, 40))
            reading = facts.reading(str(dice.randrange(0, 3000, 50)), read.isoformat(), number)
            readings.append(replace(reading, id=number))
        if dice.random() < 0.3:
            first = due_of(bare, account, next_bill(bare, account, today) or today)
            plan = facts.plan("1200", 12, "105.60", add_months(first, -2).isoformat())
            plans.append(replace(plan, id=number, account_id=number))
    return facts.snapshot(
        f"{today} 12:00",
        accounts=tuple(accounts),
        bills=tuple(bills),
        payments=tuple(payments),
        readings=tuple(readings),
        plans=tuple(plans),
        loans=tuple(loans),
    )


def _bill(
    dice: random.Random,
    bare: Snapshot,
    account: Account,
    on: date,
    bills: list[Bill],
    payments: list[Payment],
) -> None:
    amount = dice.randrange(100, 5000, 50)
    due, number = due_of(bare, account, on), len(bills) + 1
    shown = dice.choice((None, str(amount // 10)))
    made = facts.bill(
        str(amount),
        shown,
        number=number,
        owner=account.id,
        on=on.isoformat(),
        due=due.isoformat(),
    )
    bills.append(made)
    paid = dice.choice((0, amount // 20, amount // 10, amount // 10, amount // 2, amount))
    day = min(on + timedelta(days=dice.randrange(0, 30)), bare.today)
    if paid:
        payment = facts.payment(str(paid), day.isoformat(), number=number, bill_id=number)
        payments.append(replace(payment, created_at=payment.created_at.astimezone(BEIJING)))


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1_000_000))
def test_whatever_is_still_to_pay_is_asked_for_on_its_day(seed: int) -> None:
    snapshot = household(seed)
    found = asked(of(snapshot))
    wanted: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for due in obligations(snapshot, snapshot.today + timedelta(days=DAYS)):
        wanted[due.account_id][day_of(snapshot, due)] += least_of(snapshot, due)
    for account, days in wanted.items():
        for day, fen in days.items():
            # Two bills due on neighbouring days are one; each settles its interest to a whole fen.
            there = found[account][day] + found[account][day - 1]
            assert there >= fen - 2, (account, day, fen, dict(found[account]))


def revolving(snapshot: Snapshot) -> Revolving:
    (only,) = of(snapshot).instance.products
    assert isinstance(only, Revolving)
    return only


def test_a_bill_whose_day_is_over_and_that_nobody_typed_is_due_on_its_due_day() -> None:
    reading = facts.reading("1500", on="2026-10-20")
    snapshot = facts.snapshot("2026-11-05 12:00", accounts=(facts.account(),), readings=(reading,))
    first = revolving(snapshot).cycles[0]
    assert (first.due, first.new) == (5, 150_000)


def test_what_rolled_into_a_bill_that_nobody_typed_is_due_with_the_interest_on_that_bill() -> None:
    bill = facts.bill("2000", "200", on="2026-10-01", due="2026-10-10")
    paid = facts.payment("200", "2026-10-02", bill_id=bill.id)
    snapshot = facts.snapshot(
        "2026-11-05 12:00", accounts=(facts.account(),), bills=(bill,), payments=(paid,)
    )
    found = asked(of(snapshot))[1]
    (expected,) = obligations(snapshot, date(2026, 11, 10))
    assert found[5] == expected.amount.fen == 181_890
    # The days since the bill are on the bill after it (HB-MIN-05).
    assert revolving(snapshot).cycles[1].interest == 450


def test_the_bill_that_waits_for_its_due_day_is_asked_for_beside_the_next_one() -> None:
    bills = (
        facts.bill("1000", "100"),
        facts.bill("500", "50", number=2, on="2026-12-01", due="2026-12-10"),
    )
    snapshot = facts.snapshot("2026-11-05 12:00", accounts=(facts.account(),), bills=bills)
    first, second, *_later = revolving(snapshot).cycles
    assert (first.due, first.new, first.minimum) == (5, 100_000, 10_000)
    assert (second.due, second.new, second.minimum) == (35, 50_000, 5_000)


@pytest.mark.parametrize(("shown", "minimum"), [("50", 15_000), (None, 15_000)])
def test_two_bills_due_on_one_day_are_one(shown: str | None, minimum: int) -> None:
    bills = (
        facts.bill("1000", "100"),
        facts.bill("500", shown, number=2, on="2026-11-03"),
    )
    snapshot = facts.snapshot("2026-11-05 12:00", accounts=(facts.account(),), bills=bills)
    first, second, *_later = revolving(snapshot).cycles
    assert (first.due, first.new, first.minimum) == (5, 150_000, minimum)
    assert second.due == 35


def test_a_bill_that_nobody_typed_is_overdue_behind_its_due_day() -> None:
    reading = facts.reading("1500", on="2026-10-20")
    for cures, asked_for, rolls in (("no", 150_000, 0), ("yes", 15_000, 135_000)):
        account = facts.account(late_minimum_cures=cures)
        snapshot = facts.snapshot("2026-11-15 12:00", accounts=(account,), readings=(reading,))
        late, running = of(snapshot).instance.products
        assert isinstance(late, Loan)
        assert (late.id, late.amounts[0]) == ("late-bill-1-2026-11-01", asked_for)
        assert getattr(running, "pool", 0) == rolls
