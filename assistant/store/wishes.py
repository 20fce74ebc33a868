"""What the user wishes of the reminders: stages of one account or item, and what is silent."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from assistant.domain.settings import Settings
from assistant.store import codec
from assistant.store.repo import Repo

if TYPE_CHECKING:
    from assistant.domain.wishes import Wishes

_ACCOUNT = "account:"


def account_scope(account_id: int) -> str:
    """The scope of a plan that is for all dues of one account; a due's own scope is its key."""
    return f"{_ACCOUNT}{account_id}"


class WishRepo(Repo):
    """Tables ``reminder_plan`` and ``reminder_mute``; never part of undo."""

    table = "reminder_plan"

    def load(self, settings: Settings) -> "Wishes":
        """All wishes; the general stages and the quiet hours are in the settings."""
        from assistant.domain.quiet import readable_quiet  # late: no part of the window's start
        from assistant.domain.stages import readable_plan
        from assistant.domain.wishes import Wishes

        plans = {row["scope"]: readable_plan(row["plan"]) for row in self._rows(order="scope")}
        return Wishes(
            plan=readable_plan(settings.stages),
            by_account={
                int(scope.removeprefix(_ACCOUNT)): plan
                for scope, plan in plans.items()
                if scope.startswith(_ACCOUNT)
            },
            by_item={
                scope: plan for scope, plan in plans.items() if not scope.startswith(_ACCOUNT)
            },
            muted=frozenset(self.muted()),
            quiet=readable_quiet(settings.quiet_from, settings.quiet_until),
        )

    def set_plan(self, scope: str, plan: str) -> None:
        """Give an account (``account_scope``) or a due (its key) stages of its own; empty: none."""
        self._execute("DELETE FROM reminder_plan WHERE scope = ?", scope)
        if plan:
            self._execute("INSERT INTO reminder_plan (scope, plan) VALUES (?, ?)", scope, plan)

    def muted(self) -> dict[tuple[str, date], datetime]:
        """(key, day) of what is silent, and since when."""
        rows = self._file.rows(
            "SELECT * FROM reminder_mute ORDER BY muted_at, obligation, due_date"
        )
        return {
            (row["obligation"], codec.day(row["due_date"])): codec.instant(row["muted_at"])
            for row in rows
        }

    def mute(self, obligation: str, due_date: date, now: datetime) -> None:
        """Say nothing of a due or alert any more."""
        self._execute(
            "INSERT INTO reminder_mute (obligation, due_date, muted_at) VALUES (?, ?, ?)"
            " ON CONFLICT (obligation, due_date) DO NOTHING",
            *(obligation, due_date.isoformat(), codec.instant_text(now)),
        )

    def unmute(self, obligation: str, due_date: date) -> None:
        """Speak of it again; stages that came meanwhile are told in one notice."""
        self._execute(
            "DELETE FROM reminder_mute WHERE obligation = ? AND due_date = ?",
            *(obligation, due_date.isoformat()),
        )
