"""What each instrument really costs a year."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.account import PaymentKind
from assistant.domain.accrual import Per
from assistant.domain.costs import costs
from assistant.domain.loan import Method
from tests.domain.facts import account, day, loan, payment, plan, snapshot


def four(share: Decimal | None) -> str:
    assert share is not None
    return str(share.quantize(Decimal("0.0001")))


def test_a_plan_costs_what_vector_irr_04_says() -> None:
    parts = replace(plan("12000", 12, "1056", "2026-12-10"), disclosed_rate=Decimal("0.155"))
    seen = snapshot("2026-11-03 12:00", plans=(parts,))
    rolling, found = costs(seen, seen.accounts[0], "余下部分")
    assert (rolling.title, four(rolling.nominal), four(rolling.simple)) == (
        *("余下部分", "0.1825"),
        "0.1825",
    )
    assert rolling.difference is None
    assert (four(found.nominal), four(found.effective)) == ("0.1586", "0.1707")
    assert found.simple is None
    assert four(found.difference) == "0.0036"
    assert found.since == day("2025-01-01")


@pytest.mark.parametrize("on", ["2026-10-02", "2026-10-10", "2026-10-21"])
def test_a_plan_settled_early_costs_what_vector_hb_ins_09_says(on: str) -> None:
    parts = plan("12000", 12, "1056", "2026-07-10")
    paid = payment("8704", on, bill_id=None, plan_id=1, kind=PaymentKind.SETTLEMENT)
    seen = snapshot("2026-11-03 12:00", plans=(parts,), payments=(paid,))
    found = costs(seen, seen.accounts[0], "")[1]
    assert (four(found.nominal), four(found.effective)) == ("0.2936", "0.3366")


def test_a_plan_settled_before_its_first_part_is_paid_in_the_first_month() -> None:
    parts = plan("12000", 12, "1056", "2026-07-10")
    paid = payment("13056", "2026-06-12", bill_id=None, plan_id=1, kind=PaymentKind.SETTLEMENT)
    seen = snapshot("2026-11-03 12:00", plans=(parts,), payments=(paid,))
    # 8.8 % in one month.
    assert four(costs(seen, seen.accounts[0], "")[1].nominal) == "1.0560"


def test_a_product_without_a_rate_has_no_rolling_cost() -> None:
    own = account(daily_rate="0")
    seen = snapshot("2026-11-03 12:00", accounts=(own,))
    assert costs(seen, own, "余下部分") == ()


def test_a_loan_costs_its_rate_and_one_repaid_at_once_its_simple_rate() -> None:
    own = account(product="jiebei")
    at_end = replace(
        loan(number=2, terms=1), method=Method.AT_END, rate=Decimal("0.05"), rate_per=Per.YEAR
    )
    seen = snapshot("2026-11-03 12:00", accounts=(own,), loans=(loan(), at_end))
    level, once = costs(seen, own, "")
    assert four(level.simple) == "0.1460"
    # Actual days a month, seen as twelfths: a little around the simple rate.
    assert abs(level.nominal - Decimal("0.146")) < Decimal("0.001")
    assert (once.nominal, once.effective, once.simple) == (Decimal("0.05"),) * 3
