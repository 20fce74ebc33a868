"""Loans and the repayments of loans and bills."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.domain.account import Loan, Payment, PaymentKind
from assistant.domain.loan import Method
from assistant.domain.money import Money
from assistant.store import codec
from assistant.store.repo import Repo

if TYPE_CHECKING:  # drafts are no part of the window's start
    from assistant.domain.draft import LoanDraft, PaymentDraft

_DATED = ("start", "first_due", "repay_day", "terms")


class LoanRepo(Repo):
    """Table ``loan``."""

    table = "loan"

    def add(self, draft: "LoanDraft", now: datetime) -> None:
        """Add a loan.

        Raises:
            UserError: the account is gone.
        """
        stamp = codec.instant_text(now)
        self._insert(_loan_values(draft) | {"created_at": stamp, "dated_at": stamp})

    def all(self) -> tuple[Loan, ...]:
        """All loans."""
        return tuple(_loan(row) for row in self._rows())

    def update(self, loan_id: int, draft: "LoanDraft", now: datetime) -> None:
        """Change a loan; new due days count as set ``now``.

        Raises:
            UserError: it is gone.
        """
        values = _loan_values(draft)
        before = self._row(loan_id)
        if any(before[name] != values[name] for name in _DATED):
            values["dated_at"] = codec.instant_text(now)
        self._update(loan_id, values)

    def remove(self, loan_id: int) -> None:
        """Delete a loan and its repayments.

        Raises:
            UserError: it is gone.
        """
        self._delete(loan_id)


def _loan_values(draft: "LoanDraft") -> dict[str, Any]:
    return {
        "account_id": draft.account_id,
        "title": draft.title,
        "principal_fen": draft.principal.fen,
        "daily_rate": str(draft.daily_rate),
        "start": draft.start.isoformat(),
        "first_due": draft.first_due.isoformat(),
        "repay_day": draft.repay_day,
        "terms": draft.terms,
        "method": draft.method.value,
        "paid_terms": draft.paid_terms,
    }


def _loan(row: codec.Row) -> Loan:
    return Loan(
        row["id"],
        row["account_id"],
        row["title"],
        Money(row["principal_fen"]),
        Decimal(row["daily_rate"]),
        codec.day(row["start"]),
        codec.day(row["first_due"]),
        row["repay_day"],
        row["terms"],
        Method(row["method"]),
        row["paid_terms"],
        codec.instant(row["created_at"]),
        codec.instant(row["dated_at"]),
    )


class PaymentRepo(Repo):
    """Table ``payment``."""

    table = "payment"

    def add(self, draft: "PaymentDraft", now: datetime) -> None:
        """Add a repayment.

        Raises:
            UserError: what it repays, or the paying account, is gone.
        """
        self._insert(
            {
                "amount_fen": draft.amount.fen,
                "paid_on": draft.paid_on.isoformat(),
                "bill_id": draft.bill_id,
                "loan_id": draft.loan_id,
                "term_no": draft.term_no,
                "kind": draft.kind.value,
                "paying_account_id": draft.paying_account_id,
                "created_at": codec.instant_text(now),
            }
        )

    def all(self) -> tuple[Payment, ...]:
        """All repayments."""
        return tuple(_payment(row) for row in self._rows())

    def of_bill(self, bill_id: int) -> tuple[Payment, ...]:
        """Repayments of a bill, in the order they were recorded."""
        return tuple(_payment(row) for row in self._rows("bill_id = ?", bill_id))

    def of_loan(self, loan_id: int) -> tuple[Payment, ...]:
        """Repayments of a loan, in the order they were recorded."""
        return tuple(_payment(row) for row in self._rows("loan_id = ?", loan_id))

    def remove(self, payment_id: int) -> None:
        """Delete a repayment.

        Raises:
            UserError: it is gone.
        """
        self._delete(payment_id)


def _payment(row: codec.Row) -> Payment:
    return Payment(
        row["id"],
        Money(row["amount_fen"]),
        codec.day(row["paid_on"]),
        row["bill_id"],
        row["loan_id"],
        row["term_no"],
        PaymentKind(row["kind"]),
        row["paying_account_id"],
        codec.instant(row["created_at"]),
    )
