"""The backups: when, how big, sound or not; make one, put one back after seeing what changes."""

from collections.abc import Callable
from datetime import tzinfo
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from assistant import i18n
from assistant.services.backups import Copy
from assistant.services.compare import Difference, table_words
from assistant.ui import cards, theme
from assistant.ui.table import Column, TableView
from assistant.ui.work import Work

_STATE_TONES = {"good": "ok", "damaged": "danger", "newer": "warning", "locked": "warning"}
COLUMNS = (
    Column("backup.reason", lambda row: i18n.t(f"backup.reason_{row.reason}")),
    Column("backup.size", lambda row: f"{row.size / 1024:,.0f} KB", right=True),
    Column("backup.kept", lambda row: i18n.t("backup.sealed" if row.encrypted else "backup.open")),
    Column(
        "backup.state",
        lambda row: i18n.t(f"backup.state_{row.state}"),
        tone=lambda row: _STATE_TONES.get(row.state, "muted"),
    ),
)


class BackupsDialog(QDialog):
    """The list of backups.

    Args:
        quick: the list without a check.
        checked: the list with each read whole; called on another thread.
        make: makes a backup now.
        put_back: puts a file back, after asking; whether it did.
        zone: in which the times are told.
        parent: the window.
    """

    def __init__(
        self,
        quick: Callable[[], list[Copy]],
        checked: Callable[[], list[Copy]],
        make: Callable[[], object],
        put_back: Callable[[Path], bool],
        zone: tzinfo,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._quick, self._checked, self._make, self._put_back = quick, checked, make, put_back
        self.setWindowTitle(i18n.t("backup.title"))
        self.resize(760, 460)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_M)
        layout.addWidget(cards.wrapped(cards.text(i18n.t("backup.note"), role="muted")))
        taken = Column("backup.taken", lambda row: i18n.moment(row.taken, zone))
        self.table = TableView((taken, *COLUMNS), name_key="backup.title")
        self.table.setObjectName("backups")
        self.table.acted.connect(lambda row: self._restore(row.path))
        layout.addWidget(self.table, 1)
        row = QHBoxLayout()
        t = i18n.t
        row.addWidget(cards.button(t("backup.make"), "backup_make", self._on_make))
        row.addStretch(1)
        row.addWidget(cards.button(t("backup.other"), "backup_other", self._other))
        self.restore_button = cards.button(
            t("backup.restore"), "backup_restore", self._restore_current, primary=True
        )
        row.addWidget(self.restore_button)
        layout.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """List at once, and say what is sound once it was read."""
        self._show(self._quick())
        checked = self._checked  # not the dialog: the thread must not be the one that deletes it
        self._check = Work(lambda _step: checked(), self)
        self._check.done.connect(self._show)
        self._check.start()

    def _show(self, rows: list[Copy]) -> None:
        self.table.set_rows(rows, lambda one, other: one.path == other.path)
        self.restore_button.setEnabled(bool(rows))

    def _on_make(self) -> None:
        self._make()
        self.refresh()

    def _restore_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self._restore(row.path)

    def _other(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, i18n.t("backup.other"))
        if chosen:
            self._restore(Path(chosen))

    def _restore(self, path: Path) -> None:
        if self._put_back(path):
            self.accept()


class DifferencesDialog(QDialog):
    """What changes, table by table with rows, before anything does."""

    def __init__(
        self,
        title: str,
        note: str,
        found: tuple[Difference, ...],
        lines: Callable[[Difference], list[str]],
        choices: dict[str, str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.chosen = ""
        self.setWindowTitle(title)
        self.resize(680, 480)
        layout = QVBoxLayout(self)
        layout.addWidget(cards.wrapped(cards.text(note, name="differences_note")))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setObjectName("differences")
        self.text.setAccessibleName(title)
        parts = []
        for row in found:
            counts = i18n.t(
                "compare.counts",
                added=len(row.added),
                removed=len(row.removed),
                changed=len(row.changed),
            )
            parts.append(f"{table_words(row.table)} — {counts}")
            parts += [f"    {line}" for line in lines(row)]
        self.text.setPlainText("\n".join(parts) or i18n.t("compare.equal"))
        layout.addWidget(self.text, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cards.button(i18n.t("form.cancel"), "cancel", self.reject))
        for name, said in choices.items():
            buttons.addWidget(cards.button(said, name, self._choose(name), primary=True))
        layout.addLayout(buttons)

    def _choose(self, name: str) -> Callable[[], None]:
        def choose() -> None:
            self.chosen = name
            self.accept()

        return choose
