"""What all commands share: the store, the products, the clock, and the check against the limit."""

from collections.abc import Mapping
from datetime import date, datetime

from assistant.clock import Clock
from assistant.domain.account import Account
from assistant.domain.calendar import BEIJING
from assistant.domain.draft import BillDraft, PayingAccountDraft, PaymentDraft
from assistant.domain.money import Money
from assistant.domain.product import Product
from assistant.domain.reserve import EntryKind, ReserveDraft, released
from assistant.domain.snapshot import Snapshot
from assistant.domain.statement import forecast_of
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
            name = account.name
            raise Unconfirmed("amount_above_limit", field, account=name, amount=amount, limit=limit)

    def _add_payment(self, account_id: int, draft: PaymentDraft) -> None:
        """Add a repayment; what is set aside for the account goes with it, in the same step."""
        payment_id = self._store.payments.add(draft, self._now())
        self._draw(account_id, payment_id, draft)

    def _draw(self, account_id: int, payment_id: int, draft: PaymentDraft) -> None:
        """Let a repayment use the earmark of its account; what it used before is given back first."""
        for entry in self._store.reserve.of_payment(payment_id):
            self._store.reserve.remove(entry.id)
        ledger = self._store.reserve.all()
        taken = released(ledger, account_id, draft.paid_on, draft.amount)
        if taken:
            used = ReserveDraft(
                EntryKind.REPAYMENT,
                draft.paid_on,
                -taken,
                account_id,
                draft.paying_account_id,
                payment_id,
            )
            self._store.reserve.add(used, self._now())

    def _add_bill(self, draft: BillDraft) -> int:
        """Add a bill and keep what was expected of it, so that the difference can be explained."""
        snapshot = self._snapshot()
        row = forecast_of(snapshot, snapshot.account(draft.account_id), draft.bill_date)
        bill_id = self._store.bills.add(draft, self._now()).id
        if row is not None:
            self._store.estimates.book(row.booked(bill_id))
        return bill_id
