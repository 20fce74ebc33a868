"""Whether what is owed can be carried (还款能力评估): ratios with their bands, all credit seen as one."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from assistant.domain.account import Account
from assistant.domain.cashflow import Direction
from assistant.domain.dues import obligations
from assistant.domain.flows import FlowKind, due_flows
from assistant.domain.forecast import free_cash
from assistant.domain.money import ZERO, Money, total
from assistant.domain.overview import owed
from assistant.domain.product import Family
from assistant.domain.reserve import reserve_balance
from assistant.domain.snapshot import Snapshot

WINDOW_DAYS = 90
_PLACES = Decimal("0.0001")


class Band(StrEnum):
    """Where a figure lies; unknown while what it is made of was not told."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


class Ratio(StrEnum):
    """The figures of the assessment, in the order they are shown."""

    SERVICE = "service"
    UTILISATION = "utilisation"
    MONTHS = "months"
    FIXED = "fixed"
    RESERVE_30 = "reserve_30"
    RESERVE_90 = "reserve_90"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A figure is green until ``green`` and red beyond ``red``; ``rising``: more is better."""

    green: Decimal
    red: Decimal
    rising: bool = False

    def band(self, value: Decimal | None) -> Band:
        """The band of a value; the bounds themselves belong to the better side."""
        if value is None:
            return Band.UNKNOWN
        sign = -1 if self.rising else 1
        if sign * value <= sign * self.green:
            return Band.GREEN
        return Band.AMBER if sign * value <= sign * self.red else Band.RED


BOUNDS = {
    # 商业银行房地产贷款风险管理指引 art. 36: all debt <= 55 % of income; 36 % is the CFPB's figure.
    Ratio.SERVICE: Bounds(Decimal("0.36"), Decimal("0.55")),
    # CFPB: keep it at 30 % or less; 70 % is the practice of Chinese lenders.
    Ratio.UTILISATION: Bounds(Decimal("0.30"), Decimal("0.70")),
    # Three months of expenses and up is the usual advice (law.md 6).
    Ratio.MONTHS: Bounds(Decimal(3), Decimal(1), rising=True),
    # Half of the income for what must be paid is the common budget rule; the rest is our choice.
    Ratio.FIXED: Bounds(Decimal("0.50"), Decimal("0.70")),
    Ratio.RESERVE_30: Bounds(Decimal(1), Decimal("0.5"), rising=True),
    Ratio.RESERVE_90: Bounds(Decimal(1), Decimal("0.33"), rising=True),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: a share, or months for ``MONTHS``; None while it cannot be told."""

    ratio: Ratio
    value: Decimal | None

    @property
    def band(self) -> Band:
        """Where it lies."""
        return BOUNDS[self.ratio].band(self.value)


@dataclass(frozen=True, slots=True)
class Capacity:
    """The assessment; amounts are a month's.

    Attributes:
        income: recurring incomes; ``living`` recurring expenses, ``fixed`` those not soon to be cut.
        service: what must be paid to stay in good standing: instalments of loans, minimums of bills.
        owed: all accounts; ``limit`` the sum of the known limits and ``owed_within`` what is owed
            on those accounts alone.
    """

    income: Money
    living: Money
    fixed: Money
    service: Money
    owed: Money
    limit: Money
    owed_within: Money
    figures: tuple[Figure, ...]

    @property
    def free(self) -> Money:
        """What a month leaves after living and what must be paid; negative: it is not carried."""
        return self.income - self.living - self.service

    @property
    def band(self) -> Band:
        """Whether the debt is carried: red when the income does not, amber when there is little room.

        Unknown without an income.
        """
        told = {figure.ratio: figure.band for figure in self.figures}
        if told[Ratio.SERVICE] is Band.UNKNOWN:
            return Band.UNKNOWN
        if self.free < ZERO or told[Ratio.SERVICE] is Band.RED:
            return Band.RED
        roomy = (Band.GREEN, Band.UNKNOWN)
        decisive = (Ratio.SERVICE, Ratio.UTILISATION, Ratio.MONTHS)
        return Band.GREEN if all(told[ratio] in roomy for ratio in decisive) else Band.AMBER


def capacity(snapshot: Snapshot) -> Capacity:
    """All figures at the snapshot's instant; dues are those of the coming 90 days, a third a month."""
    items, today = snapshot.cash_items, snapshot.today
    income = total(row.per_month(today) for row in items if row.direction is Direction.INCOME)
    spent = [row for row in items if row.direction is Direction.EXPENSE]
    living = total(row.per_month(today) for row in spent)
    fixed = total(row.per_month(today) for row in spent if row.essential)
    service = monthly_service(snapshot)
    rows = [owed(snapshot, account) for account in snapshot.accounts]
    within = [row for row in rows if row.limit]
    limit = total(row.limit or ZERO for row in within)
    reserve = reserve_balance(snapshot.reserve)
    cash = free_cash(snapshot) + reserve
    figures = (
        Figure(Ratio.SERVICE, _share(service, income)),
        Figure(Ratio.UTILISATION, _share(total(row.total for row in within), limit)),
        Figure(Ratio.MONTHS, _share(cash, living + service) if _told(snapshot) else None),
        Figure(Ratio.FIXED, _share(fixed + service, income)),
        Figure(Ratio.RESERVE_30, _share(reserve, due_within(snapshot, 30))),
        Figure(Ratio.RESERVE_90, _share(reserve, due_within(snapshot, WINDOW_DAYS))),
    )
    return Capacity(
        income,
        living,
        fixed,
        service,
        total(row.total for row in rows),
        limit,
        total(row.total for row in within),
        figures,
    )


