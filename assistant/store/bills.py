"""Bills of revolving accounts, what was expected of them, readings of un-billed spending, items."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from assistant.domain.account import (
    Bill,
    BookedEstimate,
    Destination,
    Intent,
    Item,
    ItemKind,
    Reading,
)
from assistant.domain.money import Money
from assistant.store import codec
from assistant.store.repo import Repo

if TYPE_CHECKING:  # drafts are no part of the window's start
    from assistant.domain.draft import BillDraft, ItemDraft, ReadingDraft


class BillRepo(Repo):
    """Table ``bill``."""

    table = "bill"
    taken = ("bill.exists", "bill_date")

    def add(self, draft: "BillDraft", now: datetime) -> Bill:
        """Add a bill.

        Raises:
            UserError: the account is gone, or has a bill of that day.
        """
        stamp = codec.instant_text(now)
        values = _bill_values(draft) | {"created_at": stamp, "dated_at": stamp}
        return _bill(self._row(self._insert(values)))

    def of_account(self, account_id: int) -> tuple[Bill, ...]:
        """An account's bills, oldest first."""
        rows = self._rows("account_id = ?", account_id, order="bill_date")
        return tuple(_bill(row) for row in rows)

    def all(self) -> tuple[Bill, ...]:
        """All bills."""
        return tuple(_bill(row) for row in self._rows())

    def update(self, bill_id: int, draft: "BillDraft", now: datetime) -> None:
        """Change a bill; a new due day counts as set ``now``, so that older stages are void.

        Raises:
            UserError: the bill is gone, or another one has that bill day.
        """
        values = _bill_values(draft)
        if self._row(bill_id)["due_date"] != values["due_date"]:
            values["dated_at"] = codec.instant_text(now)
        self._update(bill_id, values)

    def set_intent(self, bill_id: int, intent: Intent) -> None:
        """Set what the user means to pay of it.

        Raises:
            UserError: the bill is gone.
        """
        self._update(bill_id, {"intent": intent.value})

    def remove(self, bill_id: int) -> None:
        """Delete a bill and its repayments.

        Raises:
            UserError: it is gone.
        """
        self._delete(bill_id)


def _bill_values(draft: "BillDraft") -> dict[str, Any]:
    return {
        "account_id": draft.account_id,
        "bill_date": draft.bill_date.isoformat(),
        "due_date": draft.due_date.isoformat(),
        "amount_fen": draft.amount.fen,
        "minimum_fen": codec.optional_fen(draft.minimum),
        "carried_fen": draft.carried.fen,
        "assumed": int(draft.assumed),
    }


def _bill(row: codec.Row) -> Bill:
    return Bill(
        row["id"],
        row["account_id"],
        codec.day(row["bill_date"]),
        codec.day(row["due_date"]),
        Money(row["amount_fen"]),
        codec.optional_money(row["minimum_fen"]),
        Money(row["carried_fen"]),
        Intent(row["intent"]),
        codec.instant(row["created_at"]),
        codec.instant(row["dated_at"]),
        bool(row["assumed"]),
    )


class ReadingRepo(Repo):
    """Table ``reading``: one row per account and day."""

    table = "reading"

    def save(self, draft: "ReadingDraft", now: datetime) -> None:
        """Store what was read on a day; a second reading of the day replaces the first.

        Raises:
            UserError: the account is gone.
        """
        self._execute(
            "INSERT INTO reading (account_id, read_on, unbilled_fen, created_at)"
            " VALUES (?, ?, ?, ?) ON CONFLICT (account_id, read_on)"
            " DO UPDATE SET unbilled_fen = excluded.unbilled_fen, created_at = excluded.created_at",
            draft.account_id,
            draft.read_on.isoformat(),
            draft.unbilled.fen,
            codec.instant_text(now),
        )

    def all(self) -> tuple[Reading, ...]:
        """All readings."""
        return tuple(
            Reading(
                row["id"],
                row["account_id"],
                codec.day(row["read_on"]),
                Money(row["unbilled_fen"]),
                codec.instant(row["created_at"]),
            )
            for row in self._rows()
        )


class ItemRepo(Repo):
    """Table ``item``: purchases, cash advances, refunds."""

    table = "item"

    def add(self, draft: "ItemDraft", now: datetime) -> int:
        """Add an item; its id.

        Raises:
            UserError: the account, the purchase or the plan it names is gone.
        """
        return self._insert(_item_values(draft) | {"created_at": codec.instant_text(now)})

    def all(self) -> tuple[Item, ...]:
        """All items."""
        return tuple(_item(row) for row in self._rows())

    def update(self, item_id: int, draft: "ItemDraft") -> None:
        """Change an item.

        Raises:
            UserError: it, or what it names, is gone.
        """
        values = _item_values(draft)
        values.pop("spent_at")  # what a file told stays; a form does not ask for it
        self._update(item_id, values)

    def remove(self, item_id: int) -> None:
        """Delete an item; refunds of it stay.

        Raises:
            UserError: it is gone.
        """
        self._delete(item_id)


def _item_values(draft: "ItemDraft") -> dict[str, Any]:
    return {
        "account_id": draft.account_id,
        "kind": draft.kind.value,
        "title": draft.title,
        "amount_fen": draft.amount.fen,
        "spent_on": draft.spent_on.isoformat(),
        "posted_on": codec.optional_day_text(draft.posted_on),
        "bill_date": codec.optional_day_text(draft.bill_date),
        "refund_of": draft.refund_of,
        "plan_id": draft.plan_id,
        "destination": None if draft.destination is None else draft.destination.value,
        "spent_at": None if draft.spent_at is None else codec.instant_text(draft.spent_at),
    }


def _item(row: codec.Row) -> Item:
    went = row["destination"]
    return Item(
        row["id"],
        row["account_id"],
        ItemKind(row["kind"]),
        row["title"],
        Money(row["amount_fen"]),
        codec.day(row["spent_on"]),
        codec.optional_day(row["posted_on"]),
        codec.optional_day(row["bill_date"]),
        row["refund_of"],
        row["plan_id"],
        None if went is None else Destination(went),
        codec.instant(row["created_at"]),
        None if row["spent_at"] is None else codec.instant(row["spent_at"]),
    )


class EstimateRepo(Repo):
    """Table ``bill_estimate``: what was expected of a bill when it came."""

    table = "bill_estimate"

    def book(self, estimate: BookedEstimate) -> None:
        """Keep what was expected of a bill; the first one stays.

        Raises:
            UserError: the bill is gone.
        """
        self._execute(
            "INSERT INTO bill_estimate (bill_id, spending_fen, refunds_fen, instalments_fen,"
            " rolled_fen, interest_fen, fees_fen, prepaid_fen) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (bill_id) DO NOTHING",
            estimate.bill_id,
            *(getattr(estimate, name).fen for name in _PARTS),
        )

    def all(self) -> tuple[BookedEstimate, ...]:
        """All estimates."""
        return tuple(
            BookedEstimate(row["bill_id"], *(Money(row[f"{name}_fen"]) for name in _PARTS))
            for row in self._rows()
        )


_PARTS = ("spending", "refunds", "instalments", "rolled", "interest", "fees", "prepaid")
