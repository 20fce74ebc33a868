"""From notices to words on the desktop, and from their buttons back to commands."""

from datetime import timedelta, tzinfo

from PySide6.QtCore import QObject, QTimer, Signal

from assistant import i18n
from assistant.domain.alert import Alert
from assistant.domain.dues import Obligation
from assistant.domain.reminders import Notice, Reminder
from assistant.domain.snapshot import Changes, Snapshot
from assistant.domain.snooze import SNOOZES
from assistant.domain.stages import OVERDUE, stage_kind
from assistant.errors import StorageError
from assistant.ui import alert_words, words
from assistant.ui.context import Context
from assistant.ui.notification import Notification
from assistant.ui.notify import Notifier

GROUP, TEST = "group", "test"
PATIENCE_MS = 1_000
_LONGEST_LIST = 6


class Alerts(QObject):
    """Ticks the watch, shows its notices, records them once shown, carries out their buttons."""

    opened = Signal(object)  # an account's id, None for the overview
    centre_requested = Signal()
    snooze_requested = Signal(object)  # a Subject whose time is to be asked for

    def __init__(self, context: Context, notifier: Notifier) -> None:
        super().__init__()
        self._context = context
        self._notifier = notifier
        self._on_screen: set[str] = set()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(PATIENCE_MS)
        self._again.timeout.connect(self.tick)
        self.next_reminder: Reminder | None = None
        notifier.acted.connect(self._on_acted)

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._again.stop()

    def tick(self) -> None:
        """Show what is due to be shown; a store that is busy is asked again at the next tick.

        A desktop that has just woken up is given some seconds until it shows notices.
        """
        watch = self._context.session.watch
        try:
            outcome = watch.tick()
            self.next_reminder = outcome.next_reminder
            if outcome.notices and watch.must_wait(desktop_ready=self._notifier.ready()):
                self._again.start()
                return
            snapshot = self._context.snapshot()
            for notice in outcome.notices:
                shown = notification(snapshot, notice)
                if self._notifier.show(shown):
                    self._on_screen.add(shown.tag)
                    watch.shown(notice)
            if outcome.notices:
                self._context.bus.changed.emit(Changes.REMINDERS)
        except StorageError as error:
            self._context.bus.storage_failed.emit(error)

    def withdraw_answered(self) -> None:
        """Take away the notices of what was paid, closed or mended meanwhile."""
        watch = self._context.session.watch
        for tag in sorted(self._on_screen):
            if tag.startswith(GROUP) or watch.due(tag) is not None or watch.alert(tag) is not None:
                continue
            self._on_screen.discard(tag)
            self._notifier.withdraw(tag)

    def send_test(self) -> str:
        """Show a test notice as a real one would be; the way that showed it."""
        actions = tuple((key, i18n.t(f"notice.{key}")) for key in ("open", "acknowledge"))
        self._notifier.show(
            Notification(TEST, i18n.t("test_notice.title"), i18n.t("test_notice.body"), actions)
        )
        return self._notifier.last_way

    def _on_acted(self, tag: str, action: str) -> None:
        self._on_screen.discard(tag)
        if tag == TEST or tag.startswith(GROUP):
            if action == "open":
                self.centre_requested.emit()
            return
        watch = self._context.session.watch
        due = watch.due(tag)
        subject = due or watch.alert(tag)
        if action == "open" or subject is None:
            self.opened.emit(None if subject is None else subject.account_id)
        elif action == "paid" and due is not None:
            self._context.mark_paid(due)
        elif action == "acknowledge":
            self._context.bus.run(self._context.session.ledger.acknowledge, subject)
        elif action.startswith("snooze"):
            choice = action.partition(":")[2] or SNOOZES[0]
            if not self._context.snooze(subject, choice):
                self.snooze_requested.emit(subject)


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
        tuple((key, i18n.t(f"notice.{key}")) for key in ("paid", "snooze", "open")),
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


def locked_notification() -> Notification:
    """While the store is locked: no amount and no name, only what to do (``domain.locked``)."""
    actions = (("open", i18n.t("notice.open")),)
    return Notification("locked", i18n.t("notice.locked"), i18n.t("notice.locked_body"), actions)


def next_line(snapshot: Snapshot, due: Obligation | None) -> str:
    """The tray menu's first line: what is next."""
    return i18n.t("tray.nothing") if due is None else _line(snapshot, due)


def next_reminder_line(snapshot: Snapshot, reminder: Reminder | None, zone: tzinfo) -> str:
    """When the next reminder comes and of what, for the tray and the status bar."""
    if reminder is None:
        return i18n.t("next_reminder.none")
    return i18n.t(
        "next_reminder.line",
        when=i18n.moment(reminder.at, zone),
        what=words.title(snapshot, reminder.obligation),
    )


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
