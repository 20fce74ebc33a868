"""One question before something that is not undone by a slip."""

from PySide6.QtWidgets import QMessageBox, QWidget

from assistant import i18n
from assistant.ui import boxes


def ask(parent: QWidget, title: str, question: str, do_key: str, do_name: str) -> bool:
    """Whether the user said yes to something that is not undone by a slip."""
    asked = boxes.box(parent, title, question)
    yes = asked.addButton(i18n.t(do_key), QMessageBox.ButtonRole.DestructiveRole)
    yes.setObjectName(do_name)
    asked.addButton(i18n.t("form.cancel"), QMessageBox.ButtonRole.RejectRole)
    asked.exec()
    return asked.clickedButton() is yes
