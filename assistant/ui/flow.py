"""Buttons side by side that go on in a next line where the width ends: narrow windows, big fonts, English."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

from assistant.ui import cards, theme

Line = list[tuple[QLayoutItem, int, int]]


class FlowLayout(QLayout):
    """Lays widgets out in lines, each as wide as it wants to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.GAP_S)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item; Qt calls this."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, None behind the last one."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Move the widgets to their places."""
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        gaps = self.spacing() * max(len(sizes) - 1, 0)
        width = sum(size.width() for size in sizes) + gaps
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The item that can be narrowed least, alone in its line."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> Iterable[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(_height(item, width) for item, _, width in line)
            if move:  # all as high as the highest: buttons and fields in a row look like one
                for item, x, width in line:
                    item.setGeometry(QRect(rect.x() + x, y, width, height))
            y += height + self.spacing()
        return max(y - self.spacing() - rect.y(), 0)

    def _lines(self, room: int) -> list[Line]:
        """Every line as its items with their place and width."""
        lines: list[Line] = []
        x = 0
        for item in self._shown():
            width = min(item.sizeHint().width(), room)
            if not lines or x + width > room:
                lines.append([])
                x = 0
            lines[-1].append((item, x, width))
            x += width + self.spacing()
        return lines


class HeadLayout(FlowLayout):
    """A card's head where text is large: the title, and at the right of it what fits there."""

    def addStretch(self, _stretch: int = 0) -> None:
        """What follows the title stands at the right anyway."""

    def insertWidget(self, place: int, widget: QWidget) -> None:
        """Put a widget before what is there."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())

    def _lines(self, room: int) -> list[Line]:
        lines = super()._lines(room)
        for line in lines[:1]:
            _, x, width = line[-1]
            line[1:] = [(item, at + room - x - width, wide) for item, at, wide in line[1:]]
        return lines


class EvenLayout(FlowLayout):
    """Columns of one width, as many as there is room for, at most ``most``."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.setSpacing(theme.GAP_M)

    def _lines(self, room: int) -> list[Line]:
        items = list(self._shown())
        widest = max((item.sizeHint().width() for item in items), default=0)
        fit = (room + self.spacing()) // max(widest + self.spacing(), 1)
        count = max(min(fit, self._most), 1)
        width = (room - (count - 1) * self.spacing()) // count
        return [
            [
                (item, place * (width + self.spacing()), width)
                for place, item in enumerate(items[first : first + count])
            ]
            for first in range(0, len(items), count)
        ]


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def flow(*widgets: QWidget, gap: int = theme.GAP_S) -> QWidget:
    """A row of widgets that breaks where the width ends."""
    layout = FlowLayout()
    layout.setSpacing(gap)
    return _holding(layout, widgets)


def even(*widgets: QWidget, most: int) -> QWidget:
    """Widgets in columns of one width: as many as fit, at most ``most``."""
    return _holding(EvenLayout(most), widgets)


def _holding(layout: FlowLayout, widgets: Iterable[QWidget]) -> QWidget:
    made = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    made.setLayout(layout)
    for widget in widgets:
        layout.addWidget(widget)
    return made


def labelled(caption: str, field: QWidget) -> QWidget:
    """A field with its caption before it, for ``flow``: a line never ends between the two."""
    label = cards.text(caption, role="muted")
    label.setBuddy(field)
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP_S)
    row.addWidget(label)
    row.addWidget(field, 1)
    return made
