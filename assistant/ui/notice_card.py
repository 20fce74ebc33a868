"""One notice as the program draws it itself: what, by when, and its buttons."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QPushButton

from assistant import i18n
from assistant.domain.snooze import SNOOZES
from assistant.ui import cards, theme
from assistant.ui.notification import Notification

CUSTOM = "custom"


def snooze_menu(button: QPushButton, choose: Callable[[str], None]) -> None:
    """Give a button the choice of times for 稍后提醒; ``choose`` gets one of SNOOZES, or CUSTOM."""
    menu = QMenu(button)
    fill_snoozes(menu, choose)
    button.setMenu(menu)


def fill_snoozes(menu: QMenu, choose: Callable[[str], None]) -> None:
    """The choice of times as entries of a menu."""
    for choice in (*SNOOZES, CUSTOM):
        action = menu.addAction(i18n.t(f"snooze.{choice}"))
        action.setObjectName(f"snooze_{choice}")
        action.triggered.connect(lambda _checked=False, chosen=choice: choose(chosen))


class NoticeCard(cards.Card):
    """A notice with its buttons; 稍后提醒 offers several times."""

    acted = Signal(str, str)  # tag, action
    closed = Signal(str)  # tag

    def __init__(self, notification: Notification) -> None:
        super().__init__(name="notice_card")
        self.tag = notification.tag
        self.setAccessibleName(notification.title)
        self.setAccessibleDescription(notification.body)
        title = cards.text(notification.title, points=theme.POINTS_TITLE, bold=True)
        self.body.addWidget(cards.wrapped(title))
        self.body.addWidget(cards.wrapped(cards.text(notification.body)))
        row = QHBoxLayout()
        row.addStretch(1)
        actions = notification.actions or (("open", i18n.t("notice.open")),)
        for number, (key, words) in enumerate(actions):
            row.addWidget(self._button(key, words, primary=number == 0))
        row.addWidget(
            cards.button(i18n.t("popup.close"), "popup_close", lambda: self.closed.emit(self.tag))
        )
        self.body.addLayout(row)
        if notification.sound:
            QApplication.beep()

    def _button(self, key: str, words: str, *, primary: bool) -> QPushButton:
        act = (lambda: None) if key == "snooze" else (lambda: self.acted.emit(self.tag, key))
        made = cards.button(words, f"popup_{key}", act, primary=primary)
        if key == "snooze":
            snooze_menu(made, lambda choice: self.acted.emit(self.tag, f"snooze:{choice}"))
        return made
