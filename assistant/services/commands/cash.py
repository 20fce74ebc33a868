"""Commands on incomes and expenses, the reserve, rules about cash, own ceilings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.domain.cash import available
from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import CashItemDraft
from assistant.domain.money import Money
from assistant.domain.reserve import EntryKind, ReserveDraft, earmarks
from assistant.domain.snapshot import Changes
from assistant.errors import Unconfirmed, UserError
from assistant.services.commands.base import Commands


class CashCommands(Commands):
    """Say what comes and goes, and put money aside for what falls due."""

    def save_cash_item(self, draft: CashItemDraft, item_id: int | None = None) -> Changes:
        """Add an income or expense, or change one.

        Raises:
            UserError: it, or its paying account, is gone.
        """
        with self._store.transaction("save_cash_item"):
            if item_id is None:
                self._store.cash_items.add(draft, self._now())
            else:
                self._store.cash_items.update(item_id, draft)
        return Changes.CASH

    def remove_cash_item(self, item_id: int) -> Changes:
        """Delete an income or expense with its history; undo brings it back."""
        with self._store.transaction("remove_cash_item"):
            self._store.cash_items.remove(item_id)
        return Changes.CASH

    def record_actual(self, item_id: int, happened_on: date, amount: Money) -> Changes:
        """Store what an item really came to on a day (实际); a second one of that day replaces it.

        Raises:
            UserError: the item is gone, or the day is yet to come.
        """
        if happened_on > self._today():
            raise UserError("actual.in_future", "happened_on")
        with self._store.transaction("record_actual"):
            self._store.cash_actuals.save(item_id, happened_on, amount)
        return Changes.CASH

    def remove_actual(self, actual_id: int) -> Changes:
        """Delete what an item came to once."""
        with self._store.transaction("remove_actual"):
            self._store.cash_actuals.remove(actual_id)
        return Changes.CASH

    def set_cash_rules(self, rules: CashRules) -> Changes:
        """Set the floor for living, where the reserve lies, how sure to be."""
        with self._store.transaction("set_cash_rules"):
            self._store.cash_rules.save(rules)
        return Changes.CASH

    def set_ceilings(self, ceilings: Mapping[int | None, Money | None]) -> Changes:
        """Set own ceilings (自设上限) by account, under None the one of all; no amount takes one away.

        Raises:
            UserError: an account is gone.
        """
        with self._store.transaction("set_ceilings"):
            for account_id, amount in ceilings.items():
                self._store.ceilings.save(account_id, amount)
        return Changes.CASH

    def put_into_reserve(self, draft: ReserveDraft, *, confirmed: bool = False) -> Changes:
        """Put money into the reserve (转入), for one product or for none.

        Raises:
            Unconfirmed: more than the paying account is known to hold.
        """
        with self._store.transaction("put_into_reserve"):
            snapshot = self._snapshot()
            source = snapshot.paying_account(draft.paying_account_id)
            there = None if source is None else available(snapshot, source)
            if there is not None and draft.amount > there and not confirmed:
                raise Unconfirmed("reserve_above_cash", "amount", left=there)
            self._store.reserve.add(replace(draft, kind=EntryKind.DEPOSIT), self._now())
        return Changes.CASH

    def take_from_reserve(self, draft: ReserveDraft) -> Changes:
        """Take money out (转出); ``draft.amount`` is positive.

        Raises:
            UserError: more than lies there for that product, or for none.
        """
        with self._store.transaction("take_from_reserve"):
            self._check_earmark(draft.account_id, draft.amount)
            drawn = replace(draft, kind=EntryKind.WITHDRAWAL, amount=-draft.amount)
            self._store.reserve.add(drawn, self._now())
        return Changes.CASH

    def move_earmark(
        self, amount: Money, happened_on: date, *, source: int | None, target: int | None
    ) -> Changes:
        """Promise money of the reserve to another product (改用途); None: to none in particular.

        Raises:
            UserError: more than lies there, or source and target are the same.
        """
        if source == target:
            raise UserError("reserve.same_earmark", "target")
        with self._store.transaction("move_earmark"):
            self._check_earmark(source, amount)
            for account_id, part in ((source, -amount), (target, amount)):
                draft = ReserveDraft(EntryKind.MOVE, happened_on, part, account_id)
                self._store.reserve.add(draft, self._now())
        return Changes.CASH

    def remove_reserve_entry(self, entry_ids: Sequence[int]) -> Changes:
        """Delete lines of the ledger typed by mistake; a repayment's own line goes with the repayment.

        Raises:
            UserError: it is a repayment's, or what it put in is used already.
        """
        with self._store.transaction("remove_reserve_entry"):
            for entry in self._store.reserve.all():
                if entry.id in entry_ids:
                    if entry.payment_id is not None:
                        raise UserError("reserve.of_repayment")
                    self._store.reserve.remove(entry.id)
            left = earmarks(self._store.reserve.all())
            if any(amount.fen < 0 for amount in left.values()):
                raise UserError("reserve.used_already")
        return Changes.CASH

    def _check_earmark(self, account_id: int | None, amount: Money) -> None:
        there = earmarks(self._store.reserve.all()).get(account_id, Money(0))
        if amount > there:
            raise UserError("reserve.too_little", "amount", left=there)
