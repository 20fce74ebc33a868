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
        dues: open obligations, earliest first; a deduction takes what is there, so a short due
            leaves nothing to the later ones of the same account (products.md 2.5).
    """
    left = {account.id: available(snapshot, account) for account in snapshot.paying_accounts}
    found: dict[str, Funding] = {}
    for due in dues:
        balance = None if due.paying_account_id is None else left.get(due.paying_account_id)
        if balance is None or due.paying_account_id is None:
            found[due.key] = Funding(Cover.UNKNOWN)
            continue
        needed = due.to_pay + due.penalty
        there = max(balance, ZERO)
        left[due.paying_account_id] = max(there - needed, ZERO)
        missing = max(needed - there, ZERO)
        found[due.key] = Funding(Cover.SHORT if missing else Cover.FUNDED, missing)
    return found
