"""计划 through the real window: from empty to a plan by form only, money that is not enough, a stop."""

import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assistant import i18n
from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft
from assistant.domain.money import Money
from assistant.domain.planning.answer import Answer, Kind, Status
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.strategies import best_rule
from assistant.domain.snapshot import Changes
from assistant.services import planning
from assistant.services.demo import fill
from assistant.services.session import Session
from assistant.services.solver import plan_in_worker
from assistant.ui import plan_words
from assistant.ui.plan_moved import signed
from assistant.ui.plan_what_if import Compared
from assistant.ui.table import TableView
from assistant.ui.tabs.plan import PlanPage
from tests.conftest import FakeClock
from tests.domain.instances import realistic

Drive = Callable[[Session], Any]
PATIENCE_MS = 60_000


def add_huabei(driver: Any) -> None:
    """An account with a paying account and a bill, through their forms."""

    def account(dialog: QDialog) -> None:
        driver.fill(dialog, name="我的花呗", limit="5000", paying_account="余额宝")
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.trigger("add_huabei"), account)
    numbers = driver.find(QWidget, "numbers")
    driver.fill(numbers, amount="1200.00", minimum="120.00")
    driver.press("save", numbers)


def tell_balance(session: Session, yuan: str) -> None:
    account = session.queries.snapshot().paying_accounts[0]
    session.ledger.save_paying_account(PayingAccountDraft(account.name, Money.of(yuan)), account.id)


def open_plan(driver: Any) -> PlanPage:
    """The page, shown."""
    driver.window.open_page("plan")
    page = driver.window.findChild(PlanPage)
    assert page is not None
    return page


def found(page: QWidget, kind: type[QWidget], name: str) -> Any:
    """The widget of the page with a name."""
    widget = page.findChild(kind, name)
    assert widget is not None, name
    return widget


def says(page: PlanPage, name: str) -> str:
    return str(found(page, QLabel, name).text())


def wait_for(qtbot: QtBot, page: PlanPage, words: str, name: str = "plan_proof") -> None:
    """Until a label says some words."""

    def said() -> None:
        assert words in says(page, name)

    qtbot.waitUntil(said, timeout=PATIENCE_MS)


