"""已还了为什么还显示待还: the answer from the user's own facts."""

from typing import Any

import pytest

from assistant.domain.account import Destination, ItemKind
from assistant.domain.answers import which_bill, why_still_due
from assistant.domain.money import Money
from assistant.domain.standing import bill_standing
from tests.domain.facts import account, bill, day, item, payment, plan, snapshot


def keys(now: str, **facts: Any) -> list[str]:
    seen = snapshot(now, **({"bills": (bill("1000", "100"),)} | facts))
    return [row.key for row in why_still_due(seen, bill_standing(seen, seen.bills[-1]))]


def test_a_settled_bill_says_so() -> None:
    assert keys("2026-11-05 12:00", payments=(payment("1000", "2026-11-05"),)) == ["settled"]


@pytest.mark.parametrize(
    ("now", "paid", "expected"),
    [
        ("2026-11-05 12:00", None, "not_recorded"),
        ("2026-11-05 12:00", ("40", "2026-11-05"), "partly"),
        ("2026-11-05 12:00", ("100", "2026-11-05"), "minimum_only"),
        # Paid in full three days late: 1.50 of penalty went first and is missing from the amount.
        ("2026-11-13 12:00", ("1000", "2026-11-13"), "penalty_left"),
    ],
)
def test_the_likeliest_reason_comes_first(
    now: str, paid: tuple[str, str] | None, expected: str
) -> None:
    payments = () if paid is None else (payment(*paid),)
    assert keys(now, payments=payments)[0] == expected


def test_a_repayment_of_this_cycle_may_have_gone_to_the_bill_before() -> None:
    bills = (
        bill("500", "50", number=2, on="2026-10-01", due="2026-10-10"),
        bill("1000", "100"),
    )
    paid = payment("500", "2026-10-12", bill_id=2)
    assert "paid_to_earlier" in keys("2026-11-05 12:00", bills=bills, payments=(paid,))
    for on_time in ("2026-10-09", "2026-10-10"):
        early = payment("500", on_time, bill_id=2)
        assert "paid_to_earlier" not in keys("2026-11-05 12:00", bills=bills, payments=(early,))


@pytest.mark.parametrize(
    ("now", "key"),
    [("2026-11-10 07:00", "deduction_later"), ("2026-11-10 09:00", "deduction_running")],
)
def test_on_the_due_day_the_deduction_is_still_to_come_or_running(now: str, key: str) -> None:
    assert key in keys(now)


@pytest.mark.parametrize(
    ("mode", "key"), [("minimum", "deducts_minimum"), ("off", "deducts_nothing")]
)
def test_what_the_lender_deducts_by_itself_is_said(mode: str, key: str) -> None:
    assert key in keys("2026-11-10 09:00", accounts=(account(deduct_mode=mode),))
    assert key not in keys("2026-11-10 09:00")


def test_a_refund_paid_as_cash_does_not_lower_the_bill() -> None:
    back = item(
        "30", "2026-11-05", kind=ItemKind.REFUND, destination=Destination.CASH, spent="2026-11-05"
    )
    assert "refund_to_cash" in keys("2026-11-06 12:00", items=(back,))


def test_instalments_inside_the_bill_are_named() -> None:
    parts = plan("300", 3, "0", "2026-11-10")
    assert "holds_instalments" in keys("2026-11-06 12:00", plans=(parts,))


def test_which_bill_a_purchase_of_a_day_enters() -> None:
    seen = snapshot("2026-11-03 12:00")
    found = which_bill(seen, account(), day("2026-11-02"))
    assert found.key == "before_bill_day"
    assert found.params == {"bill": day("2026-12-01"), "due": day("2026-12-10"), "days": 38}
    loans = account(product="jiebei")
    seen = snapshot("2026-11-03 12:00", accounts=(loans,))
    assert which_bill(seen, loans, day("2026-11-02")).key == "no_bill_day"
    assert Money.of(1) == Money(100)
