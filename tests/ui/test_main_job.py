"""The main job through the real window: add by form, see it, pay, undo, restart, be refused politely."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, ReadingDraft
from assistant.domain.money import Money
from assistant.domain.standing import State, bill_standing
from assistant.services.session import Session
from assistant.ui import words
from assistant.ui.table import TableView
from tests.conftest import FakeClock

Drive = Callable[[Session], Any]


def add_huabei(driver: Any, **values: str) -> None:
    """Add 花呗 through its form."""

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, name="我的花呗", limit="5000", paying_account="余额宝", **values)
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.trigger("add_huabei"), act)


def type_page(driver: Any, **values: str) -> None:
    """Type the numbers of the 花呗 page and save them."""
    numbers = driver.find(QWidget, "numbers")
    driver.fill(numbers, **values)
    driver.press("save", numbers)


def add_loan(driver: Any, **values: str) -> None:
    """Add a loan through its form."""
    fields = {"principal": "10000", "start": "2026-10-15", "first_due": "2026-11-15"}

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, **(fields | {"repay_day": "15"} | values))
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.press("add_loan"), act)


def test_an_empty_store_offers_the_first_steps(session: Session, drive: Drive) -> None:
    driver = drive(session)
    assert driver.window.tabs.count() == 1
    for name in ("add_huabei", "add_jiebei", "add_credit_card", "load_demo"):
        assert driver.find(QPushButton, name).isVisible()


def test_what_was_typed_is_there_after_a_restart(
    open_store: Callable[[], Session], drive: Drive
) -> None:
    driver = drive(open_store())
    add_huabei(driver)
    type_page(driver, amount="1234.56", minimum="123.46", unbilled="560")
    driver.window.tabs.setCurrentIndex(0)
    driver.in_dialog(
        lambda: driver.trigger("add_jiebei"), lambda dialog: driver.press("save", dialog)
    )
    add_loan(driver)
    driver.window.close_for_good()

    again = drive(open_store())
    assert [again.window.tabs.tabText(n) for n in range(3)] == ["总览", "我的花呗", "借呗"]
    assert again.text("next_amount") == "¥1,234.56"
    assert "24:00" in again.text("next_when")
    snapshot = again.session.queries.snapshot()
    assert snapshot.bills[0].minimum == Money.of("123.46")
    assert snapshot.readings[0].unbilled == Money.of("560")
    assert snapshot.loans[0].principal == Money.of("10000")
    assert [row.name for row in snapshot.paying_accounts] == ["余额宝"]


def test_the_first_screen_says_whether_the_money_is_there(session: Session, drive: Drive) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_page(driver, amount="1000")
    driver.window.tabs.setCurrentIndex(0)
    assert "未填余额" in driver.text("next_cover")

    def tell(balance: str) -> None:
        def act(dialog: QDialog) -> None:
            driver.fill(dialog, balance=balance)
            driver.press("save", dialog)

        driver.in_dialog(lambda: driver.press("next_balance"), act)

    tell("999.99")
    assert "还差 ¥0.01" in driver.text("next_cover")
    tell("1000")
    assert "余额够" in driver.text("next_cover")


def test_a_tick_before_the_bill_is_out_says_so_and_is_taken_back(
    session: Session, drive: Drive
) -> None:
    days = (DatedTerm("bill_day", "10"), DatedTerm("due_day", "20"))
    session.ledger.open_account(AccountDraft("huabei", "花呗", days))
    session.ledger.record_reading(ReadingDraft(1, date(2026, 11, 3), Money.of(500)))
    driver = drive(session)
    table = driver.find(TableView, "month_table")
    assert words.due_state(table.current()) == "○ 未出账 · 预计"
    driver.press("tick")
    assert words.due_state(table.current()) == "✓ 已提前还"
    driver.press("tick")
    assert words.due_state(table.current()) == "○ 未出账 · 预计"
    assert session.queries.snapshot().payments == ()


def test_ticking_a_due_pays_it_and_undo_opens_it_again(session: Session, drive: Drive) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_page(driver, amount="800")
    driver.window.tabs.setCurrentIndex(0)
    table = driver.find(TableView, "month_table")
    assert table.current().state is State.DUE
    driver.press("tick")
    assert table.current().state is State.SETTLED
    assert driver.text("next_amount") == "没有待还"
    driver.trigger("undo")
    assert table.current().state is State.DUE
    driver.trigger("redo")
    assert table.current().state is State.SETTLED
    driver.press("tick")  # now it says 撤销还款
    assert table.current().state is State.DUE


def test_a_click_on_the_tick_box_marks_paid(session: Session, drive: Drive) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_page(driver, amount="800")
    driver.window.tabs.setCurrentIndex(0)
    table = driver.find(TableView, "month_table")
    place = table.visualRect(table.table.index(0, 0)).center()
    driver.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.queries.snapshot().payments[0].amount == Money.of("800")


def test_paying_part_and_the_minimum_only(session: Session, drive: Drive) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_page(driver, amount="1000", minimum="100")

    def pay(dialog: QDialog) -> None:
        driver.fill(dialog, amount="40")
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.press("partial"), pay)
    table = driver.find(TableView, "bill_table")
    due = table.current()
    assert (due.amount, due.minimum, due.state) == (Money.of("960"), Money.of("60"), State.DUE)
    driver.press("minimum")
    assert table.current().to_pay == Money.of("60")
    assert "自动还款" in driver.text("intent_note")
    driver.press("minimum")  # back to full
    assert table.current().to_pay == Money.of("960")
    driver.press("take_back")
    assert table.current().amount == Money.of("1000")


def test_the_three_prices_stand_beside_the_bill(
    session: Session, clock: FakeClock, drive: Drive
) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_page(driver, amount="3287.46", due_date="2026-11-10")
    table = driver.find(TableView, "choice_table")

    def shown(row: int) -> list[str]:
        model = table.table
        return [str(model.index(row, column).data()) for column in range(model.columnCount())]

    # Vector HB-MIN-04: the rest of 2,958.71 costs 44.38 in thirty days.
    assert shown(1)[1:4] == ["¥328.75", "¥44.38", "¥3,003.09"]
    # Vectors HB-INS-01 ff.: 2.5, 4.5, 6.5 and 8.8 per cent of 3,287.46.
    assert [shown(row)[2] for row in range(2, 6)] == ["¥82.19", "¥147.94", "¥213.68", "¥289.30"]
    assert shown(6)[2] == "¥8.22"  # 3287.46 × 0.05 % × 5 = 8.21865
    late: Any = driver.find(QWidget, "late_days")
    late.setValue(7)
    assert shown(6)[2] == "¥11.51"
    assert shown(6)[5] == "1 逾期 1–30 天"


def test_a_loan_shows_its_schedule_and_what_settling_saves(
    session: Session, clock: FakeClock, drive: Drive
) -> None:
    driver = drive(session)
    driver.in_dialog(
        lambda: driver.trigger("add_jiebei"), lambda dialog: driver.press("save", dialog)
    )
    # Vector JB-S1, three terms paid, settled on 1 May 2026 (JB-EARLY-02), seen on that day.
    clock.now = clock.now.replace(year=2026, month=5, day=1)
    add_loan(
        driver,
        start="2026-01-15",
        first_due="2026-02-15",
        daily_rate="0.04%",
        terms="12",
        paid_terms="3",
    )
    terms = driver.find(TableView, "term_table").table.rows
    assert [str(row.row.payment) for row in terms] == ["900.41"] * 11 + ["900.42"]
    assert [row.state for row in terms[:4]] == [State.SETTLED] * 3 + [State.DUE]
    assert driver.text("settle_total") == "¥7,679.40"
    assert "¥424.30" in driver.text("settle_saved")

    driver.in_dialog(lambda: driver.press("settle"), lambda dialog: driver.press("save", dialog))
    rows = driver.find(TableView, "term_table").table.rows
    assert {row.state for row in rows} == {State.SETTLED}


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("amount", "abc", "不是金额"),
        ("amount", "-5", "不能是负数"),
        ("amount", "1.234", "两位小数"),
        ("due_date", "2026-02-31", "没有这一天"),
        ("due_date", "明天", "年-月-日"),
        ("due_date", "2026-10-01", "不能早于出账日"),
        ("minimum", "99999", "不能超过本期应还"),
    ],
)
def test_bad_input_gets_a_message_beside_the_field_and_stores_nothing(
    session: Session, drive: Drive, field: str, text: str, message: str
) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_page(driver, **({"amount": "100", "unbilled": "77"} | {field: text}))
    numbers = driver.find(QWidget, "numbers")
    error = driver.find(QLabel, f"{field}.error", numbers)
    assert error.isVisible()
    assert message in error.text()
    typed: Any = driver.find(QWidget, field, numbers)
    assert typed.text() == text  # what was typed stays
    assert typed.accessibleDescription() == error.text()
    snapshot = session.queries.snapshot()
    assert (snapshot.bills, snapshot.readings) == ((), ())


def test_saving_the_page_again_does_not_read_an_old_figure_anew(
    session: Session, clock: FakeClock, drive: Drive
) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_page(driver, unbilled="500")
    clock.now += timedelta(days=1)
    type_page(driver, limit="6000")
    (found,) = session.queries.snapshot().readings
    assert found.read_on == date(2026, 11, 3)
    numbers = driver.find(QWidget, "numbers")
    shown: Any = driver.find(QWidget, "unbilled", numbers)
    assert shown.text() == "500.00"
    type_page(driver, unbilled="520")
    assert [row.unbilled for row in session.queries.snapshot().readings] == [
        Money.of(500),
        Money.of(520),
    ]
    clock.now += timedelta(days=30)
    type_page(driver, limit="7000")
    assert shown.text() == ""  # that bill is out


def test_an_amount_above_the_limit_asks_once_and_is_stored_when_confirmed(
    session: Session, drive: Drive
) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_page(driver, amount="5000.01")
    assert session.queries.snapshot().bills == ()
    numbers = driver.find(QWidget, "numbers")
    assert "¥5,000.01" in driver.text("question", numbers)
    assert "¥5,000.00" in driver.text("question", numbers)
    driver.press("confirm", numbers)
    snapshot = session.queries.snapshot()
    assert snapshot.bills[0].amount == Money.of("5000.01")
    assert bill_standing(snapshot, snapshot.bills[0]).state is State.DUE


def test_a_form_with_a_wrong_term_names_it_and_opens_the_folded_part(
    session: Session, drive: Drive
) -> None:
    driver = drive(session)

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, grace_days="many")
        driver.press("save", dialog)
        error = driver.find(QLabel, "grace_days.error", dialog)
        assert "0 到 30" in error.text()
        assert error.isVisible()

    driver.in_dialog(lambda: driver.trigger("add_huabei"), act)
    assert session.queries.snapshot().accounts == ()


def test_overdue_is_said_in_words(session: Session, clock: FakeClock, drive: Drive) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_page(driver, amount="500")
    clock.move(days=12)
    driver.window.tabs.setCurrentIndex(0)
    driver.context.bus.changed.emit(driver.session.ledger.set_setting("theme", "light"))
    assert "逾期" in driver.text("next_state")
    assert driver.text("next_amount") == "¥501.25"  # 500 × 0.05 % × 5 days
    assert driver.text("total_overdue") == "¥500.00"


def test_the_demo_can_be_told_from_the_users_own_data(
    tmp_path: Any, clock: FakeClock, drive: Drive
) -> None:
    from assistant.services.demo import fill
    from assistant.services.session import open_session
    from tests.conftest import SHANGHAI

    demo = open_session(
        tmp_path / "demo.db", user_products=None, clock=clock, zone=SHANGHAI, is_demo=True
    )
    fill(demo.ledger, demo.queries)
    driver = drive(demo)
    assert "示例" in driver.window.windowTitle()
    assert [driver.window.tabs.tabText(n) for n in range(4)] == [
        "总览",
        "花呗",
        "借呗",
        "银行信用卡",
    ]
    with driver.qtbot.waitSignal(driver.window.demo_discarded):
        driver.press("discard_demo", driver.window)
    demo.close()


def test_what_was_typed_stays_while_a_question_is_open(session: Session, drive: Drive) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_page(driver, amount="99999")
    driver.context.bus.run(session.ledger.set_setting, "theme", "light")
    typed: Any = driver.find(QWidget, "amount", driver.find(QWidget, "numbers"))
    assert typed.text() == "99999"
