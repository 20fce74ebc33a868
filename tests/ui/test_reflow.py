"""No page scrolls sideways and nothing is cut: in a small window with large text and with long names."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from assistant import i18n
from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, PayingAccountDraft
from assistant.domain.money import Money
from assistant.services.session import Session
from assistant.ui import cards, theme
from assistant.ui.main_window import SMALLEST, MainWindow
from assistant.ui.pages import PAGES
from assistant.ui.table import Column, TableView
from tests.ui.conftest import Driver

Drive = Callable[[Session], Driver]
LONG = "招商银行 Young 卡青年版信用卡（妈妈的手机开的那一张）尾号 8888"


@pytest.fixture(params=["zh_CN", "en"])
def large(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """The largest text, in both languages."""
    i18n.use(request.param)
    yield
    i18n.use("zh_CN")
    theme.apply_theme(qapp, "light")


def faults(area: QWidget) -> Iterator[str]:
    """What of a page cannot be seen without scrolling sideways, or is cut."""
    for scroll in (*area.findChildren(QScrollArea), area.parent()):
        if isinstance(scroll, QScrollArea) and scroll.isVisible():
            beyond = scroll.horizontalScrollBar().maximum()
            if beyond:
                yield f"sideways by {beyond}: {scroll.widget()}"
    for label in area.findChildren(QLabel):
        plain = label.textFormat() is Qt.TextFormat.PlainText and not label.wordWrap()
        if label.isVisible() and plain and label.width() < label.sizeHint().width() - 1:
            yield f"cut: {label.text()!r}"


def small(driver: Driver) -> MainWindow:
    """The window at its smallest size."""
    driver.window.resize(*SMALLEST)
    return driver.window


@pytest.mark.usefixtures("large")
def test_every_page_reflows_with_text_of_200_per_cent(
    drive: Drive, demo: Session, qapp: QApplication
) -> None:
    theme.apply_theme(qapp, "light", 200)
    window = small(drive(demo))
    found = []
    for number in range(window.tabs.count()):
        window.tabs.setCurrentIndex(number)
        qapp.processEvents()
        tab = window.tabs.currentWidget()
        assert tab is not None
        found += [f"tab {number}: {row}" for row in faults(tab)]
    for key in (page.key for page in PAGES):
        window.open_page(key)
        qapp.processEvents()
        page = window.pages.currentWidget()
        assert page is not None
        found += [f"{key}: {row}" for row in faults(page)]
    assert found == []


def test_long_names_and_seven_figures_cut_nothing(
    drive: Drive, session: Session, qapp: QApplication
) -> None:
    ledger = session.ledger
    ledger.save_paying_account(PayingAccountDraft(LONG, Money.of("1234567.89")))
    for product in ("huabei", "jiebei", "credit_card"):
        limit = (DatedTerm("limit", "1234567.89"),)
        ledger.open_account(AccountDraft(product, f"{product} {LONG}", limit, (1,)))
    window = small(drive(session))
    for number in range(window.tabs.count()):
        window.tabs.setCurrentIndex(number)
        qapp.processEvents()
        tab = window.tabs.currentWidget()
        assert tab is not None
        assert list(faults(tab)) == [], number


def test_a_page_is_held_to_a_width_that_can_be_read(
    drive: Drive, demo: Session, qapp: QApplication
) -> None:
    window = drive(demo).window
    window.resize(1920, 1200)
    qapp.processEvents()
    page = window.overview.page
    assert page.width() == cards.held(QWidget()).maximumWidth()
    left = page.mapTo(window.overview, page.rect().topLeft()).x()
    right = window.overview.width() - page.width() - left
    assert abs(left - right) <= 1


def test_sentences_end_where_they_can_still_be_read(qtbot: QtBot) -> None:
    label = cards.prose("一句很长的话，" * 40)
    qtbot.addWidget(label)
    narrow = label.heightForWidth(600)
    label.resize(1600, 400)
    label.show()
    assert label.contentsMargins().right() == 800
    assert label.heightForWidth(1600) == label.heightForWidth(1200) < narrow
    assert label.heightForWidth(1600) > label.fontMetrics().lineSpacing() * 2


def test_a_long_line_of_a_list_that_wraps_has_two_lines(qtbot: QtBot) -> None:
    table = TableView([Column("learn.column", str)], name_key="learn.list", wrap=True)
    qtbot.addWidget(table)
    table.resize(200, 200)
    table.show()
    table.set_rows(["short", "words that go on " * 3])
    assert table.rowHeight(0) == theme.scaled(30)
    assert table.rowHeight(1) > table.fontMetrics().lineSpacing() * 2


def test_columns_of_one_width_are_as_many_as_fit(qtbot: QtBot) -> None:
    from assistant.ui.flow import even

    figures = [cards.Figure("caption", f"figure_{number}") for number in range(4)]
    for figure in figures:
        figure.set("¥1,234.56")
    box = even(*figures, most=3)
    qtbot.addWidget(box)
    box.resize(900, 300)
    box.show()
    assert [figure.y() == figures[0].y() for figure in figures] == [True, True, True, False]
    assert len({figure.width() for figure in figures}) == 1
    box.resize(figures[0].sizeHint().width() + 10, 600)
    assert len({figure.x() for figure in figures}) == 1
