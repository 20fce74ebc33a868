"""逾期推演: figures by day, month and phase; saved scenarios side by side."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from assistant.domain.draft import AccountDraft, BillDraft
from assistant.domain.money import Money
from assistant.services.session import Session
from assistant.ui.cards import EmptyState
from assistant.ui.table import TableView
from tests.ui.test_credit_record import save_to, text_of

Drive = Callable[[Session], Any]


@pytest.fixture
def billed(session: Session) -> Session:
    """花呗 with a bill of 1,000 due on 10 November."""
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    on = date(2026, 11, 1)
    session.ledger.record_bill(BillDraft(1, on, on.replace(day=10), Money.of("1000")))
    return session


def page(driver: Any) -> QWidget:
    """The page, brought to the front."""
    driver.window.open_page("late")
    found: QWidget = driver.window.pages.currentWidget()
    return found


def save(driver: Any, inside: QWidget, name: str, days: int) -> None:
    """Save the present inputs under a name."""
    driver.find(QSpinBox, "late_days", inside).setValue(days)
    driver.find(QLineEdit, "scenario_name", inside).setText(name)
    driver.press("save_scenario", inside)


def test_without_a_due_the_page_says_what_it_is_for(session: Session, drive: Drive) -> None:
    driver = drive(session)
    inside = page(driver)
    assert driver.find(EmptyState, "", inside).isVisible()
    assert not driver.find(QWidget, "late_choices", inside).isVisible()


def test_the_cost_grows_by_the_day_and_the_record_by_the_month(
    billed: Session, drive: Drive
) -> None:
    driver = drive(billed)
    inside = page(driver)
    driver.find(QSpinBox, "late_days", inside).setValue(40)
    table = driver.find(TableView, "late_table", inside)
    assert [str(row.cost) for row in table.table.rows[:3]] == ["0.50", "1.00", "1.50"]
    assert len(table.table.rows) == 40
    assert driver.text("late_then", inside) == "¥20.00"
    assert driver.text("late_today", inside) == "¥0.00"
    assert driver.text("late_worst", inside) == "1 逾期 1–30 天"
    assert "2026 年 11月「1 逾期 1–30 天」" in driver.text("late_months", inside)
    collection = driver.find(QWidget, "phase_collection", inside)
    driver.qtbot.waitUntil(collection.isVisible)
    driver.find(QSpinBox, "late_days", inside).setValue(5)
    assert driver.text("late_worst", inside) == "M"
    assert not collection.isVisible()


def test_scenarios_are_saved_compared_shown_and_deleted(billed: Session, drive: Drive) -> None:
    driver = drive(billed)
    inside = page(driver)
    save(driver, inside, "晚五天", 5)
    save(driver, inside, "晚两个月", 60)
    table = driver.find(TableView, "scenario_table", inside)
    shown = [[str(table.table.index(row, column).data()) for column in (0, 3, 5)] for row in (0, 1)]
    assert shown == [["晚五天", "¥2.50", "M"], ["晚两个月", "¥30.00", "2"]]
    driver.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert driver.find(QSpinBox, "late_days", inside).value() == table.current().saved.days
    save(driver, inside, "晚五天", 7)
    assert "同名" in driver.text("scenario_error", inside)
    save(driver, inside, "", 7)
    assert driver.find(QWidget, "scenario_error", inside).isVisible()
    table.selectRow(0)
    driver.press("remove_scenario", inside)
    assert [row.saved.name for row in table.table.rows] == ["晚两个月"]
    driver.trigger("undo")
    assert len(table.table.rows) == 2


def test_a_scenario_whose_due_is_paid_says_so(billed: Session, drive: Drive) -> None:
    driver = drive(billed)
    inside = page(driver)
    save(driver, inside, "晚五天", 5)
    due = next(iter(driver.find(TableView, "scenario_table", inside).table.rows)).found.due
    driver.context.mark_paid(due)
    table = driver.find(TableView, "scenario_table", inside)
    assert table.isVisible()
    assert str(table.table.index(0, 3).data()) == "已还清"
    driver.press("remove_scenario", inside)


def test_the_chosen_due_stays_chosen_when_something_changes(billed: Session, drive: Drive) -> None:
    billed.ledger.open_account(AccountDraft("baitiao", "白条", ()))
    on = date(2026, 11, 2)
    billed.ledger.record_bill(BillDraft(2, on, on.replace(day=20), Money.of("500")))
    driver = drive(billed)
    inside = page(driver)
    which = driver.find(QComboBox, "late_due", inside)
    which.setCurrentIndex(1)
    driver.context.bus.run(billed.ledger.open_account, AccountDraft("huabei", "第三个", ()))
    assert which.currentText().startswith("白条")


def test_a_lateness_is_saved_as_pdf(
    billed: Session, drive: Drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    driver = drive(billed)
    inside = page(driver)
    driver.find(QSpinBox, "late_days", inside).setValue(100)
    save_to(monkeypatch, tmp_path / "late.pdf")
    driver.press("late_pdf", inside)
    said = text_of(tmp_path / "late.pdf")
    for part in ("¥50.00", "2027-02-18", "严重逾期", "该做"):
        assert part in said
