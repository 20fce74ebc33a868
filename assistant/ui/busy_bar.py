"""A slim bar while something is computed: how far it is, or only that it goes on."""

from PySide6.QtWidgets import QProgressBar, QSizePolicy

_HEIGHT = 4


class BusyBar(QProgressBar):
    """Keeps its room while it is hidden, so that nothing below it jumps."""

    def __init__(self, name: str, caption: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(caption)
        self.setTextVisible(False)
        self.setFixedHeight(_HEIGHT)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.set_running(running=False)

    def set_running(self, running: bool) -> None:
        """Show that something goes on, or hide."""
        self.setRange(0, 0 if running else 1)
        self.setVisible(running)

    def set_share(self, done: int, whole: int) -> None:
        """Show how far it is."""
        self.setRange(0, whole)
        self.setValue(done)
        self.show()
