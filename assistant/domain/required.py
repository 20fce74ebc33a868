"""The least reserve for every coming day, and the transfers that keep to it with the least idle money.

The rule: dues are paid from the reserve, each income fills it, and what is left of an income after
its own expenses may be spent. Let D be the dues from one income until the next, S what an income can
spare. Backwards over the incomes the reserve needed just before one is max(0, D + later need - S): a
due is saved for from the latest incomes that can, so that no yuan lies idle a day longer than it must.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.flows import Flow, FlowKind, flows
from assistant.domain.forecast import FORECAST_DAYS, free_cash
from assistant.domain.money import ZERO, Money, total
from assistant.domain.reserve import reserve_balance
from assistant.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Required:
    """What has to lie in the reserve at the beginning of a day, that day's income not yet transferred.

    Attributes:
        until_income: dues from this day until the day before the next income.
        carried: what later incomes cannot spare for their own dues and has to be saved before.
    """

    day: date
    until_income: Money
    carried: Money

    @property
    def amount(self) -> Money:
        """Both together."""
        return self.until_income + self.carried


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money to put into the reserve on the day of an income, or today from the cash at hand.

    Attributes:
        spare: the most that may be moved on that day without touching the floor or living money.
        left: what is in the reserve just after it.
        titles: the names of that day's incomes; none for the cash at hand.
    """

    day: date
    amount: Money
    spare: Money
    left: Money
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReservePlan:
    """The reserve now against its curve, and what to move when.

    Attributes:
        balance: what lies in it now; ``needed`` what the curve asks for today.
        missing: what the transfers cannot bring in time, nothing of it when all dues are payable.
        missing_on: the first due day that it is missing on.
    """

    balance: Money
    needed: Money
    curve: tuple[Required, ...]
    transfers: tuple[Transfer, ...]
    missing: Money
    missing_on: date | None

    @property
    def below(self) -> Money:
        """How far the reserve is under its curve today; nothing when it keeps to it."""
        return max(self.needed - self.balance, ZERO)


@dataclass(frozen=True, slots=True)
class _Period:
    """From one income until the day before the next; the first one begins today."""

    start: date
    end: date
    spare: Money
    dues: tuple[tuple[date, Money], ...]
    titles: tuple[str, ...]

    @property
    def due(self) -> Money:
        return total(amount for _, amount in self.dues)


def required_curve(snapshot: Snapshot, days: int = FORECAST_DAYS) -> tuple[Required, ...]:
    """The least reserve at the beginning of each day from today on (必备余额), deterministic.

    It covers every due until the next income, and what the incomes after it cannot carry.
    """
    periods = _periods(snapshot, days)
    return _curve(periods, _needs(periods))


def reserve_plan(snapshot: Snapshot, days: int = FORECAST_DAYS) -> ReservePlan:
    """Curve, transfers per income and what is missing, over the coming ``days`` days."""
    periods = _periods(snapshot, days)
    needs = _needs(periods)
    curve = _curve(periods, needs)
    balance = reserve = reserve_balance(snapshot.reserve)
    transfers = []
    missing, missing_on = ZERO, None
    for period, later in zip(periods, needs[1:], strict=True):
        moved = min(period.spare, max(period.due + later - reserve, ZERO))
        reserve += moved
        if moved:
            transfers.append(Transfer(period.start, moved, period.spare, reserve, period.titles))
        for day, amount in period.dues:
            reserve -= amount
            if reserve < ZERO and missing_on is None:
                missing_on = day
        if reserve < ZERO:
            missing, reserve = missing - reserve, ZERO
    return ReservePlan(balance, curve[0].amount, curve, tuple(transfers), missing, missing_on)


def _needs(periods: Sequence[_Period]) -> list[Money]:
    """The reserve needed just before each period begins, and nothing after the last."""
    needs = [ZERO]
    for period in reversed(periods):
        # Today's cash at hand is no income: the first period needs its dues in the reserve already.
        spare = ZERO if period is periods[0] else period.spare
        needs.append(max(period.due + needs[-1] - spare, ZERO))
    return needs[::-1]


def _curve(periods: Sequence[_Period], needs: Sequence[Money]) -> tuple[Required, ...]:
    rows = []
    for number, period in enumerate(periods):
        day = period.start
        while day <= period.end:
            left = total(amount for due, amount in period.dues if due >= day)
            if number and day == period.start:  # the day's own income is about to fill it
                rows.append(Required(day, ZERO, needs[number]))
            else:
                rows.append(Required(day, left, needs[number + 1]))
            day += timedelta(days=1)
    return tuple(rows)


def _periods(snapshot: Snapshot, days: int) -> list[_Period]:
    today = snapshot.today
    end = today + timedelta(days=days - 1)
    moves = flows(snapshot, today, end)
    paydays = sorted({flow.day for flow in moves if flow.kind is FlowKind.INCOME} - {today})
    starts = [today, *paydays]
    ends = [*(day - timedelta(days=1) for day in paydays), end]
    cash = free_cash(snapshot) - snapshot.cash_rules.floor
    periods: list[_Period] = []
    living = ZERO  # what later expenses want that their own incomes do not pay
    for start, last in reversed(list(zip(starts, ends, strict=True))):
        mine = [flow for flow in moves if start <= flow.day <= last]
        left = total(flow.amount for flow in mine if flow.kind in _LIVING) - living
        living = max(-left, ZERO)
        periods.append(_period(start, last, left + cash if start == today else left, mine))
    return periods[::-1]


def _period(start: date, end: date, left: Money, mine: Sequence[Flow]) -> _Period:
    return _Period(
        start,
        end,
        max(left, ZERO),
        tuple((flow.day, -flow.amount) for flow in mine if flow.kind not in _LIVING),
        tuple(flow.title for flow in mine if flow.kind is FlowKind.INCOME),
    )


_LIVING = (FlowKind.INCOME, FlowKind.EXPENSE)
