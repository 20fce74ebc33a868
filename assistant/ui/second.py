"""The second place in the window: its settings, the choice after a conflict, the daily copy behind it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.clock import Clock
from assistant.domain.snapshot import Changes
from assistant.errors import StorageError, UserError
from assistant.services.compare import Content, Difference, compared
from assistant.services.places import Place, place_of
from assistant.services.second import Outcome, Second, background_sync
from assistant.services.session import Session
from assistant.services.vault import Vault
from assistant.ui import boxes
from assistant.ui.busy import run_on_store
from assistant.ui.compare_words import lines
from assistant.ui.context import Context
from assistant.ui.dialogs.backups import DifferencesDialog
from assistant.ui.dialogs.second import SecondDialog
from assistant.ui.work import Step, Work

if TYPE_CHECKING:
    from assistant.domain.lineage import Remote

FAILED = "failed"
Seen = tuple[Content, Content, tuple[Difference, ...]]
"""What is here, what it would become, and the difference."""
PAUSE = timedelta(hours=1)


class SecondPlace:
    """The settings dialog and what follows from it."""

    def __init__(
        self,
        context: Context,
        vault: Vault,
        clock: Clock,
        ask_passphrase: Callable[[str], str],
        window: QWidget,
    ) -> None:
        self._context = context
        self._vault = vault
        self._clock = clock
        self._ask_passphrase = ask_passphrase
        self._window = window

    def open(self) -> None:
        """Ask where it is, and sync."""
        settings = self._context.snapshot().settings
        password = ""
        if settings.second_user:
            password = self._vault.place_password.recall(
                settings.second_place, settings.second_user
            )
        SecondDialog(
            settings.second_place, settings.second_user, password, self._save, self._window
        ).exec()

    def _save(self, values: dict[str, str]) -> None:
        address, user = values["second_place"], values["second_user"]
        place = place_of(address, user, values["password"]) if address else None
        if place is not None:
            place.names()  # what is wrong is said beside its field, before anything is stored
        if place is not None and user:
            self._vault.place_password.keep(address, user, values["password"])
        else:
            self._vault.place_password.forget()
        ledger = self._context.session.ledger
        for name, text in (("second_place", address), ("second_user", user)):
            self._context.bus.run(ledger.set_setting, name, text)
        if place is None:
            self._say(i18n.t("second.off"))
            return
        self._meet(place, self._wait(place, Second.sync))

    def _wait(self, place: Place, act: Callable[[Second], Any]) -> Any:
        """What takes long, on the store opened once more."""

        def work(session: Session, _stopped: Callable[[], bool]) -> Any:
            return act(Second(session.store, self._vault, place, self._clock))

        session, said = self._context.session, i18n.t("second.working")
        return run_on_store(self._window, said, session, work, stoppable=False)

    def _meet(self, place: Place, outcome: Outcome) -> None:
        meeting, newest = outcome.meeting.value, outcome.newest
        if newest is None or meeting in {"push", "same"}:
            self._say(i18n.t("second.same" if meeting == "same" else "second.pushed"))
            return
        seen = self._seen(place, newest)
        if seen is None:
            return
        now, taken, found = seen
        choices = {"theirs": i18n.t("second.theirs")}
        note = i18n.t(f"second.{meeting}_note")
        if meeting == "conflict":
            choices = {"mine": i18n.t("second.mine"), **choices}
        dialog = DifferencesDialog(
            i18n.t("second.title"),
            note,
            found,
            lambda row: lines(row, now, taken),
            choices,
            self._window,
        )
        dialog.exec()
        if dialog.chosen == "mine":
            self._wait(place, lambda second: second.push(newest))
            self._say(i18n.t("second.pushed"))
        elif dialog.chosen == "theirs":
            self._context.bus.run(self._take, place, newest, taken)
            self._say(i18n.t("second.taken"))

    def _take(self, place: Place, newest: "Remote", taken: Content) -> Changes:
        """Put the other side's content in the place of everything, and count as the same as it."""

        def work(session: Session, _stopped: Callable[[], bool]) -> Changes:
            second = Second(session.store, self._vault, place, self._clock)
            second.keep_own()
            changes = session.ledger.import_all(taken)
            second.follow(newest)
            return changes

        session, said = self._context.session, i18n.t("second.working")
        changes: Changes = run_on_store(self._window, said, session, work, stoppable=False)
        return changes

    def _seen(self, place: Place, newest: "Remote") -> Seen | None:
        """What is here, what would be, and what changes; None where the user gave up."""
        passphrase = ""
        while True:
            try:
                found: Seen = self._wait(place, partial(_compare, newest, passphrase))
            except UserError as error:
                if not error.key.startswith("passphrase."):
                    raise
                passphrase = self._ask_passphrase(
                    "" if error.key == "passphrase.needed" else error.key
                )
                if not passphrase:
                    return None
            else:
                return found

    def _say(self, text: str) -> None:
        boxes.say(self._window, i18n.t("second.title"), text)


def _compare(newest: "Remote", passphrase: str, second: Second) -> Seen:
    taken = second.taken(second.content(newest, passphrase))
    now, found = compared(second.store, taken)
    return now, taken, found


class DailyCopy(QObject):
    """Leaves the day's copy from a thread of its own; says when the user has to choose."""

    differs = Signal()
    done = Signal(object)  # the word for how the copies met

    def __init__(self, context: Context, vault: Vault, clock: Clock) -> None:
        super().__init__()
        self._context = context
        self._vault = vault
        self._clock = clock
        self._day = ""
        self._again: datetime | None = None
        self.done.connect(self._on_done)

    def tick(self) -> None:
        """Once a day, where a place was set; again after an hour where it could not be reached."""
        session = self._context.session
        settings = self._context.snapshot().settings
        today = self._clock().astimezone(session.zone).date().isoformat()
        path = session.store.path
        if not settings.second_place or session.is_demo or path is None:
            return
        waited = self._again is not None and self._clock() >= self._again
        if self._day == today and not waited:
            return
        self._day, self._again = today, None
        address, user = settings.second_place, settings.second_user
        key, vault, clock = session.store.key, self._vault, self._clock

        def run(_step: Step) -> str:
            with suppress(UserError, StorageError, OSError):
                password = vault.place_password.recall(address, user) if user else ""
                place = place_of(address, user, password)
                return background_sync(path, key, vault, place, clock)
            return FAILED

        self._work = Work(run)
        self._work.done.connect(self.done)
        self._work.failed.connect(self._on_failed)
        self._work.start()

    def _on_failed(self, problem: Exception) -> None:
        self.done.emit(FAILED)
        raise problem

    def _on_done(self, meeting: str) -> None:
        if meeting == FAILED:
            self._again = self._clock() + PAUSE
        elif meeting in {"take", "conflict"}:
            self.differs.emit()
