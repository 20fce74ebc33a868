"""The second place in the window: its settings, the choice after a conflict, the daily copy behind it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from assistant import i18n
from assistant.clock import Clock
from assistant.errors import StorageError, UserError
from assistant.services import keychain
from assistant.services.compare import Content, differences, examples
from assistant.services.places import place_of
from assistant.services.second import Outcome, Second, background_sync
from assistant.services.vault import Vault
from assistant.ui.context import Context
from assistant.ui.dialogs.backups import DifferencesDialog
from assistant.ui.dialogs.second import SecondDialog

if TYPE_CHECKING:
    from assistant.domain.lineage import Remote

_KEPT_AS = "second:{address}:{user}"


FAILED = "failed"
PAUSE = timedelta(hours=1)


class Passwords:
    """The password of the second place: in the system's keyring, else until the program ends."""

    typed: dict[str, str] = {}  # noqa: RUF012 - one for the process, as a keyring is one for the user

    @classmethod
    def recall(cls, address: str, user: str) -> str:
        """The password; empty when none is known."""
        name = _KEPT_AS.format(address=address, user=user)
        return cls.typed.get(name) or keychain.recall(name) or ""

    @classmethod
    def keep(cls, address: str, user: str, password: str) -> None:
        """Keep it as well as this machine can."""
        name = _KEPT_AS.format(address=address, user=user)
        cls.typed[name] = password
        keychain.keep(name, password)


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
            password = Passwords.recall(settings.second_place, settings.second_user)
        SecondDialog(
            settings.second_place, settings.second_user, password, self._save, self._window
        ).exec()

    def _save(self, values: dict[str, str]) -> None:
        address, user = values["second_place"], values["second_user"]
        place = place_of(address, user, values["password"]) if address else None
        if place is not None:
            place.names()  # what is wrong is said beside its field, before anything is stored
        if user:
            Passwords.keep(address, user, values["password"])
        ledger = self._context.session.ledger
        for name, text in (("second_place", address), ("second_user", user)):
            self._context.bus.run(ledger.set_setting, name, text)
        if place is None:
            self._say(i18n.t("second.off"))
            return
        second = Second(self._context.session.store, self._vault, place, self._clock)
        self._meet(second, second.sync())

    def _meet(self, second: Second, outcome: Outcome) -> None:
        meeting, newest = outcome.meeting.value, outcome.newest
        if newest is None or meeting in {"push", "same"}:
            self._say(i18n.t("second.same" if meeting == "same" else "second.pushed"))
            return
        content = self._content(second, newest)
        if content is None:
            return
        now = self._context.session.store.dump()
        taken = second.taken(content)
        choices = {"theirs": i18n.t("second.theirs")}
        note = i18n.t(f"second.{meeting}_note")
        if meeting == "conflict":
            choices = {"mine": i18n.t("second.mine"), **choices}
        dialog = DifferencesDialog(
            i18n.t("second.title"),
            note,
            differences(now, taken),
            lambda row: list(examples(row, now, taken)),
            choices,
            self._window,
        )
        dialog.exec()
        if dialog.chosen == "mine":
            second.push(newest)
            self._say(i18n.t("second.pushed"))
        elif dialog.chosen == "theirs":
            second.keep_own()
            self._context.bus.run(self._context.session.ledger.import_all, taken)
            second.follow(newest)
            self._say(i18n.t("second.taken"))

    def _content(self, second: Second, newest: "Remote") -> Content | None:
        passphrase = ""
        while True:
            try:
                return second.content(newest, passphrase)
            except UserError as error:
                if not error.key.startswith("passphrase."):
                    raise
                passphrase = self._ask_passphrase(
                    "" if error.key == "passphrase.needed" else error.key
                )
                if not passphrase:
                    return None

    def _say(self, text: str) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle(i18n.t("second.title"))
        box.setText(text)
        box.exec()


class DailyCopy(QObject):
    """Leaves the day's copy from a thread of its own; says when the user has to choose."""

    differs = Signal()
    done = Signal(str)

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

        def run() -> None:
            meeting = FAILED
            try:
                with suppress(UserError, StorageError, OSError):
                    password = Passwords.recall(address, user) if user else ""
                    place = place_of(address, user, password)
                    meeting = background_sync(path, key, vault, place, clock)
            finally:
                self.done.emit(meeting)

        QThreadPool.globalInstance().start(QRunnable.create(run))

    def _on_done(self, meeting: str) -> None:
        if meeting == FAILED:
            self._again = self._clock() + PAUSE
        elif meeting in {"take", "conflict"}:
            self.differs.emit()
