"""Asks whether a due that is ticked after its lender's hour was paid before it."""

from PySide6.QtWidgets import QApplication, QMessageBox

from assistant import i18n
from assistant.domain.dues import Obligation, terms_of_due
from assistant.domain.snapshot import Snapshot
from assistant.ui import boxes, words


def ask_hour(snapshot: Snapshot, due: Obligation) -> bool | None:
    """Whether it was paid after the hour; None where the user closed the question."""
    t = i18n.t
    until = i18n.clock_time(terms_of_due(snapshot, due).cutoff)
    text = t("paid_hour.question", title=words.title(snapshot, due), until=until)
    asked = boxes.box(
        QApplication.activeWindow(), t("paid_hour.title"), text, more=t("payment.hour_hint")
    )
    before = asked.addButton(
        t("payment.hour_before", until=until), QMessageBox.ButtonRole.AcceptRole
    )
    before.setObjectName("paid_before")
    after = asked.addButton(t("payment.hour_after", until=until), QMessageBox.ButtonRole.AcceptRole)
    after.setObjectName("paid_after")
    asked.addButton(t("form.cancel"), QMessageBox.ButtonRole.RejectRole)
    asked.exec()
    chosen = asked.clickedButton()
    return chosen is after if chosen in (before, after) else None
