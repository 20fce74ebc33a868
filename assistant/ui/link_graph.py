"""The links of one account, drawn: it stands at the left, the others at the right, a lane a kind of link."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant import i18n
from assistant.domain.linkage import Effect, Link, neighbours
from assistant.domain.snapshot import Snapshot
from assistant.ui import credit_words, theme

_LANE, _GAP, _EDGE, _NODE_HEIGHT = 22, 22, 12, 40
_NODE_WIDTH = 150


@dataclass(frozen=True, slots=True)
class Lane:
    """Links of one kind to one account; ``tone`` is the line's colour, ``words`` say the same."""

    tone: str
    words: str
    enabled: bool
    arrow: bool


def lanes(snapshot: Snapshot, links: Sequence[Link]) -> list[Lane]:
    """The lanes of the links to one account: what stands apart first, what moves money last."""
    t = i18n.t
    found = []
    apart = [link for link in links if link.rule.verdict == "separate"]
    near = [link for link in links if link.rule.verdict != "separate"]
    quiet = [link for link in near if link.rule.effect is Effect.NONE]
    for tone, rows, key in (("muted", apart, "links.apart"), ("accent", quiet, "links.near")):
        if rows:
            names = t("list.comma").join(
                dict.fromkeys(credit_words.said(r.rule.names) for r in rows)
            )
            found.append(Lane(tone, t(key, names=names), any(r.enabled for r in rows), arrow=False))
    for link in near:
        if link.rule.effect is not Effect.NONE:
            tone = "warning" if link.rule.effect is Effect.CASH else "danger"
            found.append(Lane(tone, money_words(snapshot, link), link.enabled, arrow=True))
    return found


def money_words(snapshot: Snapshot, link: Link) -> str:
    """What a link that moves money is called, with the pot it goes through, and whether it is off."""
    name = credit_words.said(link.rule.names)
    pots = [snapshot.paying_account(number) for number in link.through]
    through = i18n.t("list.comma").join(pot.name for pot in pots if pot is not None)
    words = i18n.t("links.through", name=name, pots=through) if through else name
    return words if link.enabled else i18n.t("links.switched_off", name=words)


class LinkGraph(QWidget):
    """Painted anew for each account; its description says what the lines say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("link_graph")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._from = ""
        self._rows: list[tuple[str, list[Lane]]] = []

    def show_links(self, snapshot: Snapshot, name: str, links: Sequence[Link]) -> None:
        """Show the links of the account ``name``."""
        self._from = name
        self._rows = [
            (
                other.name,
                lanes(snapshot, [link for link in links if link.target.id == other.id]),
            )
            for other in neighbours(links)
        ]
        said = [
            f"{other}: {'; '.join(lane.words for lane in found)}" for other, found in self._rows
        ]
        self.setAccessibleName(i18n.t("links.graph", account=name))
        self.setAccessibleDescription(" | ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lanes."""
        heights = [self._height(found) for _, found in self._rows]
        return QSize(560, sum(heights) + theme.scaled(_GAP) * max(len(heights) - 1, 0) + 2 * _EDGE)

    def _node_width(self) -> float:
        return min(theme.scaled(_NODE_WIDTH), self.width() * 0.19)

    @staticmethod
    def _height(found: list[Lane]) -> int:
        return max(len(found) * theme.scaled(_LANE), theme.scaled(_NODE_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lines first, nodes above them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        start = QRectF(
            2,
            middle - theme.scaled(_NODE_HEIGHT) / 2,
            self._node_width(),
            theme.scaled(_NODE_HEIGHT),
        )
        top = float(_EDGE)
        for name, found in self._rows:
            height = self._height(found)
            place = QRectF(
                self.width() - self._node_width() - 2,
                top + height / 2 - theme.scaled(_NODE_HEIGHT) / 2,
                self._node_width(),
                theme.scaled(_NODE_HEIGHT),
            )
            first = top + height / 2 - (len(found) - 1) * theme.scaled(_LANE) / 2
            for number, lane in enumerate(found):
                self._paint_lane(painter, lane, start, place, first + number * theme.scaled(_LANE))
            self._paint_node(painter, place, name, strong=False)
            top += height + theme.scaled(_GAP)
        self._paint_node(painter, start, self._from, strong=True)
        painter.end()

    def _paint_lane(
        self, painter: QPainter, lane: Lane, start: QRectF, place: QRectF, y: float
    ) -> None:
        colour = theme.colour(lane.tone)
        width = 1.2 if lane.tone == "muted" else 2.0
        pen = QPen(colour, width, Qt.PenStyle.SolidLine if lane.enabled else Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        bend = start.right() + (place.left() - start.right()) * 0.18
        end = QPointF(place.left() - 1, min(max(y, place.top() + 7), place.bottom() - 7))
        path = QPainterPath(QPointF(start.right(), start.center().y()))
        half = (start.right() + bend) / 2
        path.cubicTo(QPointF(half, start.center().y()), QPointF(half, y), QPointF(bend, y))
        path.lineTo(QPointF(end.x() - 22, y))
        path.lineTo(end)
        painter.drawPath(path)
        if lane.arrow:
            painter.drawLine(end, QPointF(end.x() - 7, end.y() - 4))
            painter.drawLine(end, QPointF(end.x() - 7, end.y() + 4))
        small = theme.font(theme.POINTS_SMALL)
        painter.setFont(small)
        room = end.x() - 30 - bend
        words = painter.fontMetrics().elidedText(lane.words, Qt.TextElideMode.ElideRight, int(room))
        wide = painter.fontMetrics().horizontalAdvance(words)
        box = QRectF(
            bend + max((room - wide) / 2, 0) - 4, y - theme.scaled(9), wide + 8, theme.scaled(18)
        )
        painter.fillRect(box, theme.colour("card"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    @staticmethod
    def _paint_node(painter: QPainter, place: QRectF, name: str, *, strong: bool) -> None:
        painter.setPen(QPen(theme.colour("accent" if strong else "field_line"), 1.5))
        painter.setBrush(theme.colour("selection" if strong else "card"))
        painter.drawRoundedRect(place, 8, 8)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(bold=strong))
        words = painter.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, int(place.width()) - 12
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
