"""征信 from the empty state to the exported PDF: grid, meaning by keyboard, typed months, expiry, dispute."""

import csv
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QWidget

from assistant.domain.draft import AccountDraft, BillDraft, PaymentDraft
from assistant.domain.dues import every_due
from assistant.domain.money import Money
from assistant.services.session import Session
from assistant.ui.cards import EmptyState
from assistant.ui.credit_grid_view import CreditGridView
from assistant.ui.table import TableView

Drive = Callable[[Session], Any]


def bill_paid(session: Session, month: int, paid_on: str | None, amount: str = "1020") -> None:
    """花呗's bill of 1,000 of a month of 2026, and when it was paid."""
    on = date(2026, month, 1)
    session.ledger.record_bill(BillDraft(1, on, on.replace(day=10), Money.of("1000")))
    if paid_on is None:
        return
    dues = every_due(session.queries.snapshot(), date(2026, 12, 31))
    due = next(row for row in dues if row.bill_date == on)
    draft = PaymentDraft(Money.of(amount), date.fromisoformat(paid_on), bill_id=due.bill_id)
    session.ledger.pay(due, draft, confirmed=True)


@pytest.fixture
def history(session: Session) -> Session:
    """花呗, late in June until July, on time in September, and 借呗 without a loan."""
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    session.ledger.open_account(AccountDraft("jiebei", "借呗", ()))
    bill_paid(session, 6, "2026-07-20")
    bill_paid(session, 9, "2026-09-09", "1000")
    return session


def page(driver: Any) -> QWidget:
    """The record's page, brought to the front."""
    driver.window.open_page("record")
    found: QWidget = driver.window.pages.currentWidget()
    return found


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The file dialog answers with a path."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def text_of(path: Path) -> str:
    """What a PDF says, without blanks; its fonts are inside."""
    reader = PdfReader(path)
    for one in reader.pages:
        found: Any = one["/Resources"]
        for font in found["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"]
    said = "".join(one.extract_text() for one in reader.pages)
    return "".join(unicodedata.normalize("NFKC", said).split())


def code_at(grid: CreditGridView, year: int, month: int) -> str:
    """What a month of the grid shows."""
    return str(grid.grid.index_of(date(year, month, 1)).data())


def test_without_accounts_the_page_says_what_it_is_for(session: Session, drive: Drive) -> None:
    driver = drive(session)
    inside = page(driver)
    assert driver.find(EmptyState, "", inside).isVisible()
    assert not driver.find(QWidget, "record_accounts", inside).isVisible()


def test_two_accounts_are_two_rows_and_a_bad_entry_tells_when_it_goes(
    history: Session, drive: Drive
) -> None:
    driver = drive(history)
    inside = page(driver)
    table = driver.find(TableView, "record_table", inside)
    assert [row.account.name for row in table.table.rows] == ["花呗", "借呗"]
    assert table.table.index(0, 1).data().strip() == "1N*N"
    grid = driver.find(CreditGridView, "credit_grid", inside)
    assert [code_at(grid, 2026, month) for month in (6, 7, 8, 9)] == ["1", "N", "*", "N"]
    (entry,) = driver.find(TableView, "bad_table", inside).table.rows
    assert (entry.days_late, entry.expires) == (20, date(2031, 7, 20))
    table.selectRow(1)
    assert not driver.find(TableView, "bad_table", inside).isVisible()


def test_a_code_is_explained_by_hover_and_by_keyboard(
    history: Session, drive: Drive, qtbot: Any
) -> None:
    driver = drive(history)
    inside = page(driver)
    grid = driver.find(CreditGridView, "credit_grid", inside)
    june = grid.grid.index_of(date(2026, 6, 1))
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "逾期 1–30 天" in june.data(role)
    grid.setCurrentIndex(grid.grid.index_of(date(2026, 7, 1)))
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    said = driver.text("month_detail", inside)
    assert "2026 年 6月：1 逾期 1–30 天" in said
    assert "保留至 2031-07-20" in said
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert "正常还款" in driver.text("month_detail", inside)


