"""The page 知识 and the links that lead to its cards."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QTextBrowser, QToolButton

from assistant import i18n
from assistant.services import demo
from assistant.services.session import Session
from assistant.ui.dialogs.learn import LearnDialog
from assistant.ui.table import TableView
from assistant.ui.tabs.knowledge import KnowledgePage
from tests.conftest import FakeClock
from tests.ui.conftest import Driver


@pytest.fixture
def page(drive: Callable[[Session], Driver], session: Session) -> KnowledgePage:
    driver = drive(session)
    driver.window.open_page("knowledge")
    found = driver.window.findChild(KnowledgePage)
    assert found is not None
    return found


def titles(page: KnowledgePage) -> list[str]:
    table = page.findChild(TableView, "learn_list")
    assert table is not None
    return [card.id for card in table.table.rows]


def text(page: KnowledgePage, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert label is not None
    return label.text()


def type_in(page: KnowledgePage, words: str) -> None:
    search = page.findChild(QLineEdit, "learn_search")
    assert search is not None
    search.setText(words)


def test_all_cards_are_there_and_one_is_open(page: KnowledgePage) -> None:
    assert len(titles(page)) >= 40
    assert text(page, "learn_title")
    assert "以官方文本为准" in text(page, "learn_source")
    assert "2026-11-23" in text(page, "learn_source")


def test_the_list_follows_what_is_typed_also_two_characters(page: KnowledgePage) -> None:
    type_in(page, "异议")
    assert titles(page)[0] == "dispute"
    assert text(page, "learn_title").startswith("征信有错")
    type_in(page, "最低还款")
    assert titles(page)[0] in ("minimum-payment", "minimum-interest")
    type_in(page, "没有这样的词")
    assert titles(page) == []
    assert not page.findChild(QLabel, "learn_nothing").isHidden()  # type: ignore[union-attr]


def test_a_topic_narrows_the_list(page: KnowledgePage) -> None:
    page.findChild(QLineEdit)
    topic = page._tag  # noqa: SLF001 - a combo box has no text of its own to type
    topic.set_text_value("遗产")
    assert all(card_id.startswith("estate") for card_id in titles(page))


def test_a_link_leads_to_another_card_even_if_the_search_hides_it(page: KnowledgePage) -> None:
    type_in(page, "最低还款省了什么")
    browser = page.findChild(QTextBrowser)
    assert browser is not None
    browser.anchorClicked.emit(QUrl("learn:minimum-interest"))
    assert text(page, "learn_title").startswith("最低还款的利息")
    browser.anchorClicked.emit(QUrl("https://example.org"))
    assert text(page, "learn_title").startswith("最低还款的利息")


def test_an_old_card_is_marked_in_words_and_in_the_list(
    drive: Callable[[Session], Driver], session: Session, clock: FakeClock
) -> None:
    clock.now += timedelta(days=500)
    driver = drive(session)
    driver.window.open_page("knowledge")
    page = driver.window.findChild(KnowledgePage)
    assert page is not None
    assert "超过一年" in text(page, "learn_doubt")
    table = page.findChild(TableView, "learn_list")
    assert table is not None
    assert all(table.table.columns[0].text(row).startswith("⚠") for row in table.table.rows)


def test_a_card_opens_where_it_matters_and_its_links_lead_on_and_back(
    drive: Callable[[Session], Driver], session: Session
) -> None:
    demo.fill(session.ledger, session.queries)
    driver = drive(session)
    driver.window.open_account(1)
    tab = driver.window.tabs.currentWidget()
    assert tab is not None
    link = driver.find(QToolButton, "learn_minimum-payment")
    assert link.accessibleName() == "了解：这期怎么还"

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, LearnDialog)
        title = dialog.findChild(QLabel, "learn_title")
        browser = dialog.findChild(QTextBrowser)
        assert title is not None
        assert browser is not None
        assert title.text().startswith("最低还款省了什么")
        browser.anchorClicked.emit(QUrl("learn:minimum-interest"))
        assert title.text().startswith("最低还款的利息")
        driver.press("learn_back", dialog)
        assert title.text().startswith("最低还款省了什么")

    driver.in_dialog(link.click, read)


def test_every_link_of_the_program_leads_to_a_card(
    drive: Callable[[Session], Driver], session: Session
) -> None:
    demo.fill(session.ledger, session.queries)
    driver = drive(session)
    for account in session.queries.snapshot().accounts:
        driver.window.open_account(account.id)
    for key in ("collection", "estate"):
        driver.window.open_page(key)
    links = [
        made
        for made in driver.window.findChildren(QToolButton)
        if made.property("card") is not None
    ]
    named = {str(made.property("card")) for made in links}
    assert named >= {
        *("minimum-payment", "settlement-early", "rate-caps", "instalment-true-cost"),
        *("first-day-overdue", "overdue-cost", "who-lends", "complaint-ladder", "estate-cap"),
    }
    assert named <= session.rights.knowledge.cards.keys()
    assert all(made.accessibleName() for made in links)


def test_in_english_the_cards_are_english(
    drive: Callable[[Session], Driver], session: Session
) -> None:
    i18n.use("en")
    driver = drive(session)
    driver.window.open_page("knowledge")
    page = driver.window.findChild(KnowledgePage)
    assert page is not None
    type_in(page, "renouncing")
    assert text(page, "learn_title").startswith("Renouncing")
    assert "the official text decides" in text(page, "learn_source")
