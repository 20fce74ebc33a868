"""A name is a name: what looks like markup in it is shown on every page and in every dialog, as it is."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assistant.services.session import Session
from assistant.ui import boxes, plain
from assistant.ui.pages import PAGES
from tests.test_house import ROOT
from tests.ui.conftest import Driver
from tests.ui.every_dialog import MAKERS, classes

Drive = Callable[[Session], Driver]
KINDS = {kind.__name__: kind for kind in classes()}
NAME = "<b>x</b><img src=y>"
_NAMED = {
    "account": "name",
    "paying_account": "name",
    "cash_item": "title",
    "loan": "title",
    "instalment_plan": "title",
}


@pytest.fixture
def hostile(demo: Session) -> Session:
    """The demo, where everything that has a name has markup in it."""
    assert demo.store.path is not None
    with closing(sqlite3.connect(demo.store.path)) as connection:
        for table, column in _NAMED.items():
            changed = connection.execute(f"UPDATE {table} SET {column} = ? || id", [NAME])  # noqa: S608
            assert changed.rowcount, table
        connection.commit()
    return demo


def carried_out(area: QWidget) -> Iterator[str]:
    """Every text inside ``area`` whose markup Qt would carry out."""
    for widget in [area, *area.findChildren(QWidget)]:
        if _is_markup(widget.toolTip()):
            yield f"tooltip of {type(widget).__name__} {widget.objectName()!r}"
        if (
            isinstance(widget, QLabel)
            and widget.textFormat() is not Qt.TextFormat.PlainText
            and _is_markup(widget.text())
        ):
            yield f"label {widget.objectName()!r}: {widget.text()}"
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        if model is not None:
            yield from (
                f"row of {widget.objectName()!r}" for tip in _tips(model) if _is_markup(tip)
            )


def _tips(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    under = parent or QModelIndex()
    for row in range(min(model.rowCount(under), 30)):
        for column in range(
            1 if isinstance(model, QAbstractListModel) else model.columnCount(under)
        ):
            yield str(
                model.data(model.index(row, column, under), Qt.ItemDataRole.ToolTipRole) or ""
            )


def _is_markup(text: str) -> bool:
    return re.search(r"<(b|img)\b", text) is not None


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_names_stay_names_on_every_page(drive: Drive, hostile: Session, key: str) -> None:
    window = drive(hostile).window
    window.open_page(key)
    page = window.pages.currentWidget()
    assert page is not None
    assert list(carried_out(window)) == []
    for number in range(window.tabs.count()):
        window.tabs.setCurrentIndex(number)
    assert list(carried_out(window)) == []


@pytest.mark.parametrize("name", sorted(KINDS))
def test_names_stay_names_in_every_dialog(
    drive: Drive, hostile: Session, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    made: QDialog = MAKERS[name](drive(hostile), KINDS[name], tmp_path)
    qtbot.addWidget(made)
    made.show()
    assert list(carried_out(made)) == []


def test_boxes_show_their_words_and_what_stands_below_literally(qapp: object) -> None:
    made = boxes.box(None, NAME, NAME, more=NAME, warning=True)
    assert {row.text() for row in made.findChildren(QLabel)} >= {NAME}
    assert list(carried_out(made)) == []
    assert made.icon() is QMessageBox.Icon.Warning


def test_tooltips_show_tags_and_keep_what_is_plain(qapp: object) -> None:
    assert plain.tip("¥12.50\n花呗") == "¥12.50\n花呗"
    assert plain.tip(f"{NAME}\n花呗") == (
        "<span>&lt;b&gt;x&lt;/b&gt;&lt;img src=y&gt;<br>花呗</span>"
    )
    assert plain.tip("&lt;b&gt;") == "<span>&amp;lt;b&amp;gt;</span>"
    area, listed = QWidget(), QListWidget()
    row = QListWidgetItem(listed)
    for one in (area, row):
        plain.set_tip(one, NAME)
        assert not _is_markup(one.toolTip())


def test_a_tooltip_that_is_shown_at_once_is_literal_too(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _of: told.append(text))
    area = QWidget()
    qtbot.addWidget(area)
    plain.show_tip(QPoint(), NAME, area)
    assert told
    assert not _is_markup(told[0])


def test_nobody_makes_labels_boxes_and_tooltips_past_them() -> None:
    past = re.compile(r"QMessageBox\(|QMessageBox\.[a-z]|QToolTip\.|\.setToolTip\(")
    allowed = {"plain.py", "boxes.py", "tray.py"}  # the tray's tooltip is the desktop's, and plain
    for path in sorted((ROOT / "assistant" / "ui").rglob("*.py")):
        if path.name not in allowed:
            text = path.read_text("utf-8")
            assert past.search(text) is None, path.name
            assert "QLabel(" not in text or "PlainText" in text, path.name
