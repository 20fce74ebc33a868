"""The window of a locked store: one field; wrong passphrases make wait."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from assistant import i18n, resources
from assistant.errors import StorageError, UserError
from assistant.services.vault import Vault
from assistant.ui import cards, theme, words
from assistant.ui.fields import TextField

_SECOND_MS = 1000


class UnlockWindow(QWidget):
    """Asks for the passphrase until it is right."""

    unlocked = Signal()
    quit_requested = Signal()
    closing = Signal()

    def __init__(self, vault: Vault) -> None:
        super().__init__()
        self._vault = vault
        self._may_close = False
        self.setObjectName("unlock_window")
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(i18n.t("app.title"))
        self.setWindowIcon(QIcon(str(resources.path("icons/app.svg"))))
        self.setFixedWidth(460)
        self.field = TextField()
        self.field.setObjectName("passphrase")
        self.field.setAccessibleName(i18n.t("unlock.passphrase"))
        self.field.setPlaceholderText(i18n.t("unlock.passphrase"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.returnPressed.connect(self.unlock)
        self.problem = cards.wrapped(cards.text(role="error", name="unlock_error"))
        self.button = cards.button(i18n.t("unlock.do"), "unlock", self.unlock, primary=True)
        leave = cards.button(i18n.t("unlock.quit"), "unlock_quit", self.quit_requested.emit)
        card = cards.Card(i18n.t("unlock.title"), "unlock_card")
        card.body.addWidget(cards.wrapped(cards.text(i18n.t("unlock.note"), role="muted")))
        card.body.addWidget(self.field)
        card.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.button)
        card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_L, theme.GAP_L, theme.GAP_L, theme.GAP_L)
        layout.addWidget(card)
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self.count_down)
        self.count_down()
        self.field.setFocus()

    def unlock(self) -> None:
        """Try what is typed."""
        try:
            self._vault.unlock(self.field.text())
        except UserError as error:
            self.field.selectAll()
            self.problem.setText(f"✕ {words.error(error)}")
            self.count_down()
        except StorageError as error:
            self.problem.setText(i18n.t(f"storage.{error.trouble}", path=error.path))
        else:
            self.field.clear()
            self.unlocked.emit()

    def count_down(self) -> None:
        """Say how long to wait, and open the field when the time is up."""
        seconds = self._vault.wait_seconds()
        self.field.setEnabled(not seconds)
        self.button.setEnabled(not seconds)
        if seconds:
            problem = UserError("passphrase.wait", "passphrase", seconds=seconds)
            self.problem.setText(f"✕ {words.error(problem)}")
            self._timer.start()
        elif self._timer.isActive():
            self._timer.stop()
            self.problem.clear()
            self.field.setFocus()

    def allow_closing(self) -> None:
        """Let the next close end the window."""
        self._may_close = True

    def close_for_good(self) -> None:
        """Close without ending the program."""
        self.allow_closing()
        self._timer.stop()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is to be decided where the reminders behind a locked store run."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.closing.emit()
