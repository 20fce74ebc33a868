"""Settings: only what differs from the default has a row."""

from dataclasses import fields

from assistant.domain.settings import Settings
from assistant.errors import UserError
from assistant.store.repo import Repo


class SettingsRepo(Repo):
    """Table ``setting``."""

    table = "setting"

    def load(self) -> Settings:
        """The settings; rows of names that this version does not know are passed over."""
        known = {field.name for field in fields(Settings)}
        rows = self._rows(order="key")
        return Settings(**{row["key"]: row["value"] for row in rows if row["key"] in known})

    def save(self, name: str, value: str) -> None:
        """Store one setting; the default value takes its row away.

        Raises:
            UserError: there is no such setting.
        """
        defaults = {field.name: field.default for field in fields(Settings)}
        if name not in defaults:
            raise UserError("setting.unknown", name)
        if value == defaults[name]:
            self._execute("DELETE FROM setting WHERE key = ?", name)
            return
        self._execute(
            "INSERT INTO setting (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            name,
            value,
        )