@pytest.fixture
def without_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules answer alone, at once."""

    def rules(instance: Instance, *_args: object, **_options: object) -> Answer:
        return Answer(best_rule(instance), Status.RULES)

    monkeypatch.setattr(planning, "plan_in_worker", rules)


def test_from_empty_to_a_proven_plan_by_form_only(
    session: Session, drive: Drive, qtbot: QtBot
) -> None:
    pytest.importorskip("highspy", reason="the proof needs the solver")
    driver = drive(session)
    page = open_plan(driver)
    assert found(page, QPushButton, "plan_start").isEnabled() is False
    driver.window.open_overview()
    add_huabei(driver)

    def balance(dialog: QDialog) -> None:
        driver.fill(dialog, balance="3000")
        driver.press("save", dialog)

    driver.window.open_overview()
    driver.in_dialog(lambda: driver.press("cash_1"), balance)
    open_plan(driver)
    wait_for(qtbot, page, "已证明最省")
    steps = found(page, TableView, "plan_steps").table.rows
    assert [step.fen for step in steps] == [120_000]
    assert says(page, "plan_cost") == "¥0.00"
    assert "不逾期" in says(page, "plan_late")


def test_accounts_with_nothing_on_them_are_not_proven_to_be_repaid_today(
    session: Session, drive: Drive
) -> None:
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()), None)
    page = open_plan(drive(session))
    assert "没有要还的" in [
        label.text() for label in page.findChildren(QLabel) if label.isVisible()
    ]
    assert found(page, QLabel, "plan_proof").isVisible() is False


def type_balance(driver: Any, yuan: str) -> None:
    """The balance of the one paying account, through its form on the cash page."""

    def balance(dialog: QDialog) -> None:
        driver.fill(dialog, balance=yuan)
        driver.press("save", dialog)

    driver.window.open_page("cash")
    page = driver.window.findChild(QWidget, "cash_accounts")
    driver.in_dialog(lambda: driver.press("update_balance", page), balance)


def test_a_due_that_lacks_less_than_the_tolerance_is_named_as_such(
    session: Session, drive: Drive, qtbot: QtBot, without_solver: None
) -> None:
    terms = (DatedTerm("tolerance", "10"),)
    session.ledger.open_account(AccountDraft("huabei", "我的花呗", terms))
    bill = BillDraft(1, date(2026, 11, 1), date(2026, 11, 10), Money.of(8))
    session.ledger.record_bill(bill)
    driver = drive(session)
    page = open_plan(driver)
    wait_for(qtbot, page, "容差", "plan_short_let_be")
    assert "我的花呗 11月10日 周二" in says(page, "plan_short_let_be")
    session.ledger.edit_bill(1, replace(bill, amount=Money.of(80)))
    driver.context.bus.changed.emit(Changes.BILLS)
    qtbot.waitUntil(lambda: not says(page, "plan_short_let_be"), timeout=PATIENCE_MS)


def test_too_little_money_is_said_with_the_day_the_amount_and_what_helps(
    session: Session, drive: Drive, qtbot: QtBot
) -> None:
    pytest.importorskip("highspy", reason="what is missing needs the solver")
    driver = drive(session)
    add_huabei(driver)
    type_balance(driver, "100")
    page = open_plan(driver)
    found(page, QWidget, "plan_months").set_text_value("3")
    # 120 are due at least in November; what was put into instalments cannot be paid in December.
    wait_for(qtbot, page, "12月10日 周四 缺钱，那时还差 ¥8.80", "plan_short_what")
    helps = found(page, TableView, "plan_short_helps")
    qtbot.waitUntil(lambda: bool(helps.table.rows), timeout=PATIENCE_MS)
    settled(qtbot, page)
    assert helps.isVisible()
    assert "逾期" in says(page, "plan_late")
    more = next(row.fen for row in helps.table.rows if row.kind is Kind.MONEY)
    # What is said to be enough is enough, and two fen less are not.
    type_balance(driver, str(Money(10_000 + more)))
    open_plan(driver)
    settled(qtbot, page)
    assert says(page, "plan_late") == "不逾期"
    assert not found(page, QWidget, "plan_short").isVisible()
    type_balance(driver, str(Money(10_000 + more - 2)))
    open_plan(driver)
    settled(qtbot, page)
    assert says(page, "plan_late") != "不逾期"


def test_without_a_solver_nothing_is_said_to_be_under_way(
    session: Session, drive: Drive, qtbot: QtBot, without_solver: None
) -> None:
    driver = drive(session)
    add_huabei(driver)
    type_balance(driver, "100")
    page = open_plan(driver)
    settled(qtbot, page)
    assert "未证明" in says(page, "plan_proof")
    # 120 are due at least: what the shown plan lacks is told, and that no more is known.
    assert "还差 ¥20.00" in says(page, "plan_short_what")
    assert "正在" not in says(page, "plan_short_what")
    assert not found(page, TableView, "plan_short_helps").isVisible()


def test_a_running_solver_is_ended_by_stop_and_the_rules_plan_stays(
    session: Session, drive: Drive, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("highspy", reason="there is no solver to be stopped")
    heavy = realistic(7, 20, 36)

    def plan_something_heavy(
        instance: Instance, limits: Any, *, told: Any = None, stopped: Any = None
    ) -> Answer:
        """The user's rules' answer; then the real solver is busy with something big."""
        rules = Answer(best_rule(instance), Status.RULES)
        told(rules)
        plan_in_worker(heavy, limits, stopped=stopped)
        return rules

    monkeypatch.setattr(planning, "plan_in_worker", plan_something_heavy)
    driver = drive(session)
    add_huabei(driver)
    type_balance(driver, "3000")
    page = open_plan(driver)
    wait_for(qtbot, page, "正在找更省的")
    qtbot.waitUntil(lambda: bool(multiprocessing.active_children()), timeout=PATIENCE_MS)
    (process,) = multiprocessing.active_children()
    found(page, QPushButton, "plan_stop").click()
    wait_for(qtbot, page, "已停止", "plan_doing")
    assert process not in multiprocessing.active_children()
    assert not found(page, QPushButton, "plan_stop").isEnabled()
    assert [step.fen for step in found(page, TableView, "plan_steps").table.rows] == [120_000]
    assert "未证明" in says(page, "plan_proof")


def test_strategies_stand_side_by_side_and_an_own_order_is_played(
    demo: Session, drive: Drive, qtbot: QtBot, without_solver: None
) -> None:
    driver = drive(demo)
    page = open_plan(driver)
    table = found(page, TableView, "plan_strategy_table")
    qtbot.waitUntil(lambda: len(table.table.rows) > 1, timeout=PATIENCE_MS)
    keys = [row.key for row in table.table.rows]
    assert keys[0] == "least"
    assert {"safe", "avalanche", "snowball", "harm", "due", "article", "minimum", "custom"} <= set(
        keys
    )
    order = page._strategies.order()  # noqa: SLF001 - what a drag changes
    driver.press("plan_order_down", page)
    assert page._strategies.order() == (order[1], order[0], *order[2:])  # noqa: SLF001


def missed(page: PlanPage) -> set[int]:
    """The accounts whose dues the plan that is shown misses on its first such day."""
    case, answer = page._case, page._answer  # noqa: SLF001 - the exact outcome behind the words
    assert case is not None
    assert answer is not None
    first = answer.ledger.misses[0].day
    late = (miss.product for miss in answer.ledger.misses if miss.day == first)
    return {case.origins[product].account_id for product in late}


def test_the_order_of_what_is_kept_clean_changes_the_plan_and_is_undone(
    session: Session, drive: Drive, qtbot: QtBot
) -> None:
    pytest.importorskip("highspy", reason="the choice is the solver's")
    driver = drive(session)
    add_huabei(driver)  # 120 are due at least
    tell_balance(session, "150")
    first = session.queries.snapshot().accounts[0].id
    draft = AccountDraft("huabei", "第二个", (DatedTerm("limit", "5000"),))
    session.ledger.open_account(draft)
    second = session.queries.snapshot().accounts[1].id
    day = date(2026, 11, 1)
    due = date(2026, 11, 10)
    session.ledger.record_bill(BillDraft(second, day, due, Money.of(1300), Money.of(130)))
    page = open_plan(driver)
    found(page, QWidget, "plan_months").set_text_value("3")
    settled(qtbot, page)
    order = found(page, QListWidget, "harm_order")
    assert [order.item(row).text() for row in range(2)] == ["1. 我的花呗", "2. 第二个"]
    assert not found(page, QPushButton, "harm_reset").isEnabled()
    order.setCurrentRow(1)
    QTest.keyClick(order, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert session.queries.harm_order() == (second, first)
    settled(qtbot, page)
    assert missed(page) == {first}
    assert found(page, QPushButton, "harm_reset").isEnabled()
    driver.press("harm_order_down", page)
    settled(qtbot, page)
    assert session.queries.harm_order() == (first, second)
    assert missed(page) == {second}
    driver.trigger("undo")
    settled(qtbot, page)
    assert missed(page) == {first}
    driver.press("harm_reset", page)
    assert session.queries.harm_order() == ()


def add_what_if(driver: Any, page: PlanPage, **values: str) -> None:
    """A scenario through its dialog."""

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, **values)
        driver.press("save", dialog)
        assert not dialog.isVisible()

    driver.in_dialog(lambda: driver.press("what_new", page), act)


def compared(qtbot: QtBot, page: PlanPage, count: int) -> list[Compared]:
    """The rows of the scenarios' table, once each is computed."""
    table = found(page, TableView, "plan_what_if_table")

    def computed() -> None:
        assert len(table.table.rows) == count
        assert all(row.ledger is not None for row in table.table.rows)

    qtbot.waitUntil(computed, timeout=PATIENCE_MS)
    return list(table.table.rows)


