"""The window's navigation: one button a page, at the left edge."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from assistant import i18n, resources
from assistant.ui import plain, theme

WIDTH = 68
_ICON = 16
_KEYS = 9  # Ctrl+1 … Ctrl+9


class Rail(QScrollArea):
    """Buttons of which one is down; it scrolls when the window is too low for all."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(i18n.t("rail.name"))
        self.setFixedWidth(theme.scaled(WIDTH))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QFrame()
        self._column.setProperty("role", "rail")
        self._layout = QVBoxLayout(self._column)
        self._layout.setContentsMargins(4, 0, 4, 0)
        self._layout.setSpacing(0)
        self._layout.addStretch(1)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self.setWidget(self._column)

    def fill(self, pages: Sequence[tuple[str, str, bool]], window: QWidget) -> None:
        """Make the buttons from key, icon and whether a group begins; the first one is down."""
        from PySide6.QtGui import QKeySequence, QShortcut  # late: filled after the first paint

        for number, (key, icon, apart) in enumerate(pages, start=1):
            keys = f"Ctrl+{number}" if number <= _KEYS else ""
            if apart:
                self._add(self._line())
            self._add(self._button(key, icon, keys))
            if keys:
                shortcut = QShortcut(QKeySequence(keys), window)
                shortcut.activated.connect(self._buttons[key].click)
                shortcut.setWhatsThis(self._buttons[key].text())
        self.show_chosen(pages[0][0])

    def show_chosen(self, key: str) -> None:
        """Put the button of a page down, without choosing it again."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            self.ensureWidgetVisible(self._buttons[key])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button that is down in sight when the window gets lower."""
        super().resizeEvent(event)
        chosen = self._group.checkedButton()
        if chosen is not None:
            self.ensureWidgetVisible(chosen)

    def _add(self, part: QWidget) -> None:
        self._layout.insertWidget(self._layout.count() - 1, part)  # before what stretches

    def _line(self) -> QFrame:
        made = QFrame()
        made.setProperty("role", "rail_line")
        made.setFixedHeight(1)
        return made

    def _button(self, key: str, icon: str, keys: str) -> QToolButton:
        from PySide6.QtGui import QIcon  # late, as above

        made = QToolButton()
        words = i18n.t(f"page.{key}")
        made.setObjectName(f"page_{key}")
        made.setAccessibleName(words)
        made.setText(words)
        plain.set_tip(made, f"{words} ({keys})" if keys else words)
        made.setIcon(QIcon(str(resources.path(f"icons/{icon}.svg"))))
        made.setIconSize(QSize(theme.scaled(_ICON), theme.scaled(_ICON)))
        made.setFont(theme.font(theme.POINTS_SMALL))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setCheckable(True)
        made.setFixedWidth(theme.scaled(WIDTH) - 8)
        made.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        self._group.addButton(made)
        self._buttons[key] = made
        return made
