"""The reminder centre: unanswered ones first, filters, and every button back to the store."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assistant import i18n
from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft, ReadingDraft
from assistant.domain.dues import obligations
from assistant.domain.history import Fate
from assistant.domain.money import Money
from assistant.domain.rule import ENABLED
from assistant.domain.rules import RULES
from assistant.domain.snapshot import Changes
from assistant.services.session import Session
from assistant.ui.fields import ChoiceField
from assistant.ui.notification import Reach
from assistant.ui.table import TableView
from assistant.ui.tabs.reminders import FILTERS, RemindersPage
from tests.conftest import FakeClock
from tests.domain.facts import beijing, day


class Centre:
    """The page in a real window, over two bills of which two and one stages were told."""

    def __init__(self, driver: Any, clock: FakeClock, *, rules: bool = False) -> None:
        self.driver, self.session = driver, driver.session
        self.page: Any = None
        ledger = self.session.ledger
        clock.now = beijing("2026-11-02 12:00")
        if not rules:
            for rule in RULES:
                ledger.save_rules({(rule.id, ENABLED): "no"})
        ledger.open_account(
            AccountDraft("huabei", "花呗", (DatedTerm("limit", "9000"),)),
            PayingAccountDraft("余额宝", Money.of("100")),
        )
        ledger.open_account(AccountDraft("credit_card", "卡", (DatedTerm("limit", "9000"),)))
        ledger.record_bill(BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of("500")))
        ledger.record_bill(BillDraft(2, day("2026-10-25"), day("2026-11-12"), Money.of("90")))
        for now in ("2026-11-03 12:00", "2026-11-05 09:01", "2026-11-07 09:01"):
            clock.now = beijing(now)
            for notice in self.session.watch.tick().notices:
                self.session.watch.shown(notice)
        driver.context.bus.changed.emit(Changes.EVERYTHING)
        driver.window.open_page("reminders")
        driver.qtbot.waitUntil(lambda: driver.window.findChild(RemindersPage) is not None)
        self.page = driver.window.findChild(RemindersPage)

    @property
    def table(self) -> TableView:
        """The list."""
        return self.driver.find(TableView, "reminder_table", self.page)

    def rows(self, chosen: str) -> list[tuple[str, Fate]]:
        """Keys and fates that a filter shows."""
        self.driver.find(ChoiceField, "reminder_filter", self.page).set_text_value(chosen)
        return [(row.key, row.fate) for row in self.table.table.rows]

    def press(self, name: str) -> None:
        """Press a button below the list."""
        self.driver.press(name, self.page)

    def choose(self, name: str) -> None:
        """Choose a time from the button 稍后提醒."""
        button = self.driver.find(QPushButton, "reminder_snooze", self.page)
        action = button.menu().findChild(QAction, name)
        assert action is not None
        action.trigger()


HUABEI, CARD = "bill:1:2026-11-01", "bill:2:2026-10-25"


@pytest.fixture
def centre(session: Session, clock: FakeClock, drive: Callable[[Session], Any]) -> Centre:
    """The centre."""
    return Centre(drive(session), clock)


def test_unanswered_ones_stand_first_and_once_each(centre: Centre) -> None:
    assert {key for key, _ in centre.rows("unanswered")} == {HUABEI, CARD}
    assert len(centre.rows("unanswered")) == 2
    told = centre.rows("all")
    assert len(told) == 3
    assert {key for key, _ in told[:2]} == {HUABEI, CARD}
    last = [column.text(centre.table.table.rows[2]) for column in centre.table.table.columns]
    assert last[-1] == "之后又提醒过"


def test_paid_pays_in_the_store_and_leaves_the_list(centre: Centre) -> None:
    centre.rows("unanswered")
    centre.table.selectRow(0)
    due = centre.table.current().due
    centre.press("reminder_paid")
    assert centre.session.queries.snapshot().payments[0].amount == due.to_pay
    assert len(centre.rows("unanswered")) == 1
    assert (due.key, Fate.OVER) in centre.rows("over")


@pytest.mark.parametrize(
    ("choice", "until"),
    [
        ("snooze_1h", "2026-11-07 10:01"),
        ("snooze_tonight", "2026-11-07 20:00"),
        ("snooze_tomorrow", "2026-11-08 09:00"),
    ],
)
def test_later_puts_off_and_is_shown_with_its_time(centre: Centre, choice: str, until: str) -> None:
    centre.rows("unanswered")
    key = centre.table.current().key
    centre.choose(choice)
    assert centre.rows("snoozed") == [(key, Fate.SNOOZED)]
    assert centre.table.current().snoozed_until == beijing(until)
    assert until in centre.page._fate(centre.table.current())  # noqa: SLF001 - the words shown


def test_another_time_is_typed_and_a_useless_one_is_refused(centre: Centre) -> None:
    centre.rows("unanswered")
    centre.table.selectRow(0)

    def type_times(dialog: QDialog) -> None:
        driver = centre.driver
        for text, message in (
            ({"day": "2026-11-06", "until": "10:00"}, "已经过去"),
            ({"day": "2026-11-30", "until": "10:00"}, "截止之后"),
            ({"day": "2026-11-08", "until": "25:00"}, "不是时间"),
        ):
            driver.fill(dialog, **text)
            driver.press("save", dialog)
            assert message in driver.find(QLabel, "until.error", dialog).text()
        driver.fill(dialog, day="2026-11-08", until="10:30")
        driver.press("save", dialog)

    centre.driver.in_dialog(lambda: centre.choose("snooze_custom"), type_times)
    centre.rows("snoozed")
    assert centre.table.current().snoozed_until == beijing("2026-11-08 10:30")


def test_mute_silences_and_unmute_speaks_again(centre: Centre, clock: FakeClock) -> None:
    centre.rows("unanswered")
    key = centre.table.current().key
    centre.press("reminder_mute")
    assert centre.rows("muted") == [(key, Fate.MUTED)]
    clock.now = beijing("2026-11-09 18:01")
    said = {
        reminder.obligation.key
        for notice in centre.session.watch.tick().notices
        for reminder in notice.reminders
    }
    assert key not in said
    centre.press("reminder_mute")  # now it says 恢复提醒
    assert centre.rows("muted") == []


def test_got_it_acknowledges(centre: Centre) -> None:
    centre.rows("unanswered")
    key = centre.table.current().key
    centre.press("reminder_acknowledge")
    assert (key, Fate.ACKNOWLEDGED) in centre.rows("acknowledged")


def test_open_goes_to_the_account(centre: Centre) -> None:
    centre.rows("unanswered")
    account = centre.table.current().due.account_id
    centre.press("reminder_open")
    window = centre.driver.window
    assert window.tabs.currentWidget().account_id == account
    assert window.pages.currentIndex() == 0


def test_what_is_muted_before_it_was_told_is_listed_too(centre: Centre) -> None:
    ledger = centre.session.ledger
    ledger.record_reading(ReadingDraft(1, day("2026-11-07"), Money.of("7")))
    snapshot = centre.session.queries.snapshot()
    (later,) = [
        row
        for row in obligations(snapshot, day("2026-12-31"))
        if row.due_date.day == 10 and row.due_date.month == 12
    ]
    centre.driver.context.bus.run(ledger.mute, later)
    assert (later.key, Fate.MUTED) in centre.rows("muted")


def test_what_is_put_off_before_it_was_told_is_listed_too(centre: Centre, clock: FakeClock) -> None:
    ledger = centre.session.ledger
    ledger.record_reading(ReadingDraft(1, day("2026-11-07"), Money.of("7")))
    dues = obligations(centre.session.queries.snapshot(), day("2026-12-31"))
    (later,) = [row for row in dues if row.due_date == day("2026-12-10")]
    assert centre.driver.context.snooze(later, "tomorrow")
    assert centre.rows("snoozed") == [(later.key, Fate.SNOOZED)]


def test_alerts_of_the_rules_are_listed_opened_and_acknowledged(
    session: Session, clock: FakeClock, drive: Callable[[Session], Any]
) -> None:
    centre = Centre(drive(session), clock, rules=True)
    keys = [key for key, _ in centre.rows("unanswered")]
    (alert,) = [key for key in keys if key.startswith("rule:bill_day")]
    centre.table.selectRow(keys.index(alert))
    said = [column.text(centre.table.current()) for column in centre.table.table.columns]
    assert said[3] == "提示"
    assert not centre.driver.find(QPushButton, "reminder_paid", centre.page).isEnabled()
    centre.press("reminder_acknowledge")
    assert alert in [key for key, _ in centre.rows("acknowledged")]


def test_an_empty_filter_says_so(centre: Centre) -> None:
    assert centre.rows("snoozed") == []
    assert centre.driver.find(QWidget, "reminders_empty", centre.page).isVisible()
    assert not centre.driver.find(QPushButton, "reminder_paid", centre.page).isEnabled()


@pytest.mark.parametrize(
    ("reach", "tray", "service", "how"),
    [
        (Reach(tray=True, service=True, buttons=True), "✓", "✓", "系统通知弹出"),
        (Reach(tray=True, service=False, buttons=False), "✓", "✕", "自己的小窗口"),
        (Reach(tray=False, service=True, buttons=True), "✕", "✓", "系统通知弹出"),
        (Reach(tray=False, service=False, buttons=False), "✕", "✕", "置顶的窗口"),
    ],
)
def test_what_the_desktop_lacks_is_said(
    centre: Centre, reach: Reach, tray: str, service: str, how: str
) -> None:
    centre.driver.context.delivery.tell(reach, None)
    text = centre.driver.text
    assert text("delivery_tray", centre.page).startswith(tray)
    assert text("delivery_service", centre.page).startswith(service)
    assert how in text("delivery_how", centre.page)
    warned = not (reach.tray or reach.service)
    warning = centre.driver.find(QWidget, "delivery_warning", centre.driver.window)
    assert warning.isVisible() is warned


def test_the_test_button_asks_for_a_real_one_and_tells_which_way_it_went(
    centre: Centre, qtbot: QtBot
) -> None:
    delivery = centre.driver.context.delivery
    with qtbot.waitSignal(delivery.test_requested):
        centre.press("test_notice")
    delivery.tell_test("popup")
    assert "右下角" in centre.driver.text("delivery_tested", centre.page)
    delivery.tell_test("none")
    assert "没能显示" in centre.driver.text("delivery_tested", centre.page)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_filter_counts_its_rows(centre: Centre, language: str) -> None:
    field = centre.driver.find(ChoiceField, "reminder_filter", centre.page)
    for number, key in enumerate(FILTERS):
        assert f"{len(centre.rows(key))}" in field.itemText(number)
