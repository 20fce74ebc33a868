"""Small presentational widgets: cards, figures, chips, bars, banners, empty states."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from assistant.ui import plain, theme

if TYPE_CHECKING:
    from assistant.ui.flow import HeadLayout

_BAR_HEIGHT = 8
_BAR_RADIUS = 4.0
_WIDEST, _LINE = 1360, 800
_AMBER, _RED = Decimal("0.7"), Decimal("0.9")


def text(
    words: str = "",
    *,
    role: str = "",
    points: float = theme.POINTS,
    bold: bool = False,
    name: str = "",
) -> QLabel:
    """A label; ``role`` is ``muted``, ``error`` or ``chip``."""
    return _dressed(QLabel(words), role=role, points=points, bold=bold, name=name)


def _dressed(
    label: QLabel, *, role: str, points: float, bold: bool, name: str, wrap: bool = False
) -> QLabel:
    label.setWordWrap(wrap)
    label.setFont(theme.font(points, bold=bold))
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    if name:
        label.setObjectName(name)
    return label


def wrapped(label: QLabel) -> QLabel:
    """The label with its words broken into lines."""
    label.setWordWrap(True)
    return label


class _Prose(QLabel):
    """Words whose lines end where they can still be read, however wide the page is."""

    def heightForWidth(self, width: int) -> int:
        """Of lines that are not too long."""
        spare = self.contentsMargins().right()
        return super().heightForWidth(min(width, theme.scaled(_LINE)) + spare)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave free what is too wide."""
        self.setContentsMargins(0, 0, max(event.size().width() - theme.scaled(_LINE), 0), 0)
        super().resizeEvent(event)


def prose(
    words: str = "",
    *,
    role: str = "",
    points: float = theme.POINTS,
    bold: bool = False,
    name: str = "",
) -> QLabel:
    """Sentences: a label as ``text`` makes it, in lines of a readable length."""
    return _dressed(_Prose(words), role=role, points=points, bold=bold, name=name, wrap=True)


def set_tone(part: QWidget, tone: str | None) -> None:
    """Colour a label or a banner by meaning; its words have to say the same."""
    if (part.property("tone") or "") != (tone or ""):
        part.setProperty("tone", tone or "")
        theme.repolish(part)


def set_shown(part: QWidget, *, shown: bool) -> None:
    """Show or hide a part; to show what was never hidden would make Qt dress it too early."""
    if part.isHidden() is shown:
        part.setVisible(shown)


def button(
    words: str, name: str, act: Callable[[], object], *, primary: bool = False, tip: str = ""
) -> QPushButton:
    """A push button that acts."""
    made = QPushButton(words)
    made.setObjectName(name)
    made.setAccessibleName(words.replace("&", ""))
    plain.set_tip(made, tip)
    made.setAutoDefault(True)  # Enter presses it, outside dialogs too
    if primary:
        made.setProperty("role", "primary")
    # Without the signal's own argument, which says whether a button is checked.
    made.clicked.connect(lambda _checked=False: act())
    return made


def link(words: str, name: str, act: Callable[[], object], *, tip: str = "") -> QPushButton:
    """A button that looks like a link: for what is offered beside the main thing."""
    made = button(words, name, act, tip=tip)
    made.setProperty("role", "fold")
    return made


