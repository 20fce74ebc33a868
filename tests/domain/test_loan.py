"""Laws that every schedule keeps."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.accrual import Per, QuotedRate
from assistant.domain.loan import (
    FrozenRow,
    LoanTerms,
    Method,
    Prepayment,
    RateChange,
    annuity,
    first_due_date,
    schedule,
)
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
    assert [row.no for row in rows] == list(range(1, len(rows) + 1))
    # Of a few 分 a rounded payment may repay everything before the last term, and so may the payment
    # of many dear terms where the first is no month: the interest of a long one is more than it.
    odd = not rows[0].principal or not 28 <= rows[0].days <= 31
    assert len(rows) == terms.terms or terms.principal.fen < 100 * terms.terms or odd
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


def jb_s1(**more: object) -> LoanTerms:
    """Vector JB-S1: 10,000 at 0.04 % a day over twelve terms from 15 January 2026."""
    start, first_due = date(2026, 1, 15), date(2026, 2, 15)
    terms = LoanTerms(Money.of(10000), QuotedRate(Decimal("0.0004")), start, first_due, 15, 12)
    return replace(terms, **more)  # type: ignore[arg-type]


def test_interest_only_terms_come_first_and_the_rest_is_level() -> None:
    rows = schedule(jb_s1(interest_only_terms=6))
    assert [row.principal for row in rows[:6]] == [ZERO] * 6
    assert rows[0].payment == Money.of("124.00")  # 31 days on 10,000
    level = {row.payment for row in rows[6:11]}
    assert len(level) == 1
    assert total(row.principal for row in rows) == Money.of(10000)


def test_a_new_rate_holds_from_its_day_and_levels_the_terms_after_it() -> None:
    changed = schedule(jb_s1(rate_changes=(RateChange(date(2026, 4, 25), Decimal("0.0003")),)))
    before = schedule(jb_s1())
    assert changed[:3] == before[:3]
    balance = before[2].balance_after
    # Term 4, 15 April to 15 May: ten days at the old rate, twenty at the new one.
    expected = Money.rounded(balance.fen * (Decimal("0.0004") * 10 + Decimal("0.0003") * 20))
    assert changed[3].interest == expected
    assert changed[3].principal == before[3].principal
    assert len({row.payment for row in changed[4:11]}) == 1
    assert changed[4].payment < before[4].payment


def test_of_two_new_rates_the_later_one_holds() -> None:
    terms = jb_s1(
        rate_changes=(
            RateChange(date(2026, 6, 1), Decimal("0.0002")),
            RateChange(date(2026, 4, 1), Decimal("0.0003")),
        )
    )
    found = [terms.rate_on(date(2026, month, 15)).value for month in (3, 4, 6)]
    assert found == [Decimal("0.0004"), Decimal("0.0003"), Decimal("0.0002")]


def test_a_mortgage_gets_a_new_rate_on_new_years_day() -> None:
    terms = LoanTerms(
        *(Money.of(1_000_000), QuotedRate(Decimal("0.035"), Per.YEAR), date(2026, 1, 20)),
        *(date(2026, 2, 20), 20, 360),
        method=Method.MONTHLY_LEVEL,
    )
    rows = schedule(terms)
    assert rows[0].payment == Money.of("4490.45")  # MTG-01
    new = replace(terms, rate_changes=(RateChange(date(2027, 1, 1), Decimal("0.03")),))
    changed = schedule(new)
    assert changed[:11] == rows[:11]
    assert changed[11].principal == rows[11].principal
    # Twelve days at 3.5 %, twenty at 3 % of a month that has 31.
    balance = rows[10].balance_after.fen
    share = Decimal("0.035") * 12 / 31 + Decimal("0.03") * 19 / 31
    assert changed[11].interest == Money.rounded(balance * share / 12)
    assert changed[12].payment < rows[12].payment
    assert total(row.principal for row in changed) == Money.of(1_000_000)


def test_a_part_prepaid_lowers_the_payments_or_shortens_the_time() -> None:
    made = Prepayment(date(2026, 5, 1), Money.of(3000), Money.of("19.20"))
    rows = schedule(jb_s1())
    lower = schedule(jb_s1(prepayments=(made,)))
    shorter = schedule(jb_s1(prepayments=(replace(made, effect="shorten"),)))
    for changed in (lower, shorter):
        assert changed[:3] == rows[:3]
        repaid = total(row.principal for row in changed)
        assert repaid == Money.of(7000)
        # 16 days on all, 14 on the rest, less the 19.20 that was taken with the part.
        interest = (rows[2].balance_after.fen * 16 + (rows[2].balance_after.fen - 300_000) * 14) * (
            Decimal("0.0004")
        )
        assert changed[3].interest == Money.rounded(interest - 1920)
    assert len(lower) == 12
    assert lower[4].payment < rows[4].payment
    assert len(shorter) == 9
    # The payment stays; 19.20 of the term's interest were taken with the part already.
    assert shorter[4].payment == rows[4].payment


def test_everything_prepaid_leaves_only_the_interest() -> None:
    made = Prepayment(date(2026, 5, 1), Money.of("7630.56"))
    rows = schedule(jb_s1(prepayments=(made,)))
    assert len(rows) == 4
    assert (rows[3].principal, rows[3].interest) == (ZERO, Money.of("48.84"))  # JB-EARLY-02
    paid = replace(made, interest=Money.of("48.84"))
    assert len(schedule(jb_s1(prepayments=(paid,)))) == 3


def test_two_prepayments_on_one_day_count_together() -> None:
    one = Prepayment(date(2026, 5, 1), Money.of(1000))
    two = replace(one, principal=Money.of(2000))
    both = schedule(jb_s1(prepayments=(one, two)))
    at_once = schedule(jb_s1(prepayments=(replace(one, principal=Money.of(3000)),)))
    assert both == at_once


def test_a_frozen_term_is_as_the_app_shows_and_the_rest_follows() -> None:
    frozen = FrozenRow(3, Money.of(800), Money.of("110.00"))
    rows = schedule(jb_s1(frozen=(frozen,)))
    assert (rows[2].principal, rows[2].interest, rows[2].frozen) == (
        *(Money.of(800), Money.of("110.00")),
        True,
    )
    assert total(row.principal for row in rows) == Money.of(10000)
    assert len({row.payment for row in rows[3:11]}) == 1


def test_a_loan_repaid_at_once_bears_interest_for_its_days() -> None:
    year = QuotedRate(Decimal("0.05"), Per.YEAR)
    terms = LoanTerms(
        Money.of(7300), year, date(2026, 1, 1), date(2026, 12, 31), 31, 1, Method.AT_END
    )
    (row,) = schedule(terms)
    assert (row.principal, row.interest) == (Money.of(7300), Money.of("364.00"))


@st.composite
def histories(draw: st.DrawFn) -> LoanTerms:
    """Loans with what happens to them on the way."""
    terms = draw(loans())
    days = st.integers(0, 900).map(lambda after: terms.start + timedelta(days=after))
    return replace(
        terms,
        interest_only_terms=draw(st.integers(0, terms.terms - 1)),
        rate_changes=tuple(
            RateChange(draw(days), terms.rate.value / draw(st.integers(1, 3)))
            for _ in range(draw(st.integers(0, 2)))
        ),
        prepayments=tuple(
            Prepayment(
                draw(days),
                Money(draw(st.integers(1, terms.principal.fen))),
                ZERO,
                draw(st.sampled_from(["lower", "shorten"])),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
        frozen=tuple(
            FrozenRow(draw(st.integers(1, terms.terms)), Money(draw(st.integers(0, 10**5))), ZERO)
            for _ in range(draw(st.integers(0, 1)))
        ),
    )


@given(histories())
def test_whatever_happens_the_principal_is_repaid_and_no_balance_is_negative(
    terms: LoanTerms,
) -> None:
    rows = schedule(terms)
    assert all(row.balance_after >= ZERO and row.interest >= ZERO for row in rows)
    repaid = total(row.principal for row in rows)
    assert repaid <= terms.principal
    if not terms.prepayments and not any(row.no == terms.terms for row in terms.frozen):
        assert repaid == terms.principal


@given(histories(), st.integers(0, 2**32))
def test_the_order_in_which_things_are_told_does_not_matter(terms: LoanTerms, seed: int) -> None:
    chance = random.Random(seed)
    mixed = replace(
        terms,
        rate_changes=tuple(chance.sample(terms.rate_changes, len(terms.rate_changes))),
        prepayments=tuple(chance.sample(terms.prepayments, len(terms.prepayments))),
    )
    apart = {change.on for change in terms.rate_changes}
    if len(apart) == len(terms.rate_changes):
        assert schedule(mixed) == schedule(terms)


@given(loans(), st.integers(0, 300), st.integers(1, 60))
def test_prepaying_earlier_never_costs_more_interest(
    terms: LoanTerms, after: int, more: int
) -> None:
    def interest(days: int) -> int:
        on = terms.start + timedelta(days=days)
        made = Prepayment(on, Money(terms.principal.fen // 3), ZERO, "shorten")
        return total(row.interest for row in schedule(replace(terms, prepayments=(made,)))).fen

    # One fen per settlement for rounding: each term settles once.
    assert interest(after) <= interest(after + more) + terms.terms


def test_a_frozen_last_term_that_repays_less_leaves_a_balance_for_the_user_to_see() -> None:
    rows = schedule(jb_s1(frozen=(FrozenRow(12, Money.of(800), ZERO),)))
    assert rows[-1].principal == Money.of(800)
    assert rows[-1].balance_after > ZERO
