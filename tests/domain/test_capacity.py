"""Whether what is owed can be carried: figures, bands, ceilings."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.capacity import (
    BOUNDS,
    Band,
    Ratio,
    breaches,
    capacity,
    due_within,
    monthly_service,
    proposed_ceilings,
)
from assistant.domain.cash_rules import Ceiling
from assistant.domain.cashflow import Repeat
from assistant.domain.money import ZERO, Money
from assistant.domain.snapshot import Snapshot
from tests.domain.facts import (
    account,
    bill,
    day,
    expense,
    income,
    loan,
    paying,
    reserved,
    snapshot,
)


def household(pay: str = "10000", **more: object) -> Snapshot:
    """A bill of 3000 with a minimum of 300, a loan of twelve terms, an income, a rent, food."""
    facts = {
        "accounts": (account(2, limit="10000"), account(1, "jiebei", limit="20000")),
        "bills": (bill("3000", "300", owner=2),),
        "loans": (loan("12000", start="2026-10-15", first_due="2026-11-15"),),
        "paying_accounts": (paying("8000"),),
        "cash_items": (
            income(pay, "2026-11-15"),
            expense("2000", "2026-11-05", number=2, essential=True),
            expense("1500", "2026-11-01", Repeat.EVENLY, number=3),
            income("50000", "2026-12-01", Repeat.ONCE, number=4),
        ),
    }
    return snapshot("2026-11-03 12:00", **(facts | more))


def figure(seen: Snapshot, ratio: Ratio) -> tuple[Decimal | None, Band]:
    (found,) = [row for row in capacity(seen).figures if row.ratio is ratio]
    return found.value, found.band


@pytest.mark.parametrize(
    ("ratio", "value", "band"),
    [
        (Ratio.SERVICE, "0.36", Band.GREEN),  # art. 36: both ends included
        (Ratio.SERVICE, "0.55", Band.AMBER),
        (Ratio.SERVICE, "0.5501", Band.RED),
        (Ratio.UTILISATION, "0.30", Band.GREEN),
        (Ratio.UTILISATION, "0.71", Band.RED),
        (Ratio.MONTHS, "3", Band.GREEN),
        (Ratio.MONTHS, "1", Band.AMBER),
        (Ratio.MONTHS, "0.99", Band.RED),
        (Ratio.RESERVE_30, "0.5", Band.AMBER),
    ],
)
def test_a_figure_lies_in_its_band(ratio: Ratio, value: str, band: Band) -> None:
    assert BOUNDS[ratio].band(Decimal(value)) is band


def test_what_must_be_paid_counts_the_minimum_of_bills_and_the_terms_of_loans() -> None:
    seen = household()
    terms = due_within(seen, 90) - Money.of(3000)
    assert monthly_service(seen) == Money((terms + Money.of(300)).fen // 3)


def test_one_off_incomes_are_no_monthly_income() -> None:
    found = capacity(household())
    assert (found.income, found.living, found.fixed) == (
        Money.of(10_000),
        Money.of(3500),
        Money.of(2000),
    )
    assert found.free == found.income - found.living - found.service
    assert found.owed == Money.of(15_000)
    assert (found.limit, found.owed_within) == (Money.of(30_000), Money.of(15_000))
    assert figure(household(), Ratio.UTILISATION) == (Decimal("0.5"), Band.AMBER)


def test_the_reserve_is_held_against_the_dues_of_a_month_and_of_three() -> None:
    seen = household(reserve=(reserved("2000"),))
    month, _ = figure(seen, Ratio.RESERVE_30)
    assert month == (Decimal(200_000) / due_within(seen, 30).fen).quantize(Decimal("0.0001"))
    quarter, _ = figure(seen, Ratio.RESERVE_90)
    assert quarter is not None
    assert month is not None
    assert quarter < month


def test_what_was_not_told_is_unknown_and_never_green() -> None:
    bare = household(cash_items=(), paying_accounts=(paying(None),))
    for ratio in (Ratio.SERVICE, Ratio.MONTHS, Ratio.FIXED):
        assert figure(bare, ratio) == (None, Band.UNKNOWN)
    assert capacity(bare).band is Band.UNKNOWN


def test_the_verdict_follows_the_worst_of_the_three_that_matter() -> None:
    assert capacity(household()).band is Band.AMBER
    assert capacity(household("3000")).band is Band.RED  # less comes than goes
    calm = household("60000", bills=(), loans=())
    assert capacity(calm).band is Band.AMBER  # cash for two months
    rich = household("60000", bills=(), loans=(), paying_accounts=(paying("50000"),))
    assert capacity(rich).band is Band.GREEN


def test_a_bill_as_usual_counts_with_the_products_minimum() -> None:
    bills = (
        bill("900", number=1, on="2026-09-01", due="2026-09-10"),
        bill("1100", number=2, on="2026-10-01", due="2026-10-10"),
    )
    plain = snapshot("2026-10-20 12:00", accounts=(account(),), bills=bills)
    paid_all = snapshot("2026-10-20 12:00", accounts=(account(),), bills=())
    assert monthly_service(paid_all) == ZERO
    assert monthly_service(plain) > ZERO
    none_offered = snapshot("2026-10-20 12:00", accounts=(account(product="meituan"),), bills=bills)
    assert monthly_service(none_offered) > monthly_service(plain)


def test_an_own_ceiling_is_exceeded_by_what_is_owed_and_not_by_less() -> None:
    assert breaches(household()) == ()
    rows = (Ceiling(2, Money.of(2999)), Ceiling(1, Money.of(12_000)), Ceiling(None, Money.of(100)))
    found = breaches(household(ceilings=rows))
    assert [(row.account_id, row.owed) for row in found] == [
        (2, Money.of(3000)),
        (None, Money.of(15_000)),
    ]
    gone = household(ceilings=(Ceiling(9, Money.of(1)),))
    assert breaches(gone) == ()


def test_proposed_ceilings_are_what_one_income_can_pay() -> None:
    found = proposed_ceilings(household())
    amounts = {row.id: amount for row, amount in found.by_account}
    assert amounts[2] == Money.of(3000)  # 30 % of the limit; a month leaves more
    assert amounts[1] == Money.of(12_000)  # nothing new is drawn
    assert found.together == Money.of(15_000)
    tight = proposed_ceilings(household("5000"))
    assert {row.id: amount for row, amount in tight.by_account}[2] < Money.of(1000)
    unknown = account(3, "custom_bill", limit="0.00")
    assert 3 not in {
        row.id for row, _ in proposed_ceilings(household(accounts=(unknown,))).by_account
    }


def test_a_loan_account_may_grow_while_the_burden_is_light() -> None:
    found = proposed_ceilings(household("60000"))
    amounts = {row.id: amount for row, amount in found.by_account}
    assert amounts[1] == Money.of(12_000)  # 30 % of 20,000 is less than what is owed
    bare = household("60000", loans=())
    grown = {row.id: amount for row, amount in proposed_ceilings(bare).by_account}
    assert grown[1] == Money.of(6000)
    open_ended = household("60000", loans=(), accounts=(account(1, "family_loan"),))
    assert [amount for _, amount in proposed_ceilings(open_ended).by_account] == [ZERO]


def test_an_income_that_ended_carries_no_debt() -> None:
    gone = income("10000", "2025-01-10", Repeat.MONTHLY, last_on=day("2026-06-30"))
    seen = capacity(replace(household(), cash_items=(gone,)))
    assert (seen.income, seen.band) == (ZERO, Band.UNKNOWN)
