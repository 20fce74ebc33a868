"""What a choice costs."""

import pytest

from assistant.domain.money import Money
from assistant.domain.outlook import bill_outlook, settlement_outlook
from assistant.domain.standing import bill_standing, loan_standing
from assistant.errors import UserError
from tests.domain.facts import account, bill, day, loan, payment, snapshot


def test_the_minimum_costs_what_vector_hb_min_04_says() -> None:
    one = bill("3287.46")
    seen = snapshot("2026-11-03 12:00", bills=(one,))
    outlook = bill_outlook(seen, bill_standing(seen, one), 5)
    assert outlook.full == Money.of("3287.46")
    assert outlook.minimum is not None
    assert (outlook.minimum.pay, outlook.minimum.left) == (Money.of("328.75"), Money.of("2958.71"))
    assert (outlook.minimum.per_day, outlook.minimum.interest) == (
        Money.of("1.48"),
        Money.of("44.38"),
    )
    assert outlook.minimum.next_due == day("2026-12-10")
    assert outlook.late.penalty == Money.of("8.22")


def test_a_part_paid_counts_towards_the_minimum() -> None:
    one = bill("1000", "100")
    seen = snapshot("2026-11-06 12:00", bills=(one,), payments=(payment("30", "2026-11-05"),))
    outlook = bill_outlook(seen, bill_standing(seen, one), 1)
    assert outlook.minimum is not None
    assert (outlook.minimum.pay, outlook.minimum.left) == (Money.of("70"), Money.of("900"))


def test_once_overdue_no_minimum_is_offered() -> None:
    one = bill("1000", "100")
    seen = snapshot("2026-11-12 12:00", bills=(one,))
    assert bill_outlook(seen, bill_standing(seen, one), 1).minimum is None


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
