"""The command that replaces everything at once."""

from typing import TYPE_CHECKING

from assistant.domain.snapshot import Changes
from assistant.services.commands.base import Commands

if TYPE_CHECKING:  # no part of the other commands
    from assistant.store.dump import Dump


class WholeCommands(Commands):
    """Take over a whole content."""

    def import_all(self, content: "Dump") -> Changes:
        """Put an export in the place of everything; one step, so that undo brings all back.

        Settings and the reminder ledger are replaced too and are, as always, no part of undo.

        Raises:
            UserError: rows that no store could hold.
        """
        with self._store.transaction("import_all"):
            self._store.replace_all(content)
        return Changes.EVERYTHING
