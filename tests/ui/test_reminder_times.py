"""Reminder times of one account or one due, beside the general ones."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft
from assistant.domain.dues import Obligation, obligations
from assistant.domain.money import Money
from assistant.domain.stages import DEFAULT_PLAN
from assistant.services.session import Session
from tests.conftest import FakeClock
from tests.domain.facts import day


@pytest.fixture
def driver(session: Session, drive: Callable[[Session], Any]) -> Any:
    """The window on 花呗 with a bill due on the tenth."""
    session.ledger.open_account(
        AccountDraft("huabei", "花呗", ()), PayingAccountDraft("余额宝", Money.of(800))
    )
    session.ledger.record_bill(BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(120)))
    made = drive(session)
    made.window.open_account(1)
    return made


def due(session: Session) -> Obligation:
    return obligations(session.queries.snapshot(), date(2026, 11, 30))[0]


def change(driver: Any, opening: Callable[[], None], **values: str) -> str:
    """Open the dialog, type and save; the refusal at the first field typed in, empty for none."""
    said: list[str] = []

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, **values)
        driver.press("save", dialog)
        said.append(driver.find(QLabel, f"{next(iter(values))}.error", dialog).text())

    driver.in_dialog(opening, act)
    return said[0]


def test_an_accounts_dues_are_told_at_its_own_times(driver: Any, clock: FakeClock) -> None:
    watch = driver.session.watch
    assert not change(
        driver, lambda: driver.trigger("reminder_times"), d7="", d3="14:00", cutoff="5"
    )
    plan = watch.wishes().plan_of(due(driver.session))
    assert [stage.key for stage in plan.leads] == ["d3", "eve", "day"]
    assert watch.wishes().plan == DEFAULT_PLAN
    clock.move(days=4, hours=1, minutes=59)  # 13:59 on the seventh
    assert watch.tick().notices == ()
    clock.move(minutes=1)
    (notice,) = watch.tick().notices
    assert [row.stage for row in notice.reminders] == ["d3"]


def test_a_time_that_cannot_be_read_is_refused_where_it_stands(driver: Any) -> None:
    assert change(driver, lambda: driver.trigger("reminder_times"), d3="25:00")
    assert not driver.session.watch.wishes().by_account


def test_one_due_has_times_of_its_own_and_gives_them_back(driver: Any) -> None:
    session, window = driver.session, driver.window
    change(driver, lambda: driver.trigger("reminder_times"), d3="14:00")
    assert not change(driver, lambda: window.ask_times(due(session)), d3="15:00")
    assert session.watch.wishes().plan_of(due(session)).leads[1].at.hour == 15

    def usual(dialog: QDialog) -> None:
        driver.press("times_usual", dialog)

    driver.in_dialog(lambda: window.ask_times(due(session)), usual)
    assert session.watch.wishes().plan_of(due(session)).leads[1].at.hour == 14
    driver.in_dialog(lambda: driver.trigger("reminder_times"), usual)
    assert session.watch.wishes().plan_of(due(session)) == DEFAULT_PLAN


def test_what_has_no_times_of_its_own_has_none_to_give_back(driver: Any) -> None:
    def act(dialog: QDialog) -> None:
        assert dialog.findChild(QPushButton, "times_usual") is None

    driver.in_dialog(lambda: driver.trigger("reminder_times"), act)
