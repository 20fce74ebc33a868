"""What can be done with a due where it stands: paid, part of it, later, silent, open."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from assistant import i18n
from assistant.domain.dues import Obligation
from assistant.ui import reminder_words, words
from assistant.ui.context import Context
from assistant.ui.notice_card import fill_snoozes
from assistant.ui.pages import Shell


class DueMenu(QMenu):
    """The actions on the dues of one day; several dues have a part of the menu each."""

    def __init__(
        self, context: Context, shell: Shell, dues: tuple[Obligation, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("due_menu")
        self._context = context
        self._shell = shell
        snapshot = context.snapshot()
        wishes = context.session.watch.wishes()
        for due in dues:
            head = f"{words.MARKS[due.state]} {reminder_words.title(snapshot, due)}"
            part = self if len(dues) == 1 else self.addMenu(head.replace("&", "&&"))
            if part is self:
                self.addSection(head.replace("&", "&&"))
            self._fill(part, due, muted=wishes.is_muted(due))

    def _fill(self, menu: QMenu, due: Obligation, *, muted: bool) -> None:
        context, ledger = self._context, self._context.session.ledger
        if due.open:
            self._add(menu, "due_menu.paid", lambda: context.mark_paid(due))
            self._add(menu, "due_menu.part", lambda: self._shell.pay(due))
            later = menu.addMenu(i18n.t("due_menu.snooze"))
            fill_snoozes(later, lambda choice: self._snooze(due, choice))
            command = ledger.unmute if muted else ledger.mute
            key = "reminders.unmute" if muted else "reminders.mute"
            self._add(menu, "due_menu.times", lambda: self._shell.ask_times(due))
            self._add(menu, key, lambda: context.bus.run(command, due))
        self._add(menu, "due_menu.open", lambda: self._shell.open_account(due.account_id))

    def _add(self, menu: QMenu, key: str, act: Callable[[], object]) -> None:
        action = menu.addAction(i18n.t(key))
        action.setObjectName(key)
        action.triggered.connect(lambda _checked=False: act())

    def _snooze(self, due: Obligation, choice: str) -> None:
        if not self._context.snooze(due, choice):
            self._shell.ask_snooze(due)
