"""Preferences: switches, reminder times, quiet hours; a refusal stands at its field."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from assistant.domain.stages import DEFAULT_PLAN, parse_plan
from assistant.services.session import Session
from assistant.ui.stage_fields import plan_of, stage_values


class FakeEntry:
    """A system's entry that remembers, or cannot be written."""

    def __init__(self, *, works: bool = True) -> None:
        self.on, self.works = False, works

    def is_on(self) -> bool:
        """As it was turned."""
        return self.on

    def turn(self, *, on: bool) -> None:
        """Remember."""
        if not self.works:
            raise PermissionError(13, "Permission denied")
        self.on = on


Open = Callable[[Callable[[QDialog], None]], None]


@pytest.fixture
def entry() -> FakeEntry:
    """The entry for starting at login."""
    return FakeEntry()


@pytest.fixture
def driver(session: Session, entry: FakeEntry, drive: Callable[[Session], Any]) -> Any:
    """The window."""
    made = drive(session)
    made.context.delivery.autostart = lambda: entry
    return made


def change(driver: Any, message: str = "", field: str = "", **values: str) -> None:
    """Open the preferences, type, save; where ``message`` is given it has to be refused so."""

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, **values)
        driver.press("save", dialog)
        if message:
            assert message in driver.find(QLabel, f"{field}.error", dialog).text()

    driver.in_dialog(lambda: driver.trigger("preferences"), act)


def test_the_switches_are_kept(driver: Any, session: Session) -> None:
    change(driver, sound="no", own_popup="yes", close_to_tray="no")
    settings = session.queries.snapshot().settings
    assert (settings.sound, settings.own_popup, settings.close_to_tray) == ("no", "yes", "no")


def test_starting_at_login_is_switched_in_the_system(driver: Any, entry: FakeEntry) -> None:
    change(driver, autostart="yes")
    assert entry.on
    change(driver, autostart="no")
    assert not entry.on


def test_an_entry_that_cannot_be_written_is_said(driver: Any, entry: FakeEntry) -> None:
    entry.works = False
    change(driver, "写不了", "autostart", autostart="yes")


def test_the_times_of_the_reminders_are_changed(driver: Any, session: Session) -> None:
    change(driver, d7="", d3="8:15", cutoff="5", overdue="21:00")
    plan = session.watch.wishes().plan
    assert [(stage.key, f"{stage.at:%H:%M}") for stage in plan.leads] == [
        ("d3", "08:15"),
        ("eve", "18:00"),
        ("day", "07:30"),
    ]
    assert stage_values(plan)["cutoff"] == "5"
    assert stage_values(plan)["overdue"] == "21:00"


def test_quiet_hours_are_set_and_taken_back(driver: Any, session: Session) -> None:
    change(driver, quiet_from="22:00", quiet_until="07:00")
    quiet = session.watch.wishes().quiet
    assert quiet is not None
    assert (f"{quiet.begin:%H:%M}", f"{quiet.end:%H:%M}") == ("22:00", "07:00")
    change(driver, quiet_from="", quiet_until="")
    assert session.watch.wishes().quiet is None


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("d3", "25:00", "不是时间"),
        ("cutoff", "0", "截止前"),
        ("quiet_from", "spät", "不是时间"),
    ],
)
def test_a_wrong_time_is_refused_at_its_field_and_nothing_is_kept(
    driver: Any, session: Session, field: str, text: str, message: str
) -> None:
    change(driver, message, field, **{field: text, "sound": "no"})
    assert session.queries.snapshot().settings.sound == "yes"
    assert session.watch.wishes().plan == DEFAULT_PLAN


def test_a_stage_of_the_users_own_can_be_edited_too() -> None:
    plan = parse_plan("d10@08:00,day")
    assert list(stage_values(plan)) == ["d10", "d7", "d3", "eve", "day", "cutoff", "overdue"]
    assert parse_plan(plan_of(stage_values(plan))) == plan


def test_no_stage_at_all_is_a_plan_too() -> None:
    assert parse_plan(plan_of(dict.fromkeys(stage_values(DEFAULT_PLAN), ""))).leads == ()
