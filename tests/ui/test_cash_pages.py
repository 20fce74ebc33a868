"""Cash, reserve and capacity through the real window, by form only."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assistant import i18n
from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import Repeat, Spread
from assistant.domain.draft import AccountDraft
from assistant.domain.money import Money
from assistant.domain.moves import best_moves
from assistant.domain.reserve import EntryKind, earmarks
from assistant.domain.shortfall import shortfall
from assistant.services import assessment, chances
from assistant.services.session import Session
from assistant.ui.cash_chart import DayChart, Line
from assistant.ui.shortfall_strip import ShortfallStrip
from assistant.ui.table import TableView
from tests.conftest import FakeClock
from tests.domain.facts import bill, day, expense, paying, snapshot

Drive = Callable[[Session], Any]


def show(driver: Any, page: str) -> QWidget:
    """Open a page of the rail."""
    driver.window.open_page(page)
    found = f"{page.capitalize()}Page"
    (widget,) = [row for row in driver.window.findChildren(QWidget) if type(row).__name__ == found]
    assert widget.isVisible()
    return widget


def form(driver: Any, page: QWidget, button: str, press: str = "save", **values: str) -> None:
    """Press a button, fill the form that opens and press one of its buttons."""

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, **values)
        driver.press(press, dialog)

    driver.in_dialog(lambda: driver.press(button, page), act)


@pytest.fixture
def driven(session: Session, drive: Drive, clock: FakeClock) -> Any:
    """花呗 with a bill of 1000 due on the tenth, typed by form; 1200 in 余额宝."""
    driver = drive(session)

    def add(dialog: QDialog) -> None:
        driver.fill(dialog, name="我的花呗", limit="5000", paying_account="余额宝")
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.trigger("add_huabei"), add)
    numbers = driver.find(QWidget, "numbers")
    driver.fill(numbers, amount="1000", minimum="100")
    driver.press("save", numbers)
    page = show(driver, "cash")
    form(driver, page, "update_balance", balance="1200")
    clock.move(minutes=1)
    return driver


def cells(page: QWidget, name: str) -> list[list[str]]:
    """A table's texts."""
    table = page.findChild(TableView, name)
    assert table is not None
    return [[column.text(row) for column in table.table.columns] for row in table.table.rows]


def test_the_cash_picture_is_typed_and_shown_with_its_lowest_point(driven: Any) -> None:
    page = show(driven, "cash")
    form(driven, page, "add_income", name="工资", amount="5000", first_on="2026-11-15")
    form(
        driven,
        page,
        "add_expense",
        name="房租",
        amount="150",
        first_on="2026-11-12",
        essential="yes",
    )
    form(driven, page, "cash_rules", floor="100")
    assert driven.text("cash_now", page) == "¥1,200.00"
    assert driven.text("cash_lowest", page) == "¥50.00"
    assert [row[0] for row in cells(page, "cash_item_table")] == ["工资", "房租"]
    driven.press("forecast_days", page)
    assert driven.find(TableView, "forecast_table", page).isVisible()
    first = cells(page, "forecast_table")[0]
    assert first[3:6] == ["¥1,000.00", "¥200.00", "我的花呗"]
    form(driven, page, "edit_cash_item", amount="5500")
    assert cells(page, "cash_item_table")[0][2] == "+¥5,500.00"
    form(driven, page, "record_actual", happened_on="2026-11-01", amount="5400")
    assert driven.session.queries.snapshot().cash_actuals[0].amount == Money.of(5400)

    def take_back(dialog: QDialog) -> None:
        assert "5,400.00" in driven.find(QPushButton, "remove_actual", dialog).text()
        driven.press("remove_actual", dialog)

    driven.in_dialog(lambda: driven.press("record_actual", page), take_back)
    assert driven.session.queries.snapshot().cash_actuals == ()
    driven.press("remove_cash_item", page)
    assert [row[0] for row in cells(page, "cash_item_table")] == ["房租"]


def test_a_wrong_amount_is_refused_beside_its_field(driven: Any) -> None:
    page = show(driven, "cash")

    def act(dialog: QDialog) -> None:
        driven.fill(dialog, name="兼职", amount="500", spread="range", low="600", high="900")
        driven.press("save", dialog)
        assert "最少" in driven.text("low.error", dialog)

    driven.in_dialog(lambda: driven.press("add_income", page), act)
    assert driven.session.queries.snapshot().cash_items == ()

    def empty(dialog: QDialog) -> None:
        driven.fill(dialog, amount="")
        driven.press("save", dialog)
        assert driven.text("amount.error", dialog)

    form(driven, page, "add_income", name="工资", amount="5000")
    driven.in_dialog(lambda: driven.press("record_actual", page), empty)