def test_a_scenario_is_compared_with_the_plan_and_a_wrong_number_is_refused(
    demo: Session, drive: Drive, qtbot: QtBot, without_solver: None
) -> None:
    driver = drive(demo)
    page = open_plan(driver)
    settled(qtbot, page)

    def wrong(dialog: QDialog) -> None:
        driver.fill(dialog, what_change="extra", what_days="x", what_amount="2000")
        driver.press("save", dialog)
        assert "1000" in driver.text("what_days.error", dialog)
        assert not found(dialog, QWidget, "what_percent").isVisible()

    driver.in_dialog(lambda: driver.press("what_new", page), wrong)
    assert demo.queries.what_ifs() == ()
    add_what_if(driver, page, what_change="extra", what_days="3", what_amount="2000")
    plan, extra = compared(qtbot, page, 2)
    assert (plan.saved, extra.name) == (None, "3 天后多 ¥2,000.00")


def test_scenarios_survive_a_restart_are_renamed_removed_and_brought_back(
    demo: Session, drive: Drive, qtbot: QtBot, without_solver: None
) -> None:
    driver = drive(demo)
    page = open_plan(driver)
    settled(qtbot, page)
    # Names that the program uses for its own jobs are names like any other.
    add_what_if(driver, page, what_change="rate", what_percent="-20", what_name="plan")
    add_what_if(driver, page, what_change="miss", what_late="20", what_name="kept")
    cheaper, late = compared(qtbot, page, 3)[1:]
    assert (cheaper.name, late.name) == ("plan", "kept")
    again = drive(demo)
    page = open_plan(again)
    settled(qtbot, page)
    assert [row.name for row in compared(qtbot, page, 3)[1:]] == ["plan", "kept"]
    table = found(page, TableView, "plan_what_if_table")
    table.selectRow(1)

    def rename(dialog: QDialog) -> None:
        again.fill(dialog, what_name="kept")
        again.press("save", dialog)
        assert "同名" in again.text("what_name.error", dialog)
        again.fill(dialog, what_name="降息")
        again.press("save", dialog)

    again.in_dialog(lambda: again.press("what_rename", page), rename)
    assert table.table.rows[1].name == "降息"
    assert table.table.rows[1].ledger is not None  # another name is no other question
    again.press("what_remove", page)
    assert [row.name for row in table.table.rows[1:]] == ["kept"]
    again.trigger("undo")
    assert [row.name for row in compared(qtbot, page, 3)[1:]] == ["降息", "kept"]
    table.selectRow(0)
    assert not found(page, QPushButton, "what_remove").isEnabled()


