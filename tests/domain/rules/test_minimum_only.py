"""Only the minimum paid, several bills in a row."""

from datetime import date

from assistant.domain.account import Bill, Payment
from assistant.domain.rules.minimum_only import RULE
from tests.domain.facts import account, bill, payment, snapshot
from tests.domain.rules.seen import told

NOW = "2026-11-25 12:00"


def months(*paid: str, first: int = 8) -> tuple[tuple[Bill, ...], tuple[Payment, ...]]:
    """Bills of 1,000 with a minimum of 100 from a month on, and what was paid of each in time."""
    bills, payments = [], []
    for count, amount in enumerate(paid, 1):
        month = first + count - 1
        on, due = f"2026-{month:02d}-01", f"2026-{month:02d}-10"
        bills.append(bill("1000", "100", number=count, on=on, due=due))
        if amount:
            payments.append(payment(amount, due, number=count, bill_id=count))
    return tuple(bills), tuple(payments)


def test_three_bills_in_a_row_are_told_as_the_newest_one() -> None:
    bills, payments = months("100", "100", "100")
    seen = snapshot(NOW, bills=bills, payments=payments)
    (alert,) = told(RULE, seen)
    assert alert.facts["count"] == 3
    assert alert.due_date == date(2026, 10, 1)


def test_a_full_repayment_between_begins_anew() -> None:
    bills, payments = months("100", "1000", "100", "100")
    seen = snapshot(NOW, bills=bills, payments=payments)
    assert told(RULE, seen) == ()
    assert told(RULE, seen, {"count": "2"}) != ()


def test_a_bill_that_is_not_due_yet_does_not_count_and_does_not_end_the_row() -> None:
    bills, payments = months("100", "100", "100", "", first=8)
    seen = snapshot("2026-11-05 12:00", bills=bills, payments=payments)
    assert [alert.facts["count"] for alert in told(RULE, seen)] == [3]


def test_a_loan_account_has_no_minimum() -> None:
    assert told(RULE, snapshot(NOW, accounts=(account(product="jiebei"),))) == ()