def monthly_service(snapshot: Snapshot) -> Money:
    """What must be paid a month: the least of every due of the coming 90 days, a third of it.

    Of a bill as usual it is the product's minimum, all of it where none is offered.
    """
    end = snapshot.today + timedelta(days=WINDOW_DAYS - 1)
    known = total(due.minimum + due.penalty for due in obligations(snapshot, end))
    usual = ZERO
    for flow in due_flows(snapshot, snapshot.today, end):
        if flow.kind is FlowKind.USUAL:
            terms = snapshot.terms_of(snapshot.account(flow.account_id or 0), flow.day)
            usual += (-flow.amount).share(
                Decimal(1) if terms.min_ratio is None else terms.min_ratio
            )
    return Money((known + usual).fen // 3)


def due_within(snapshot: Snapshot, days: int) -> Money:
    """All that is meant to be paid in so many days."""
    end = snapshot.today + timedelta(days=days - 1)
    return -total(flow.amount for flow in due_flows(snapshot, snapshot.today, end))


def _told(snapshot: Snapshot) -> bool:
    return any(row.balance is not None for row in snapshot.paying_accounts)


def _share(part: Money, whole: Money) -> Decimal | None:
    if whole <= ZERO:
        return None
    return (Decimal(part.fen) / whole.fen).quantize(_PLACES)


@dataclass(frozen=True, slots=True)
class Breach:
    """An own ceiling that is exceeded; ``account_id`` None is the one of all together."""

    account_id: int | None
    ceiling: Money
    owed: Money


def breaches(snapshot: Snapshot) -> tuple[Breach, ...]:
    """Own ceilings (自设上限) that what is owed now exceeds. Seam of the alert rule."""
    if not snapshot.ceilings:
        return ()
    rows = {account.id: owed(snapshot, account).total for account in snapshot.accounts}
    found = []
    for row in snapshot.ceilings:
        sum_ = total(rows.values()) if row.account_id is None else rows.get(row.account_id, ZERO)
        if sum_ > row.amount:
            found.append(Breach(row.account_id, row.amount, sum_))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Ceilings that the capacity bears: of each account, and of all together."""

    by_account: tuple[tuple[Account, Money], ...]
    together: Money


def proposed_ceilings(snapshot: Snapshot) -> Proposal:
    """Own ceilings proposed from the capacity, in whole hundreds of yuan.

    Bills: together no more than a month leaves after living, loans and the floor of prudence (30 % of
    the limits), shared by limit, so that each can be paid in full from one income. Loans: what is
    owed now, so that nothing new is drawn; with the debt service under its green bound, up to 30 % of
    the limit, as far as a year's free part of that bound repays it.
    """
    found = capacity(snapshot)
    prudent = BOUNDS[Ratio.UTILISATION].green
    rows = [owed(snapshot, account) for account in snapshot.accounts]
    bills = [row for row in rows if _revolves(snapshot, row.account) and row.limit]
    limits = total(row.limit or ZERO for row in bills)
    month = max(found.income - found.living - _loan_service(snapshot), ZERO)
    together = min(limits.share(prudent), month)
    headroom = max(found.income.share(BOUNDS[Ratio.SERVICE].green) - found.service, ZERO) * 12
    ceilings = []
    for row in rows:
        if row in bills and row.limit is not None:
            share = Decimal(row.limit.fen) / limits.fen
            ceilings.append((row.account, _hundreds(together.share(share))))
        elif not _revolves(snapshot, row.account):
            room = ZERO if row.limit is None else min(row.limit.share(prudent), headroom)
            ceilings.append((row.account, _hundreds(max(row.total, room), up=True)))
    return Proposal(tuple(ceilings), total(amount for _, amount in ceilings))


def _loan_service(snapshot: Snapshot) -> Money:
    end = snapshot.today + timedelta(days=WINDOW_DAYS - 1)
    terms = (due for due in obligations(snapshot, end) if due.loan_id is not None)
    return Money(total(due.minimum for due in terms).fen // 3)


def _revolves(snapshot: Snapshot, account: Account) -> bool:
    return snapshot.product_of(account).family is Family.REVOLVING


def _hundreds(amount: Money, *, up: bool = False) -> Money:
    step = 100 * 100
    return Money((amount.fen + (step - 1 if up else 0)) // step * step)
