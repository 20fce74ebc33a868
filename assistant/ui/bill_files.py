"""Bill files into the window: chosen from a folder, dropped on it, or pasted."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from assistant import i18n
from assistant.ui.context import Context

_SUFFIXES = (".csv", ".txt", ".xlsx", ".xls", ".zip", ".ofx", ".qfx", ".qif")
_KINDS = tuple(f"*{suffix}" for suffix in _SUFFIXES)
_OWN = ("*.beifu", "*.json", "*.age")


class BillFiles(QObject):
    """What opens the import; the dialogs are loaded when the first one is wanted."""

    def __init__(
        self, context: Context, window: QWidget, takes_own: Callable[[Path], bool]
    ) -> None:
        """``takes_own`` says whether it took a file of the program's own."""
        super().__init__(window)
        self._context = context
        self._window = window
        self._takes_own = takes_own
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def choose(self) -> None:
        """Let the user choose a file."""
        kinds = f"{i18n.t('import.files')} ({' '.join((*_KINDS, *_OWN))})"
        every = f"{i18n.t('import.all_files')} (*)"
        name, _ = QFileDialog.getOpenFileName(
            self._window, i18n.t("menu.import"), "", f"{kinds};;{every}"
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Read a file and show what it holds; one of the program's own is restored instead."""
        self._goes_on(path, "")

    def open_all(self, paths: Sequence[Path]) -> None:
        """One file after the other; of a folder the bill files that lie in it.

        The rest is let be where the user leaves a bill unimported or a file of the program's own
        takes the store's place.
        """
        files = [file for path in paths for file in _bills_of(path)]
        if files:
            self._open_next(files, 0)
        elif paths:
            from assistant.ui import boxes  # late: hardly ever

            boxes.say(self._window, i18n.t("import.title"), i18n.t("import.empty_folder"))

    def _open_next(self, files: Sequence[Path], number: int) -> None:
        place = i18n.t("import.place", number=number + 1, count=len(files))
        if self._goes_on(files[number], place if len(files) > 1 else ""):
            number += 1
            if number < len(files):  # the window may be gone by then, and this with it
                QTimer.singleShot(0, self, partial(self._open_next, files, number))

    def _goes_on(self, path: Path, place: str) -> bool:
        if self._takes_own(path):
            return False
        from assistant.ui.dialogs.import_file import (  # late: no part of the start
            BillSource,
            ImportDialog,
        )

        dialog = ImportDialog(self._context, BillSource(path), self._window)
        dialog.setWindowTitle(f"{dialog.windowTitle()}{place}")
        dialog.exec()
        return not dialog.left_something

    def paste(self) -> None:
        """Read text that was copied elsewhere."""
        from assistant.ui.dialogs.import_paste import PasteDialog  # late, as above

        PasteDialog(self._context, self._window).exec()

    def propose(self) -> None:
        """Show monthly incomes and expenses found in what was imported."""
        from assistant.ui.dialogs.import_recurring import RecurringDialog  # late, as above

        RecurringDialog(self._context, self._window).exec()

    def show_waiting(self) -> None:
        """Show the imported rows that wait for an account, a bill or a loan."""
        from assistant.ui.dialogs.import_waiting import WaitingDialog  # late, as above

        WaitingDialog(self._context, self._window).exec()

    def offer_waiting(self) -> None:
        """Show them where some can be booked, as after an account was added."""
        if self._context.session.ledger.waiting().bookable:
            self.show_waiting()

    def show_rules(self) -> None:
        """Show the rules that corrections made."""
        from assistant.ui.dialogs.import_rules import ImportRulesDialog  # late, as above

        ImportRulesDialog(self._context, self._window).exec()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped on the window."""
        if isinstance(event, QDragEnterEvent) and _dropped(event):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            paths = _dropped(event)
            event.acceptProposedAction()
            # Later: the file manager that they come from waits until this returns.
            QTimer.singleShot(0, self, partial(self.open_all, paths))
            return True
        return False


def _dropped(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def _bills_of(path: Path) -> list[Path]:
    """The file itself, or what of a folder looks like a bill by its name."""
    if not path.is_dir():
        return [path]
    try:
        inside = sorted(path.iterdir())
    except OSError:
        return []
    return [one for one in inside if one.suffix.lower() in _SUFFIXES and one.is_file()]
