"""A store that cannot be used: what is wrong, and a backup in its place where that helps."""

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QMessageBox, QWidget

from assistant import i18n
from assistant.errors import StorageError
from assistant.ui import boxes


class Rescue(Protocol):
    """What helps a broken file."""

    def newest_backup(self) -> Path | None:
        """The newest sound backup."""

    def restore(self, backup: Path) -> None:
        """Put a backup in the store's place."""


def say(parent: QWidget | None, message: str) -> None:
    """Tell what went wrong with the store."""
    boxes.warn(parent, i18n.t("storage.title"), message)


def offer_backup(rescue: Rescue, error: StorageError) -> bool:
    """Say what is wrong with the file; True when a backup was put in its place."""
    said = i18n.t(f"storage.{error.trouble}", path=error.path)
    backup = rescue.newest_backup() if error.trouble.is_broken_file else None
    more = i18n.t("storage.untouched" if backup is None else "storage.offer", backup=backup)
    box = boxes.box(None, i18n.t("storage.title"), said, more=more, warning=True)
    if backup is None:
        box.exec()
        return False
    use = box.addButton(i18n.t("storage.use_backup"), QMessageBox.ButtonRole.AcceptRole)
    use.setObjectName("use_backup")
    box.addButton(i18n.t("storage.leave"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is not use:
        return False
    rescue.restore(backup)
    return True
