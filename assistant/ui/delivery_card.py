"""Whether reminders can reach the user on this desktop, and a test of it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel

from assistant import i18n
from assistant.ui import cards
from assistant.ui.context import Context
from assistant.ui.notification import Reach
from assistant.ui.pages import Shell


class DeliveryCard(cards.Card):
    """Tray and notification service in words, 「测试提醒」 and the way to the preferences."""

    def __init__(self, context: Context, shell: Shell) -> None:
        super().__init__(i18n.t("delivery.title"), "delivery")
        self._context = context
        self._tray = cards.text(name="delivery_tray")
        self._service = cards.text(name="delivery_service")
        self._how = cards.wrapped(cards.text(role="muted", name="delivery_how"))
        self._tested = cards.wrapped(cards.text(name="delivery_tested"))
        states = QHBoxLayout()
        states.addWidget(self._tray)
        states.addSpacing(24)
        states.addWidget(self._service)
        states.addStretch(1)
        self.body.addLayout(states)
        self.body.addWidget(self._how)
        self.body.addWidget(self._tested)
        test = cards.button(
            i18n.t("delivery.test"), "test_notice", context.delivery.test_requested.emit
        )
        preferences = cards.button(
            i18n.t("delivery.preferences"), "open_preferences", shell.edit_preferences
        )
        rules = cards.button(i18n.t("menu.rules"), "open_rules", self._edit_rules)
        self.head.addWidget(test)
        self.head.addWidget(rules)
        self.head.addWidget(preferences)
        context.delivery.changed.connect(self.refresh)
        self.refresh()

    def _edit_rules(self) -> None:
        from assistant.ui.dialogs.rules import RulesDialog  # late: few people change them

        RulesDialog(self._context, self.window()).exec()

    def refresh(self) -> None:
        """Show the present state."""
        delivery = self._context.delivery
        reach = delivery.reach or Reach(tray=False, service=False, buttons=False)
        _say(self._tray, "delivery.tray", present=reach.tray)
        _say(self._service, "delivery.service", present=reach.service)
        own = self._context.snapshot().settings.own_popup == "yes"
        self._how.setText(i18n.t(f"delivery.how_{_how(reach, own_popup=own)}"))
        self._tested.setVisible(bool(delivery.tested))
        if delivery.tested:
            self._tested.setText(i18n.t(f"delivery.tested_{delivery.tested}"))
            cards.set_tone(self._tested, "danger" if delivery.tested == "none" else "ok")


def _say(label: QLabel, key: str, *, present: bool) -> None:
    words = i18n.t(f"{key}_yes" if present else f"{key}_no")
    label.setText(f"{'✓' if present else '✕'} {words}")
    cards.set_tone(label, "ok" if present else "warning")


def _how(reach: Reach, *, own_popup: bool) -> str:
    """Which way reminders take now; the words are ``delivery.how_<this>``."""
    if not reach.tray and not reach.service:
        return "list"
    return "desktop" if reach.buttons and not own_popup else "popup"
