"""The page 遗产债务 from the empty state to the report."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from assistant.services import demo
from assistant.services.session import Session
from assistant.ui.table import TableView
from assistant.ui.tabs.estate import EstatePage
from tests.ui.conftest import Driver, pdf_text


@pytest.fixture
def driver(drive: Callable[[Session], Driver], session: Session) -> Driver:
    made = drive(session)
    made.window.open_page("estate")
    return made


@pytest.fixture
def page(driver: Driver) -> EstatePage:
    found = driver.window.findChild(EstatePage)
    assert found is not None
    return found


def fill_in(driver: Driver, page: EstatePage, button: str, **values: str) -> None:
    def write(dialog: QDialog) -> None:
        driver.fill(dialog, **values)
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.press(button, page), write)


def begin(driver: Driver, page: EstatePage, death: str = "2026-03-01", spouse: str = "no") -> None:
    fill_in(driver, page, "first_estate", name="父亲", deceased="张三", death=death, spouse=spouse)


def cells(driver: Driver, page: EstatePage, name: str) -> list[list[str]]:
    table = driver.find(TableView, name, page)
    return [[column.text(row) for column in table.table.columns] for row in table.table.rows]


def said(driver: Driver, page: EstatePage, name: str) -> str:
    part = driver.find(QWidget, name, page)
    return "\n".join(label.text() for label in part.findChildren(QLabel))


def test_example_1_of_the_law_is_typed_and_settled_to_the_fen(
    driver: Driver, page: EstatePage, saved: Path
) -> None:
    begin(driver, page)
    for name, value in (("存款", "38642.17"), ("余额宝", "1215.60"), ("手机", "1800.00")):
        fill_in(driver, page, "add_assets", name=name, value=value)
    fill_in(driver, page, "add_costs", name="丧葬", amount="12000")
    for name, amount in (("花呗", "18763.45"), ("借呗", "46210.88"), ("朋友", "20000")):
        fill_in(driver, page, "add_debts", name=name, amount=amount, lender=f"{name}的债权人")
    fill_in(driver, page, "add_takers", name="女儿")
    got = [(row[0], row[4], row[5]) for row in cells(driver, page, "creditor_table")]
    assert got == [
        ("花呗", "¥6,548.82", "¥12,214.63"),
        ("借呗", "¥16,128.54", "¥30,082.34"),
        ("朋友", "¥6,980.41", "¥13,019.59"),
    ]
    assert driver.text("sum_unpaid", page) == "¥55,316.56"
    assert "没有义务" in said(driver, page, "estate_sums")
    steps = said(driver, page, "estate_steps")
    for article in ("第1121条", "第1149条", "第1159条", "第1161条"):
        assert article in steps
    assert "以官方文本为准" in steps
    driver.press("save_estate", page)
    text = pdf_text(saved)
    for part in ("张三", "6,548.82", "30,082.34", "13,019.59"):
        assert part in text
    assert "第1161条" in text
    assert "以官方文本为准" in text


def test_the_example_shows_both_bases_and_what_is_no_estate(
    driver: Driver, page: EstatePage
) -> None:
    driver.press("example_estate", page)
    notes = driver.text("estate_notes", page)
    assert "¥283,029.93 本来就是配偶的" in notes
    assert "截至死亡日 ¥0.00" in notes
    rows = cells(driver, page, "taker_table")
    assert [row[0] for row in rows] == ["配偶", "女儿", "儿子"]
    assert rows[2][1:] == ["¥0.00", "¥0.00", "—", "¥0.00"]
    assert "指定了受益人的保险金" in said(driver, page, "estate_steps")


def test_a_late_creditor_is_worked_out_while_typing(driver: Driver, page: EstatePage) -> None:
    driver.press("example_estate", page)
    field = driver.find(QLineEdit, "late_claim", page)
    field.setText("100.01")
    told = driver.text("late_result", page)
    assert "配偶：还 ¥50.01" in told
    assert "女儿：还 ¥50.00" in told
    assert "仍未清偿 ¥0.00" in told
    assert "截至 2026-11-23 未核对" in told
    field.setText("多少")
    assert driver.text("late_result", page).startswith("✕")


def test_common_property_without_a_spouse_is_refused_beside_its_field(
    driver: Driver, page: EstatePage, session: Session
) -> None:
    begin(driver, page)

    def write(dialog: QDialog) -> None:
        driver.fill(dialog, name="房", value="100", kind="community")
        driver.press("save", dialog)
        assert "有生存配偶" in driver.text("kind.error", dialog)

    driver.in_dialog(lambda: driver.press("add_assets", page), write)
    assert session.queries.estates()[0].case.assets == ()


def test_a_death_before_2021_is_told_to_be_under_the_old_law(
    driver: Driver, page: EstatePage
) -> None:
    begin(driver, page, death="2020-12-31")
    assert "旧法《继承法》" in driver.text("estate_notes", page)
    assert "《继承法》" in said(driver, page, "estate_steps")
    assert "第1161条" not in said(driver, page, "estate_steps")


def test_a_renamed_asset_keeps_its_security_and_one_in_use_is_not_removed(
    driver: Driver, page: EstatePage, session: Session
) -> None:
    begin(driver, page)
    fill_in(driver, page, "add_assets", name="车", value="68000")
    fill_in(driver, page, "add_debts", name="车贷", amount="81350", secured_by="车")
    table = driver.find(TableView, "estate_assets_table", page)

    def rename(dialog: QDialog) -> None:
        driver.fill(dialog, name="轿车")
        driver.press("save", dialog)

    driver.in_dialog(lambda: table.acted.emit(table.table.rows[0]), rename)
    case = session.queries.estates()[0].case
    assert (case.assets[0].name, case.debts[0].secured_by) == ("轿车", "轿车")

    def remove(dialog: QDialog) -> None:
        driver.press("remove_row", dialog)
        assert "担保物" in driver.text("form.error", dialog)

    driver.in_dialog(lambda: table.acted.emit(table.table.rows[0]), remove)
    assert session.queries.estates()[0].case.assets


def test_a_row_is_removed_and_undo_brings_it_back(
    driver: Driver, page: EstatePage, session: Session
) -> None:
    driver.press("example_estate", page)
    table = driver.find(TableView, "estate_takers_table", page)
    driver.in_dialog(
        lambda: table.acted.emit(table.table.rows[2]),
        lambda dialog: driver.press("remove_row", dialog),
    )
    assert [row.name for row in session.queries.estates()[0].case.takers] == ["配偶", "女儿"]
    driver.context.bus.run(session.ledger.undo)
    assert cells(driver, page, "estate_takers_table")[2][0] == "儿子"


def test_what_the_accounts_owe_is_brought_in_once(
    drive: Callable[[Session], Driver], session: Session
) -> None:
    demo.fill(session.ledger, session.queries)
    driver = drive(session)
    driver.window.open_page("estate")
    page = driver.window.findChild(EstatePage)
    assert page is not None
    begin(driver, page)
    driver.press("bring_in", page)
    driver.press("bring_in", page)
    debts = session.queries.estates()[0].case.debts
    names = {account.name for account in session.queries.snapshot().accounts}
    assert len(debts) == len({debt.name for debt in debts})
    assert {debt.name for debt in debts} <= names
    assert debts


def test_the_notice_to_a_creditor_is_filled(driver: Driver, page: EstatePage, saved: Path) -> None:
    driver.press("example_estate", page)
    driver.find(TableView, "creditor_table", page).selectRow(3)

    def write(dialog: QDialog) -> None:
        letter = driver.find(QPlainTextEdit, "letter_text", dialog)
        assert "张三 已于 2026-03-01 去世" in letter.toPlainText()
        assert "「信用卡」为 41,905.02 元" in letter.toPlainText()
        driver.press("letter_save", dialog)

    driver.in_dialog(lambda: driver.press("estate_letter", page), write)
    assert "关于借款人去世及债务处理的通知" in pdf_text(saved)


def test_estates_are_kept_apart_edited_and_removed(
    driver: Driver, page: EstatePage, session: Session
) -> None:
    driver.press("example_estate", page)
    fill_in(driver, page, "add_estate", name="祖母", death="2026-05-05")
    assert "2026-05-05" in driver.text("estate_about", page)
    fill_in(driver, page, "edit_estate", deceased="李奶奶", spouse="yes")
    assert "李奶奶" in driver.text("estate_about", page)
    choice = page._choice  # noqa: SLF001 - what is chosen by hand comes as a signal
    choice.activated.emit(0)
    assert "张三" in driver.text("estate_about", page)
    driver.press("remove_estate", page)
    assert [row.case.name for row in session.queries.estates()] == ["祖母"]
    driver.press("remove_estate", page)
    assert driver.find(QWidget, "estate_head", page).isHidden()