def test_the_strip_tells_the_chance_once_it_is_computed(driven: Any, qtbot: QtBot) -> None:
    page = show(driven, "cash")
    strip = driven.find(ShortfallStrip, "shortfall_strip", page)
    qtbot.waitUntil(lambda: "0%" in strip.accessibleDescription(), timeout=20_000)
    assert "11月10日" in strip.accessibleDescription()
    assert "固定" in driven.text("shortfall_note", page)
    driven.window.open_page("reserve")
    driven.window.open_page("cash")  # the same facts are not computed again
    assert "0%" in strip.accessibleDescription()


def test_the_reserve_is_filled_by_its_schedule_and_used_by_a_repayment(
    driven: Any, qtbot: QtBot
) -> None:
    page = show(driven, "reserve")
    assert driven.text("reserve_needed", page) == "¥1,000.00"
    assert "1,000.00" in driven.text("reserve_verdict", page)
    assert cells(page, "transfer_table")[0][2] == "¥1,000.00"
    form(driven, page, "do_transfer", earmark="1")
    assert driven.text("reserve_balance", page) == "¥1,000.00"
    assert driven.text("reserve_verdict", page).startswith("✓")
    assert cells(page, "earmark_table")[0] == ["我的花呗", "¥1,000.00"]
    driven.window.tabs.setCurrentIndex(0)
    driven.window.open_page("accounts")
    driven.press("next_mark_paid")
    page = show(driven, "reserve")
    assert cells(page, "earmark_table")[0] == ["我的花呗", "¥0.00"]
    assert [row[1] for row in cells(page, "reserve_table")] == ["还款用掉", "存入"]
    driven.session.ledger.undo()


def test_money_is_taken_out_moved_and_a_slip_deleted(driven: Any) -> None:
    page = show(driven, "reserve")
    form(driven, page, "put_into_reserve", amount="300")
    form(driven, page, "move_earmark", amount="100", source="", target="1")
    assert earmarks(driven.session.queries.snapshot().reserve)[1] == Money.of(100)
    form(driven, page, "take_from_reserve", amount="50")

    def too_much(dialog: QDialog) -> None:
        driven.fill(dialog, amount="151")
        driven.press("save", dialog)
        assert "150" in driven.text("amount.error", dialog)

    driven.in_dialog(lambda: driven.press("take_from_reserve", page), too_much)
    table = driven.find(TableView, "reserve_table", page)
    move = next(n for n, row in enumerate(table.table.rows) if row[0].kind is EntryKind.MOVE)
    table.selectRow(move)
    driven.press("remove_reserve_entry", page)
    assert earmarks(driven.session.queries.snapshot().reserve) == {None: Money.of(250)}
    deposit = next(n for n, row in enumerate(table.table.rows) if row[0].kind is EntryKind.DEPOSIT)
    table.selectRow(deposit)
    driven.press("remove_reserve_entry", page)
    assert driven.text("ledger_refusal", page).startswith("✕")


def test_more_than_the_account_holds_is_asked_first(driven: Any) -> None:
    page = show(driven, "reserve")

    def act(dialog: QDialog) -> None:
        driven.fill(dialog, amount="1300")
        driven.press("save", dialog)
        assert "1,200.00" in driven.text("question", dialog)
        driven.press("confirm", dialog)

    driven.in_dialog(lambda: driven.press("put_into_reserve", page), act)
    assert driven.text("reserve_balance", page) == "¥1,300.00"


def test_the_capacity_is_judged_and_ceilings_are_taken_over(driven: Any, qtbot: QtBot) -> None:
    def assessed(said: Callable[[], bool]) -> None:
        qtbot.waitUntil(said, timeout=20_000)

    page = show(driven, "capacity")
    assessed(lambda: driven.text("verdict", page).startswith("?"))
    form(driven, show(driven, "cash"), "add_income", name="工资", amount="5000")
    form(driven, show(driven, "cash"), "add_expense", name="吃饭", amount="1500")
    page = show(driven, "capacity")
    assessed(lambda: driven.text("verdict", page)[0] in "✓◔")
    assert "5,000.00" in driven.text("verdict_more", page)
    assert len(cells(page, "ratio_table")) == 6
    driven.press("capacity_sources", page)
    assert driven.find(TableView, "ratio_table", page).isVisible()
    assert cells(page, "stress_table")[2][0] == "3 个月没有收入"
    form(driven, page, "change_stress", months="6", expense="800")
    assessed(lambda: cells(page, "stress_table")[2][0] == "6 个月没有收入")
    assert cells(page, "move_table")

    def take(dialog: QDialog) -> None:
        driven.press("take_proposed", dialog)
        driven.press("save", dialog)

    driven.in_dialog(lambda: driven.press("set_ceilings", page), take)
    own = ["¥1,500.00", "¥1,500.00"]
    assessed(lambda: [row[4] for row in cells(page, "together_table")] == own)
    form(driven, page, "set_ceilings", all="900")
    assessed(lambda: "900.00" in driven.text("ceiling_breach", page))


