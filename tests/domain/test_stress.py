"""The stress tests are replays of changed facts."""

from dataclasses import replace
from decimal import Decimal

from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import Repeat, Spread
from assistant.domain.forecast import forecast
from assistant.domain.loan import RateChange
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import ZERO, Money, total
from assistant.domain.snapshot import Snapshot
from assistant.domain.stress import (
    big_expense,
    income_cut,
    income_lost,
    rates_raised,
    stress,
)
from tests.domain.facts import account, day, expense, income, loan, paying, snapshot

LENT = loan("12000", start="2026-10-15", first_due="2026-11-15")


def seen(**more: object) -> Snapshot:
    facts: dict[str, object] = {
        "accounts": (account(1, "jiebei"),),
        "loans": (LENT,),
        "paying_accounts": (paying("5000"),),
        "cash_items": (
            income("6000", "2026-11-15"),
            expense("4000", "2026-11-05", number=2),
        ),
        "cash_rules": CashRules(floor=Money.of(500)),
    }
    return snapshot("2026-11-03 12:00", **(facts | more))


def test_every_test_lowers_the_cash_and_says_what_is_missing() -> None:
    found = {row.key: row for row in stress(seen())}
    assert list(found) == ["income_20", "income_50", "job_lost", "rates_up", "big_expense"]
    plain = forecast(seen(), 180)
    for row in found.values():
        assert row.lowest <= plain.lowest
        assert row.change == plain.lowest - row.lowest
        assert row.missing == max(Money.of(500) - row.lowest, ZERO)
        assert (row.below_on is None) == (not row.missing)
    assert found["income_50"].lowest < found["income_20"].lowest
    assert found["big_expense"].change == Money.of(6000)
    assert stress(seen(), expense=Money.of(100))[4].change == Money.of(100)


def test_a_cut_income_takes_its_bounds_along() -> None:
    span = {"spread": Spread.RANGE, "low": Money.of(1000), "high": Money.of(9000)}
    (item,) = income_cut(
        seen(cash_items=(income("6000", "2026-11-15", Repeat.MONTHLY, **span),)), Decimal("0.8")
    ).cash_items
    assert (item.amount, item.low, item.high) == (
        Money.of(4800),
        Money.of(800),
        Money.of(7200),
    )


def test_a_lost_job_pays_nothing_and_then_on_its_days_again() -> None:
    lost = income_lost(seen(), 3)
    assert lost.cash_items[0].first_on == day("2027-02-15")
    later = seen(cash_items=(income("6000", "2027-03-01"),))
    assert income_lost(later, 3) == later
    once = seen(cash_items=(income("6000", "2026-11-15", Repeat.ONCE),))
    assert income_lost(once, 3) == once
    ending = seen(cash_items=(income("6000", "2026-10-15", last_on=day("2027-01-31")),))
    paid = [row.income for row in forecast(income_lost(ending, 3), 180).days]
    assert total(paid) == ZERO


def test_higher_rates_cost_more_interest_from_today_on_and_not_before() -> None:
    raised = rates_raised(seen(), Decimal("1.5"))
    before = loan_standing(seen(), LENT).terms
    after = loan_standing(raised, raised.loans[0]).terms
    assert total(t.row.interest for t in after) > total(t.row.interest for t in before)
    (change,) = raised.loans[0].rate_changes
    assert (change.on, change.rate) == (day("2026-11-03"), LENT.rate * Decimal("1.5"))


def test_a_rate_that_changes_later_is_raised_then_too() -> None:
    changes = (
        RateChange(day("2026-10-20"), Decimal("0.0003")),
        RateChange(day("2027-01-01"), Decimal("0.0002")),
    )
    facts = seen(loans=(replace(LENT, rate_changes=changes),))
    rates = [row.rate for row in rates_raised(facts, Decimal(2)).loans[0].rate_changes]
    assert rates == [Decimal("0.0003"), Decimal("0.0006"), Decimal("0.0004")]


def test_what_rolls_is_dearer_too() -> None:
    rolling = snapshot("2026-11-03 12:00")
    raised = rates_raised(rolling, Decimal("1.5"))
    before = rolling.terms_of(rolling.accounts[0])
    after = raised.terms_of(raised.accounts[0])
    assert after.daily_rate == before.daily_rate * Decimal("1.5")


def test_no_expense_is_no_change() -> None:
    assert big_expense(seen(), ZERO) == seen()


def test_a_dear_rate_is_raised_too_and_never_lowered() -> None:
    for rate, dearer in (("0.002", "0.0030"), ("0.009", "0.01")):
        dear = account(1, "huabei", daily_rate=rate)
        (raised,) = rates_raised(seen(accounts=(dear,)), Decimal("1.5")).accounts
        assert Decimal({term.key: term.value for term in raised.terms}["daily_rate"]) == Decimal(
            dearer
        )
