"""Laws that every schedule keeps."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.accrual import Per, QuotedRate
from assistant.domain.loan import LoanTerms, Method, annuity, first_due_date, schedule
from assistant.domain.money import ZERO, Money, total
from assistant.domain.settlement import early_settlement, partial_prepayment

rates = st.integers(0, 1000).map(lambda number: Decimal(number) / 10**6)  # up to 0.1 % a day

level_rates = st.sampled_from([QuotedRate(Decimal("0.0002")), QuotedRate(Decimal("0.0006"))])
by_year = st.builds(
    lambda rate, basis: QuotedRate(rate * 360, Per.YEAR, basis), rates, st.sampled_from([360, 365])
)
quoted = rates.map(QuotedRate) | by_year


@st.composite
def loans(draw: st.DrawFn, *, level: bool = False) -> LoanTerms:
    """Loans as people have them; ``level`` ones are of amounts and rates where levelness can be seen."""
    start = draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    first = start + timedelta(days=draw(st.integers(20, 60)))
    return LoanTerms(
        # Of a few 分 a rounded payment may repay everything before the last term.
        Money(draw(st.integers(10_000 if level else 100, 5 * 10**7))),
        draw(level_rates if level else quoted),
        start,
        first,
        first.day,
        draw(st.integers(2, 24) if level else st.integers(1, 60)),
        Method.LEVEL_ACTUAL if level else draw(st.sampled_from(list(Method))),
    )


@given(loans())
def test_a_schedule_repays_exactly_the_principal(terms: LoanTerms) -> None:
    rows = schedule(terms)
    assert total(row.principal for row in rows) == terms.principal
    assert rows[-1].balance_after == ZERO
    assert all(row.principal >= ZERO and row.interest >= ZERO for row in rows)
    balances = [terms.principal, *(row.balance_after for row in rows)]
    assert balances == sorted(balances, reverse=True)
    # Of a few 分 a rounded payment may repay everything before the last term.
    assert [row.no for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) == terms.terms or terms.principal.fen < 100 * terms.terms
    dues = [row.due for row in rows]
    assert dues == sorted(set(dues))


@given(loans(level=True))
def test_level_payments_are_level_but_for_the_last(terms: LoanTerms) -> None:
    rows = schedule(terms)
    first, *middle, last = [row.payment.fen for row in rows]
    assert set(middle) <= {first}
    assert abs(last - first) <= terms.terms


@given(loans(), st.integers(0, 400), st.integers(1, 60))
def test_settling_later_never_costs_less_interest(terms: LoanTerms, after: int, more: int) -> None:
    rows = schedule(terms)
    on = terms.start + timedelta(days=after)
    early = early_settlement(terms, rows, paid_terms=0, on=on)
    late = early_settlement(terms, rows, paid_terms=0, on=on + timedelta(days=more))
    assert late.interest >= early.interest
    assert early.outstanding == late.outstanding == terms.principal
    assert early.interest_saved == total(row.interest for row in rows) - early.interest


@given(loans(), st.integers(0, 300))
def test_prepaying_a_part_leaves_the_rest(terms: LoanTerms, after: int) -> None:
    half = Money(terms.principal.fen // 2)
    found = partial_prepayment(
        terms,
        schedule(terms),
        paid_terms=0,
        on=terms.start + timedelta(days=after),
        principal=half,
    )
    assert found.outstanding_after + half == terms.principal
    assert ZERO <= found.interest_on_part <= found.interest_on_all


@given(st.integers(10**4, 10**9), rates, st.integers(1, 360))
def test_mortgages_repay_exactly_the_principal(fen: int, rate: Decimal, months: int) -> None:
    yearly = QuotedRate(rate * 100, Per.YEAR)
    for method in (Method.MONTHLY_LEVEL, Method.MONTHLY_EQUAL_PRINCIPAL):
        start, due = date(2026, 1, 20), date(2026, 2, 20)
        rows = schedule(LoanTerms(Money(fen), yearly, start, due, 20, months, method))
        assert total(row.principal for row in rows) == Money(fen)
        assert all(row.principal >= ZERO for row in rows)


def test_a_loan_without_interest_is_split() -> None:
    assert annuity(Money(1000), Decimal(0), 3) == Money(333)


@pytest.mark.parametrize(
    ("start", "day", "first"),
    [
        ("2026-01-15", 15, "2026-02-15"),
        ("2026-01-31", 31, "2026-02-28"),
        ("2026-12-05", 3, "2027-01-03"),
    ],
)
def test_the_first_due_day_is_in_the_month_after(start: str, day: int, first: str) -> None:
    assert first_due_date(date.fromisoformat(start), day) == date.fromisoformat(first)
