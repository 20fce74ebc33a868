"""A line that says that something is computed, with a bar and a way to stop it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.ui import cards, theme
from assistant.ui.busy_bar import BusyBar

_SHOWN_AFTER_MS = 300
"""What is done within a moment is not worth a line that comes and goes."""


class Running(QWidget):
    """Hidden while nothing runs; after a stop it says so and offers to compute once more.

    Args:
        name: begins the object names of what is in it.
    """

    stopped = Signal()
    again = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._words = cards.wrapped(cards.text(role="muted", name=f"{name}_doing"))
        self._bar = BusyBar(f"{name}_busy", i18n.t("running.bar"))
        self._stop = cards.button(i18n.t("plan.stop"), f"{name}_stop", self.stopped.emit)
        self._again = cards.button(i18n.t("running.again"), f"{name}_again", self.again.emit)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_M)
        row.addWidget(self._words, 1)
        row.addWidget(self._stop)
        row.addWidget(self._again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_S)
        layout.addLayout(row)
        layout.addWidget(self._bar)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SHOWN_AFTER_MS)
        self._later.timeout.connect(self.show)
        self.hide()

    def begin(self, words: str) -> None:
        """Something is computed from now on."""
        self._words.setText(words)
        self._stop.show()
        self._again.hide()
        self._bar.set_running(running=True)
        if not self.isVisible():
            self._later.start()

    def tell(self, done: int, whole: int) -> None:
        """So much of it is done."""
        if self._later.isActive() or self.isVisible():
            self._bar.set_share(done, whole)

    def end(self) -> None:
        """It is done."""
        self._later.stop()
        self._bar.set_running(running=False)
        self.hide()

    def end_early(self, words: str) -> None:
        """It was stopped; ``words`` say what is shown instead."""
        self._later.stop()
        self._words.setText(words)
        self._bar.set_running(running=False)
        self._stop.hide()
        self._again.show()
        self.show()
