"""What each instrument really costs a year."""

from dataclasses import replace
from decimal import Decimal

from assistant.domain.accrual import Per
from assistant.domain.costs import costs
from assistant.domain.loan import Method
from tests.domain.facts import account, day, loan, plan, snapshot


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
