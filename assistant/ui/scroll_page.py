"""A page of the window that scrolls: cards under each other in ``column``."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.ui import cards, theme


class ScrollPage(QWidget):
    """Scrolls down when the window is small, never sideways."""

    def __init__(self) -> None:
        super().__init__()
        page = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cards.page(cards.held(page)))
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        self.column.setSpacing(theme.GAP_M)
