"""The calendar page: what a day holds, and acting on it where it stands, by mouse and by keys."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft
from assistant.domain.money import Money
from assistant.domain.snapshot import Changes
from assistant.domain.standing import State, bill_standing
from assistant.services.session import Session
from assistant.ui import words
from assistant.ui.due_menu import DueMenu
from assistant.ui.month_table import DayRole, MonthTable, label_boxes
from assistant.ui.shortfall_strip import ShortfallStrip
from assistant.ui.tabs.calendar import CalendarPage
from tests.conftest import FakeClock
from tests.domain.facts import beijing, day


class Month:
    """The page in a real window, over two bills due on the 10th and one due on the 12th."""

    def __init__(self, driver: Any) -> None:
        self.driver, self.session = driver, driver.session
        ledger = self.session.ledger
        for number, (product, name) in enumerate(
            (("huabei", "花呗"), ("credit_card", "卡"), ("credit_card", "二卡")), start=1
        ):
            cash = PayingAccountDraft(f"钱{number}", Money.of("100"))
            limit = (DatedTerm("limit", "9000"),)
            ledger.open_account(AccountDraft(product, name, limit), cash)
        for account, due, amount in ((1, "10", "500"), (2, "10", "90"), (3, "12", "70")):
            ledger.record_bill(
                BillDraft(account, day("2026-10-25"), day(f"2026-11-{due}"), Money.of(amount))
            )
        driver.context.bus.changed.emit(Changes.EVERYTHING)
        driver.window.open_page("calendar")
        driver.qtbot.waitUntil(lambda: driver.window.findChild(CalendarPage) is not None)
        page = driver.window.findChild(CalendarPage)
        assert page is not None
        self.page = page
        self.table: MonthTable = page.table

    def key(self, *keys: Qt.Key) -> None:
        """Press keys on the month."""
        for key in keys:
            self.driver.qtbot.keyClick(self.table, key)

    def label(self, on: str, number: int = 0) -> None:
        """Click on a due in a day's cell."""
        index = self.table.month.place_of(day(on))
        cell = index.data(DayRole)
        boxes = label_boxes(self.table.visualRect(index), len(cell.labels))
        self.driver.qtbot.mouseClick(
            self.table.viewport(), Qt.MouseButton.LeftButton, pos=boxes[number].center()
        )

    def menu(self) -> DueMenu:
        """The menu that is open."""
        found = QApplication.activePopupWidget()
        assert isinstance(found, DueMenu)
        return found

    def act(self, name: str, place: int = 0) -> None:
        """Choose an entry of the open menu, of the due at ``place`` where it speaks of several."""
        menu = self.menu()
        action = menu.findChildren(QAction, name)[place]
        menu.hide()
        action.trigger()

    def state(self, account: int) -> State:
        """How the account's due stands."""
        snapshot = self.session.queries.snapshot()
        return bill_standing(snapshot, snapshot.bills_of(account)[0]).state


@pytest.fixture
def month(session: Session, drive: Callable[[Session], Any]) -> Month:
    """The month of November 2026, standing on the 3rd."""
    return Month(drive(session))


def test_a_cell_says_amount_and_state_in_words_and_by_mark(month: Month) -> None:
    index = month.table.month.place_of(day("2026-11-10"))
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "11月10日" in spoken
    assert f"花呗 ¥500.00 {words.state(State.DUE)}" in spoken
    assert "卡 ¥90.00" in spoken
    assert "没有还款" in month.table.month.place_of(day("2026-11-11")).data()
    assert month.driver.text("calendar_title", month.page) == "2026 年 11月"
    assert "¥660.00" in month.driver.text("calendar_sum", month.page)


def test_a_click_on_a_due_marks_it_paid_in_place(month: Month) -> None:
    month.label("2026-11-10", 1)
    month.act("due_menu.paid")
    states = [month.state(account) for account in (1, 2, 3)]
    assert sorted(states) == sorted([State.SETTLED, State.DUE, State.DUE])
    assert states[2] is State.DUE
    assert words.MARKS[State.SETTLED] in month.table.month.place_of(day("2026-11-10")).data()


def test_the_keyboard_reaches_a_day_and_pays_its_due(month: Month) -> None:
    month.key(*[Qt.Key.Key_Down, *[Qt.Key.Key_Right] * 2])  # from the 3rd to the 12th
    assert "二卡" in month.driver.text("calendar_day", month.page)
    month.key(Qt.Key.Key_Return)
    month.act("due_menu.paid")
    assert month.state(3) is State.SETTLED


