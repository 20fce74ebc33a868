"""The window's lowest line: when the next reminder comes, and whether reminders can be seen at all."""

from PySide6.QtWidgets import QMainWindow

from assistant import i18n
from assistant.ui import cards, theme
from assistant.ui.alerts import next_reminder_line
from assistant.ui.context import Context


class StatusLine:
    """Follows the delivery's state in a window's status bar."""

    def __init__(self, context: Context, window: QMainWindow) -> None:
        self._context = context
        bar = window.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(theme.GAP_L, 0, theme.GAP_L, theme.GAP_S)
        self._next = cards.text(role="muted", points=theme.POINTS_SMALL, name="next_reminder")
        self._warning = cards.text(points=theme.POINTS_SMALL, name="delivery_warning")
        cards.set_tone(self._warning, "warning")
        bar.addWidget(self._next, 1)
        bar.addPermanentWidget(self._warning)
        context.delivery.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the present state."""
        delivery = self._context.delivery
        snapshot = self._context.snapshot()
        zone = self._context.session.zone
        self._next.setText(next_reminder_line(snapshot, delivery.next_reminder, zone))
        reach = delivery.reach
        unseen = reach is not None and not (reach.tray or reach.service)
        self._warning.setText(i18n.t("delivery.neither_short") if unseen else "")
        self._warning.setVisible(unseen)
