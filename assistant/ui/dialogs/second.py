"""Where the second place is, and who signs in there."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.ui.dialogs.encryption import Act, passphrase_field
from assistant.ui.fields import TextField
from assistant.ui.form import Field, FormDialog


class SecondDialog(FormDialog):
    """Address, name and password; ``act`` stores them and syncs."""

    def __init__(self, address: str, user: str, password: str, act: Act, parent: QWidget) -> None:
        self._act = act
        t = i18n.t
        super().__init__(
            t("second.title"),
            [
                Field(
                    "second_place",
                    t("second.address"),
                    TextField(),
                    t("second.address_hint"),
                    address,
                ),
                Field("second_user", t("second.user"), TextField(), value=user),
                Field(
                    "password",
                    t("second.password"),
                    passphrase_field(),
                    t("second.password_hint"),
                    password,
                ),
            ],
            self._save,
            parent,
            note=t("second.note"),
            save_text=t("second.save"),
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        self._act({name: text.strip() for name, text in values.items()})
