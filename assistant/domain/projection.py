"""Projected cash by day: what the paying accounts hold, less the coming dues, with other dated flows."""

from collections.abc import Iterable
from datetime import date, timedelta

from assistant.domain.calendar import BEIJING
from assistant.domain.cash import available
from assistant.domain.dues import Obligation
from assistant.domain.money import ZERO, Money, total
from assistant.domain.snapshot import Snapshot

Flow = tuple[date, Money]
"""A day and what comes in on it; negative what goes out."""


def project(
    snapshot: Snapshot, dues: Iterable[Obligation], until: date, flows: Iterable[Flow] = ()
) -> tuple[tuple[date, Money], ...]:
    """The cash at the end of each day from today to ``until``; empty while no balance was ever told.

    Args:
        snapshot: where the balances are.
        dues: open dues; each goes out on the day of its deduction, a late one today.
        until: the last day.
        flows: incomes, other expenses, moves into the reserve.
    """
    known = [available(snapshot, account) for account in snapshot.paying_accounts]
    balances = [balance for balance in known if balance is not None]
    if not balances:
        return ()
    today = snapshot.today
    changes: dict[date, Money] = {}
    for due in dues:
        on = max(due.deduct_at.astimezone(BEIJING).date(), today)
        changes[on] = changes.get(on, ZERO) - (due.to_pay + due.penalty)
    for on, amount in flows:
        changes[on] = changes.get(on, ZERO) + amount
    left = total(balances)
    found: list[tuple[date, Money]] = []
    for days in range((until - today).days + 1):
        day = today + timedelta(days=days)
        left += changes.get(day, ZERO)
        found.append((day, left))
    return tuple(found)
