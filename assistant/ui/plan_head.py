"""The head of the plan's page: how far ahead, start, stop, and what is being done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.planning.kept import KeptPlan
from assistant.services.planning import MONTHS
from assistant.ui import cards, theme
from assistant.ui.busy_bar import BusyBar
from assistant.ui.fields import ChoiceField
from assistant.ui.flow import flow

_DEFAULT_MONTHS = 12


class PlanHead(QWidget):
    """A row of controls with words below it and a bar while something is computed."""

    asked = Signal()
    stopped = Signal()

    def __init__(self, kept: KeptPlan | None) -> None:
        super().__init__()
        t = i18n.t
        self._months = ChoiceField([(str(n), t("plan.months", n=n)) for n in MONTHS])
        self._months.setObjectName("plan_months")
        self._months.setAccessibleName(t("plan.how_long"))
        months = kept.months if kept is not None and kept.months in MONTHS else _DEFAULT_MONTHS
        self._months.set_text_value(str(months))
        self._months.currentIndexChanged.connect(lambda _index: self.asked.emit())
        self._start = cards.button(t("plan.start"), "plan_start", self.asked.emit, primary=True)
        self._stop = cards.button(t("plan.stop"), "plan_stop", self.stopped.emit)
        self._doing = cards.wrapped(cards.text(role="muted", name="plan_doing"))
        self._bar = BusyBar("plan_busy", t("plan.busy"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_S)
        how_long = cards.text(t("plan.how_long"), role="muted")
        how_long.setMinimumHeight(self._months.sizeHint().height())
        layout.addWidget(flow(how_long, self._months, self._start, self._stop))
        layout.addWidget(self._doing)
        layout.addWidget(self._bar)
        self.say("", running=False)

    @property
    def months(self) -> int:
        """How far ahead."""
        return int(self._months.text_value())

    def allow(self, *, start: bool) -> None:
        """Whether there is something to plan."""
        self._start.setEnabled(start)

    def say(self, words: str, *, running: bool) -> None:
        """What is being done, or what became of it."""
        self._doing.setText(words)
        self._doing.setVisible(bool(words))
        self._bar.set_running(running)
        self._stop.setEnabled(running)
