"""When one account's dues, or one due, are reminded of: times of its own beside the general ones."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.account import Account
from assistant.domain.dues import Obligation
from assistant.domain.snapshot import Changes
from assistant.ui import reminder_words
from assistant.ui.context import Context
from assistant.ui.form import FormDialog
from assistant.ui.stage_fields import stage_fields, typed_plan


class ReminderTimesDialog(FormDialog):
    """The stages of one account or due; a button gives the general times back.

    Args:
        context: where the wishes are kept.
        about: whose reminders.
        parent: the window.
    """

    def __init__(self, context: Context, about: Account | Obligation, parent: QWidget) -> None:
        self._context = context
        self._about = about
        wishes, one = context.session.watch.wishes(), isinstance(about, Obligation)
        if isinstance(about, Obligation):
            own, self._plan = wishes.by_item.get(about.key), wishes.plan_of(about)
            name = reminder_words.title(context.snapshot(), about)
        else:
            own, name = wishes.by_account.get(about.id), about.name
            self._plan = own or wishes.plan
        key = "times.note_due" if one else "times.note_account"
        super().__init__(
            i18n.t("times.title"),
            [*stage_fields(self._plan)],
            self._save,
            parent,
            note=i18n.t(key, name=name),
        )
        if own is not None:
            key = "times.as_account" if one else "times.as_all"
            self.add_action(i18n.t(key), "times_usual", self._give_back)

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        self._context.bus.run(self._command, typed_plan(self._plan, values))

    def _give_back(self) -> None:
        self._context.bus.run(self._command, "")
        self.accept()

    def _command(self, plan: str) -> Changes:
        ledger = self._context.session.ledger
        if isinstance(self._about, Obligation):
            return ledger.plan_item_reminders(self._about, plan)
        return ledger.plan_account_reminders(self._about.id, plan)
