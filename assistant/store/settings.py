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
        """Store one setting.

        Raises:
            UserError: there is no such setting.
        """
        if name not in {field.name for field in fields(Settings)}:
            raise UserError("setting.unknown", name)
        self._database.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [name, value],
        )
