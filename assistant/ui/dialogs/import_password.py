"""The password of a bill's ZIP, which the payment app sends in a message of its own."""

from PySide6.QtWidgets import QLineEdit, QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.ui.fields import TextField
from assistant.ui.form import Field, FormDialog


class PasswordDialog(FormDialog):
    """Asks for the password; ``password`` is the answer. It is kept nowhere."""

    def __init__(self, refusal: str, parent: QWidget) -> None:
        self.password = ""
        widget = TextField()
        widget.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        t = i18n.t
        super().__init__(
            t("import.password_title"),
            [Field("password", t("import.password"), widget, t("import.password_hint"))],
            self._save,
            parent,
            note=refusal,
            save_text=t("import.password_go"),
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        self.password = drafts.required(values, "password")
