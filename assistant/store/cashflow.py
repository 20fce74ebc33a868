"""Incomes and expenses with their history, the user's rules about cash, his own ceilings."""

from datetime import date, datetime
from typing import Any

from assistant.domain.cash_rules import CashRules, Ceiling, cash_rules, stored_rules
from assistant.domain.cashflow import CashActual, CashItem, CashItemDraft, Direction, Repeat, Spread
from assistant.domain.money import Money
from assistant.store import codec
from assistant.store.repo import Repo


class CashItemRepo(Repo):
    """Table ``cash_item``."""

    table = "cash_item"

    def add(self, draft: CashItemDraft, now: datetime) -> int:
        """Add an income or expense; its id.

        Raises:
            UserError: the paying account is gone.
        """
        return self._insert(_values(draft) | {"created_at": codec.instant_text(now)})

    def update(self, item_id: int, draft: CashItemDraft) -> None:
        """Change an income or expense.

        Raises:
            UserError: it, or the paying account, is gone.
        """
        self._update(item_id, _values(draft))

    def remove(self, item_id: int) -> None:
        """Delete an income or expense with its history.

        Raises:
            UserError: it is gone.
        """
        self._delete(item_id)

    def all(self) -> tuple[CashItem, ...]:
        """All of them, in the order they were typed."""
        return tuple(_item(row) for row in self._rows())


class CashActualRepo(Repo):
    """Table ``cash_actual``."""

    table = "cash_actual"

    def save(self, item_id: int, happened_on: date, amount: Money) -> None:
        """Store what an item came to on a day, replacing what was told of that day.

        Raises:
            UserError: the item is gone.
        """
        for row in self._rows("item_id = ? AND happened_on = ?", item_id, happened_on.isoformat()):
            self._update(row["id"], {"amount_fen": amount.fen})
            return
        self._insert(
            {
                "item_id": item_id,
                "happened_on": happened_on.isoformat(),
                "amount_fen": amount.fen,
            }
        )

    def remove(self, actual_id: int) -> None:
        """Delete one.

        Raises:
            UserError: it is gone.
        """
        self._delete(actual_id)

    def all(self) -> tuple[CashActual, ...]:
        """All of them, by day."""
        return tuple(
            CashActual(
                row["id"], row["item_id"], codec.day(row["happened_on"]), Money(row["amount_fen"])
            )
            for row in self._rows(order="happened_on, id")
        )


class CashRuleRepo(Repo):
    """Table ``cash_rule``: one row for each rule that is not as it was given."""

    table = "cash_rule"

    def load(self) -> CashRules:
        """The rules in force."""
        return cash_rules({row["key"]: row["value"] for row in self._rows()})

    def save(self, rules: CashRules) -> None:
        """Store the rules; what equals its default is not kept."""
        plain = stored_rules(CashRules())
        known = {row["key"]: row["id"] for row in self._rows()}
        for key, value in stored_rules(rules).items():
            if value == plain[key] and key in known:
                self._delete(known[key])
            elif value != plain[key] and key in known:
                self._update(known[key], {"value": value})
            elif value != plain[key]:
                self._insert({"key": key, "value": value})


class CeilingRepo(Repo):
    """Table ``ceiling``."""

    table = "ceiling"

    def all(self) -> tuple[Ceiling, ...]:
        """All of them; the one of all accounts together has no account."""
        return tuple(Ceiling(row["account_id"], Money(row["amount_fen"])) for row in self._rows())

    def save(self, account_id: int | None, amount: Money | None) -> None:
        """Set the ceiling of an account, or of all for None; no amount takes it away.

        Raises:
            UserError: the account is gone.
        """
        found = self._rows("account_id IS ?", account_id)
        if amount is None:
            for row in found:
                self._delete(row["id"])
        elif found:
            self._update(found[0]["id"], {"amount_fen": amount.fen})
        else:
            self._insert({"account_id": account_id, "amount_fen": amount.fen})


def _values(draft: CashItemDraft) -> dict[str, Any]:
    return {
        "direction": draft.direction.value,
        "title": draft.title,
        "amount_fen": draft.amount.fen,
        "repeat": draft.repeat.value,
        "first_on": draft.first_on.isoformat(),
        "last_on": codec.optional_day_text(draft.last_on),
        "spread": draft.spread.value,
        "low_fen": codec.optional_fen(draft.low),
        "high_fen": codec.optional_fen(draft.high),
        "paying_account_id": draft.paying_account_id,
        "essential": int(draft.essential),
    }


def _item(row: codec.Row) -> CashItem:
    return CashItem(
        row["id"],
        Direction(row["direction"]),
        row["title"],
        Money(row["amount_fen"]),
        Repeat(row["repeat"]),
        codec.day(row["first_on"]),
        codec.optional_day(row["last_on"]),
        Spread(row["spread"]),
        codec.optional_money(row["low_fen"]),
        codec.optional_money(row["high_fen"]),
        row["paying_account_id"],
        bool(row["essential"]),
        codec.instant(row["created_at"]),
    )
