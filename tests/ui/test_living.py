"""What is computed behind the window: the kept plan after every change, the chances, nothing without need."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assistant.domain.cashflow import CashItemDraft, Direction, Repeat, Spread
from assistant.domain.draft import PayingAccountDraft
from assistant.domain.money import Money
from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.kept_now import KeptNow
from assistant.domain.planning.strategies import best_rule
from assistant.domain.snapshot import Changes
from assistant.services import planning
from assistant.services.planning import case_of
from assistant.services.session import Session
from assistant.ui import behind
from assistant.ui.alive import Alive
from assistant.ui.plan_line import moved_words
from assistant.ui.tabs.plan import PlanPage
from assistant.ui.work import Newest
from tests.conftest import FakeClock

Drive = Callable[[Session], Any]
PATIENCE_MS = 30_000


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[Instance]:
    """What was solved; the rules' plan counts as proven."""
    monkeypatch.setattr(behind, "AFTER_CHANGE_MS", 1)
    asked: list[Instance] = []

    def solve(instance: Instance, *_args: object, **_options: object) -> Answer:
        asked.append(instance)
        rules = best_rule(instance)
        return Answer(rules, Status.PROVEN, bound=rules.cost)

    monkeypatch.setattr(planning, "plan_in_worker", solve)
    return asked


@pytest.fixture
def alive(drive: Drive, demo: Session) -> Iterator[tuple[Any, Alive]]:
    """The window on the demo, with what lives behind it; not begun yet."""
    driver = drive(demo)
    made = Alive(driver.context, driver.window)
    yield driver, made
    made.stop()


@pytest.fixture
def kept(alive: tuple[Any, Alive], solved: list[Instance], qtbot: QtBot) -> tuple[Any, Alive]:
    """The same where a plan is kept and was computed once."""
    driver, made = alive
    keep_plan(driver.session)
    made.start(0)
    until_known(driver, qtbot)
    qtbot.waitUntil(lambda: len(solved) >= 1)
    return driver, made


def until_known(driver: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: driver.session.behind.plan is not None, timeout=PATIENCE_MS)


def until_forgotten(driver: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: driver.session.behind.plan is None, timeout=PATIENCE_MS)


def keep_plan(session: Session) -> None:
    """Keep to the rules' plan of today."""
    case = case_of(session.queries.snapshot(), 12, session.queries.harm_order())
    session.plans.keep(case, best_rule(case.instance), 12)


def tell_balance(driver: Any, yuan: str) -> None:
    account = driver.session.queries.snapshot().paying_accounts[0]
    draft = PayingAccountDraft(account.name, Money.of(yuan))
    driver.context.bus.run(driver.session.ledger.save_paying_account, draft, account.id)


def run_dry(driver: Any) -> None:
    """No income comes any more, and nothing is left."""
    session = driver.session
    seen = session.queries.snapshot()
    for item in seen.cash_items:
        driver.context.bus.run(session.ledger.remove_cash_item, item.id)
    for account in seen.paying_accounts:
        draft = PayingAccountDraft(account.name, Money.of(10))
        driver.context.bus.run(session.ledger.save_paying_account, draft, account.id)


def known(driver: Any) -> KeptNow:
    now: KeptNow | None = driver.session.behind.plan
    assert now is not None
    return now


def test_without_a_kept_plan_and_without_doubt_nothing_is_computed(
    alive: tuple[Any, Alive], solved: list[Instance], qtbot: QtBot
) -> None:
    driver, made = alive
    for item in driver.session.queries.snapshot().cash_items:
        driver.session.ledger.remove_cash_item(item.id)
    made.start(0)
    qtbot.waitUntil(lambda: made._begun)  # noqa: SLF001 - that it began leaves no trace, as it should
    tell_balance(driver, "5")
    made.tick()
    QTest.qWait(50)
    assert solved == []
    assert not made.findChildren(Newest)
    assert (driver.session.behind.plan, driver.session.behind.chances) == (None, None)


def test_a_kept_plan_is_planned_anew_after_a_change_and_the_overview_says_what_moved(
    kept: tuple[Any, Alive], solved: list[Instance], qtbot: QtBot
) -> None:
    driver, _made = kept
    as_kept = known(driver)
    assert not as_kept.has_moved
    line = driver.window.findChild(QWidget, "plan_line")
    assert not line.isVisible()
    run_dry(driver)
    qtbot.waitUntil(lambda: known(driver) != as_kept, timeout=PATIENCE_MS)
    now = known(driver)
    assert now.missed
    assert line.isVisible()
    words = driver.window.findChild(QLabel, "plan_line_words")
    assert words.text() == moved_words(now)
    assert f"{now.missed} 期还不上" in words.text()
    # Several changes at once are one: what was so in between was never planned.
    assert len(solved) == len(set(solved)) == 2


def test_its_page_shows_at_once_what_was_computed_before_it_was_opened(
    kept: tuple[Any, Alive], solved: list[Instance], qtbot: QtBot
) -> None:
    driver, _made = kept
    run_dry(driver)
    qtbot.waitUntil(lambda: known(driver).missed > 0, timeout=PATIENCE_MS)
    before = len(solved)
    driver.window.findChild(QPushButton, "plan_line_open").click()
    page = driver.window.findChild(PlanPage)
    assert page.isVisible()
    proof = page.findChild(QLabel, "plan_proof")
    qtbot.waitUntil(lambda: "已证明" in proof.text(), timeout=PATIENCE_MS)
    case = page._case  # noqa: SLF001 - what it asked for
    assert case.instance in solved[:before]