def test_the_grid_is_a_sound_model(history: Session, drive: Drive, qtmodeltester: Any) -> None:
    driver = drive(history)
    grid = driver.find(CreditGridView, "credit_grid", page(driver))
    qtmodeltester.check(grid.grid)
    december = grid.grid.index(0, 11)
    assert december.flags() == Qt.ItemFlag.NoItemFlags  # still to come
    assert grid.grid.cell_at(QModelIndex()) is None
    assert not grid.grid.index_of(date(2020, 1, 1)).isValid()
    assert grid.grid.headerData(0, Qt.Orientation.Vertical) == "2026"


def test_months_are_typed_in_one_go_and_undo_takes_them_back(
    history: Session, drive: Drive, qtbot: Any
) -> None:
    driver = drive(history)
    inside = page(driver)
    grid = driver.find(CreditGridView, "credit_grid", inside)
    grid.setCurrentIndex(grid.grid.index_of(date(2025, 3, 1)))

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, last="2025-02", code="N")
        driver.press("save", dialog)
        error: Any = dialog.findChild(QWidget, "last.error")
        assert "不能早于起始月" in error.text()
        driver.fill(dialog, last="2025-05")
        driver.press("save", dialog)

    driver.in_dialog(lambda: qtbot.keyClick(grid, Qt.Key.Key_Return), act)
    assert [code_at(grid, 2025, month) for month in (2, 3, 5, 6)] == ["·", "N", "N", "·"]
    driver.trigger("undo")
    assert code_at(grid, 2025, 3) == "·"


def test_a_difference_becomes_a_letter(
    history: Session, drive: Drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    driver = drive(history)
    inside = page(driver)
    grid = driver.find(CreditGridView, "credit_grid", inside)
    grid.setCurrentIndex(grid.grid.index_of(date(2026, 9, 1)))

    def type_code(dialog: QDialog) -> None:
        driver.fill(dialog, code="1")
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.press("record_edit", inside), type_code)
    assert code_at(grid, 2026, 9) == "1≠"
    assert "1 个月" in driver.text("differences", inside)
    save_to(monkeypatch, tmp_path / "letter.pdf")

    def write(dialog: QDialog) -> None:
        driver.fill(dialog, name="王某")
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.press("dispute", inside), write)
    said = text_of(tmp_path / "letter.pdf")
    assert "个人征信异议申请" in said
    assert "本人王某" in said
    assert "2026-09-09还款1,000.00元" in said


def test_the_record_is_saved_as_pdf_and_csv(
    history: Session, drive: Drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    driver = drive(history)
    inside = page(driver)
    save_to(monkeypatch, tmp_path / "record")
    driver.press("record_pdf", inside)
    driver.press("record_csv", inside)
    said = text_of(tmp_path / "record.pdf")
    for part in ("花呗", "借呗", "逾期天数", "2031-07-20", "以官方文本为准"):
        assert part in said
    with (tmp_path / "record.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["code"] for row in rows] == ["1", "N", "*", "N"]
    assert (tmp_path / "record.csv").stat().st_mode & 0o777 == 0o600


def test_a_place_that_cannot_be_written_is_told_and_leaving_writes_nothing(
    history: Session, drive: Drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    driver = drive(history)
    inside = page(driver)
    told: list[str] = []
    monkeypatch.setattr("assistant.ui.boxes.warn", lambda *rest: told.append(rest[2]))
    save_to(monkeypatch, tmp_path / "gone" / "record")
    driver.press("record_csv", inside)
    driver.press("record_pdf", inside)
    assert len(told) == 2
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    driver.press("record_csv", inside)
    driver.press("record_pdf", inside)
    assert list(tmp_path.glob("*record*")) == []


def test_every_button_has_a_name(history: Session, drive: Drive) -> None:
    driver = drive(history)
    for key in ("record", "linkage", "late"):
        driver.window.open_page(key)
        for button in driver.window.pages.currentWidget().findChildren(QPushButton):
            assert button.objectName()
            assert button.accessibleName()
