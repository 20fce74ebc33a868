"""Whether the money is there: paying accounts against the dues that will be deducted from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.account import PayingAccount
from assistant.domain.calendar import BEIJING
from assistant.domain.dues import Obligation
from assistant.domain.money import ZERO, Money, total
from assistant.domain.snapshot import Snapshot


class Cover(StrEnum):
    """Whether a due is covered; unknown when no paying account or no balance was told."""

    FUNDED = "funded"
    SHORT = "short"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Funding:
    """How a due is covered; ``missing`` is what has to be moved in before the deduction."""

    cover: Cover
    missing: Money = ZERO


def available(snapshot: Snapshot, account: PayingAccount) -> Money | None:
    """The balance as read, less what was repaid from the account since; None while never read.

    A repayment of an earlier day was in the balance already, however late it was recorded here.
    """
    if account.balance is None or account.balance_at is None:
        return None
    since = account.balance_at
    spent = total(
        payment.amount
        for payment in snapshot.payments
        if payment.paying_account_id == account.id
        and payment.created_at > since
        and payment.paid_on >= since.astimezone(BEIJING).date()
    )
    return account.balance - spent


def fund(snapshot: Snapshot, dues: Iterable[Obligation]) -> Mapping[str, Funding]:
    """The funding of each due by its key, money promised to earlier dues counted first.

    Args:
        snapshot: where the balances and repayments are.
        dues: open obligations, earliest first; a deduction goes through the account's sources in
            their order and takes what is there, so a short due leaves nothing to the later ones
            (products.md 2.5).
    """
    left = {account.id: available(snapshot, account) for account in snapshot.paying_accounts}
    return {due.key: _take(left, due.sources, due.to_pay + due.penalty) for due in dues}


def _take(left: dict[int, Money | None], sources: Iterable[int], needed: Money) -> Funding:
    """Take ``needed`` from the sources in their order; what is there goes even when it is too little."""
    known = [source for source in sources if left.get(source) is not None]
    if not known:
        return Funding(Cover.UNKNOWN)
    missing = needed
    for source in known:
        there = max(left[source] or ZERO, ZERO)
        taken = min(there, missing)
        left[source] = there - taken
        missing -= taken
    return Funding(Cover.SHORT if missing else Cover.FUNDED, missing)


def left_for(snapshot: Snapshot, dues: Iterable[Obligation], due: Obligation) -> Money | None:
    """What ``due``'s sources hold once all that is deducted from them before it is gone.

    None while no balance of a source was told.
    """
    left = {account.id: available(snapshot, account) for account in snapshot.paying_accounts}
    for other in dues:
        if (other.deduct_at, other.key) < (due.deduct_at, due.key):
            _take(left, other.sources, other.to_pay + other.penalty)
    known = [left[source] for source in due.sources if left.get(source) is not None]
    return total(max(amount or ZERO, ZERO) for amount in known) if known else None
