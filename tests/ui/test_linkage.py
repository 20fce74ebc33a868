"""关联分析: empty, own accounts, the article's case; switches, the counterfactual, the order of paying."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft
from assistant.domain.money import Money
from assistant.services.session import Session
from assistant.ui.cards import EmptyState
from assistant.ui.link_graph import LinkGraph
from assistant.ui.table import TableView
from tests.ui.test_credit_record import save_to, text_of

Drive = Callable[[Session], Any]


@pytest.fixture
def two(session: Session) -> Session:
    """花呗 3,000 due on the 10th and 白条 2,500 due on the 20th, from one pot of 3,000."""
    session.ledger.save_paying_account(PayingAccountDraft("余额宝", Money.of("3000")))
    for product, name in (("huabei", "花呗"), ("baitiao", "白条")):
        session.ledger.open_account(AccountDraft(product, name, (), (1,)))
    for owner, amount, on, due in (
        (1, "3000", date(2026, 11, 1), date(2026, 11, 10)),
        (2, "2500", date(2026, 11, 2), date(2026, 11, 20)),
    ):
        session.ledger.record_bill(
            BillDraft(owner, on, due, Money.of(amount), Money.of("250")), confirmed=True
        )
    return session


def page(driver: Any) -> QWidget:
    """The page, brought to the front."""
    driver.window.open_page("linkage")
    found: QWidget = driver.window.pages.currentWidget()
    return found


def test_from_the_empty_page_the_articles_case_can_be_loaded(
    session: Session, drive: Drive
) -> None:
    driver = drive(session)
    inside = page(driver)
    assert driver.find(EmptyState, "", inside).isVisible()
    driver.press("load_scenario", inside)
    assert not driver.find(EmptyState, "", inside).isVisible()
    assert "A先生" in driver.text("scenario_text", inside)
    assert "共差 ¥69.20" in driver.text("answer", inside)
    graph = driver.find(LinkGraph, "link_graph", inside)
    assert "借呗" in graph.accessibleDescription()
    assert session.queries.snapshot().accounts == ()  # nothing of it is the user's

    table = driver.find(TableView, "link_table", inside)
    keys = [row.key for row in table.table.rows]
    table.selectRow(keys.index(("cash.shared", 1, 4)))
    driver.press("switch_link", inside)
    assert "都够" in driver.text("answer", inside)
    assert "已关闭" in graph.accessibleDescription()
    driver.press("switch_link", inside)
    assert "共差 ¥69.20" in driver.text("answer", inside)
    assert session.queries.links_off() == set()
    data = driver.find(QComboBox, "linkage_data", inside)
    data.setCurrentIndex(0)
    assert driver.find(EmptyState, "", inside).isVisible()


def test_switching_a_link_off_takes_its_amount_away_and_undo_brings_it_back(
    two: Session, drive: Drive
) -> None:
    driver = drive(two)
    inside = page(driver)
    # Ten days late 花呗 takes 3,000.00 first, on the very day of 白条.
    assert "共差 ¥2,500.00" in driver.text("answer", inside)
    assert "缺口少 ¥2,500.00" in driver.text("link_parts", inside)
    table = driver.find(TableView, "link_table", inside)
    keys = [row.key for row in table.table.rows]
    table.selectRow(keys.index(("cash.shared", 1, 2)))
    assert "以官方文本为准" in driver.text("link_source", inside)
    driver.press("switch_link", inside)
    assert "都够" in driver.text("answer", inside)
    assert two.queries.links_off() == {("cash.shared", 1, 2)}
    driver.trigger("undo")
    assert "共差 ¥2,500.00" in driver.text("answer", inside)


def test_another_account_and_other_days_are_asked_for(two: Session, drive: Drive) -> None:
    driver = drive(two)
    inside = page(driver)
    driver.find(QSpinBox, "linkage_days", inside).setValue(3)
    assert "晚 3 天" in driver.text("answer", inside)
    who = driver.find(QComboBox, "late_account", inside)
    who.setCurrentIndex(1)
    assert "白条 晚 3 天" in driver.text("answer", inside)
    assert who.currentText() == "白条"


def test_an_account_with_nothing_to_pay_and_alone_says_so(session: Session, drive: Drive) -> None:
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    driver = drive(session)
    inside = page(driver)
    assert "没有待还" in driver.text("answer", inside)
    assert not driver.find(LinkGraph, "link_graph", inside).isVisible()
    assert "没有应还" in driver.text("priority_money", inside)


def test_a_due_without_a_balance_is_named(session: Session, drive: Drive) -> None:
    for product, name in (("huabei", "花呗"), ("baitiao", "白条")):
        session.ledger.open_account(AccountDraft(product, name, ()))
    on = date(2026, 11, 1)
    for owner in (1, 2):
        session.ledger.record_bill(BillDraft(owner, on, on.replace(day=10), Money.of("100")))
    driver = drive(session)
    assert "白条" in driver.text("unknown_dues", page(driver))


def test_the_articles_rule_orders_the_dues_and_can_be_switched_off(
    two: Session, drive: Drive
) -> None:
    driver = drive(two)
    inside = page(driver)
    table = driver.find(TableView, "priority_table", inside)
    shares = {row.claim.account_id: row.paid for row in table.table.rows}
    assert sum(amount.fen for amount in shares.values()) == 300000
    assert all(row.in_good_standing for row in table.table.rows)
    box = driver.find(QCheckBox, "article_rule", inside)
    assert box.isChecked()
    box.click()
    assert two.queries.snapshot().settings.article_rule == "no"
    assert [row.claim.account_id for row in table.table.rows] == [1, 2]
    assert table.isColumnHidden(5)
    box.click()
    assert not table.isColumnHidden(5)
    assert "够" in driver.text("priority_money", inside)


def test_the_graph_is_painted_in_both_themes(two: Session, drive: Drive) -> None:
    driver = drive(two)
    graph = driver.find(LinkGraph, "link_graph", page(driver))
    picture = graph.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }
    assert len(colours) > 4


def test_the_links_are_saved_as_pdf(
    two: Session, drive: Drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    driver = drive(two)
    inside = page(driver)
    save_to(monkeypatch, tmp_path / "links.pdf")
    driver.press("linkage_pdf", inside)
    said = text_of(tmp_path / "links.pdf")
    for part in ("cash.shared", "¥2,500.00", "以官方文本为准", "各自独立"):
        assert part in said
    driver.find(QComboBox, "linkage_data", inside).setCurrentIndex(1)
    driver.press("linkage_pdf", inside)
    assert "¥69.20" in text_of(tmp_path / "links.pdf")
