"""「关于」: versions, where the data lie, and the licences of all parts with their texts."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from assistant import __version__, i18n, resources
from assistant.paths import Paths
from assistant.services.parts import Part, parts, versions
from assistant.ui import cards, plain, theme
from assistant.ui.context import Context
from assistant.ui.flow import flow
from assistant.ui.folders import show_folder_of
from assistant.ui.table import Column, TableView

_SIZES = (760, 1000), (520, 620)
"""Width and height at the usual size of text, and the most that a small screen has."""
_ICON = 56


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that the program keeps; ``path`` is None for what it does not write at all."""

    name: str
    path: Path | None

    @property
    def words(self) -> str:
        """Its name on screen."""
        return i18n.t(f"about.kept_{self.name}")

    @property
    def place(self) -> str:
        """Its path, and whether it is there yet."""
        if self.path is None:
            return i18n.t("about.not_written")
        return str(self.path) if self.path.exists() else i18n.t("about.not_yet", path=self.path)


def kept_things(paths: Paths) -> list[Kept]:
    """All that the program keeps in a data directory, the most important first."""
    return [
        Kept("store", paths.store),
        Kept("settings", paths.store),
        Kept("backups", paths.backups),
        Kept("products", paths.products),
        Kept("law", paths.law),
        Kept("keys", paths.keys),
        Kept("demo", paths.demo),
        Kept("crash", paths.crash_report),
        Kept("logs", None),
    ]


class AboutDialog(QDialog):
    """Three tabs; the first one answers which version this is."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(i18n.t("menu.about"))
        tabs = QTabWidget()
        tabs.setObjectName("about_tabs")
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.setAccessibleName(self.windowTitle())
        tabs.addTab(_Versions(), i18n.t("about.versions"))
        tabs.addTab(_Places(context.paths), i18n.t("about.places"))
        tabs.addTab(_Licences(), i18n.t("about.licences"))
        close = cards.button(i18n.t("about.close"), "about_close", self.accept, primary=True)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        layout.setSpacing(theme.GAP_M)
        layout.addWidget(tabs, 1)
        layout.addLayout(row)
        self.resize(*(min(theme.scaled(size), most) for size, most in _SIZES))


class _Versions(QWidget):
    """Name, what it stands for, and the versions that a report of a fault should name."""

    def __init__(self) -> None:
        super().__init__()
        known = versions()
        self._rows = [
            (i18n.t(f"about.version_{name}"), text)
            for name, text in {
                "program": known.pop("program"),
                "python": known.pop("python"),
                "qt": qVersion(),
                **known,
            }.items()
        ]
        column = cards.column_in(self)
        column.addLayout(self._head())
        form = QFormLayout()
        form.setHorizontalSpacing(theme.GAP_L)
        form.setVerticalSpacing(theme.GAP_S)
        for label, text in self._rows:
            value = cards.wrapped(cards.text(text))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(cards.text(label, role="muted"), value)
        column.addLayout(form)
        copy = cards.button(i18n.t("about.copy_versions"), "copy_versions", self._copy)
        column.addWidget(flow(copy))
        column.addWidget(cards.wrapped(cards.text(i18n.t("about.promise"), role="muted")))
        column.addStretch(1)

    def _head(self) -> QHBoxLayout:
        icon = plain.label()
        icon.setPixmap(QIcon(str(resources.path("icons/app.svg"))).pixmap(_ICON, _ICON))
        words = f"{i18n.t('app.title')} {__version__}"
        title = cards.wrapped(cards.text(words, points=15, bold=True))
        lines = QVBoxLayout()
        lines.addWidget(title)
        lines.addWidget(cards.wrapped(cards.text(i18n.t("about.what"))))
        head = QHBoxLayout()
        head.setSpacing(theme.GAP_L)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(lines, 1)
        return head

    def _copy(self) -> None:
        lines = [f"{label}: {text}" for label, text in self._rows]
        QGuiApplication.clipboard().setText("\n".join(lines))


class _Places(QWidget):
    """What lies where; the chosen row's folder can be opened and its path copied."""

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        self._table = TableView(
            [
                Column("about.kept", lambda kept: kept.words),
                Column("about.place", lambda kept: kept.place, tip=lambda kept: kept.place),
            ],
            name_key="about.places",
            stretch=1,
        )
        self._table.setObjectName("about_places")
        self._open = cards.button(i18n.t("about.open_folder"), "open_folder", self._show_folder)
        self._copy = cards.button(i18n.t("about.copy_path"), "copy_path", self._copy_path)
        self._table.chosen.connect(self._on_chosen)
        self._table.acted.connect(lambda _kept: self._show_folder())
        self._table.set_rows(kept_things(paths))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP_M, 0, 0)
        layout.setSpacing(theme.GAP_M)
        layout.addWidget(cards.wrapped(cards.text(i18n.t("about.places_note"), role="muted")))
        layout.addWidget(self._table, 1)
        layout.addWidget(flow(self._open, self._copy))

    def _on_chosen(self, kept: Kept | None) -> None:
        there = kept is not None and kept.path is not None
        self._open.setEnabled(there)
        self._copy.setEnabled(there)

    def _show_folder(self) -> None:
        kept = self._table.current()
        if kept is not None and kept.path is not None:
            show_folder_of(kept.path)

    def _copy_path(self) -> None:
        kept = self._table.current()
        if kept is not None and kept.path is not None:
            QGuiApplication.clipboard().setText(str(kept.path))


class _Licences(QWidget):
    """Every part on the left, the text of the chosen one's licence on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._table = TableView(
            [
                Column("about.part", lambda part: part.name, tip=_tip),
                Column("about.licence", lambda part: part.licence, tip=lambda part: part.licence),
            ],
            name_key="about.licences",
        )
        self._table.setObjectName("about_parts")
        self._text = QTextBrowser()
        self._text.setObjectName("about_text")
        self._text.setAccessibleName(i18n.t("about.text"))
        self._title = cards.wrapped(cards.text(bold=True, name="about_part"))
        reading = QVBoxLayout()
        reading.addWidget(self._title)
        reading.addWidget(self._text, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_M)
        row.addWidget(self._table, 1)
        row.addLayout(reading, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP_M, 0, 0)
        layout.addWidget(cards.wrapped(cards.text(i18n.t("about.licences_note"), role="muted")))
        layout.addLayout(row, 1)
        self._table.chosen.connect(self._on_chosen)
        self._table.set_rows(parts())

    def _on_chosen(self, part: Part | None) -> None:
        self._title.setText("" if part is None else _tip(part))
        self._text.setPlainText("" if part is None else part.text())


def _tip(part: Part) -> str:
    if part.inside:
        return i18n.t("about.inside", name=part.name, package=part.inside)
    return f"{part.name} {part.version}".strip()
