"""Computed cases beyond the published ones: what the window refuses or ends is refused and ends here."""

from typing import Any

import pytest

from assistant.errors import UserError
from assistant.services.calc import calculate


def computed(op: str, **inputs: Any) -> dict[str, Any]:
    return calculate({"inputs": {"op": op} | inputs})


LEDGER = {
    "opening_principal": "1000.00",
    "bill_day": 1,
    "due_day": 10,
    "first_bill": "2026-11-01",
    "months": 3,
    "daily_rate": "0.0005",
}
LOAN = {
    "principal": "10000.00",
    "daily_rate": "0.0004",
    "start": "2026-01-15",
    "first_due": "2026-02-15",
    "repay_day": 15,
    "terms": 12,
}


def test_a_ledger_ends_with_the_bill_that_leaves_nothing() -> None:
    found = computed("revolve_ledger", **LEDGER, ratio="1")
    assert [row["min_payment"] for row in found["ledger"]] == ["1000.00"]
    assert found["principal_after_last_payment"] == "0.00"
    nothing = computed("revolve_ledger", **(LEDGER | {"opening_principal": "0"}), ratio="0.1")
    assert nothing == {"ledger": [], "principal_after_last_payment": "0.00"}


def test_what_is_paid_after_the_due_day_bore_interest_until_then() -> None:
    days = {"pay_date": "2026-11-20", "due_date": "2026-11-10", "as_of": "2026-11-30"}
    found = computed("min_payment_interest", bill="1000", paid="100", daily_rate="0.0005", **days)
    # 1,000 for ten days, then 900 for ten.
    assert (found["interest_per_day"], found["interest_to_date"]) == ("0.50", "9.50")


def test_a_card_paid_in_full_in_time_costs_nothing_and_one_paid_late_is_not_full() -> None:
    days = {"post_date": "2026-03-30", "due_date": "2026-04-25", "interest_to": "2026-05-05"}
    full = computed(
        "card_interest",
        purchase="1000",
        statement_day=5,
        paid={"date": "2026-04-25", "amount": "1000"},
        daily_rate="0.0005",
        method="full_from_posting",
        **days,
    )
    assert full["interest"] == "0.00"
    late = computed(
        *("card_tolerance",), bill="5000", paid="5000", due_date="2026-04-25", pay_date="2026-04-29"
    )
    assert late == {"treated_as_full": False, "carried_to_next_bill": "0.00"}


def test_paying_off_a_loan_takes_every_term_that_was_not_paid() -> None:
    found = computed("loan_overdue_whole_position", schedule=LOAN, term=1, as_of="2026-03-20")
    # Two terms of 900.41 with 罚息 for 33 and 5 days; the rest bears the normal rate for 5.
    assert (found["overdue_due"], found["not_due_principal"]) == ("1821.35", "8426.48")
    assert found["normal_interest_accrued_on_not_due"] == "16.85"


def test_a_plan_of_which_nothing_was_paid_takes_all_of_it() -> None:
    found = computed(
        *("fee_instalment_early_settle",),
        amount="1200",
        periods=12,
        total_fee_rate="0.088",
        paid_periods=0,
    )
    assert (found["remaining_principal"], found["settlement"]) == ("1200.00", "1305.60")


@pytest.mark.parametrize(
    ("op", "inputs", "field"),
    [
        ("bill_assignment", {"post_date": "2026-11-01", "bill_day": 32, "due_day": 10}, "bill_day"),
        ("bill_assignment", {"post_date": "9999-12-31", "bill_day": 1, "due_day": 10}, "post_date"),
        ("revolve_ledger", LEDGER | {"ratio": "0.1", "daily_rate": "0.5"}, "daily_rate"),
        ("monthly_level", {"principal": "0", "annual_rate": "0.03", "months": 12}, "principal"),
        ("monthly_level", {"principal": "1", "annual_rate": "3", "months": 12}, "annual_rate"),
        (
            "early_settle_on_schedule",
            {"schedule": LOAN, "paid_terms": 12, "settle": "2026-02-01"},
            "paid_terms",
        ),
        (
            "overdue",
            {
                "overdue": "1",
                "due_date": "2026-11-10",
                "settle_date": "2026-11-11",
                "daily_rate": "0.0005",
                "grace_retroactive": 1,
            },
            "grace_retroactive",
        ),
    ],
)
def test_what_no_account_may_have_is_refused_by_the_cases_own_name(
    op: str, inputs: dict[str, Any], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        computed(op, **inputs)
    assert (refused.value.key, refused.value.field) == ("calc.bad_value", f"inputs.{field}")
