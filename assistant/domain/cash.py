"""Whether the money is there: paying accounts and reserve against the dues that will be deducted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.account import PayingAccount
from assistant.domain.calendar import BEIJING
from assistant.domain.cashflow import NOON
from assistant.domain.dues import Obligation
from assistant.domain.money import ZERO, Money, total
from assistant.domain.reserve import earmarks, reserve_balance
from assistant.domain.snapshot import Snapshot


class Cover(StrEnum):
    """Whether a due is covered; unknown when no paying account or no balance was told.

    ``reserve``: it is, once money is moved from the reserve into a paying account of it.
    """

    FUNDED = "funded"
    RESERVE = "reserve"
    SHORT = "short"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Funding:
    """How a due is covered.

    Attributes:
        missing: what has to be moved in before the deduction and is nowhere yet.
        reserve: what of the reserve it needs.
        lacking: what is missing of the amount that the lender deducts by himself: of the minimum
            where he takes no more (products.md 2.5).
        by_hand: what is missing comes on the due day itself: too late for the deduction of the
            morning, in time to pay by hand before the cut-off.
    """

    cover: Cover
    missing: Money = ZERO
    reserve: Money = ZERO
    lacking: Money = ZERO
    by_hand: bool = False


def holder(snapshot: Snapshot) -> PayingAccount | None:
    """The paying account that the reserve lies in; None while it is kept apart, or that one is gone."""
    wanted = snapshot.cash_rules.holder_id
    return next((row for row in snapshot.paying_accounts if row.id == wanted), None)


def available(snapshot: Snapshot, account: PayingAccount) -> Money | None:
    """The balance as read, less what was repaid from the account since; None while never read.

    Money put into the reserve or taken out since counts too, and of the account that holds the
    reserve only what is not reserved is available. A repayment of an earlier day was in the balance
    already, however late it was recorded here.
    """
    if account.balance is None or account.balance_at is None:
        return None
    since = account.balance_at
    read_on = since.astimezone(BEIJING).date()
    spent = total(
        payment.amount
        for payment in snapshot.payments
        if payment.paying_account_id == account.id
        and payment.created_at > since
        and payment.paid_on >= read_on
    )
    if not snapshot.reserve:
        return account.balance - spent
    keeper = holder(snapshot)
    holds = keeper is not None and keeper.id == account.id
    put_in = ZERO
    for entry in snapshot.reserve:
        if entry.created_at > since and entry.happened_on >= read_on:
            if holds and entry.paying_account_id != account.id:
                put_in += entry.amount
            elif not holds and entry.paying_account_id == account.id:
                put_in -= entry.amount
    reserved = reserve_balance(snapshot.reserve) if holds else ZERO
    return account.balance - spent + put_in - reserved


def at_hand(snapshot: Snapshot) -> Money | None:
    """The money there is in all paying accounts and in the reserve; None while no balance was told."""
    found = [available(snapshot, row) for row in snapshot.paying_accounts]
    known = [amount for amount in found if amount is not None]
    if not known:
        return None
    return max(total(known) + reserve_balance(snapshot.reserve), ZERO)


class _Pots:
    """What is left where, while dues take from it in their order.

    Expenses until a due's day count before it, and incomes until the day before: money has to be
    there when the deduction begins in the morning (products.md 2.5). Both at their cautious amounts.
    The earmark of its product is used first, then the sources, then what of the reserve is promised
    to none.
    """

    def __init__(self, snapshot: Snapshot, until: date) -> None:
        self.left = {row.id: available(snapshot, row) for row in snapshot.paying_accounts}
        self._snapshot, self._today = snapshot, snapshot.today
        self._earmarks = earmarks(snapshot.reserve)
        keeper = holder(snapshot)
        self._keeper = None if keeper is None else keeper.id
        self._moves: list[tuple[date, int, Money]] = []
        if snapshot.cash_items:
            from assistant.domain.flows import planned  # late: the first screen may have none

            moves = (
                (flow.day, flow.paying_account_id, flow.cautious)
                for flow in planned(snapshot, snapshot.today, until)
            )
            rows = [(day, into, amount) for day, into, amount in moves if into is not None]
            # Popped from the end: day by day, what goes before what comes.
            self._moves = sorted(rows, key=lambda row: (row[0], row[2] > ZERO), reverse=True)

    def take(self, due: Obligation) -> Funding:
        """Take what ``due`` needs; what is there goes even when it is too little."""
        self.advance(due)
        needed = due.to_pay + due.penalty
        missing = self._draw(due.account_id, needed)
        reserved = needed - missing
        known = [source for source in due.sources if self.left.get(source) is not None]
        for source in known:
            there = self.left[source] or ZERO
            taken = max(min(there, missing), ZERO)
            self.left[source] = there - taken
            missing -= taken
        short = missing
        missing = self._draw(None, short)
        reserved += short - missing
        if missing:
            lacking = max(missing - self._not_deducted(due), ZERO)
            by_hand = self._take_of_the_day(due, known, missing)
            cover = Cover.SHORT if known else Cover.UNKNOWN
            return Funding(cover, missing, reserved, lacking, by_hand)
        at_hand = not reserved or self._keeper in due.sources
        return Funding(Cover.FUNDED if at_hand else Cover.RESERVE, ZERO, reserved)

    def advance(self, due: Obligation) -> None:
        """Let the incomes and expenses happen that come before ``due`` is deducted."""
        day, in_time = max(due.due_date, self._today), self._meets_the_days_income(due)
        while self._moves and (self._moves[-1][0], self._moves[-1][2] > ZERO) <= (day, in_time):
            _, into, amount = self._moves.pop()
            there = self.left.get(into)
            if there is not None:
                self.left[into] = there + amount

    def _meets_the_days_income(self, due: Obligation) -> bool:
        """Whether what comes on its day is there in time: paid by hand, or deducted in the afternoon."""
        late = due.due_date < self._today
        terms = self._snapshot.terms_of(self._snapshot.account(due.account_id), due.bill_date)
        return late or terms.deduct_mode == "off" or terms.deduct_at >= NOON * 60

    def _not_deducted(self, due: Obligation) -> Money:
        """What is meant to be paid beyond what the lender takes by himself (只扣最低)."""
        terms = self._snapshot.terms_of(self._snapshot.account(due.account_id), due.bill_date)
        return due.to_pay - due.minimum if terms.deduct_mode == "minimum" else ZERO

    def _take_of_the_day(self, due: Obligation, known: Iterable[int], missing: Money) -> bool:
        """Promise what is missing out of the incomes of the day itself; False where they are too little."""
        comes: dict[int, Money] = {}
        for day, into, amount in self._moves:
            if day == due.due_date and amount > ZERO:
                comes[into] = comes.get(into, ZERO) + amount
        there = {
            source: max((self.left[source] or ZERO) + comes[source], ZERO)
            for source in known
            if source in comes
        }
        if total(there.values()) < missing:
            return False
        for source, amount in there.items():
            part = min(amount, missing)
            self.left[source] = (self.left[source] or ZERO) - part
            missing -= part
        return True

    def _draw(self, account_id: int | None, needed: Money) -> Money:
        taken = max(min(self._earmarks.get(account_id, ZERO), needed), ZERO)
        if taken:
            self._earmarks[account_id] -= taken
        return needed - taken


def fund(snapshot: Snapshot, dues: Iterable[Obligation]) -> Mapping[str, Funding]:
    """The funding of each due by its key, money promised to earlier dues counted first.

    Args:
        snapshot: where the balances, incomes, expenses, reserve and repayments are.
        dues: open obligations, earliest first; a deduction goes through the account's sources in
            their order and takes what is there, so a short due leaves nothing to the later ones
            (products.md 2.5).
    """
    waiting = tuple(dues)
    pots = _Pots(snapshot, _last_day(snapshot, waiting))
    return {due.key: pots.take(due) for due in waiting}


def left_for(snapshot: Snapshot, dues: Iterable[Obligation], due: Obligation) -> Money | None:
    """What ``due``'s sources hold once all that is deducted from them before it is gone.

    None while no balance of a source was told.
    """
    pots = _Pots(snapshot, _last_day(snapshot, (due,)))
    for other in dues:
        if (other.deduct_at, other.key) < (due.deduct_at, due.key):
            pots.take(other)
    pots.advance(due)
    known = [pots.left[source] for source in due.sources if pots.left.get(source) is not None]
    return total(max(amount or ZERO, ZERO) for amount in known) if known else None


def _last_day(snapshot: Snapshot, dues: Iterable[Obligation]) -> date:
    return max(
        (due.due_date for due in dues if due.due_date > snapshot.today), default=snapshot.today
    )
