"""先还哪个: the article's rule as a strategy: good standing for all, then the dearest, then the weightiest."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.domain.dues import Obligation, Source
from assistant.domain.money import ZERO, Money
from assistant.domain.settlement import penalty_rate
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, overdue_rate

_REPORTED = {"yes": 2, "unknown": 1, "no": 0}


class Reason(StrEnum):
    """Why a claim gets what it gets."""

    ALL = "all"
    STANDING = "standing"
    DEAREST = "dearest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that wants money.

    Attributes:
        least: what keeps it in good standing; ``amount`` all of it, penalty included.
        daily_rate: what one more day of not paying costs, a share.
        harm: how much its lapse harms: whether it is reported, then how much credit hangs on it.
        overdue: whether it is late already; its ``least`` is what ends that.
    """

    key: str
    account_id: int
    due_date: date
    least: Money
    amount: Money
    daily_rate: Decimal
    harm: tuple[int, int]
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What a claim gets, and why."""

    claim: Claim
    paid: Money
    reason: Reason

    @property
    def in_good_standing(self) -> bool:
        """Whether its least payment is covered."""
        return self.paid >= self.claim.least


def articles_rule(
    daily_rate: Decimal, harm: Sequence[int], due: date | int, *, overdue: bool = False
) -> tuple[object, ...]:
    """Overdue first, then the highest rate, the lapse that harms most, the earliest due: smaller is sooner."""
    return (not overdue, -daily_rate, tuple(-weight for weight in harm), due)


def article_order(claim: Claim) -> tuple[object, ...]:
    """The article's rule for claims, repeatable among equals."""
    rule = claim.daily_rate, claim.harm, claim.due_date
    return (*articles_rule(*rule, overdue=claim.overdue), claim.key)


def by_day(claim: Claim) -> tuple[object, ...]:
    """The order of those who switched the rule off: the earliest due first."""
    return (claim.due_date, claim.key)


def prioritise(
    claims: Iterable[Claim],
    cash: Money,
    rule: Callable[[Claim], tuple[object, ...]] = article_order,
) -> tuple[Share, ...]:
    """Divide ``cash`` by the article's rule: 优先高利率, 优先影响较大, 尽量都保持良好.

    First the least payments, what is overdue before the others and then in the article's order,
    each that can be paid whole: half a minimum keeps nothing in good standing (products.md 10). What
    is left goes to the dearest claim, then to the next. The
    shares never sum to more than ``cash``; where it covers all least payments nobody is left late.
    """
    order = sorted(claims, key=rule)
    paid: dict[str, Money] = {}
    left = max(cash, ZERO)
    for claim in order:
        paid[claim.key] = claim.least if claim.least <= left else ZERO
        left -= paid[claim.key]
    # What has its least is overdue no more; a part of what has not at least bears less from today on.
    for claim in sorted(order, key=lambda claim: rule(_after(claim, paid[claim.key]))):
        more = min(claim.amount - paid[claim.key], left)
        paid[claim.key] += more
        left -= more
    return tuple(Share(claim, paid[claim.key], _reason(claim, paid[claim.key])) for claim in order)


def _after(claim: Claim, paid: Money) -> Claim:
    return replace(claim, overdue=claim.overdue and paid < claim.least)


def _reason(claim: Claim, paid: Money) -> Reason:
    if paid >= claim.amount:
        return Reason.ALL
    if paid == claim.least:
        return Reason.STANDING
    return Reason.DEAREST if paid else Reason.NOTHING


def claims_of(snapshot: Snapshot, dues: Sequence[Obligation]) -> tuple[Claim, ...]:
    """Open dues as claims, with rate and harm from their accounts' terms (products.md 10)."""
    return tuple(_claim(snapshot, due) for due in dues)


def _claim(snapshot: Snapshot, due: Obligation) -> Claim:
    account = snapshot.account(due.account_id)
    terms = snapshot.terms_of(account)
    limit = terms.limit_on(snapshot.today) or ZERO
    return Claim(
        due.key,
        due.account_id,
        due.due_date,
        due.minimum + due.penalty,
        due.outstanding,
        _rate(snapshot, due),
        (_REPORTED[terms.reported], limit.fen),
        overdue=due.state is State.OVERDUE,
    )


def _rate(snapshot: Snapshot, due: Obligation) -> Decimal:
    """What a day more costs: a term bears 罚息; a bill its interest, or what it bears once overdue."""
    terms = snapshot.terms_of(snapshot.account(due.account_id), due.due_date)
    if due.source is Source.LOAN_TERM and due.loan_id is not None:
        loan = snapshot.loan(due.loan_id)
        return penalty_rate(loan.quoted(terms).daily, terms.penalty_multiplier)
    return overdue_rate(terms) if due.state is State.OVERDUE else terms.daily_rate
