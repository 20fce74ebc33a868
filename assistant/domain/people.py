"""Several people's accounts side by side: what each owes, and what is due next."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.dues import Obligation
from assistant.domain.money import ZERO, Money, total
from assistant.domain.overview import Overview
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State


@dataclass(frozen=True, slots=True)
class Person:
    """One owner's accounts together; ``name`` is empty for the user's own."""

    name: str
    accounts: int
    owed: Money
    coming: Money
    overdue: Money
    limit: Money
    next_due: Obligation | None

    @property
    def utilisation(self) -> Decimal | None:
        """Share of all known limits in use, to four places; None without a limit."""
        if not self.limit:
            return None
        return (Decimal(self.owed.fen) / self.limit.fen).quantize(Decimal("0.0001"))


def people(snapshot: Snapshot, view: Overview) -> tuple[Person, ...]:
    """Every owner's sums, the user's own first."""
    owners = sorted({account.owner for account in snapshot.accounts})
    return tuple(_person(snapshot, view, name) for name in owners)


def _person(snapshot: Snapshot, view: Overview, name: str) -> Person:
    mine = {account.id for account in snapshot.accounts if account.owner == name}
    rows = [row for row in view.owed if row.account.id in mine]
    coming = [due for due in view.coming if due.account_id in mine]
    return Person(
        name,
        len(mine),
        total(row.total for row in rows),
        total(due.to_pay for due in coming),
        total(due.amount for due in coming if due.state is State.OVERDUE),
        total(row.limit or ZERO for row in rows),
        coming[0] if coming else None,
    )