def test_a_kept_plan_is_compared_with_what_was_paid(
    demo: Session, drive: Drive, qtbot: QtBot, without_solver: None
) -> None:
    driver = drive(demo)
    page = open_plan(driver)
    wait_for(qtbot, page, "规则")
    driver.press("plan_keep", page)
    kept = demo.plans.load()
    assert kept is not None
    assert kept.steps
    assert found(page, QWidget, "plan_actual").isVisible()
    driver.press("plan_drop", page)
    assert demo.plans.load() is None


def settled(qtbot: QtBot, page: PlanPage) -> None:
    """Until nothing is being computed."""

    def quiet() -> None:
        assert not found(page, QPushButton, "plan_stop").isEnabled()
        assert found(page, TableView, "plan_steps").table.rows

    qtbot.waitUntil(quiet, timeout=PATIENCE_MS)


def test_what_moved_is_shown_cause_by_cause_and_adds_up(
    demo: Session, drive: Drive, qtbot: QtBot, without_solver: None
) -> None:
    driver = drive(demo)
    page = open_plan(driver)
    settled(qtbot, page)
    before = page._answer  # noqa: SLF001 - the exact outcome behind the words
    card = found(page, QWidget, "plan_moved")
    assert not card.isVisible()
    account = demo.queries.snapshot().paying_accounts[0]
    ledger = demo.ledger
    draft = PayingAccountDraft(account.name, Money.of("10"))
    driver.window._context.bus.run(ledger.save_paying_account, draft, account.id)  # noqa: SLF001
    settled(qtbot, page)
    now = page._answer  # noqa: SLF001 - as above
    assert before is not None
    assert now is not None
    *parts, total = found(page, TableView, "plan_moved_table").table.rows
    assert [part.title for part in parts] == ["手头的钱"]
    assert total.cost == sum(part.cost for part in parts) == now.ledger.cost - before.ledger.cost
    assert card.isVisible() is bool(total.cost or total.days)
    assert plan_words.fen(now.ledger.cost) in says(page, "plan_moved_words")


