"""One design language: spacing, type, one accent, semantic colours, for light and dark."""

import tomllib
from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

from assistant import resources

GAP_S, GAP_M, GAP_L = 6, 10, 16
POINTS, POINTS_SMALL, POINTS_TITLE, POINTS_HERO = 10.0, 9.0, 11.5, 24.0
FAMILIES = [
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
]
MODES = ("system", "light", "dark")
STYLE = "fusion"
STYLED = "styled"
"""Property of an application that has the style already."""
_LARGE = 1.5

Palette = Mapping[str, str]


class _Theme:
    """The palette in force, so that painters and models need not be told."""

    palette: ClassVar[Palette] = {}
    mode: ClassVar[str] = ""
    follows: ClassVar[bool] = False
    scale: ClassVar[float] = 1.0


def colours(name: str) -> Palette:
    """The colours of ``light`` or ``dark`` by their meaning."""
    return tomllib.loads(resources.path(f"theme/{name}.toml").read_text("utf-8"))


def colour(meaning: str) -> QColor:
    """The colour of a meaning (``ok``, ``danger``, ``muted``, …) in the theme in force."""
    return QColor(_Theme.palette[meaning])


def apply_theme(app: QApplication, mode: str, scale: int = 100) -> None:
    """Dress the whole program in ``light``, ``dark`` or what the system has, text at ``scale`` per cent.

    One application stylesheet: a stylesheet per widget would be parsed for each of them.
    With ``system`` the program changes its dress whenever the system does.
    """
    _Theme.mode = mode
    _Theme.scale = scale / 100
    hints = QGuiApplication.styleHints()
    if not _Theme.follows:
        hints.colorSchemeChanged.connect(_on_scheme_changed)
        _Theme.follows = True
    _dress(app, _name_of(hints.colorScheme()) if mode == "system" else mode)


def _name_of(scheme: Qt.ColorScheme) -> str:
    return "dark" if scheme is Qt.ColorScheme.Dark else "light"


def _on_scheme_changed(scheme: Qt.ColorScheme) -> None:
    app = QApplication.instance()
    if _Theme.mode == "system" and isinstance(app, QApplication):
        _dress(app, _name_of(scheme))


def _dress(app: QApplication, name: str) -> None:
    found = colours(name)
    _Theme.palette = found
    if not app.property(STYLED):  # making a style anew costs as much as reading both themes
        app.setStyle(STYLE)
        app.setProperty(STYLED, True)
    app.setFont(font())
    app.setPalette(_qt_palette(found))
    app.setStyleSheet(_stylesheet(found))


def repolish(widget: QWidget) -> None:
    """Let the stylesheet look at a property anew; not needed before a widget was first dressed."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def scaled(pixels: int) -> int:
    """A height or width that holds text, at the size of text that the user chose."""
    return round(pixels * _Theme.scale)


def is_large() -> bool:
    """Whether text is so large that things stand below each other instead of side by side."""
    return _Theme.scale >= _LARGE


def font(points: float = POINTS, *, bold: bool = False) -> QFont:
    """The program's font; the families are explicit, else Qt may take Japanese glyphs."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPointSizeF(points * _Theme.scale)
    made.setBold(bold)
    # Tabular figures: amounts stand in columns.
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def paint_focus(painter: QPainter, widget: QWidget) -> None:
    """The accent edge of a painted widget that has the focus, as the stylesheet gives the others."""
    if widget.hasFocus():
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), 4, 4)


def _qt_palette(found: Palette) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, meaning in (
        (role.Window, "page"),
        (role.Base, "field"),
        (role.AlternateBase, "hover"),
        (role.Button, "card"),
        (role.ToolTipBase, "card"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "text"),
        (role.Link, "accent"),
        (role.Accent, "accent"),
        (role.Mid, "line"),
    ):
        palette.setColor(which, QColor(found[meaning]))
    disabled = QPalette.ColorGroup.Disabled
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(disabled, which, QColor(found["muted"]))
    return palette


