"""Folders opened in the system's own file browser."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def show_folder_of(path: Path) -> None:
    """Open the folder in which a file lies, or the nearest one above it that is there."""
    folder = path
    while not folder.is_dir():
        folder = folder.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