class Card(QFrame):
    """A bordered area with a title; add to ``body``."""

    def __init__(self, title: str = "", name: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName(name)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        self.body.setSpacing(theme.GAP_S)
        self.head = _head()
        if title:
            self.title = text(title, points=theme.POINTS_TITLE, bold=True)
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            self.body.addLayout(self.head)


def _head() -> "QHBoxLayout | HeadLayout":
    """A row, which breaks where the text is very large."""
    if not theme.is_large():
        return QHBoxLayout()
    from assistant.ui.flow import HeadLayout  # late: it is made of cards

    return HeadLayout()


class Figure(QWidget):
    """A number, or a name that may ``wrap``, with what it is above and a note below."""

    def __init__(self, caption: str, name: str, *, wrap: bool = False) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        self._caption = caption
        self._value = text(name=name, points=15, bold=True)
        self._value.setWordWrap(wrap)
        self._note = text(role="muted", points=theme.POINTS_SMALL)
        layout.addWidget(text(caption, role="muted", points=theme.POINTS_SMALL))
        layout.addWidget(self._value)
        layout.addWidget(self._note)
        layout.addStretch(1)

    def set(self, value: str, note: str = "", tone: str | None = None) -> None:
        """Show a value; ``tone`` colours it, ``note`` says the same in words."""
        set_tone(self._value, tone)  # before the text, by which Qt dresses it
        self._value.setText(value)
        self._value.setAccessibleName(f"{self._caption} {value}")
        self._note.setText(note)
        set_shown(self._note, shown=bool(note))


class Bar(QWidget):
    """How much of a limit is in use; the words beside it say the share."""

    def __init__(self) -> None:
        super().__init__()
        self._share = Decimal(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: Decimal, name: str) -> None:
        """Show ``share`` of the whole; ``name`` says it for screen readers."""
        self._share = share
        self.setAccessibleName(name)
        plain.set_tip(self, name)
        self.update()

    def sizeHint(self) -> QSize:
        """A thin bar."""
        return QSize(80, _BAR_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A track with the used part on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(0, 0, self.width(), _BAR_HEIGHT)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(whole, _BAR_RADIUS, _BAR_RADIUS)
        meaning = (
            "danger" if self._share > _RED else "warning" if self._share > _AMBER else "accent"
        )
        painter.setBrush(theme.colour(meaning))
        whole.setWidth(whole.width() * float(min(max(self._share, Decimal(0)), Decimal(1))))
        painter.drawRoundedRect(whole, _BAR_RADIUS, _BAR_RADIUS)
        painter.end()


class Banner(QFrame):
    """A strip that says something about the whole page, with buttons."""

    def __init__(self, words: str, buttons: Sequence[QPushButton] = (), tone: str = "info") -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setProperty("tone", tone)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_M, theme.GAP_S)
        self.words = wrapped(text(words))
        layout.addWidget(self.words, 1)
        for made in buttons:
            layout.addWidget(made)


class EmptyState(Card):
    """What to do where there is nothing yet; ``inside`` a card it has no border of its own."""

    def __init__(
        self,
        title: str,
        words: str,
        buttons: Sequence[QPushButton],
        below: QWidget | None = None,
        *,
        inside: bool = False,
    ) -> None:
        super().__init__()
        if inside:
            self.setProperty("role", "")
        layout = self.body
        layout.setContentsMargins(theme.GAP_L, theme.GAP_L * 3, theme.GAP_L, theme.GAP_L * 3)
        layout.setSpacing(theme.GAP_L)
        layout.addStretch(1)  # in the middle of what room there is, not spread over it
        for label in (text(title, points=20, bold=True), text(words, role="muted")):
            wrapped(label).setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        for made in buttons:
            row.addWidget(made)
        row.addStretch(1)
        layout.addLayout(row)
        if below is not None:
            layout.addWidget(below, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)


def page(widget: QWidget) -> QScrollArea:
    """A page that scrolls down when the window is small; sideways only where large text needs it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    area.setWidget(widget)
    return area


def held(widget: QWidget) -> QWidget:
    """A page's content, no wider than can be read across; it stands in the middle of a wide window."""
    widget.setMaximumWidth(theme.scaled(_WIDEST))
    return widget


def column_in(view: QWidget) -> QVBoxLayout:
    """A column of cards that scrolls, as the whole of ``view``."""
    inner = QWidget()
    layout = QVBoxLayout(view)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page(held(inner)))
    column = QVBoxLayout(inner)
    column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
    column.setSpacing(theme.GAP_M)
    return column


class Fold(QPushButton):
    """A line that shows and hides what stands below it."""

    def __init__(self, words: str, name: str, below: QWidget) -> None:
        super().__init__()
        self._words = words
        self._below = below
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setProperty("role", "fold")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.toggled.connect(self._on_toggled)
        self._on_toggled(shown=False)

    def _on_toggled(self, shown: bool) -> None:
        self._below.setVisible(shown)
        self.setText(f"{'▾' if shown else '▸'} {self._words}")


def columns(*widgets: tuple[QWidget, int]) -> QBoxLayout:
    """Widgets side by side with their stretch; below each other where the text is very large."""
    below = bool(widgets) and theme.is_large()
    layout = QBoxLayout(
        QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
    )
    layout.setSpacing(theme.GAP_M)
    for widget, stretch in widgets:
        layout.addWidget(widget, 0 if below else stretch)
    return layout
