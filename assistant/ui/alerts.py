"""From notices to words on the desktop, and from their buttons back to commands."""

from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from assistant import i18n
from assistant.domain.alert import Alert
from assistant.domain.dues import Obligation
from assistant.domain.reminders import Notice, Reminder
from assistant.domain.snapshot import Snapshot
from assistant.domain.snooze import snooze_until
from assistant.domain.stages import OVERDUE, stage_kind
from assistant.errors import StorageError
from assistant.ui import alert_words, words
from assistant.ui.context import Context
from assistant.ui.notify import Notification, Notifier

GROUP = "group"
_LONGEST_LIST = 6


class Alerts(QObject):
    """Ticks the watch, shows its notices, records them once shown, carries out their buttons."""

    opened = Signal(object)  # an account's id, None for the overview
    overdue_changed = Signal(bool)

    def __init__(self, context: Context, notifier: Notifier) -> None:
        super().__init__()
        self._context = context
        self._notifier = notifier
        notifier.acted.connect(self._on_acted)

    def tick(self) -> None:
        """Show what is due to be shown; a store that is busy is asked again at the next tick."""
        try:
            outcome = self._context.session.watch.tick()
            snapshot = self._context.snapshot()
            for notice in outcome.notices:
                if self._notifier.show(notification(snapshot, notice)):
                    self._context.session.watch.shown(notice)
        except StorageError as error:
            self._context.bus.storage_failed.emit(error)

    def _on_acted(self, tag: str, action: str) -> None:
        watch, ledger = self._context.session.watch, self._context.session.ledger
        due = watch.due(tag)
        subject = due or watch.alert(tag)
        if action == "open" or subject is None:
            self.opened.emit(None if subject is None else subject.account_id)
        elif action == "paid" and due is not None:
            self._context.mark_paid(due)
        elif action == "acknowledge":
            self._context.bus.run(ledger.acknowledge, subject)
        elif action == "snooze":
            now = self._context.session.queries.now()
            watch.snooze(subject, snooze_until("1h", now, self._context.session.zone))


def notification(snapshot: Snapshot, notice: Notice) -> Notification:
    """A notice in words; what was missed together is one list without buttons that act on one item."""
    if notice.is_grouped:
        return _group(snapshot, notice)
    if notice.alerts:
        return _alert(notice.alerts[0].alert)
    reminder = notice.reminders[0]
    due = reminder.obligation
    return Notification(
        due.key,
        _title(snapshot, reminder),
        _body(snapshot, reminder),
        (("paid", i18n.t("notice.paid")), ("snooze", i18n.t("notice.snooze"))),
        critical=reminder.stage.startswith((OVERDUE, "day", "cutoff")),
    )


def _group(snapshot: Snapshot, notice: Notice) -> Notification:
    """Dues first, so that an alert is the first to go where the list is too long."""
    lines = [_line(snapshot, reminder.obligation) for reminder in notice.reminders]
    lines += [alert_words.title(item.alert) for item in notice.alerts]
    rest = len(lines) - _LONGEST_LIST
    if rest > 0:
        lines = [*lines[:_LONGEST_LIST], i18n.t("notice.more", count=rest)]
    kind = "notice.group" if notice.reminders else "notice.alerts"
    title = i18n.t(kind, count=len(notice.reminders) + len(notice.alerts))
    actions = (("open", i18n.t("notice.open")),)
    # A tag of its own: a group never takes the place of another one that was not read yet.
    tag = f"{GROUP}:{notice.covers[0].shown_at.isoformat()}"
    return Notification(tag, title, "\n".join(lines), actions, critical=bool(notice.reminders))


def _alert(alert: Alert) -> Notification:
    return Notification(
        alert.key,
        alert_words.title(alert),
        alert_words.body(alert),
        (
            ("open", i18n.t("notice.open")),
            ("snooze", i18n.t("notice.snooze")),
            ("acknowledge", i18n.t("notice.acknowledge")),
        ),
    )


def next_line(snapshot: Snapshot, due: Obligation | None) -> str:
    """The tray menu's first line: what is next."""
    return i18n.t("tray.nothing") if due is None else _line(snapshot, due)


def _title(snapshot: Snapshot, reminder: Reminder) -> str:
    due = reminder.obligation
    return i18n.t(
        "notice.title",
        what=words.title(snapshot, due),
        amount=words.money(due.to_pay + due.penalty),
        left=words.days_left(due.due_date, snapshot.today),
    )


def _body(snapshot: Snapshot, reminder: Reminder) -> str:
    due = reminder.obligation
    terms = snapshot.terms_of(snapshot.account(due.account_id))
    paying = snapshot.paying_account(due.paying_account_id)
    estimated = f"\n{i18n.t('notice.estimated')}" if due.estimated else ""
    return (
        i18n.t(
            f"notice.{stage_kind(reminder.stage)}",
            day=words.cutoff(due.due_date, terms.cutoff),
            source=paying.name if paying else i18n.t("notice.source"),
            time=i18n.clock_time(terms.deduct_at),
            penalty=words.money(due.penalty),
            hours=max((due.cutoff - reminder.at) // timedelta(hours=1), 0),
        )
        + estimated
    )


def _line(snapshot: Snapshot, due: Obligation) -> str:
    return i18n.t(
        "notice.line",
        what=words.title(snapshot, due),
        amount=words.money(due.to_pay + due.penalty),
        day=i18n.day(due.due_date),
        left=words.days_left(due.due_date, snapshot.today),
    )
