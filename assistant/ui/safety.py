"""What keeps the data safe, as the window asks for it: lock, encryption, backups, the second place.

All of it needs the store closed for a moment or the key in hand, so it stands beside the program
and not in a view.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QWidget

from assistant import i18n
from assistant.clock import Clock
from assistant.errors import StorageError, UserError
from assistant.paths import Paths
from assistant.services.session import Session
from assistant.services.vault import Vault
from assistant.ui import boxes, words
from assistant.ui.busy import run_busy, run_on_store
from assistant.ui.context import Context

if TYPE_CHECKING:  # read when a dialog opens
    from assistant.services.compare import Content


class Keeper(Protocol):
    """What the composition root offers for safety."""

    @property
    def paths(self) -> Paths:
        """Where the files are."""

    @property
    def clock(self) -> Clock:
        """The program's clock."""

    @property
    def vault(self) -> Vault:
        """What opens an encrypted store."""

    def open(self) -> Session:
        """Open the user's own store."""


class Safety(QObject):
    """One window's requests about the store as a file."""

    lock_requested = Signal()

    def __init__(
        self,
        app: Keeper,
        context: Context,
        window: QWidget,
        closed: "Callable[[Callable[[], None]], None]",
    ) -> None:
        """``closed`` runs an action while the session is closed, then opens the window anew."""
        super().__init__(window)
        self._app = app
        self._context = context
        self._window = window
        self._closed = closed

    def act(self, name: str) -> None:
        """Carry out a request of the menu."""
        requests: dict[str, Callable[[], object]] = {
            "export": self.export,
            "backups": self.backups,
            "second": self.second,
            "encryption": self.encryption,
            "lock": self.lock_requested.emit,
        }
        if self._context.session.is_demo and name in ("backups", "second", "encryption"):
            self._say(i18n.t("encryption.demo"))
        else:
            requests[name]()

    # Export -----------------------------------------------------------------------------------

    def export(self) -> None:
        """Everything into a file."""
        from assistant.ui.dialogs.export import ExportDialog  # late: no part of the start

        ExportDialog(self._context, self._window).exec()

    # Encryption -------------------------------------------------------------------------------

    def encryption(self) -> None:
        """Switch it on; where it is on, everything about it."""
        from assistant.ui.dialogs.encryption import EncryptDialog, LockDialog  # late, as above

        if self._app.vault.key is None:
            EncryptDialog("encryption.on", self._encrypt, self._window).exec()
        else:
            vault = self._app.vault
            others: dict[str, Callable[[], object]] = {
                "change": self._change,
                "renew": self._renew,
                "off": self._off,
            }
            if vault.plain_copies():
                others["copies"] = self.ask_copies
            lock_after = self._context.snapshot().settings.lock_after
            remembered = vault.is_remembered()
            LockDialog(lock_after, remembered, self._keep, others, self._window).exec()

    def _encrypt(self, passphrase: str) -> None:
        from assistant.services.vault import check_passphrase  # late, as above

        check_passphrase(passphrase)
        self._rekey(lambda: self._app.vault.encrypt(passphrase))

    def _renew(self) -> None:
        from assistant.ui.dialogs.encryption import EncryptDialog  # late, as above

        def renew(passphrase: str) -> None:
            from assistant.services.vault import check_passphrase  # late, as above

            check_passphrase(passphrase)
            self._rekey(lambda: self._app.vault.renew(passphrase))

        EncryptDialog("encryption.renew", renew, self._window).exec()

    def _change(self) -> None:
        from assistant.ui.dialogs.encryption import PassphraseDialog  # late, as above

        if PassphraseDialog(self._app.vault.change_passphrase, self._window).exec():
            self._say(i18n.t("encryption.changed"))

    def _off(self) -> None:
        from assistant.ui.ask import ask  # late, as above

        question = i18n.t("encryption.off_question")
        if ask(
            self._window, i18n.t("encryption.off"), question, "encryption.off_do", "confirm_off"
        ):
            self._rekey(self._app.vault.decrypt)

    def _rekey(self, act: Callable[[], None]) -> None:
        """The store is written anew while its window is away; then the plain copies are asked about."""

        def work() -> None:
            self._wait("safety.rekeying", act)
            self.ask_copies()

        self._closed(work)

    def ask_copies(self) -> None:
        """Older backups that anybody can read: encrypt them, delete them, or leave them."""
        vault = self._app.vault
        found = [] if vault.key is None else vault.plain_copies()
        if not found:
            return
        question = i18n.t("encryption.plain_copies", count=len(found))
        box = boxes.box(None, i18n.t("encryption.title"), question)
        box.setObjectName("plain_copies")
        protect = box.addButton(i18n.t("encryption.protect"), QMessageBox.ButtonRole.AcceptRole)
        protect.setObjectName("protect_copies")
        delete = box.addButton(i18n.t("encryption.delete"), QMessageBox.ButtonRole.DestructiveRole)
        delete.setObjectName("delete_copies")
        box.addButton(i18n.t("encryption.leave"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is protect:
            self._wait("safety.protecting", vault.protect_copies)
        elif box.clickedButton() is delete:
            self._wait("safety.deleting", vault.delete_copies)

    def _wait(self, words_key: str, act: Callable[[], object]) -> None:
        """Do what takes long with large files; also while no window is there."""
        run_busy(None, i18n.t(words_key), lambda _stopped: act(), stoppable=False)

    def _keep(self, values: dict[str, str]) -> None:
        self._app.vault.remember(on=values["keyring"] == "yes")
        ledger = self._context.session.ledger
        self._context.bus.run(ledger.set_setting, "lock_after", values["lock_after"].strip())

    # Backups ----------------------------------------------------------------------------------

    def backups(self) -> None:
        """The list of backups."""
        from assistant.services.backups import listed  # late, as above
        from assistant.ui.dialogs.backups import BackupsDialog

        paths, vault = self._app.paths, self._app.vault
        BackupsDialog(
            lambda: listed(paths, vault, check=False),
            lambda: listed(paths, vault),
            self._make_backup,
            self.put_back,
            self._context.session.zone,
            self._window,
        ).exec()

    def second(self) -> None:
        """The second place."""
        from assistant.ui.second import SecondPlace  # late, as above

        vault, clock = self._app.vault, self._app.clock
        SecondPlace(self._context, vault, clock, self._ask_again, self._window).open()

    def _ask_again(self, key: str) -> str:
        return self._ask_passphrase(words.error(UserError(key)) if key else "")

    def _make_backup(self) -> None:
        folder, now = self._app.paths.backups, self._app.clock()
        self._on_store(
            "safety.backing_up",
            lambda session: session.store.keep_copy(folder, "manual", now),
        )

    def _on_store(self, words_key: str, work: Callable[[Session], Any]) -> Any:
        """Long work on the store opened once more; None where the store failed, which is told."""
        try:
            return run_on_store(
                self._window,
                i18n.t(words_key),
                self._context.session,
                lambda session, _stopped: work(session),
                stoppable=False,
            )
        except StorageError as error:
            self._context.bus.storage_failed.emit(error)
            return None

    def open_file(self, path: Path) -> bool:
        """Whether a file is a backup or an export of ours; then its restore is asked about."""
        from assistant.services.transfer import ours  # late, as above

        try:
            if ours(path, self._app.vault) is None:
                return False
        except UserError as error:
            self._say(words.error(error))
            return True
        if self._context.session.is_demo:
            self._say(i18n.t("encryption.demo"))
        else:
            self.put_back(path)
        return True

    def put_back(self, path: Path) -> bool:
        """Show what a backup or an export would change, ask, and put it in the store's place."""
        from assistant.services.compare import compared  # late, as above
        from assistant.ui.compare_words import lines
        from assistant.ui.dialogs.backups import DifferencesDialog

        content = self._content(path)
        if content is None:
            return False
        seen = self._on_store("safety.comparing", lambda session: compared(session.store, content))
        if seen is None:
            return False
        now, found = seen
        dialog = DifferencesDialog(
            i18n.t("backup.restore"),
            i18n.t("backup.restore_note", name=path.name),
            found,
            lambda row: lines(row, now, content),
            {"put_back": i18n.t("backup.do")},
            self._window,
        )
        if not dialog.exec():
            return False
        self._replace(content)
        return True

    def _replace(self, content: "Content") -> None:
        """Put a content in the place of everything while the window is away; then tell what is kept."""
        from assistant.services.files import replace_content  # late, as above

        store, clock, vault = self._app.paths.store, self._app.clock, self._app.vault

        def work() -> None:
            try:
                kept = run_busy(
                    None,
                    i18n.t("safety.restoring"),
                    lambda _stopped: replace_content(store, content, clock, vault.key),
                    stoppable=False,
                )
            except UserError as error:
                boxes.say(None, i18n.t("app.title"), words.error(error))
            else:
                boxes.say(None, i18n.t("app.title"), i18n.t("backup.replaced", path=kept))

        self._closed(work)

    def _content(self, path: Path) -> "Content | None":
        """What is in a file; a passphrase is asked for until it is right or the user gives up."""
        passphrase, said = "", ""
        while True:
            try:
                return self._read(path, passphrase)
            except UserError as error:
                if not error.key.startswith("passphrase."):
                    self._say(words.error(error))
                    return None
                said = "" if error.key == "passphrase.needed" else words.error(error)
            except StorageError as error:
                self._say(i18n.t(f"storage.{error.trouble}", path=path))
                return None
            passphrase = self._ask_passphrase(said)
            if not passphrase:
                return None

    def _read(self, path: Path, passphrase: str) -> "Content":
        from assistant.services.transfer import content  # late, as above

        def work(_stopped: Callable[[], bool]) -> "Content":
            return content(path, self._app.vault, passphrase)

        words_now = i18n.t("safety.reading")
        found: Content = run_busy(self._window, words_now, work, stoppable=False)
        return found

    def _ask_passphrase(self, said: str) -> str:
        asked = "\n".join(part for part in (said, i18n.t("backup.passphrase")) if part)
        typed, given = QInputDialog.getText(
            self._window, i18n.t("backup.restore"), asked, QLineEdit.EchoMode.Password
        )
        return typed if given else ""

    def _say(self, text: str) -> None:
        boxes.say(self._window, i18n.t("app.title"), text)
