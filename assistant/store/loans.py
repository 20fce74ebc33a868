"""Loans and the repayments of loans and bills."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.domain.account import Loan, Payment, PaymentKind
from assistant.domain.accrual import Per
from assistant.domain.loan import FrozenRow, Method, RateChange
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
        """All loans, with their later rates and frozen terms."""
        rates: dict[int, list[RateChange]] = {}
        for row in self._file.rows("SELECT * FROM rate_change ORDER BY effective_from"):
            change = RateChange(codec.day(row["effective_from"]), Decimal(row["rate"]))
            rates.setdefault(row["loan_id"], []).append(change)
        frozen: dict[int, list[FrozenRow]] = {}
        for row in self._file.rows(
            "SELECT * FROM frozen_row WHERE loan_id IS NOT NULL ORDER BY no"
        ):
            term = FrozenRow(row["no"], Money(row["principal_fen"]), Money(row["cost_fen"]))
            frozen.setdefault(row["loan_id"], []).append(term)
        return tuple(
            _loan(row, tuple(rates.get(row["id"], ())), tuple(frozen.get(row["id"], ())))
            for row in self._rows()
        )

    def set_rate(self, loan_id: int, on: date, rate: Decimal | None) -> None:
        """Let the loan bear ``rate`` from ``on``; None takes a change of that day back.

        Raises:
            UserError: the loan is gone.
        """
        self._execute(
            "DELETE FROM rate_change WHERE loan_id = ? AND effective_from = ?",
            loan_id,
            on.isoformat(),
        )
        if rate is not None:
            self._execute(
                "INSERT INTO rate_change (loan_id, effective_from, rate) VALUES (?, ?, ?)",
                loan_id,
                on.isoformat(),
                str(rate),
            )

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
        "rate": str(draft.rate),
        "rate_per": draft.rate_per.value,
        "start": draft.start.isoformat(),
        "first_due": draft.first_due.isoformat(),
        "repay_day": draft.repay_day,
        "terms": draft.terms,
        "method": draft.method.value,
        "paid_terms": draft.paid_terms,
        "interest_only_terms": draft.interest_only_terms,
        "disclosed_rate": None if draft.disclosed_rate is None else str(draft.disclosed_rate),
    }


def _loan(row: codec.Row, rates: tuple[RateChange, ...], frozen: tuple[FrozenRow, ...]) -> Loan:
    return Loan(
        row["id"],
        row["account_id"],
        row["title"],
        Money(row["principal_fen"]),
        Decimal(row["rate"]),
        codec.day(row["start"]),
        codec.day(row["first_due"]),
        row["repay_day"],
        row["terms"],
        Method(row["method"]),
        row["paid_terms"],
        codec.instant(row["created_at"]),
        codec.instant(row["dated_at"]),
        Per(row["rate_per"]),
        row["interest_only_terms"],
        rates,
        frozen,
        codec.optional_rate(row["disclosed_rate"]),
    )


class PaymentRepo(Repo):
    """Table ``payment``."""

    table = "payment"

    def add(self, draft: "PaymentDraft", now: datetime) -> int:
        """Add a repayment; its id.

        Raises:
            UserError: what it repays, or the paying account, is gone.
        """
        return self._insert(_payment_values(draft) | {"created_at": codec.instant_text(now)})

    def update(self, payment_id: int, draft: "PaymentDraft") -> None:
        """Change a repayment's amount, discount, day, hour and source; what it repays stays.

        Raises:
            UserError: it, or the paying account, is gone.
        """
        values = _payment_values(draft)
        kept = ("amount_fen", "discount_fen", "paid_on", "after_cutoff", "paying_account_id")
        self._update(payment_id, {name: values[name] for name in kept})

    def get(self, payment_id: int) -> Payment:
        """One repayment.

        Raises:
            UserError: it is gone.
        """
        return _payment(self._row(payment_id))

    def all(self) -> tuple[Payment, ...]:
        """All repayments."""
        return tuple(_payment(row) for row in self._rows())

    def of_plan(self, plan_id: int) -> tuple[Payment, ...]:
        """The settlement of an instalment plan, if there is one."""
        return tuple(_payment(row) for row in self._rows("plan_id = ?", plan_id))

    def of_loan(self, loan_id: int) -> tuple[Payment, ...]:
        """Repayments of a loan, in the order they were recorded."""
        return tuple(_payment(row) for row in self._rows("loan_id = ?", loan_id))

    def remove(self, payment_id: int) -> None:
        """Delete a repayment.

        Raises:
            UserError: it is gone.
        """
        self._delete(payment_id)


def _payment_values(draft: "PaymentDraft") -> dict[str, Any]:
    return {
        "amount_fen": draft.amount.fen,
        "discount_fen": draft.discount.fen,
        "paid_on": draft.paid_on.isoformat(),
        "bill_id": draft.bill_id,
        "loan_id": draft.loan_id,
        "plan_id": draft.plan_id,
        "term_no": draft.term_no,
        "kind": draft.kind.value,
        "principal_fen": draft.principal.fen,
        "interest_fen": draft.interest.fen,
        "effect": draft.effect,
        "account_id": draft.account_id,
        "bill_date": codec.optional_day_text(draft.bill_date),
        "paying_account_id": draft.paying_account_id,
        "after_cutoff": int(draft.after_cutoff),
    }


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
        row["plan_id"],
        Money(row["discount_fen"]),
        Money(row["principal_fen"]),
        Money(row["interest_fen"]),
        row["effect"],
        row["account_id"],
        codec.optional_day(row["bill_date"]),
        bool(row["after_cutoff"]),
    )