def test_a_kept_plan_is_compared_with_today_after_a_restart(
    demo: Session, drive: Drive, qtbot: QtBot, without_solver: None
) -> None:
    driver = drive(demo)
    page = open_plan(driver)
    settled(qtbot, page)
    driver.press("plan_keep", page)
    assert "（¥0.00）" in says(page, "plan_kept_now")
    account = demo.queries.snapshot().paying_accounts[0]
    demo.ledger.save_paying_account(PayingAccountDraft(account.name, Money.of("10")), account.id)
    again = open_plan(drive(demo))
    settled(qtbot, again)
    kept = demo.plans.load()
    answer = again._answer  # noqa: SLF001 - the exact outcome behind the words
    assert kept is not None
    assert answer is not None
    told = says(again, "plan_kept_now")
    assert plan_words.fen(kept.cost.fen) in told
    assert plan_words.fen(answer.ledger.cost) in told
    assert signed(answer.ledger.cost - kept.cost.fen) in told


def test_what_moved_since_a_plan_was_kept_is_told_after_a_restart_and_days(
    open_store: Callable[[], Session],
    drive: Drive,
    qtbot: QtBot,
    clock: FakeClock,
    without_solver: None,
) -> None:
    session = open_store()
    fill(session.ledger, session.queries)
    driver = drive(session)
    page = open_plan(driver)
    settled(qtbot, page)
    driver.press("plan_keep", page)
    kept = session.plans.load()
    assert kept is not None
    case = page._case  # noqa: SLF001 - what it was computed from, to the last digit
    assert case is not None
    assert kept.instance == case.instance
    driver.window.close_for_good()
    clock.move(days=5)
    session = open_store()
    account = session.queries.snapshot().paying_accounts[0]
    session.ledger.save_paying_account(PayingAccountDraft(account.name, Money.of("10")), account.id)
    again = open_plan(drive(session))
    card = found(again, QWidget, "plan_moved")
    qtbot.waitUntil(card.isVisible, timeout=PATIENCE_MS)
    assert i18n.full_day(kept.made_on) in says(again, "plan_moved_words")
    *parts, total = found(again, TableView, "plan_moved_table").table.rows
    assert "手头的钱" in {part.title for part in parts}
    answer = again._kept_answer()  # noqa: SLF001 - the exact outcome behind the words
    assert answer is not None
    assert total.cost == sum(part.cost for part in parts) == answer.ledger.cost - kept.cost.fen
    assert total.days == sum(part.days for part in parts)
    assert signed(total.cost) in says(again, "plan_kept_now")


def test_a_page_that_nobody_looks_at_computes_nothing_until_it_is_looked_at(
    demo: Session, drive: Drive, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Instance] = []

    def rules(instance: Instance, *_args: object, **_options: object) -> Answer:
        asked.append(instance)
        return Answer(best_rule(instance), Status.RULES)

    monkeypatch.setattr(planning, "plan_in_worker", rules)
    driver = drive(demo)
    page = open_plan(driver)
    settled(qtbot, page)
    driver.window.open_page("cash")
    assert not page.isVisible()
    before = len(asked)
    account = demo.queries.snapshot().paying_accounts[0]
    draft = PayingAccountDraft(account.name, Money.of("10"))
    driver.context.bus.run(demo.ledger.save_paying_account, draft, account.id)
    QTest.qWait(50)
    assert len(asked) == before
    open_plan(driver)
    qtbot.waitUntil(lambda: len(asked) > before, timeout=PATIENCE_MS)
    assert asked[-1].cash != asked[0].cash
