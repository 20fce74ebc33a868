"""A repayment after the hour that ends the lender's day (截止时刻) counts on the next day."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.account import Payment
from assistant.domain.answers import why_still_due
from assistant.domain.cash import available
from assistant.domain.due_history import account_facts, histories
from assistant.domain.dues import dues_of, is_after_hour
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import ZERO, Money
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, bill_standing
from tests.domain.facts import account, beijing, bill, day, loan, paying, payment, snapshot

OWN = account(cutoff="17:00")
BILL = bill("1000", "100")


def late(on: str = "2026-11-10", amount: str = "1000", **target: Any) -> Payment:
    return replace(payment(amount, on, **target), after_cutoff=True)


def seen(now: str, *payments: Payment, grace_days: str = "0") -> Snapshot:
    owner = account(cutoff="17:00", grace_days=grace_days)
    return snapshot(now, accounts=(owner,), bills=(BILL,), payments=payments)


def test_on_the_due_day_it_is_a_day_late_and_before_it_is_in_time() -> None:
    then = bill_standing(seen("2026-11-10 18:00", late()), BILL)
    assert (then.state, then.remaining) == (State.OVERDUE, Money.of("0.50"))  # a day's late fee
    in_time = replace(late(), after_cutoff=False)
    assert bill_standing(seen("2026-11-10 18:00", in_time), BILL).state is State.SETTLED
    earlier = bill_standing(seen("2026-11-12 12:00", late("2026-11-09")), BILL)
    assert earlier.state is State.SETTLED


def test_the_last_day_of_the_grace_is_the_one_that_counts() -> None:
    graced = seen("2026-11-15 12:00", late(), grace_days="3")
    assert bill_standing(graced, BILL).state is State.SETTLED
    too_late = seen("2026-11-15 12:00", late("2026-11-13"), grace_days="3")
    assert bill_standing(too_late, BILL).state is State.OVERDUE


def test_the_record_has_it_late_and_cured_the_day_after() -> None:
    def history(payment_: Payment) -> tuple[bool, object]:
        facts = account_facts(seen("2026-12-20 12:00", payment_), OWN)
        (row,) = histories(facts, OWN)
        return row.in_time, row.cured_on

    assert history(late(amount="1000.50")) == (False, day("2026-11-11"))
    assert history(replace(late(), after_cutoff=False)) == (True, None)


def test_a_term_of_a_loan_counts_it_a_day_late_too() -> None:
    owner = account(product="jiebei", cutoff="17:00")
    paid = late("2026-02-15", "900.41", loan_id=1, term_no=1)
    for row, state in ((paid, State.OVERDUE), (replace(paid, after_cutoff=False), State.SETTLED)):
        facts = snapshot("2026-02-16 12:00", accounts=(owner,), loans=(loan(),), payments=(row,))
        assert loan_standing(facts, loan()).terms[0].state is state
    (first, *_rest) = histories(
        account_facts(replace(facts, now=beijing("2026-03-01 12:00"), payments=(paid,)), owner),
        owner,
    )
    assert (first.in_time, first.due) == (False, day("2026-02-15"))


def test_the_money_left_the_paying_account_on_the_day_itself() -> None:
    source = paying("2000")
    row = replace(late(), paying_account_id=1)
    facts = replace(seen("2026-11-10 18:00", row), paying_accounts=(source,))
    assert available(facts, source) == Money.of(1000)


@pytest.mark.parametrize(
    ("at", "grace", "asked"),
    [
        ("2026-11-10 16:59", "0", False),
        ("2026-11-10 17:00", "0", True),
        ("2026-11-10 23:59", "0", True),
        ("2026-11-11 00:00", "0", False),
        ("2026-11-09 20:00", "0", False),
        ("2026-11-10 20:00", "3", False),
        ("2026-11-13 20:00", "3", True),
    ],
)
def test_it_is_asked_after_the_hour_of_the_last_day_alone(at: str, grace: str, asked: bool) -> None:
    facts = seen(at, grace_days=grace)
    (due,) = dues_of(facts, facts.accounts[0])
    assert is_after_hour(facts, due, beijing(at)) is asked


def test_a_day_that_ends_at_midnight_asks_nothing() -> None:
    facts = snapshot("2026-11-10 23:59", bills=(BILL,))
    (due,) = dues_of(facts, facts.accounts[0])
    assert not is_after_hour(facts, due, facts.now)
    lent = snapshot(
        "2026-02-15 18:00",
        accounts=(account(product="jiebei", cutoff="17:00"),),
        loans=(loan(),),
    )
    (first, *_rest) = dues_of(lent, lent.accounts[0])
    assert is_after_hour(lent, first, lent.now)


def test_it_answers_why_something_is_still_due() -> None:
    facts = seen("2026-11-11 12:00", late())
    answers = {row.key: row.params for row in why_still_due(facts, bill_standing(facts, BILL))}
    assert answers["after_cutoff"] == {"day": day("2026-11-10"), "minutes": 1020}
    assert bill_standing(facts, BILL).penalty == ZERO
