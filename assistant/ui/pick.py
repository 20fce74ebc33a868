"""Asking for files: which to open, where to save."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def files_to_open(parent: QWidget, title: str) -> list[Path]:
    """The files that the user chose; none when he left."""
    names, _ = QFileDialog.getOpenFileNames(parent, title)
    return [Path(name) for name in names]


def file_to_save(parent: QWidget, title: str, proposed: str, kinds: str) -> Path | None:
    """Where to save, None when the user left; the file's ending is kept.

    Args:
        parent: the window.
        title: of the dialog.
        proposed: a file name such as ``report.pdf``.
        kinds: Qt's filter, such as ``PDF (*.pdf)``.
    """
    name, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / proposed), kinds)
    if not name:
        return None
    path = Path(name)
    ending = Path(proposed).suffix
    return path if path.suffix else path.with_suffix(ending)
