"""Domain values in words, through the language in force."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant import i18n
from assistant.domain.accrual import QuotedRate
from assistant.domain.cash import Cover, Funding
from assistant.domain.dues import Obligation, Source
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.domain.terms import FULL_DAY_MINUTES
from assistant.errors import Unconfirmed, UserError
from assistant.services.due_title import due_title

if TYPE_CHECKING:  # no part of the first screen
    from assistant.domain.answers import Answer

TONES = {
    State.UNBILLED: None,
    State.DUE: "warning",
    State.SETTLED: "ok",
    State.MINIMUM_PAID: "warning",
    State.OVERDUE: "danger",
}
MARKS = {
    State.UNBILLED: "○",
    State.DUE: "◔",
    State.SETTLED: "✓",
    State.MINIMUM_PAID: "◑",
    State.OVERDUE: "!",
}
COVER_TONES = {
    Cover.FUNDED: "ok",
    Cover.RESERVE: "warning",
    Cover.SHORT: "danger",
    Cover.UNKNOWN: None,
}
COVER_MARKS = {Cover.FUNDED: "✓", Cover.RESERVE: "→", Cover.SHORT: "!", Cover.UNKNOWN: "?"}


HIDDEN = "¥***"


class _Privacy:
    """Whether amounts are hidden; a module-level state because every amount on the screen asks."""

    hides = False


def hide_amounts(*, hidden: bool) -> None:
    """Write all amounts as dots from now on, or show them again."""
    _Privacy.hides = hidden


def money(amount: Money) -> str:
    """An amount as people read it; dots while amounts are hidden."""
    return HIDDEN if _Privacy.hides else i18n.money(amount.fen)


def plain(amount: Money | None) -> str:
    """An amount for an edit field; empty for None."""
    return "" if amount is None else str(amount)


def state(value: State) -> str:
    """A state with its mark: never by colour alone."""
    return f"{MARKS[value]} {i18n.t(f'state.{value}')}"


def due_state(due: Obligation) -> str:
    """The state of a due; a forecast says that it is one, or that it was paid before it was out."""
    words = state(due.state)
    if due.source is Source.FORECAST and due.state is State.SETTLED and due.paid:
        return f"{MARKS[due.state]} {i18n.t('state.paid_ahead')}"
    return f"{words} · {i18n.t('state.estimated')}" if due.estimated else words


def days_left(due_date: date, today: date) -> str:
    """How far a due day is."""
    days = (due_date - today).days
    if days < 0:
        return i18n.t("days.past", days=-days)
    return i18n.t("days.today") if days == 0 else i18n.t("days.left", days=days)


def time_left(due: Obligation, snapshot: Snapshot) -> str:
    """How far a due is: in whole hours on its day, as long as it can still be paid in time, else in days."""
    left = (due.cutoff - snapshot.now) // timedelta(hours=1)
    if due.due_date != snapshot.today or left < 0:
        return days_left(due.due_date, snapshot.today)
    return i18n.t("days.hours", hours=left) if left else i18n.t("days.under_hour")


def cutoff(due_date: date, minutes: int) -> str:
    """The due day with its last moment; the day itself counts."""
    if minutes == FULL_DAY_MINUTES:
        return i18n.t("cutoff.inclusive", day=i18n.day(due_date))
    return i18n.t("cutoff.before", day=i18n.day(due_date), time=i18n.clock_time(minutes))


def percent(share: Decimal, places: int = 0) -> str:
    """A share as a percentage."""
    return f"{share * 100:.{places}f}%"


def rate(quoted: QuotedRate) -> str:
    """A rate per day with its simple annual rate."""
    per_day = f"{round(quoted.daily * 100, 6).normalize():f}%"
    return i18n.t("rate.daily", daily=per_day, annual=percent(quoted.annual, 2))


def optional_day(on: date | None) -> str:
    """A day as people read it, a dash for None."""
    return "—" if on is None else i18n.day(on)


def answer(prefix: str, found: "Answer") -> str:
    """An answer in words: its key under ``prefix``, amounts and days as people read them."""
    params: dict[str, object] = {}
    for name, value in found.params.items():
        if isinstance(value, Money):
            params[name] = money(value)
        elif isinstance(value, date):
            params[name] = i18n.day(value)
        else:
            params[name] = i18n.clock_time(value) if name == "minutes" else value
    return i18n.t(f"{prefix}.{found.key}", **params)


def funding(found: Funding) -> str:
    """Whether a due is covered."""
    amount = money(found.reserve if found.cover is Cover.RESERVE else found.missing)
    if found.cover is Cover.SHORT and not found.lacking:
        return i18n.t("cover.minimum", missing=amount)
    if found.cover is Cover.SHORT and found.by_hand:
        return i18n.t("cover.by_hand", missing=amount)
    return i18n.t(f"cover.{found.cover}", missing=amount)


def title(snapshot: Snapshot, due: Obligation) -> str:
    """What a due is: the account, and for loans which loan and term."""
    return due_title(snapshot, due)


def error(problem: UserError) -> str:
    """A refusal, or the question of one that may be confirmed."""
    params = {
        name: money(value) if isinstance(value, Money) else value
        for name, value in problem.params.items()
    }
    if isinstance(problem, Unconfirmed):
        asked = i18n.t(f"confirm.{problem.key}", **params)
        return "\n".join((asked, *(error(other) for other in problem.others)))
    return i18n.t(f"error.{problem.key}", **params)
