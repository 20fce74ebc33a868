"""The chance of a shortfall on each coming due day, as a strip; computed off the window's thread."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant import i18n
from assistant.domain.shortfall import DueRisk, Shortfall
from assistant.domain.snapshot import Changes, Snapshot
from assistant.services.chances import Chances
from assistant.ui import cards, plain, theme, words
from assistant.ui.bus import Refresher
from assistant.ui.context import Context
from assistant.ui.running import Running
from assistant.ui.work import Newest

_HEIGHT, _MOST, _GAP = 46, 10, 4
_LEAST = Decimal("0.01")
_LIKELY_TIMES = 4  # above so many times the accepted chance it is shown as danger


class ShortfallRun(Running):
    """Computes off the window's thread, says so meanwhile, can be stopped; only the newest is answered.

    The answer is kept beside the session: whoever asks for the same facts on the same day is given it.

    Args:
        chances: where it is kept.
        name: begins the object names of what is in it.
        stopped: the key of the words for what is shown after a stop.
    """

    done = Signal(object)  # a Shortfall

    def __init__(self, chances: Chances, name: str, stopped: Callable[[], str]) -> None:
        super().__init__(name)
        self._chances = chances
        self._asked: Snapshot | None = None  # while it is under way
        self._stopped_at: Snapshot | None = None
        self._work = Newest(self)
        self._work.done.connect(self._on_done)
        self.stopped.connect(lambda: self._on_stopped(stopped()))
        self.again.connect(self._on_again)

    def ask(self, snapshot: Snapshot) -> None:
        """Answer by ``done``: at once where the facts are as before."""
        found = self._chances.known(snapshot)
        if found is not None:
            self._work.stop()
            self._on_done(found)
        elif self._asked is None or self._asked.facts() != snapshot.facts():
            self._compute(snapshot)

    def _compute(self, snapshot: Snapshot) -> None:
        self._asked = snapshot
        self.begin(i18n.t("shortfall.computing"))
        self._work.begin(partial(self._chances.find, snapshot))

    def _on_done(self, found: Shortfall) -> None:
        self._asked = None
        self.end()
        self.done.emit(found)

    def _on_stopped(self, key: str) -> None:
        self._work.stop()
        self._stopped_at, self._asked = self._asked, None  # the question counts as not asked
        self.end_early(i18n.t(key))

    def _on_again(self) -> None:
        if self._stopped_at is not None:
            self._compute(self._stopped_at)


def stopped_key(*, known: bool) -> str:
    """Whether earlier chances stay on screen after a stop."""
    return "shortfall.stopped" if known else "shortfall.stopped_empty"


class ShortfallCard(cards.Card):
    """The strip with its words; it asks for itself whenever something changed."""

    computed = Signal(object)  # a Shortfall

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("shortfall.title"), "shortfall")
        self._context = context
        self._strip = ShortfallStrip()
        self._note = cards.wrapped(cards.text(role="muted", points=theme.POINTS_SMALL))
        self._note.setObjectName("shortfall_note")
        chances = context.session.chances
        self._run = ShortfallRun(
            chances, "shortfall", lambda: stopped_key(known=bool(self._note.text()))
        )
        for widget in (self._strip, self._run, self._note):
            self.body.addWidget(widget)
        self._run.done.connect(self._show)
        interest = Changes.EVERYTHING & ~Changes.REMINDERS
        self._refresher = Refresher(context.bus, self, interest, self._refresh)

    def _refresh(self) -> None:
        self._run.ask(self._context.snapshot())

    def _show(self, found: Shortfall) -> None:
        self._strip.set_risks(found)
        self._strip.setVisible(bool(found.risks))
        lines = [i18n.t("shortfall.how", paths=found.paths, alpha=words.percent(found.alpha))]
        if not found.risks:
            lines = [i18n.t("shortfall.nothing")]
        elif found.certain:
            lines = [i18n.t("shortfall.certain")]
        if found.assumed:
            lines.append(i18n.t("shortfall.assumed", names=i18n.listed(found.assumed)))
        self._note.setText(" ".join(lines))
        self.computed.emit(found)


class ShortfallStrip(QWidget):
    """One cell per due day with its chance; arrow keys go from cell to cell."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shortfall_strip")
        self.setAccessibleName(i18n.t("shortfall.title"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._risks: tuple[DueRisk, ...] = ()
        self._found: Shortfall | None = None
        self._current = -1

    def set_risks(self, found: Shortfall) -> None:
        """Show the next due days."""
        self._found, self._risks = found, found.risks[:_MOST]
        self._current = -1
        self.setAccessibleDescription("; ".join(map(self.words_of, self._risks)))
        self.update()

    def words_of(self, risk: DueRisk) -> str:
        """What a cell says at length."""
        said = i18n.t(
            "shortfall.of_day",
            day=i18n.day(risk.day),
            amount=words.money(risk.amount),
            chance=self._chance(risk),
        )
        if risk.extra:
            said += i18n.t(
                "shortfall.extra",
                missing=words.money(risk.mean_missing),
                extra=words.money(risk.extra),
            )
        return said

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(420, theme.scaled(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from due day to due day."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._risks:
            super().keyPressEvent(event)
            return
        self._current = max(0, min(len(self._risks) - 1, self._current + step))
        self.setAccessibleDescription(self.words_of(self._risks[self._current]))
        self.update()

    def event(self, event: QEvent) -> bool:
        """A tooltip says the cell at length."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for number, risk in enumerate(self._risks):
                if self._cell(number).contains(event.pos()):
                    plain.show_tip(event.globalPos(), self.words_of(risk), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A soft box a due day: the day above, the chance below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, risk in enumerate(self._risks):
            box = self._cell(number)
            tone = self._tone(risk)
            painter.setPen(theme.colour(tone) if number == self._current else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"{tone}_soft"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font(theme.POINTS_SMALL))
            half = QRectF(box.left(), box.top() + 3, box.width(), box.height() / 2 - 2)
            centre = Qt.AlignmentFlag.AlignCenter
            painter.drawText(half, centre, f"{risk.day.month}/{risk.day.day}")
            painter.setPen(theme.colour(tone))
            painter.setFont(theme.font(bold=True))
            half.moveTop(box.center().y() - 1)
            painter.drawText(half, centre, self._chance(risk))
        theme.paint_focus(painter, self)
        painter.end()

    def _chance(self, risk: DueRisk) -> str:
        assumed = self._found is not None and self._found.assumed
        prefix = "≈" if assumed else ""
        if risk.probability and risk.probability < _LEAST:
            return f"{prefix}<1%"
        return f"{prefix}{words.percent(risk.probability)}"

    def _tone(self, risk: DueRisk) -> str:
        alpha = Decimal(0) if self._found is None else self._found.alpha
        if risk.probability <= alpha:
            return "ok"
        return "warning" if risk.probability <= alpha * _LIKELY_TIMES else "danger"

    def _cell(self, number: int) -> QRectF:
        width = self.width() / max(len(self._risks), 6)
        return QRectF(number * width + 0.5, 0.5, width - _GAP, theme.scaled(_HEIGHT) - 1)
