"""A knowledge card over the page that asked for it; links lead on, one step back is kept."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.ui import cards, theme
from assistant.ui.context import Context
from assistant.ui.learn_view import LearnView

_WIDTH, _HEIGHT = 520, 480


class LearnDialog(QDialog):
    """One card and those it leads to."""

    def __init__(self, context: Context, card_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(i18n.t("learn.dialog"))
        self.setObjectName("learn_dialog")
        self._trail = [card_id]
        self._view = LearnView(context)
        self._view.followed.connect(self._follow)
        self._back = cards.button(i18n.t("learn.back"), "learn_back", self._go_back)
        close = cards.button(i18n.t("learn.close"), "learn_close", self.accept, primary=True)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_L, theme.GAP_L, theme.GAP_L, theme.GAP_M)
        layout.addWidget(self._view, 1)
        layout.addLayout(row)
        self.resize(_WIDTH, _HEIGHT)
        self._show()

    def _follow(self, card_id: str) -> None:
        self._trail.append(card_id)
        self._show()

    def _go_back(self) -> None:
        self._trail.pop()
        self._show()

    def _show(self) -> None:
        self._back.setVisible(len(self._trail) > 1)
        self._view.show_card(self._trail[-1])
