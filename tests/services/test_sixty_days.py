"""Sixty days with the program opened and closed at random: no stage is missed, none is shown twice.

The stages are computed here once more, in Shanghai's own time, by plain arithmetic.
"""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, LoanDraft
from assistant.domain.loan import Method
from assistant.domain.money import Money
from assistant.services.session import Session
from tests.conftest import SHANGHAI, FakeClock
from tests.domain.facts import beijing, day

DAYS = 60
TICK = timedelta(seconds=60)
FIRST = beijing("2026-11-02 00:00")
LAST = FIRST + timedelta(days=DAYS)
DUES = {  # the bill, and two loans that are due on one day
    "bill:1:2026-11-01": day("2026-11-10"),
    "loan:1:1": day("2026-11-20"),
    "loan:2:1": day("2026-11-20"),
    "loan:1:2": day("2026-12-20"),
    "loan:2:2": day("2026-12-20"),
}
Shown = list[tuple[datetime, str, str]]


def local(on: date, at: time) -> datetime:
    """A time of day in Shanghai."""
    return datetime.combine(on, at, SHANGHAI)


def oracle(key: str, paid: datetime | None) -> dict[str, datetime]:
    """When each stage of a due has to come until it is paid or the sixty days are over."""
    due = DUES[key]
    found = {
        "d7": local(due - timedelta(days=7), time(9)),
        "d3": local(due - timedelta(days=3), time(9)),
        "eve": local(due - timedelta(days=1), time(18)),
        "day": local(due, time(7, 30)),
        "cutoff": local(due, time(21)),
    }
    on = due + timedelta(days=1)
    while local(on, time(9)) < LAST:
        found[f"overdue-{on.isoformat()}"] = local(on, time(9))
        on += timedelta(days=1)
    end = paid or LAST
    return {stage: at for stage, at in found.items() if FIRST <= at < end}


def prepare(session: Session) -> None:
    """A bill and two loans on one repay day."""
    terms = (DatedTerm("limit", "50000"),)
    session.ledger.open_account(AccountDraft("huabei", "花呗", terms))
    session.ledger.open_account(AccountDraft("jiebei", "借呗", terms))
    session.ledger.record_bill(BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of("1200")))
    for title in ("一", "二"):
        start, first = day("2026-10-20"), day("2026-11-20")
        rate = Decimal("0.0004")
        session.ledger.add_loan(
            LoanDraft(2, title, Money.of("6000"), rate, start, first, 20, 2, Method.LEVEL_ACTUAL)
        )


def spans(chance: random.Random) -> list[tuple[datetime, datetime]]:
    """When the program is open: random stretches of ten minutes to thirty hours."""
    found, now = [], FIRST
    while now < LAST:
        now += timedelta(minutes=chance.randint(0, 40 * 60))
        end = min(now + timedelta(minutes=chance.randint(10, 30 * 60)), LAST)
        if now < end:
            found.append((now, end))
        now = end
    return found


def live(
    open_store: Callable[[], Session], clock: FakeClock, chance: random.Random
) -> tuple[Shown, dict[str, datetime], list[tuple[datetime, datetime]]]:
    """Live through the sixty days; what was shown when, what was paid when, when it was open."""
    clock.now = FIRST - timedelta(days=1)
    prepare(open_store())
    shown: Shown = []
    paid: dict[str, datetime] = {}
    pay_at = {
        key: local(due, time(12)) + timedelta(hours=chance.randint(-200, 400))
        for key, due in DUES.items()
    }
    open_spans = spans(chance)
    for begin, end in open_spans:
        clock.now = begin
        session = open_store()
        while clock.now < end:
            for notice in session.watch.tick().notices:
                for reminder in notice.reminders:
                    shown.append((clock.now, reminder.obligation.key, reminder.stage))
                session.watch.shown(notice)
            for key, at in pay_at.items():
                if key not in paid and clock.now >= at:
                    due = session.watch.due(key)
                    if due is not None:
                        session.ledger.mark_paid(due)
                        paid[key] = clock.now
            clock.now = min(clock.now + TICK, end)
    return shown, paid, open_spans


@pytest.mark.parametrize("seed", range(2))
def test_no_stage_is_missed_and_none_is_shown_twice(
    open_store: Callable[[], Session], clock: FakeClock, seed: int
) -> None:
    shown, paid, open_spans = live(open_store, clock, random.Random(seed))

    said = [(key, stage) for _, key, stage in shown]
    assert len(said) == len(set(said))

    checked = 0
    for key in DUES:
        due_stages = oracle(key, paid.get(key))
        for begin, end in open_spans:
            awake = [stage for stage, at in due_stages.items() if begin < at < end]
            for stage in awake:
                at = due_stages[stage]
                told = [when for when, k, s in shown if (k, s) == (key, stage)]
                if at >= end - TICK:
                    continue  # it closed before the next tick: the next start tells it
                assert told, f"{key} {stage} at {at} was missed"
                assert timedelta(0) <= told[0] - at <= TICK
                checked += 1
            missed = [
                stage
                for stage, at in sorted(due_stages.items(), key=lambda row: row[1])
                if at <= begin and not any(s <= at < e - TICK for s, e in open_spans)
            ]
            if missed and paid.get(key, LAST) > begin:
                newest = missed[-1]
                later = [when for when, k, s in shown if (k, s) == (key, newest)]
                assert later, f"{key} {newest} came due while closed and was never told"
                checked += 1
    assert checked > 15
