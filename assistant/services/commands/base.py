"""What all commands share: the store, the products, the clock, and the check against the limit."""

from collections.abc import Mapping
from datetime import date, datetime

from assistant.clock import Clock
from assistant.domain.account import Account
from assistant.domain.calendar import BEIJING
from assistant.domain.draft import PayingAccountDraft
from assistant.domain.money import Money
from assistant.domain.product import Product
from assistant.domain.snapshot import Snapshot
from assistant.errors import Unconfirmed
from assistant.store.unit import Store


class Commands:
    """The user's commands on one store; each is one transaction and one undo step."""

    def __init__(self, store: Store, products: Mapping[str, Product], clock: Clock) -> None:
        self._store = store
        self._products = products
        self._clock = clock

    def _now(self) -> datetime:
        return self._clock()

    def _today(self) -> date:
        return self._clock().astimezone(BEIJING).date()

    def _snapshot(self) -> Snapshot:
        return self._store.snapshot(self._now(), self._products)

    def _paying(self, new: PayingAccountDraft | None) -> tuple[int, ...]:
        return () if new is None else (self._store.cash.add(new, self._now()).id,)

    def _limit(self, account: Account) -> Money | None:
        today = self._today()
        return account.terms_on(self._products[account.product_id], today).limit_on(today)

    def _check_limit(self, account: Account, amount: Money, field: str, *, confirmed: bool) -> None:
        limit = self._limit(account)
        if limit is not None and amount > limit and not confirmed:
            raise Unconfirmed("amount_above_limit", field, amount=amount, limit=limit)
