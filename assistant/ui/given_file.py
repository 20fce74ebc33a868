"""The file that the desktop or a second start gave, until a window can show it."""

from pathlib import Path

from assistant.ui.main_window import MainWindow


class GivenFile:
    """Holds one file; a newer one takes its place."""

    def __init__(self) -> None:
        self.path: Path | None = None

    def show_in(self, window: MainWindow | None) -> None:
        """Show it, once; it waits on where no window is there."""
        if self.path is not None and window is not None:
            path, self.path = self.path, None
            window.bills.open(path)