def test_a_plan_that_is_dropped_or_over_is_not_spoken_of_any_more(
    kept: tuple[Any, Alive], solved: list[Instance], qtbot: QtBot, clock: FakeClock
) -> None:
    driver, made = kept
    tomorrow = len(solved)
    clock.move(days=1)
    made.tick()
    qtbot.waitUntil(lambda: len(solved) > tomorrow, timeout=PATIENCE_MS)
    clock.move(days=400)
    made.tick()
    until_forgotten(driver, qtbot)
    clock.move(days=-401)
    driver.context.bus.changed.emit(Changes.BILLS)
    until_known(driver, qtbot)
    driver.context.bus.run(driver.session.plans.drop)
    until_forgotten(driver, qtbot)


def test_a_plan_that_is_kept_later_lives_from_then_on(
    alive: tuple[Any, Alive], solved: list[Instance], qtbot: QtBot
) -> None:
    driver, made = alive
    made.start(0)
    qtbot.waitUntil(lambda: made._begun)  # noqa: SLF001 - as above
    keep_plan(driver.session)
    driver.context.bus.changed.emit(Changes.PLANS)
    until_known(driver, qtbot)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"days": 92, "debt_free": date(2027, 8, 10)},
            "从 2027-05-10 推迟到 2027-08-10（晚 92 天）",
        ),
        ({"days": -30, "debt_free": date(2027, 4, 10)}, "提前到 2027-04-10（早 30 天）"),
        ({"days": 170, "debt_free": None}, "计划期内还不清了（原定 2027-05-10 还清）"),
        (
            {"days": -9, "debt_free_then": None, "debt_free": date(2027, 5, 10)},
            "计划期内能还清了（2027-05-10）",
        ),
        ({"missed": 2, "cost": Money.of(350)}, "有 2 期还不上；往后的费用多 ¥50.00"),
        ({"cost": Money.of(250)}, "往后的费用少 ¥50.00"),
    ],
)
def test_what_moved_is_said_in_plain_words(change: dict[str, Any], words: str) -> None:
    day, cost = date(2027, 5, 10), Money.of(300)
    as_kept = KeptNow(date(2026, 11, 1), cost, cost, day, day, 0, 0)
    said = moved_words(replace(as_kept, **change))
    assert said.startswith("和 2026-11-01 定下的计划比：")
    assert words in said


def test_without_a_solver_nobody_is_alarmed(
    alive: tuple[Any, Alive],
    solved: list[Instance],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    driver, made = alive
    keep_plan(driver.session)
    tell_balance(driver, "10")

    def rules(instance: Instance, *_args: object, **_options: object) -> Answer:
        solved.append(instance)
        return Answer(best_rule(instance), Status.RULES)

    monkeypatch.setattr(planning, "plan_in_worker", rules)
    made.start(0)
    qtbot.waitUntil(lambda: len(solved) >= 1, timeout=PATIENCE_MS)
    QTest.qWait(50)
    assert driver.session.behind.plan is None


def test_what_is_under_way_when_all_is_closed_ends(
    drive: Drive, demo: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = drive(demo)
    made = Alive(driver.context, driver.window)
    keep_plan(demo)
    begun: list[bool] = []

    def endless(instance: Instance, *_args: object, stopped: Any, **_options: object) -> Answer:
        begun.append(True)
        while not stopped():
            continue
        begun.append(False)
        return Answer(best_rule(instance), Status.PROVEN)

    monkeypatch.setattr(planning, "plan_in_worker", endless)
    made.start(0)
    qtbot.waitUntil(lambda: bool(begun), timeout=PATIENCE_MS)
    made.stop()
    qtbot.waitUntil(lambda: begun == [True, False], timeout=PATIENCE_MS)
    assert demo.behind.plan is None


def test_what_has_not_begun_when_all_is_closed_never_begins(
    drive: Drive, demo: Session, solved: list[Instance], qtbot: QtBot
) -> None:
    driver = drive(demo)
    keep_plan(demo)
    made = Alive(driver.context, driver.window)
    made.start(1)
    made.stop()
    demo.close()
    QTest.qWait(50)
    assert solved == []


def test_where_something_is_uncertain_the_chances_are_there_for_the_rules(
    alive: tuple[Any, Alive], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, made = alive
    monkeypatch.setattr(behind, "AFTER_CHANGE_MS", 1)
    session = driver.session
    for item in session.queries.snapshot().cash_items:
        session.ledger.remove_cash_item(item.id)
    heard: list[bool] = []
    made.found.connect(lambda: heard.append(True))
    made.start(0)
    draft = CashItemDraft(
        Direction.INCOME,
        "零工",
        Money.of(3000),
        Repeat.MONTHLY,
        date(2026, 11, 15),
        spread=Spread.HISTORY,
    )
    driver.context.bus.run(session.ledger.save_cash_item, draft)
    qtbot.waitUntil(lambda: bool(heard), timeout=PATIENCE_MS)
    found = session.behind.chances
    assert found is session.chances.known(session.queries.snapshot())
    (item,) = session.queries.snapshot().cash_items
    driver.context.bus.run(session.ledger.remove_cash_item, item.id)
    qtbot.waitUntil(lambda: session.behind.chances is None, timeout=PATIENCE_MS)
