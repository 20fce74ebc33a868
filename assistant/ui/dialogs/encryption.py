"""Switch encryption on; with it on: another passphrase, the keyring, the lock, a new key, off."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from assistant import i18n
from assistant.domain.drafts import read_whole
from assistant.errors import UserError
from assistant.ui.fields import ChoiceField, TextField
from assistant.ui.form import Field, FormDialog

Act = Callable[[dict[str, str]], None]


def passphrase_field() -> TextField:
    """A field that does not show what is typed."""
    field = TextField()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def same_twice(values: dict[str, str]) -> str:
    """The new passphrase.

    Raises:
        UserError: the two differ.
    """
    if values["new"] != values["again"]:
        raise UserError("passphrase.differ", "again")
    return values["new"]


def _named(act: Callable[[], None]) -> None:
    """A refusal of the new passphrase stands below its own field."""
    try:
        act()
    except UserError as error:
        if error.key == "passphrase.short":
            raise UserError(error.key, "new", **error.params) from None
        raise


def _twice() -> list[Field]:
    t = i18n.t
    return [
        Field("new", t("encryption.new"), passphrase_field(), t("encryption.new_hint")),
        Field("again", t("encryption.again"), passphrase_field()),
    ]


class EncryptDialog(FormDialog):
    """A new passphrase for a plain store, or for a new key of an encrypted one."""

    def __init__(self, title_key: str, act: Callable[[str], None], parent: QWidget) -> None:
        self._act = act
        super().__init__(
            i18n.t(title_key),
            _twice(),
            self._save,
            parent,
            note=i18n.t("encryption.note"),
            save_text=i18n.t("encryption.do"),
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        passphrase = same_twice(values)
        _named(lambda: self._act(passphrase))


class PassphraseDialog(FormDialog):
    """The old passphrase and a new one; no data are rewritten."""

    def __init__(self, act: Callable[[str, str], None], parent: QWidget) -> None:
        self._act = act
        old = Field("passphrase", i18n.t("encryption.old"), passphrase_field())
        super().__init__(i18n.t("encryption.change"), [old, *_twice()], self._save, parent)

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        new = same_twice(values)
        _named(lambda: self._act(values["passphrase"], new))


class LockDialog(FormDialog):
    """An encrypted store: when it locks, whether the keyring keeps the key, and what else can be done.

    Args:
        lock_after: minutes.
        remembered: whether the keyring keeps the key.
        act: stores both.
        others: further actions by name: ``change``, ``renew``, ``off``, ``copies``.
        parent: the window.
    """

    def __init__(
        self,
        lock_after: str,
        remembered: bool,
        act: Act,
        others: dict[str, Callable[[], object]],
        parent: QWidget,
    ) -> None:
        self._act = act
        t = i18n.t
        keep = ChoiceField([("no", t("encryption.ask")), ("yes", t("encryption.keyring"))])
        chosen = "yes" if remembered else "no"
        super().__init__(
            t("encryption.title"),
            [
                Field(
                    "lock_after",
                    t("encryption.lock"),
                    TextField(),
                    t("encryption.lock_hint"),
                    lock_after,
                ),
                Field("keyring", t("encryption.key"), keep, t("encryption.key_hint"), chosen),
            ],
            self._save,
            parent,
            note=t("encryption.is_on"),
        )
        for name, other in others.items():
            self.add_action(t(f"encryption.{name}"), f"encryption_{name}", self._then(other))

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        read_whole(values, "lock_after", 0, 1440)
        self._act(values)

    def _then(self, other: Callable[[], object]) -> Callable[[], object]:
        def act() -> None:
            self.reject()
            other()

        return act
