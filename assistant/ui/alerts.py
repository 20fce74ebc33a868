"""From notices to words on the desktop, and from their buttons back to commands."""

from PySide6.QtCore import QObject, Signal

from assistant import i18n
from assistant.domain.dues import Obligation
from assistant.domain.reminders import OVERDUE, Notice, Reminder, snooze_until
from assistant.domain.snapshot import Snapshot
from assistant.errors import StorageError
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.notification import Notification
from assistant.ui.notify import Notifier

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
        due = None if tag == GROUP else self._context.session.watch.due(tag)
        if action == "open" or due is None:
            self.opened.emit(None if due is None else due.account_id)
        elif action == "paid":
            self._context.mark_paid(due)
        elif action == "snooze":
            now = self._context.session.queries.now()
            self._context.session.watch.snooze(
                due, snooze_until("1h", now, self._context.session.zone)
            )


def notification(snapshot: Snapshot, notice: Notice) -> Notification:
    """A notice in words; what was missed together is one list without buttons that act on one item."""
    demo = ""
    if notice.is_grouped:
        lines = [_line(snapshot, reminder.obligation) for reminder in notice.reminders]
        rest = len(lines) - _LONGEST_LIST
        if rest > 0:
            lines = [*lines[:_LONGEST_LIST], i18n.t("notice.more", count=rest)]
        title = i18n.t("notice.group", count=len(notice.reminders))
        return Notification(
            GROUP, demo + title, "\n".join(lines), (("open", i18n.t("notice.open")),), critical=True
        )
    reminder = notice.reminders[0]
    due = reminder.obligation
    return Notification(
        due.key,
        _title(snapshot, reminder),
        _body(snapshot, reminder),
        tuple((key, i18n.t(f"notice.{key}")) for key in ("paid", "snooze", "open")),
        critical=reminder.stage.startswith((OVERDUE, "day", "cutoff")),
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
    stage = reminder.stage.split("-")[0]
    estimated = f"\n{i18n.t('notice.estimated')}" if due.estimated else ""
    return (
        i18n.t(
            f"notice.{stage}",
            day=words.cutoff(due.due_date, terms.cutoff),
            source=paying.name if paying else i18n.t("notice.source"),
            time=i18n.clock_time(terms.deduct_at),
            penalty=words.money(due.penalty),
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
