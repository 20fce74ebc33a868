"""The cash of the coming days (现金预测): day by day, with its lowest point and its date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.cash import available
from assistant.domain.flows import Flow, FlowKind, flows
from assistant.domain.money import ZERO, Money, total
from assistant.domain.reserve import reserve_balance
from assistant.domain.snapshot import Snapshot

FORECAST_DAYS = 90


@dataclass(frozen=True, slots=True)
class DayCash:
    """One day: what comes, what is spent, what falls due, and the cash at its end, reserve included."""

    day: date
    income: Money
    expense: Money
    dues: Money
    closing: Money
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class CashForecast:
    """The forecast.

    Attributes:
        opening: cash now, over all paying accounts with a known balance, and the reserve.
        reserve: the part of it that lies in the reserve; ``floor`` what stays for living.
        days: from today on, one a day.
        lowest: the least closing cash, and ``lowest_on`` the first day of it.
        below_on: the first day that ends below the floor, None when none does.
        complete: whether the balance of every paying account is known, and there is one.
    """

    opening: Money
    reserve: Money
    floor: Money
    days: tuple[DayCash, ...]
    lowest: Money
    lowest_on: date
    below_on: date | None
    complete: bool

    @property
    def spare(self) -> Money:
        """What could be given away today without going below the floor later; negative: missing."""
        return self.lowest - self.floor


def free_cash(snapshot: Snapshot) -> Money:
    """What all paying accounts hold now together, the reserve not counted; unknown ones hold nothing."""
    return total(available(snapshot, row) or ZERO for row in snapshot.paying_accounts)


def forecast(snapshot: Snapshot, days: int = FORECAST_DAYS) -> CashForecast:
    """The cash of ``days`` days from today on, as expected: nothing is moved, every due is paid.

    The reserve counts as cash here, because it pays dues too.
    """
    end = snapshot.today + timedelta(days=days - 1)
    moves: dict[date, list[Flow]] = {}
    for flow in flows(snapshot, snapshot.today, end):
        moves.setdefault(flow.day, []).append(flow)
    reserve = reserve_balance(snapshot.reserve)
    opening = cash = free_cash(snapshot) + reserve
    rows = []
    for number in range(days):
        day = snapshot.today + timedelta(days=number)
        row = _day(day, cash, tuple(moves.get(day, ())))
        cash = row.closing
        rows.append(row)
    floor = snapshot.cash_rules.floor
    lowest = min(rows, key=lambda row: row.closing)
    return CashForecast(
        opening,
        reserve,
        floor,
        tuple(rows),
        lowest.closing,
        lowest.day,
        next((row.day for row in rows if row.closing < floor), None),
        bool(snapshot.paying_accounts)
        and all(row.balance is not None for row in snapshot.paying_accounts),
    )


def _day(day: date, opening: Money, moves: tuple[Flow, ...]) -> DayCash:
    income = _sum(moves, FlowKind.INCOME)
    expense = -_sum(moves, FlowKind.EXPENSE)
    dues = -_sum(moves, FlowKind.DUE, FlowKind.USUAL)
    return DayCash(day, income, expense, dues, opening + income - expense - dues, moves)


def _sum(moves: Iterable[Flow], *kinds: FlowKind) -> Money:
    return total(flow.amount for flow in moves if flow.kind in kinds)
