"""Loans off their schedule, where vectors do not reach: bounds, changed rates, days of grace."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.accrual import Per, QuotedRate
from assistant.domain.loan import LoanTerms, Method, Prepayment, RateChange, schedule
from assistant.domain.money import ZERO, Money
from assistant.domain.settlement import (
    early_settlement,
    loan_overdue,
    partial_prepayment,
    penalty_rate,
)
from assistant.domain.terms import Terms

RATE = Decimal("0.0004")


def terms(**changes: object) -> LoanTerms:
    """1,000 over three months from 15 January, 0.04 % a day."""
    values: dict[str, object] = {
        "principal": Money.of(1000),
        "rate": QuotedRate(RATE, Per.DAY),
        "start": date(2026, 1, 15),
        "first_due": date(2026, 2, 15),
        "repay_day": 15,
        "terms": 3,
        "method": Method.EQUAL_PRINCIPAL,
    }
    return LoanTerms(**(values | changes))  # type: ignore[arg-type]


def test_at_least_a_day_counts_after_the_draw_but_not_after_a_term() -> None:
    lent = terms()
    rows = schedule(lent)
    drawn = early_settlement(lent, rows, paid_terms=0, on=date(2026, 1, 15))
    assert (drawn.days, drawn.interest) == (1, Money.of("0.40"))
    paid = early_settlement(lent, rows, paid_terms=1, on=date(2026, 2, 15))
    assert (paid.days, paid.interest) == (0, ZERO)


def test_what_was_prepaid_on_the_day_itself_is_owed_no_more() -> None:
    on = date(2026, 2, 20)
    gone = Prepayment(on, Money.of(1000), Money.of(2))
    lent = terms(prepayments=(gone,))
    found = early_settlement(lent, schedule(terms()), paid_terms=1, on=on)
    assert (found.outstanding, found.interest) == (ZERO, ZERO)


@pytest.mark.parametrize(("on", "interest"), [("2026-01-25", "2.00"), ("2026-02-05", "5.00")])
def test_a_part_bears_the_rates_of_its_days(on: str, interest: str) -> None:
    lent = terms(rate_changes=(RateChange(date(2026, 2, 1), RATE * 2),))
    found = partial_prepayment(
        *(lent, schedule(lent)), paid_terms=0, on=date.fromisoformat(on), principal=Money.of(500)
    )
    assert found.interest_on_part == Money.of(interest)


def test_a_part_never_takes_more_interest_than_is_open_on_the_whole() -> None:
    gone = Prepayment(date(2026, 1, 25), Money.of("991.25"), Money.of("3.97"))
    lent = terms(prepayments=(gone,))
    found = partial_prepayment(
        *(lent, schedule(terms())), paid_terms=0, on=date(2026, 1, 26), principal=Money.of(8)
    )
    # By itself the part bears 3.52 分; what was taken before was rounded up, so 3.35 are open in all.
    assert (found.interest_on_all, found.interest_on_part) == (Money(3), Money(3))


def test_days_of_grace_cost_nothing_and_then_all_days_count() -> None:
    row = schedule(terms())[0]
    within = loan_overdue(row, RATE, date(2026, 2, 18), Terms(grace_days=3))
    assert (within.days, within.penalty) == (0, ZERO)
    after = loan_overdue(row, RATE, date(2026, 2, 19), Terms(grace_days=3))
    assert after.days == 4
    assert after.penalty == after.on_principal + after.on_interest > ZERO


def test_a_penalty_rate_has_six_decimals() -> None:
    assert penalty_rate(Decimal("0.00035"), Decimal("1.5")) == Decimal("0.000525")
    assert str(penalty_rate(Decimal("0.0003333"), Decimal("1.5"))) == "0.000500"
