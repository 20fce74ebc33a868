"""What a choice costs."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.account import Loan, PaymentKind
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import ZERO, Money
from assistant.domain.outlook import (
    SettlementOutlook,
    plan_outlook,
    prepayment_outlook,
    settlement_outlook,
)
from assistant.domain.standing import bill_standing
from assistant.domain.statement import forecast_bills
from assistant.errors import UserError
from tests.domain.facts import account, beijing, bill, day, loan, payment, plan, snapshot


def test_settling_takes_what_vector_jb_early_02_says() -> None:
    one = loan(paid_terms=3)
    seen = snapshot("2026-05-01 12:00", accounts=(account(product="jiebei"),), loans=(one,))
    outlook = settlement_outlook(seen, loan_standing(seen, one), day("2026-05-01"))
    assert outlook is not None
    assert (outlook.total, outlook.settlement.interest_saved) == (
        Money.of("7679.40"),
        Money.of("424.30"),
    )


def test_settling_with_a_late_term_takes_what_vector_jb_ovd_03_says() -> None:
    one = loan()
    seen = snapshot("2026-02-25 12:00", accounts=(account(product="jiebei"),), loans=(one,))
    outlook = settlement_outlook(seen, loan_standing(seen, one), day("2026-02-25"))
    assert outlook is not None
    assert (outlook.overdue, outlook.total) == (Money.of("905.81"), Money.of("10166.29"))


def test_a_day_before_the_last_paid_term_is_refused() -> None:
    one = loan(paid_terms=3)
    seen = snapshot("2026-05-01 12:00", accounts=(account(product="jiebei"),), loans=(one,))
    with pytest.raises(UserError, match=r"settle\.too_early"):
        settlement_outlook(seen, loan_standing(seen, one), day("2026-04-14"))


def settled_after(one: Loan, now: str, on: str, **terms: Any) -> SettlementOutlook | None:
    facts = {"accounts": (account(product="jiebei", **terms),), "loans": (one,)}
    seen = snapshot(now, **facts)
    return settlement_outlook(seen, loan_standing(seen, one), day(on))


def test_nothing_is_left_to_settle_of_a_loan_that_is_paid() -> None:
    assert settled_after(loan(paid_terms=12), "2027-02-01 12:00", "2027-02-01") is None


def test_after_the_last_due_day_only_late_terms_are_left() -> None:
    found = settled_after(loan(paid_terms=11), "2027-02-01 12:00", "2027-02-01")
    assert found is not None
    assert (found.settlement.total, found.settlement.days) == (ZERO, 0)
    assert found.total > Money.of("900.42")


def test_a_fee_for_settling_early_is_part_of_it() -> None:
    found = settled_after(
        loan(paid_terms=3), "2026-05-01 12:00", "2026-05-01", prepay_fee_rate="0.01"
    )
    assert found is not None
    assert found.settlement.fee == Money.of("76.31")
    assert found.total == Money.of("7755.71")
    assert found.settlement.interest_saved == Money.of("347.99")


@pytest.mark.parametrize(
    ("taken", "interest", "total"), [("part", "19.20", "3019.20"), ("all", "48.84", "3048.84")]
)
def test_prepaying_a_part_takes_what_vector_jb_early_04_says(
    taken: str, interest: str, total: str
) -> None:
    one = loan(paid_terms=3)
    own = account(product="jiebei", prepay_interest=taken)
    seen = snapshot("2026-05-01 12:00", accounts=(own,), loans=(one,))
    found = prepayment_outlook(
        seen, loan_standing(seen, one), day("2026-05-01"), Money.of(3000), "lower"
    )
    assert (found.interest, found.total) == (Money.of(interest), Money.of(total))
    assert found.next_after < found.next_before
    assert found.last_after == found.last_before
    assert found.saved > ZERO
    shorter = prepayment_outlook(
        seen, loan_standing(seen, one), day("2026-05-01"), Money.of(3000), "shorten"
    )
    assert shorter.last_after < shorter.last_before
    assert shorter.saved > found.saved


@pytest.mark.parametrize(
    ("on", "principal", "key"),
    [
        ("2026-04-14", "3000", "settle.too_early"),
        ("2026-05-01", "7630.56", "prepay.too_much"),
        ("2026-05-16", "3000", "prepay.late_first"),
        ("2026-05-15", "3000", "prepay.late_first"),  # with the term its interest is asked for
    ],
)
def test_a_prepayment_that_cannot_be_is_refused(on: str, principal: str, key: str) -> None:
    one = loan(paid_terms=3)
    seen = snapshot("2026-05-20 12:00", accounts=(account(product="jiebei"),), loans=(one,))
    standing = loan_standing(seen, one)
    with pytest.raises(UserError) as refused:
        prepayment_outlook(seen, standing, day(on), Money.of(principal), "lower")
    assert refused.value.key == key


def test_settling_a_plan_saves_nothing_unless_the_lender_waives() -> None:
    # Vector HB-INS-08: 12,000 over 12 at 8.8 %, four parts behind.
    sunk = plan("12000", 12, "1056", "2026-07-10")
    waived = replace(sunk, waiver="future_fees")
    for parts, settlement, saved in ((sunk, "8704.00", "0"), (waived, "8000.00", "704.00")):
        seen = snapshot("2026-10-10 12:00", plans=(parts,))
        found = plan_outlook(seen, parts)
        assert (found.past, len(found.left)) == (4, 8)
        assert (found.principal, found.fee) == (Money.of(8000), Money.of(704))
        assert (found.settlement, found.saved) == (Money.of(settlement), Money.of(saved))


def test_the_part_in_an_issued_bill_is_paid_with_the_bill_and_not_settled_again() -> None:
    parts = plan("12000", 12, "1056", "2026-11-10", since="2026-11-02")
    issued = bill("1088", on="2026-12-01", due="2026-12-10")
    seen = snapshot("2026-12-05 12:00", plans=(parts,), bills=(issued,))
    found = plan_outlook(seen, parts)
    assert (found.past, len(found.left), found.settlement) == (2, 10, Money.of(10880))
    paid = payment("10880", "2026-12-05", bill_id=None, plan_id=1, kind=PaymentKind.SETTLEMENT)
    after = replace(seen, payments=(paid,))
    # The bill is still due with its whole part; nothing comes after it.
    assert bill_standing(after, issued).minimum == Money.of(1088)
    assert forecast_bills(after, after.accounts[0]) == ()


def test_settling_on_the_day_of_a_prepayment_counts_it() -> None:
    one = loan(paid_terms=3)
    made = payment(
        *("3019.20", "2026-05-01"),
        loan_id=1,
        kind=PaymentKind.PREPAYMENT,
        principal=Money.of(3000),
        interest=Money.of("19.20"),
    )
    own = account(product="jiebei")
    seen = snapshot("2026-05-01 12:00", accounts=(own,), loans=(one,), payments=(made,))
    found = settlement_outlook(seen, loan_standing(seen, one), day("2026-05-01"))
    assert found is not None
    # 7,630.56 less 3,000; 48.84 of interest less the 19.20 that were taken with the part.
    assert (found.settlement.outstanding, found.settlement.interest) == (
        *(Money.of("4630.56"), Money.of("29.64")),
    )
    later = replace(seen, now=beijing("2026-05-05 12:00"))
    found = settlement_outlook(later, loan_standing(later, one), day("2026-05-05"))
    assert found is not None
    # Four more days on what is left: 37.04448.
    assert found.settlement.interest == Money.of("37.04")