def test_nobody_is_said_to_stand_the_loss_of_an_income_of_which_nothing_is_known(
    session: Session, drive: Drive, qtbot: QtBot
) -> None:
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()), None)
    driver = drive(session)
    page = show(driver, "capacity")
    cards = {
        name: driver.find(QWidget, name, page)
        for name in ("capacity_verdict", "moves", "stress", "together")
    }
    qtbot.waitUntil(cards["together"].isVisible, timeout=20_000)
    assert [name for name, card in cards.items() if card.isVisible()] == [
        *("capacity_verdict", "together"),
    ]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_cash_page_of_an_empty_store_opens_in_both_languages(
    session: Session, drive: Drive, language: str
) -> None:
    i18n.use(language)
    assert show(drive(session), "cash").isVisible()


@pytest.mark.parametrize("page", ["reserve", "capacity"])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_page_that_needs_accounts_leads_to_them_and_is_there_once_there_is_one(
    session: Session, drive: Drive, page: str, language: str
) -> None:
    i18n.use(language)
    driver = drive(session)
    driver.window.open_page(page)
    lead = driver.window.findChild(QPushButton, f"{page}_to_accounts")
    assert lead.isVisible()
    lead.click()
    assert driver.window.pages.currentWidget() is driver.window.tabs
    driver.context.bus.run(session.ledger.open_account, AccountDraft("huabei", "花呗", ()))
    show(driver, page)
    assert not lead.isVisible()


def test_every_control_has_a_name(driven: Any) -> None:
    for key in ("cash", "reserve", "capacity"):
        page = show(driven, key)
        for widget in (*page.findChildren(TableView), *page.findChildren(DayChart)):
            assert widget.accessibleName()
            assert widget.objectName()


def test_a_chart_tells_its_days_by_keyboard_and_pointer(qtbot: QtBot) -> None:
    chart = DayChart("chart", "图")
    qtbot.addWidget(chart)
    days = [day(f"2026-11-{number:02}") for number in range(1, 11)]
    amounts = tuple(Money.of(number * 100 - 300) for number in range(10))
    QTest.keyClick(chart, Qt.Key.Key_Right)  # nothing to tell yet
    chart.set_lines(days, [Line("钱", amounts, "accent")], (days[0], amounts[0]))
    chart.resize(500, 230)
    chart.show()
    assert "−" in chart.accessibleDescription() or "-" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert "¥600.00" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert "¥500.00" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert "11月1日" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_A)
    QTest.mouseMove(chart, QPoint(488, 100))
    qtbot.waitUntil(lambda: "11月10日" in chart.accessibleDescription())
    chart.grab()


def test_a_strip_marks_what_is_above_the_accepted_chance(qtbot: QtBot) -> None:
    spent = expense("1300", "2026-11-05", Repeat.ONCE, spread=Spread.HISTORY)
    seen = snapshot(
        "2026-11-03 12:00",
        bills=(bill("600"),),
        paying_accounts=(paying("2000"),),
        cash_items=(spent,),
        cash_rules=CashRules(),
    )
    found = shortfall(seen, days=10, paths=500)
    assert found is not None
    strip = ShortfallStrip()
    qtbot.addWidget(strip)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    strip.set_risks(found)
    strip.resize(600, 46)
    strip.show()
    assert "≈" in strip.accessibleDescription()  # the spread is assumed
    assert "多备" in strip.accessibleDescription()
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert "11月10日" in strip.accessibleDescription()
    QTest.keyClick(strip, Qt.Key.Key_A)
    strip.grab()


