"""All dues with alarms as an iCalendar file (RFC 5545) that a phone's calendar takes.

A due is one all-day event on its due day, because the day is what binds; the alarms are the reminder
stages in the phone's own time. A UID is made from the account's birth and the due's key, so that a
restored backup gives the same ones. A due that was paid keeps its event without alarms; one that is
gone is told as cancelled (3.8.1.11).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5

from assistant import __version__, i18n
from assistant.domain.calendar import BEIJING
from assistant.domain.dues import Obligation, every_due
from assistant.domain.exported import ExportedEvent, revise
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.domain.wishes import Wishes
from assistant.errors import UserError
from assistant.private_file import write_private
from assistant.services.due_title import due_title
from assistant.store.unit import Store

if TYPE_CHECKING:
    from icalendar import Alarm, Event

ENDING = ".ics"
_HOST = "beifu.invalid"  # RFC 7986 5.3 asks for no host name any more, older calendars for one


@dataclass(frozen=True, slots=True)
class Export:
    """What an export held."""

    confirmed: int
    cancelled: int


def export_calendar(store: Store, snapshot: Snapshot, path: Path) -> Export:
    """Write the calendar file; the sequence numbers are stored first, so that none is given twice.

    Args:
        store: remembers what was exported.
        snapshot: the present dues.
        path: the file, made anew; it is readable by the user alone.

    Raises:
        UserError: the file cannot be written.
        StorageError: the store cannot be written; no file was made.
    """
    dues = {row.key: row for row in every_due(snapshot, date.max)}
    wishes = store.wishes.load(snapshot.settings)
    alarms = {key: _triggers(due, wishes) for key, due in dues.items()}
    with store.unjournalled():
        before = store.exported.all()
        known = {row.obligation for row in before}
        wanted = [
            _event_of(snapshot, due, alarms[due.key])
            for due in dues.values()
            if due.open or (due.state is State.SETTLED and due.key in known)
        ]
        events = revise(before, wanted, snapshot.now)
        store.exported.replace(events)
    _write(path, _calendar(snapshot, events, dues, alarms))
    cancelled = sum(row.cancelled for row in events)
    return Export(len(events) - cancelled, cancelled)


def _calendar(
    snapshot: Snapshot,
    events: Iterable[ExportedEvent],
    dues: Mapping[str, Obligation],
    alarms: Mapping[str, Sequence[timedelta]],
) -> bytes:
    from icalendar import Calendar  # late: few people export

    calendar = Calendar()
    calendar.add("prodid", f"-//Beifu//Beifu {__version__}//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", i18n.t("ical.name"))
    for row in events:
        event = _component(row)
        due = None if row.cancelled else dues.get(row.obligation)
        if due is not None:
            event.add("description", _description(snapshot, due))
            for number, trigger in enumerate(alarms[due.key]):
                event.add_component(_alarm(row, number, trigger))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event_of(snapshot: Snapshot, due: Obligation, alarms: Sequence[timedelta]) -> ExportedEvent:
    return ExportedEvent(
        uid=_uid(snapshot, due),
        obligation=due.key,
        due_date=due.due_date,
        summary=_summary(snapshot, due),
        content=sha256("\n".join(_lines(snapshot, due, alarms)).encode()).hexdigest(),
        sequence=0,
        cancelled=False,
        changed_at=snapshot.now,
    )


def _uid(snapshot: Snapshot, due: Obligation) -> str:
    born = snapshot.account(due.account_id).created_at.isoformat()
    return f"{uuid5(NAMESPACE_OID, f'{born}/{due.key}')}@{_HOST}"


def _summary(snapshot: Snapshot, due: Obligation) -> str:
    key = "ical.open" if due.open else "ical.paid"
    amount = due.to_pay if due.open else due.whole
    return i18n.t(key, what=due_title(snapshot, due), amount=i18n.money(amount.fen))


def _description(snapshot: Snapshot, due: Obligation) -> str:
    terms = snapshot.terms_of(snapshot.account(due.account_id))
    source = snapshot.paying_account(due.paying_account_id)
    lines = [
        i18n.t("ical.cutoff", day=i18n.day(due.due_date), time=i18n.clock_time(terms.cutoff)),
        i18n.t("ical.deduction", time=i18n.clock_time(terms.deduct_at)),
    ]
    if source is not None:
        lines.append(i18n.t("ical.source", source=source.name))
    if due.estimated:
        lines.append(i18n.t("notice.estimated"))
    return "\n".join(lines)


def _lines(snapshot: Snapshot, due: Obligation, alarms: Sequence[timedelta]) -> Iterator[str]:
    """All that a calendar shows of a due."""
    yield due.due_date.isoformat()
    yield _summary(snapshot, due)
    yield _description(snapshot, due)
    yield from (str(trigger) for trigger in alarms)


def _triggers(due: Obligation, wishes: Wishes) -> list[timedelta]:
    """The alarms, counted from the due day's midnight; none once it is paid or muted."""
    if not due.open or wishes.is_muted(due):
        return []
    plan = wishes.plan_of(due)
    found = {
        timedelta(days=-stage.days_before, hours=stage.at.hour, minutes=stage.at.minute)
        for stage in plan.leads
    }
    if plan.cutoff_lead is not None:
        midnight = datetime.combine(due.due_date, time(0), BEIJING)
        found.add(due.cutoff - midnight - plan.cutoff_lead)
    return sorted(found)


def _component(row: ExportedEvent) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", row.uid)
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("sequence", row.sequence)
    event.add("dtstart", row.due_date)
    event.add("dtend", row.due_date + timedelta(days=1))
    event.add("summary", row.summary)
    event.add("transp", "TRANSPARENT")  # a due day is no busy time
    event.add("status", "CANCELLED" if row.cancelled else "CONFIRMED")
    return event


def _alarm(row: ExportedEvent, number: int, trigger: timedelta) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("uid", f"{number}-{row.uid}")
    alarm.add("action", "DISPLAY")
    alarm.add("description", row.summary)
    alarm.add("trigger", trigger)
    return alarm


def _write(path: Path, content: bytes) -> None:
    """Write all or nothing, for the user alone."""
    try:
        write_private(path, content)
    except OSError as error:
        raise UserError("calendar.cannot_write", "file", why=error.strerror or "") from None