def test_enter_on_a_day_with_two_dues_offers_both(month: Month) -> None:
    month.key(Qt.Key.Key_Down)
    month.key(Qt.Key.Key_Space)
    assert len(month.menu().findChildren(QAction, "due_menu.paid")) == 2
    month.act("due_menu.paid", 0)
    assert [month.state(1), month.state(2)].count(State.SETTLED) == 1


def test_a_due_is_put_off_in_place(month: Month, clock: FakeClock) -> None:
    month.label("2026-11-12")
    month.act("snooze_tomorrow")
    (row,) = month.session.watch.put_off()
    assert (row.key, row.snoozed_until) == ("bill:3:2026-10-25", beijing("2026-11-04 09:00"))


def test_a_due_is_muted_and_unmuted_in_place(month: Month) -> None:
    month.label("2026-11-12")
    month.act("reminders.mute")
    assert [row.key for row in month.session.watch.silent()] == ["bill:3:2026-10-25"]
    month.label("2026-11-12")
    month.act("reminders.unmute")
    assert month.session.watch.silent() == ()


def test_a_due_is_opened_in_place(month: Month) -> None:
    month.label("2026-11-12")
    month.act("due_menu.open")
    window = month.driver.window
    assert window.tabs.currentWidget().account_id == 3


def test_part_of_a_due_is_paid_in_place(month: Month) -> None:
    def pay(dialog: Any) -> None:
        month.driver.fill(dialog, amount="20")
        month.driver.press("save", dialog)

    month.label("2026-11-12")
    month.driver.in_dialog(lambda: month.act("due_menu.part"), pay)
    assert month.session.queries.snapshot().payments[0].amount == Money.of("20")


def test_what_is_paid_can_only_be_opened(month: Month) -> None:
    month.label("2026-11-12")
    month.act("due_menu.paid")
    month.label("2026-11-12")
    assert month.menu().findChildren(QAction, "due_menu.paid") == []
    assert month.menu().findChildren(QAction, "due_menu.open") != []
    month.menu().hide()


def test_the_month_turns_by_page_keys_arrows_and_buttons(month: Month) -> None:
    title = lambda: month.driver.text("calendar_title", month.page)  # noqa: E731
    month.key(Qt.Key.Key_PageDown)
    assert title() == "2026 年 12月"
    month.driver.press("calendar_after", month.page)
    assert title() == "2027 年 1月"
    month.driver.press("calendar_before", month.page)
    month.key(Qt.Key.Key_PageUp)
    assert title() == "2026 年 11月"
    month.key(*[Qt.Key.Key_Left] * 3)  # from the 3rd to 31 October
    assert title() == "2026 年 10月"
    month.driver.press("calendar_today", month.page)
    assert title() == "2026 年 11月"


def test_the_last_of_a_long_month_turns_to_the_last_of_a_short_one(month: Month) -> None:
    month.key(*[Qt.Key.Key_Left] * 3)  # 31 October
    month.key(Qt.Key.Key_PageDown)
    assert "11月30日" in month.driver.text("calendar_day", month.page)


def test_a_day_with_more_dues_than_room_says_how_many_are_hidden() -> None:
    assert len(label_boxes(QRect(0, 0, 100, 60), 9)) == 2
    assert len(label_boxes(QRect(0, 0, 100, 60), 1)) == 1
    assert label_boxes(QRect(0, 0, 100, 10), 3) == []


def test_below_the_month_stand_the_chances_of_a_shortfall_on_the_coming_due_days(
    month: Month,
) -> None:
    strip = month.page.findChild(ShortfallStrip)
    assert strip is not None
    month.driver.qtbot.waitUntil(strip.isVisible, timeout=20_000)
    said = strip.accessibleDescription()
    assert "11月10日" in said
    assert "11月12日" in said
    assert "100%" in said  # three hundred are there, six hundred and sixty are due


def test_a_due_gets_reminder_times_of_its_own_in_place(month: Month) -> None:
    month.label("2026-11-12")
    month.driver.in_dialog(
        lambda: month.act("due_menu.times"),
        lambda dialog: (
            month.driver.fill(dialog, d3="15:00"),
            month.driver.press("save", dialog),
        ),
    )
    (key,) = month.session.watch.wishes().by_item
    assert key.startswith("bill:3:")
