"""The language is changed at run time: no page, menu or tray says anything in the old one."""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableView,
    QTextBrowser,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assistant import i18n, resources
from assistant.app import App
from assistant.services.knowledge import Knowledge
from assistant.services.session import Session
from assistant.ui.fields import DateField
from assistant.ui.main_window import MainWindow
from assistant.ui.program import Program
from tests.ui.test_safety import then

CHINESE = re.compile(r"[\u4e00-\u9fff，。：；（）「」]")
ENGLISH_DATE = re.compile(
    r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"
)
ENGLISH = re.compile(r"[A-Za-z]{3}")
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,}")
CHINESE_DATE = re.compile(r"\d+月\d+日|周[一二三四五六日]")


@pytest.fixture
def program(app: App, started: Callable[[App], Program]) -> Program:
    """The program on its demo data, in Chinese."""
    session = app.open_demo()
    session.ledger.set_setting("language", "zh_CN")
    session.close()
    return started(app)


def build_all(window: MainWindow, qtbot: QtBot) -> None:
    """Open each page and each account's tab."""
    for key in window.page_keys:
        window.open_page(key)
        qtbot.wait(1)
    window.open_overview()
    for number in range(window.tabs.count()):
        window.tabs.setCurrentIndex(number)
        qtbot.wait(1)
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()


def cells(model: QAbstractItemModel | None) -> Iterator[str]:
    """What a table says, its headers too."""
    if model is None:
        return
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount()):
            yield str(model.index(row, column).data() or "")
            yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


def texts(area: QWidget) -> Iterator[str]:
    """Every text of a window, hidden ones too."""
    yield area.windowTitle()
    for widget in area.findChildren(QWidget):
        yield from (widget.accessibleName(), widget.toolTip(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton | QToolButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(number) for number in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(number) for number in range(widget.count()))
        elif isinstance(widget, QTableView):
            yield from cells(widget.model())
        elif isinstance(widget, QTextBrowser):
            yield widget.toPlainText()
    yield from (action.text() for action in area.findChildren(QAction))


def own_names(session: Session) -> set[str]:
    """What the user wrote himself; it stays as it is in any language."""
    snapshot = session.queries.snapshot()
    names = {row.name for row in snapshot.accounts}
    names |= {row.name for row in snapshot.paying_accounts}
    names |= {row.title for row in snapshot.cash_items}
    names |= {row.title for row in snapshot.loans}
    names |= {row.title for row in snapshot.plans}
    for account in snapshot.accounts:
        names.add(account.terms_on(snapshot.product_of(account), snapshot.today).lender)
    return names


def sources() -> set[str]:
    """Where the rules of law stand: quoted in the language they are written in."""
    found: set[str] = set()
    for path in resources.path("law").glob("*.toml"):
        waiting: list[Any] = [tomllib.loads(path.read_text("utf-8"))]
        while waiting:
            value = waiting.pop()
            if isinstance(value, str) and CHINESE.search(value):
                found.add(value)
            elif isinstance(value, dict):
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value
    found |= {card.source for card in Knowledge("en").cards.values()}
    return found


def foreign(window: MainWindow, kept: set[str], wanted: re.Pattern[str]) -> set[str]:
    """Texts that match a pattern once what stays in any language is taken out."""
    found = set()
    longest = sorted(kept, key=len, reverse=True)
    for text in texts(window):
        bare = text
        for name in longest:
            bare = bare.replace(name, "")
        if wanted.search(bare):
            found.add(text)
    return found


def switch(program: Program, language: str, qtbot: QtBot) -> MainWindow:
    """Choose a language in the menu of the window; the new window with all built."""
    old = program.window
    with qtbot.waitSignal(program.painted, timeout=60_000):
        action = old.findChild(QAction, f"language_{language}")
        assert action is not None
        action.trigger()
    assert program.window is not old
    build_all(program.window, qtbot)
    return program.window


def session_of(program: Program) -> Session:
    session = program._session  # noqa: SLF001
    assert session is not None
    return session


def test_after_the_change_nothing_is_said_in_the_old_language(
    program: Program, qtbot: QtBot
) -> None:
    build_all(program.window, qtbot)
    chinese = set(texts(program.window))
    window = switch(program, "en", qtbot)
    kept = own_names(session_of(program)) | sources() | {"中文"}
    assert foreign(window, kept, CHINESE) == set()
    english = {text for text in texts(window) if ENGLISH.search(text)}
    back = switch(program, "zh_CN", qtbot)
    said = set(texts(back))
    assert said & english <= chinese  # names of systems and keys alone are the same in both
    assert said & english <= {text for text in english if not SENTENCE.search(text)}
    assert len(said) > 300


def test_days_are_written_as_the_language_writes_them(program: Program, qtbot: QtBot) -> None:
    build_all(program.window, qtbot)
    kept = own_names(session_of(program)) | sources()
    assert foreign(program.window, kept, ENGLISH_DATE) == set()
    chinese = {text for text in texts(program.window) if CHINESE_DATE.search(text)}
    assert len(chinese) > 20
    window = switch(program, "en", qtbot)
    assert foreign(window, kept, CHINESE_DATE) == set()
    english = {text for text in texts(window) if ENGLISH_DATE.search(text)}
    assert len(english) > 20
    assert any(re.fullmatch(r"\w{3} \d{1,2} \w{3}", text) for text in english)


def test_amounts_stand_the_same_in_both_languages(program: Program, qtbot: QtBot) -> None:
    def amounts(window: MainWindow) -> set[str]:
        return {amount for text in texts(window) for amount in re.findall(r"¥[\d,]+\.\d\d", text)}

    build_all(program.window, qtbot)
    before = amounts(program.window)
    assert len(before) > 30
    assert amounts(switch(program, "en", qtbot)) == before


def test_a_calendar_to_pick_a_day_from_speaks_the_language(qtbot: QtBot) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        calendar = dialog.findChild(QCalendarWidget)
        assert calendar is not None
        seen.append(calendar.locale().monthName(11))
        dialog.reject()

    for language in ("zh_CN", "en"):
        i18n.use(language)
        field = DateField()
        qtbot.addWidget(field)
        problems = then(look)
        field.pick()
        assert problems == []
    assert seen == ["十一月", "November"]


def test_a_day_far_away_in_another_year_says_its_year() -> None:
    today = date(2026, 11, 27)
    assert i18n.day(date(2027, 1, 10), today) == "1月10日 周日"
    assert i18n.day(date(2026, 2, 10), today) == "2月10日 周二"
    assert i18n.day(date(2027, 8, 10), today) == "2027年8月10日 周二"
