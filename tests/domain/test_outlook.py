"""What a choice costs."""

import pytest

from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import Money
from assistant.domain.outlook import settlement_outlook
from assistant.errors import UserError
from tests.domain.facts import account, day, loan, snapshot


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
