"""The small 「?」 beside a number or a title: it opens the knowledge card on what it means."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from assistant import i18n
from assistant.ui import plain
from assistant.ui.context import Context


def learn_link(context: Context, card_id: str, topic: str) -> QToolButton:
    """A button that opens a card.

    Args:
        context: the window's.
        card_id: a card of ``resources/learn``.
        topic: what it is about, as it stands on screen, for screen readers and the tooltip.
    """
    made = QToolButton()
    made.setText("?")
    made.setObjectName(f"learn_{card_id}")
    made.setProperty("role", "learn")
    made.setProperty("card", card_id)
    made.setAccessibleName(i18n.t("learn.about", topic=topic))
    plain.set_tip(made, made.accessibleName())
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_card() -> None:
        from assistant.ui.dialogs.learn import LearnDialog  # late: no part of the start

        LearnDialog(context, card_id, made.window()).exec()

    made.clicked.connect(lambda _checked=False: show_card())
    return made
