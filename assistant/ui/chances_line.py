"""Below the calendar: the chance of a shortfall on each coming due day, in one line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.shortfall import Shortfall
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, theme
from assistant.ui.running import Running
from assistant.ui.shortfall_strip import ShortfallRun, ShortfallStrip


class ChancesLine(QWidget):
    """The strip with its caption; without dues there is nothing of it."""

    def __init__(self) -> None:
        super().__init__()
        self._snapshot: Snapshot | None = None
        self._caption = cards.text(i18n.t("shortfall.title"), role="muted", name="chances_caption")
        self._strip = ShortfallStrip()
        self._running = Running("chances")
        self._running.stopped.connect(self._on_stop)
        self._running.again.connect(self._again)
        self._run = ShortfallRun(self)
        self._run.begun.connect(lambda: self._running.begin(i18n.t("shortfall.computing")))
        self._run.done.connect(self._show)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_M)
        row.addWidget(self._caption, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._strip, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_S)
        layout.addLayout(row)
        layout.addWidget(self._running)
        for part in (self._caption, self._strip):
            part.hide()

    def ask(self, snapshot: Snapshot) -> None:
        """Compute the chances, off the window's thread; at once where the facts are as before."""
        self._snapshot = snapshot
        self._run.ask(snapshot)

    def _again(self) -> None:
        if self._snapshot is not None:
            self._run.ask(self._snapshot)

    def _on_stop(self) -> None:
        self._run.stop()
        known = self._strip.isVisible()
        self._running.end_early(i18n.t("shortfall.stopped" if known else "shortfall.stopped_empty"))

    def _show(self, found: Shortfall) -> None:
        self._running.end()
        self._strip.set_risks(found)
        for part in (self._caption, self._strip):
            part.setVisible(bool(found.risks))