def until_stopped(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The simulation goes on until it is stopped; once the event is set it is as it is."""
    free = threading.Event()

    def held_up(seen: Any, *, cancelled: Callable[[], bool]) -> Any:
        while not free.wait(0.01) and not cancelled():
            continue
        return shortfall(seen, cancelled=cancelled)

    monkeypatch.setattr(chances, "shortfall", held_up)
    return free


@pytest.mark.parametrize(("page", "name"), [("cash", "shortfall"), ("reserve", "reserve")])
def test_a_running_simulation_can_be_stopped_and_started_again(
    driven: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, page: str, name: str
) -> None:
    free = until_stopped(monkeypatch)
    form(driven, show(driven, "cash"), "update_balance", balance="1300")  # other facts than before
    shown = show(driven, page)
    stop = driven.find(QPushButton, f"{name}_stop", shown)
    qtbot.waitUntil(stop.isVisible, timeout=20_000)
    assert "模拟" in driven.text(f"{name}_doing", shown)
    stop.click()
    assert "已停止" in driven.text(f"{name}_doing", shown)
    free.set()
    driven.press(f"{name}_again", shown)
    line = driven.find(QWidget, f"{name}_doing", shown)
    qtbot.waitUntil(lambda: not line.isVisible(), timeout=20_000)
    if page == "cash":
        strip = driven.find(ShortfallStrip, "shortfall_strip", shown)
        assert "0%" in strip.accessibleDescription()
    else:
        assert driven.text("reserve_likely", shown) != "…"


def _says_something(strip: ShortfallStrip) -> bool:
    return bool(strip.accessibleDescription())


def test_one_simulation_serves_the_three_pages_that_show_it(
    driven: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulated: list[Money] = []

    def counted(seen: Any, **options: Any) -> Any:
        simulated.append(seen.paying_accounts[0].balance)
        return shortfall(seen, **options)

    monkeypatch.setattr(chances, "shortfall", counted)
    form(driven, show(driven, "cash"), "update_balance", balance="1250")  # other facts than before
    for page in ("cash", "calendar"):
        strip = driven.find(ShortfallStrip, "shortfall_strip", show(driven, page))
        qtbot.waitUntil(partial(_says_something, strip), timeout=20_000)
    reserve = show(driven, "reserve")
    qtbot.waitUntil(lambda: driven.text("reserve_likely", reserve) != "…", timeout=20_000)
    # One of the facts before may still have been under way when they changed.
    assert simulated.count(Money.of(1250)) == 1


def test_the_assessment_runs_off_the_window_tells_how_far_it_is_and_can_be_stopped(
    driven: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, threads = threading.Event(), set()

    def slow(seen: Any) -> Any:
        threads.add(threading.get_ident())
        free.wait(20)
        return best_moves(seen)

    monkeypatch.setattr(assessment, "best_moves", slow)
    page = show(driven, "capacity")
    stop = driven.find(QPushButton, "capacity_stop", page)
    qtbot.waitUntil(stop.isVisible, timeout=20_000)
    bar = driven.find(QProgressBar, "capacity_busy", page)
    assert (bar.value(), bar.maximum()) == (1, assessment.STEPS)
    assert not driven.find(QWidget, "capacity_verdict", page).isVisible()
    stop.click()
    assert "已停止" in driven.text("capacity_doing", page)
    free.set()
    driven.press("capacity_again", page)
    card = driven.find(QWidget, "capacity_verdict", page)
    qtbot.waitUntil(card.isVisible, timeout=20_000)
    assert threading.get_ident() not in threads


def test_an_assessment_of_the_same_facts_is_remembered_and_of_others_is_not() -> None:
    seen = snapshot("2026-11-03 12:00", bills=(bill("600"),), paying_accounts=(paying("2000"),))
    later = replace(seen, now=seen.now + timedelta(minutes=5))
    told: list[int] = []
    assessor = assessment.Assessor()
    first = assessor.assess(assessment.Question(seen, 3, None), told.append)
    assert told == list(range(assessment.STEPS))
    assert assessor.assess(assessment.Question(later, 3, None), told.append) is first
    for other in (
        assessment.Question(seen, 4, None),
        assessment.Question(seen, 3, Money.of(5)),
        assessment.Question(replace(seen, now=seen.now + timedelta(days=1)), 3, None),
        assessment.Question(replace(seen, bills=()), 3, None),
    ):
        assert assessor.assess(other, told.append) is not first


def test_a_paying_account_is_deleted_after_saying_what_is_paid_from_it(driven: Any) -> None:
    session, window = driven.session, driven.window
    (account,) = session.queries.snapshot().paying_accounts
    asked: list[str] = []

    def confirm(dialog: QDialog) -> None:
        def yes() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            asked.append(box.text())
            driven.press("confirm_remove", box)

        QTimer.singleShot(0, yes)
        driven.press("remove_paying", dialog)

    driven.in_dialog(lambda: window.ask_balance(account), confirm)
    assert account.name in asked[0]
    assert session.queries.snapshot().accounts[0].name in asked[0]
    assert session.queries.snapshot().paying_accounts == ()
    session.ledger.undo()
    snapshot = session.queries.snapshot()
    assert snapshot.paying_accounts == (account,)
    assert snapshot.accounts[0].sources == (account.id,)
