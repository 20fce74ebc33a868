"""A store that cannot be used: what is wrong, what mends it, and a backup in its place where that helps."""

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from assistant import i18n
from assistant.errors import StorageError
from assistant.paths import Paths
from assistant.ui import boxes

_BOX = "storage_trouble"


class Rescue(Protocol):
    """What helps a broken file."""

    @property
    def paths(self) -> Paths:
        """Where the files are."""

    def newest_backup(self) -> Path | None:
        """The newest sound backup."""

    def restore(self, backup: Path) -> None:
        """Put a backup in the store's place."""


def say(parent: QWidget | None, message: str) -> None:
    """Tell what went wrong with the store."""
    boxes.warn(parent, i18n.t("storage.title"), message)


def words_of(error: StorageError) -> str:
    """What is wrong, and what the user can do about it."""
    return i18n.t(f"storage.{error.trouble}", path=error.path)


def offer_backup(rescue: Rescue, error: StorageError) -> bool:
    """Say what is wrong with a file that does not open; True when a backup was put in its place."""
    backup = _chosen(rescue, error, None, "storage.leave")
    if backup is None:
        return False
    rescue.restore(backup)
    return True


def meet(rescue: Rescue, error: StorageError, window: QWidget | None) -> Path | None:
    """Say what is wrong with the store of an open window.

    One box at a time: the same trouble is met again by each tick and each saving.

    Returns:
        The backup that is to take the broken file's place once it is closed; None for nothing.
    """
    if any(box.objectName() == _BOX and box.isVisible() for box in QApplication.topLevelWidgets()):
        return None
    return _chosen(rescue, error, window, "storage.leave_running")


def _chosen(
    rescue: Rescue, error: StorageError, parent: QWidget | None, leave_key: str
) -> Path | None:
    own_is_broken = error.trouble.is_broken_file and error.path == str(rescue.paths.store)
    backup = rescue.newest_backup() if own_is_broken else None
    more = "" if parent is not None else i18n.t("storage.untouched")
    if own_is_broken:
        more = i18n.t("storage.no_backup" if backup is None else "storage.offer", backup=backup)
    box = boxes.box(parent, i18n.t("storage.title"), words_of(error), more=more, warning=True)
    box.setObjectName(_BOX)
    if backup is None:
        box.exec()
        return None
    use = box.addButton(i18n.t("storage.use_backup"), QMessageBox.ButtonRole.AcceptRole)
    use.setObjectName("use_backup")
    box.addButton(i18n.t(leave_key), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return backup if box.clickedButton() is use else None
