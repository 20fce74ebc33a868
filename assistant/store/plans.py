"""Instalment plans, and the rows that the user took over from his app, of plans and loans."""

from datetime import datetime
from typing import TYPE_CHECKING

from assistant.domain.account import InstalmentPlan, PlanKind
from assistant.domain.instalments import FrozenPart
from assistant.domain.money import Money
from assistant.store import codec
from assistant.store.repo import Repo

if TYPE_CHECKING:  # drafts are no part of the window's start
    from assistant.domain.draft import InstalmentPlanDraft


class PlanRepo(Repo):
    """Table ``instalment_plan``, with the frozen rows of plans."""

    table = "instalment_plan"

    def add(self, draft: "InstalmentPlanDraft", now: datetime) -> int:
        """Add a running plan; its id.

        Raises:
            UserError: the account or the bill is gone.
        """
        return self._insert(
            {
                "account_id": draft.account_id,
                "title": draft.title,
                "principal_fen": draft.principal.fen,
                "periods": draft.periods,
                "total_fee_fen": draft.total_fee.fen,
                "first_due": draft.first_due.isoformat(),
                "kind": draft.kind.value,
                "bill_id": draft.bill_id,
                "waiver": draft.waiver,
                "remainder": draft.remainder,
                "disclosed_rate": None
                if draft.disclosed_rate is None
                else str(draft.disclosed_rate),
                "created_at": codec.instant_text(now),
            }
        )

    def all(self) -> tuple[InstalmentPlan, ...]:
        """All plans."""
        frozen: dict[int, list[FrozenPart]] = {}
        for row in self._file.rows(
            "SELECT * FROM frozen_row WHERE plan_id IS NOT NULL ORDER BY no"
        ):
            part = FrozenPart(row["no"], Money(row["principal_fen"]), Money(row["cost_fen"]))
            frozen.setdefault(row["plan_id"], []).append(part)
        return tuple(_plan(row, tuple(frozen.get(row["id"], ()))) for row in self._rows())

    def remove(self, plan_id: int) -> None:
        """Delete a plan.

        Raises:
            UserError: it is gone.
        """
        self._delete(plan_id)


def _plan(row: codec.Row, frozen: tuple[FrozenPart, ...]) -> InstalmentPlan:
    return InstalmentPlan(
        row["id"],
        row["account_id"],
        row["title"],
        Money(row["principal_fen"]),
        row["periods"],
        Money(row["total_fee_fen"]),
        codec.day(row["first_due"]),
        codec.instant(row["created_at"]),
        PlanKind(row["kind"]),
        row["bill_id"],
        row["waiver"],
        row["remainder"],
        frozen,
        codec.optional_rate(row["disclosed_rate"]),
    )


class FrozenRowRepo(Repo):
    """Table ``frozen_row``: terms of loans and parts of plans "as my app shows"."""

    table = "frozen_row"

    def save(
        self, owner: tuple[int | None, int | None], no: int, principal: Money, cost: Money
    ) -> None:
        """Freeze row ``no`` of a (loan, plan), one of them None; ``cost`` is interest or fee.

        Raises:
            UserError: the loan or plan is gone.
        """
        self.thaw(owner, no)
        loan_id, plan_id = owner
        self._insert(
            {
                "loan_id": loan_id,
                "plan_id": plan_id,
                "no": no,
                "principal_fen": principal.fen,
                "cost_fen": cost.fen,
            }
        )

    def thaw(self, owner: tuple[int | None, int | None], no: int) -> None:
        """Let row ``no`` be computed again."""
        self._execute(
            "DELETE FROM frozen_row WHERE loan_id IS ? AND plan_id IS ? AND no = ?", *owner, no
        )
