"""Below the calendar: the chance of a shortfall on each coming due day, in one line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.shortfall import Shortfall
from assistant.domain.snapshot import Snapshot
from assistant.services.chances import Chances
from assistant.ui import cards, theme
from assistant.ui.shortfall_strip import ShortfallRun, ShortfallStrip, stopped_key


class ChancesLine(QWidget):
    """The strip with its caption; without dues there is nothing of it."""

    def __init__(self, chances: Chances) -> None:
        super().__init__()
        self._caption = cards.text(i18n.t("shortfall.title"), role="muted", name="chances_caption")
        self._strip = ShortfallStrip()
        self._run = ShortfallRun(
            chances, "chances", lambda: stopped_key(known=self._strip.isVisible())
        )
        self._run.done.connect(self._show)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_M)
        row.addWidget(self._caption, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._strip, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_S)
        layout.addLayout(row)
        layout.addWidget(self._run)
        for part in (self._caption, self._strip):
            part.hide()

    def ask(self, snapshot: Snapshot) -> None:
        """Compute the chances, off the window's thread; at once where the facts are as before."""
        self._run.ask(snapshot)

    def _show(self, found: Shortfall) -> None:
        self._strip.set_risks(found)
        for part in (self._caption, self._strip):
            part.setVisible(bool(found.risks))
