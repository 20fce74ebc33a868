"""All commands together, undo and redo, settings."""

from assistant.domain.snapshot import Changes
from assistant.services.commands.accounts import AccountCommands
from assistant.services.commands.bills import BillCommands
from assistant.services.commands.cash import CashCommands
from assistant.services.commands.first import FirstCommands
from assistant.services.commands.imports import ImportCommands
from assistant.services.commands.loans import LoanCommands
from assistant.services.commands.plans import PlanCommands
from assistant.services.commands.records import RecordCommands
from assistant.services.commands.reminders import ReminderCommands
from assistant.services.commands.rights import RightsCommands
from assistant.services.commands.whole import WholeCommands


class Ledger(
    AccountCommands,
    BillCommands,
    CashCommands,
    FirstCommands,
    ImportCommands,
    LoanCommands,
    PlanCommands,
    RecordCommands,
    ReminderCommands,
    RightsCommands,
    WholeCommands,
):
    """The user's commands on one store: each is one transaction and one undo step."""

    def undo(self) -> Changes:
        """Take back the newest command; NONE when there is none."""
        return Changes.NONE if self._store.journal.undo() is None else Changes.EVERYTHING

    def redo(self) -> Changes:
        """Do the command again that was taken back last; NONE when there is none."""
        return Changes.NONE if self._store.journal.redo() is None else Changes.EVERYTHING

    def next_undo(self) -> str | None:
        """The command that undo would take back."""
        return self._store.journal.peek_undo()

    def next_redo(self) -> str | None:
        """The command that redo would do again."""
        return self._store.journal.peek_redo()

    def set_setting(self, name: str, value: str) -> Changes:
        """Store one setting; not an undo step."""
        with self._store.unjournalled():
            self._store.settings.save(name, value)
        return Changes.SETTINGS