def _stylesheet(found: Palette) -> str:
    css = _CSS.replace("@icons", resources.path("icons").as_posix())
    for pixels in (26, 18, 9):
        css = css.replace(f"@px{pixels}", f"{scaled(pixels)}px")
    for meaning in sorted(found, key=len, reverse=True):
        css = css.replace(f"@{meaning}", found[meaning])
    return css


_CSS = """
QFrame[role="card"] { background: @card; border: 1px solid @line; border-radius: 8px; }
QFrame[role="banner"] { background: @warning_soft; border: 1px solid @warning; border-radius: 8px; }
QFrame[role="banner"][page="true"] { border-radius: 0; border-width: 0 0 1px 0; }
QFrame[role="banner"][tone="danger"] { background: @danger_soft; border-color: @danger; }
QFrame[role="banner"][tone="info"] { background: @selection; border-color: @accent; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="error"], QLabel[tone="danger"] { color: @danger; }
QLabel[tone="warning"] { color: @warning; }
QLabel[tone="ok"] { color: @ok; }
QLabel[role="chip"] { border-radius: 9px; padding: 1px 8px; background: @hover; }
QLabel[role="chip"][tone="ok"] { background: @ok_soft; color: @ok; }
QLabel[role="chip"][tone="warning"] { background: @warning_soft; color: @warning; }
QLabel[role="chip"][tone="danger"] { background: @danger_soft; color: @danger; }
QPushButton { background: @card; border: 1px solid @field_line; border-radius: 6px; padding: 4px 12px; }
QPushButton:hover { background: @hover; }
QPushButton:disabled { color: @muted; border-color: @line; }
QPushButton[role="primary"] { background: @accent; color: @accent_text; border-color: @accent; }
QPushButton[role="primary"]:disabled { background: @line; color: @muted; border-color: @line; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 3px 11px; }
QPushButton[role="primary"]:focus { border-color: @text; }
QPushButton[role="fold"] { background: transparent; border-color: transparent; color: @accent; text-align: left; padding: 4px 0; }
QPushButton[role="fold"]:focus { border-color: @accent; padding: 3px 0; }
QCheckBox:focus { color: @accent; }
QToolButton[role="learn"] { background: transparent; color: @accent; border: 1px solid @field_line; border-radius: @px9; min-width: @px18; max-width: @px18; min-height: @px18; max-height: @px18; padding: 0; font-weight: bold; }
QToolButton[role="learn"]:hover { background: @hover; }
QToolButton[role="learn"]:focus { border: 2px solid @accent; padding: 0; }
QPlainTextEdit { background: @field; border: 1px solid @field_line; border-radius: 5px; padding: 3px 4px; }
QPlainTextEdit:focus { border: 2px solid @accent; padding: 2px 3px; }
QTextBrowser { background: transparent; border: 2px solid transparent; border-radius: 5px; }
QTextBrowser:focus { border-color: @accent; }
QLineEdit, QComboBox, QSpinBox { background: @field; border: 1px solid @field_line; border-radius: 5px; padding: 3px 6px; min-height: 20px; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid @accent; padding: 2px 5px; }
QSpinBox, QSpinBox:focus { padding: 0; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QPlainTextEdit:disabled { background: @page; border-color: @line; color: @muted; }
QLineEdit[invalid="true"], QComboBox[invalid="true"] { border: 2px solid @danger; padding: 2px 5px; }
QComboBox::drop-down, QSpinBox::up-button, QSpinBox::down-button { border: none; width: 22px; }
QComboBox::down-arrow, QSpinBox::down-arrow { image: url("@icons/chevron.svg"); width: 14px; height: 14px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { outline: 0; background: @card; border: 1px solid @field_line; padding: 3px; selection-background-color: @selection; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: @px26; padding: 0 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: @selection; color: @text; }
QMenuBar { background: @card; border-bottom: 1px solid @line; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @card; border: 1px solid @field_line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 28px; border-radius: 4px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @muted; background: transparent; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 8px; }
QMenu::indicator:checked { image: url("@icons/check.svg"); }
QMenu::right-arrow { image: url("@icons/chevron-right.svg"); width: 14px; height: 14px; margin-right: 6px; }
QPushButton::menu-indicator { image: url("@icons/chevron.svg"); width: 12px; height: 12px; subcontrol-origin: border; subcontrol-position: right center; right: 7px; }
QDialogButtonBox, QMessageBox { dialogbuttonbox-buttons-have-icons: 0; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @card; }
QCalendarWidget QToolButton { background: transparent; color: @text; border: none; border-radius: 5px; padding: 4px 10px; }
QCalendarWidget QToolButton:hover { background: @hover; }
QCalendarWidget QToolButton:focus { border: 2px solid @accent; padding: 2px 8px; }
QCalendarWidget QTableView { border-radius: 0; }
QSpinBox::up-arrow { image: url("@icons/chevron-up.svg"); width: 14px; height: 14px; }
QCheckBox::indicator { width: 15px; height: 15px; background: @field; border: 1px solid @field_line; border-radius: 4px; }
QCheckBox::indicator:checked { border-color: @accent; image: url("@icons/check.svg"); }
QCheckBox::indicator:focus { border: 2px solid @accent; }
QCheckBox::indicator:disabled { background: @page; border-color: @line; }
QTableView { outline: 0; background: @card; border: 1px solid @line; border-radius: 6px; gridline-color: @line; selection-background-color: @hover; selection-color: @text; }
QTableView:focus { selection-background-color: @selection; }
QTableView::item { padding: 0 7px; }
QTreeView, QListView#palette_list { outline: 0; background: @card; border: 1px solid @line; border-radius: 6px; selection-background-color: @selection; selection-color: @text; }
QTreeView::item, QListView#palette_list::item { padding: 5px 7px; }
QTableView:focus, QTreeView:focus, QListView#palette_list:focus { border-color: @accent; }
QTableCornerButton::section { background: @card; border: none; border-bottom: 1px solid @line; }
QHeaderView::section { background: @card; color: @muted; border: none; border-bottom: 1px solid @line; padding: 4px 10px; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar::tab { padding: 7px 16px; border: none; border-bottom: 3px solid transparent; color: @muted; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:focus { color: @accent; }
QTabBar::tab:hover { background: @hover; }
QTabBar QToolButton { background: @page; border: none; }
QTabBar QToolButton:hover { background: @hover; }
QTabBar QToolButton::left-arrow { image: url("@icons/chevron-left.svg"); width: 14px; height: 14px; }
QTabBar QToolButton::right-arrow { image: url("@icons/chevron-right.svg"); width: 14px; height: 14px; }
QFrame[role="rail"] { background: @card; border: none; border-right: 1px solid @line; }
QScrollArea#rail { background: @card; }
QFrame[role="rail_line"] { background: @line; border: none; }
QScrollArea#rail QToolButton { background: transparent; color: @muted; border: none; border-radius: 6px; padding: 2px 0 2px 0; }
QScrollArea#rail QToolButton:hover { background: @hover; }
QScrollArea#rail QToolButton:checked { background: @selection; color: @text; }
QScrollArea#rail QToolButton:focus { border: 2px solid @accent; padding: 0; }
QProgressBar { background: @line; border: none; border-radius: 2px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QListWidget { outline: 0; background: @card; border: 1px solid @line; border-radius: 6px; padding: 3px; selection-background-color: @selection; selection-color: @text; }
QListWidget::item { padding: 4px 7px; border-radius: 4px; color: @text; }
QListWidget::item:selected { background: @selection; }
QListWidget:focus { border-color: @accent; }
QScrollArea { border: none; background: transparent; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @field_line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @card; color: @text; border: 1px solid @field_line; padding: 4px; }
"""
