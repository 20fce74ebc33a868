"""The calendar file: valid by two parsers, stable names, raised sequences, cancelled events."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from assistant import i18n
from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, LoanDraft, PayingAccountDraft
from assistant.domain.dues import obligations
from assistant.domain.loan import Method
from assistant.domain.money import Money
from assistant.errors import UserError
from assistant.services.demo import fill
from assistant.services.session import Session
from tests.conftest import FakeClock
from tests.domain.facts import day

BILL = BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of("500"), Money.of("50"))


@pytest.fixture
def ready(session: Session) -> Session:
    """One 花呗 account with a bill of ¥500 due on the 10th."""
    cash = PayingAccountDraft("余额宝", Money.of("100"))
    session.ledger.open_account(AccountDraft("huabei", "花呗", (DatedTerm("limit", "8000"),)), cash)
    session.ledger.record_bill(BILL)
    return session


def events(session: Session, folder: Path) -> dict[str, Any]:
    """The events of a fresh export by UID, read by icalendar."""
    file = folder / "beifu.ics"
    session.export_calendar(file)
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    by_uid = {str(row["UID"]): row for row in found}
    assert len(by_uid) == len(found)  # no name twice
    return by_uid


def phone(calendar: Mapping[str, Any], imported: Mapping[str, Any]) -> dict[str, Any]:
    """What a calendar holds after an import: per UID the event of the highest sequence."""
    held = dict(calendar)
    for uid, event in imported.items():
        if uid not in held or event["SEQUENCE"] > held[uid]["SEQUENCE"]:
            held[uid] = event
    return {uid: event for uid, event in held.items() if event["STATUS"] != "CANCELLED"}


def of_the_tenth(found: Mapping[str, Any]) -> Any:
    """The event of the bill."""
    (event,) = [row for row in found.values() if row["DTSTART"].dt == day("2026-11-10")]
    return event


def test_a_due_is_an_all_day_event_with_its_reminder_stages(ready: Session, tmp_path: Path) -> None:
    event = of_the_tenth(events(ready, tmp_path))
    assert event["SUMMARY"] == "还款 花呗 ¥500.00"
    assert "24:00" in event["DESCRIPTION"]
    assert "余额宝" in event["DESCRIPTION"]
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
    triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert triggers == [
        timedelta(days=-7, hours=9),
        timedelta(days=-3, hours=9),
        timedelta(days=-1, hours=18),
        timedelta(hours=7, minutes=30),
        timedelta(hours=21),
    ]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_parser_of_another_make_reads_and_validates_every_event(
    session: Session, tmp_path: Path, language: str
) -> None:
    i18n.use(language)
    fill(session.ledger, session.queries)
    file = tmp_path / "beifu.ics"
    done = session.export_calendar(file)
    text = file.read_bytes().decode()
    calendar: Any = vobject.readOne(text, validate=True)
    assert calendar.validate(raiseException=True)
    assert len(calendar.vevent_list) == done.confirmed > 10
    for event in calendar.vevent_list:
        assert event.validate(raiseException=True)
        for alarm in event.valarm_list:
            assert alarm.action.value == "DISPLAY"
    assert [line for line in text.split("\r\n") if len(line.encode()) > 75] == []  # 3.1: folded


def test_importing_twice_makes_no_duplicates(ready: Session, tmp_path: Path) -> None:
    first = events(ready, tmp_path)
    second = events(ready, tmp_path)
    assert phone(phone({}, first), second).keys() == first.keys()
    assert first == second


def test_an_export_without_a_change_is_the_same_file(
    ready: Session, clock: FakeClock, tmp_path: Path
) -> None:
    ready.export_calendar(tmp_path / "a.ics")
    clock.move(hours=3)
    ready.export_calendar(tmp_path / "b.ics")
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()


def test_a_changed_amount_keeps_the_name_and_raises_the_sequence(
    ready: Session, tmp_path: Path
) -> None:
    first = events(ready, tmp_path)
    ready.ledger.record_bill(BillDraft(1, BILL.bill_date, BILL.due_date, Money.of("700")))
    second = events(ready, tmp_path)
    before, after = of_the_tenth(first), of_the_tenth(second)
    assert before["UID"] == after["UID"]
    assert (after["SEQUENCE"], after["SUMMARY"]) == (1, "还款 花呗 ¥700.00")
    assert of_the_tenth(phone(phone({}, first), second))["SUMMARY"] == "还款 花呗 ¥700.00"


def test_a_moved_due_day_moves_the_event(ready: Session, tmp_path: Path) -> None:
    before = of_the_tenth(events(ready, tmp_path))
    moved = BillDraft(1, BILL.bill_date, day("2026-11-12"), BILL.amount)
    ready.ledger.record_bill(moved, confirmed=True)
    after = events(ready, tmp_path)[str(before["UID"])]
    assert after["DTSTART"].dt == day("2026-11-12")
    assert after["SEQUENCE"] == 1


def test_a_forecast_that_becomes_a_bill_keeps_its_event(
    session: Session, clock: FakeClock, tmp_path: Path
) -> None:
    fill(session.ledger, session.queries)
    first = events(session, tmp_path)
    clock.move(days=40)
    assert first.keys() <= events(session, tmp_path).keys()


def test_what_was_paid_keeps_its_event_without_alarms(ready: Session, tmp_path: Path) -> None:
    uid = str(of_the_tenth(events(ready, tmp_path))["UID"])
    (due,) = obligations(ready.queries.snapshot(), day("2026-11-30"))
    ready.ledger.mark_paid(due)
    event = events(ready, tmp_path)[uid]
    assert event["SUMMARY"] == "✓ 已还 花呗 ¥500.00"
    assert event.walk("VALARM") == []
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 1)
    ready.ledger.undo()
    event = events(ready, tmp_path)[uid]
    assert (event["SUMMARY"], event["SEQUENCE"]) == ("还款 花呗 ¥500.00", 2)


def test_a_removed_account_cancels_its_events(ready: Session, tmp_path: Path) -> None:
    first = events(ready, tmp_path)
    ready.ledger.remove_account(1)
    second = events(ready, tmp_path)
    assert second.keys() == first.keys()
    assert {str(row["STATUS"]) for row in second.values()} == {"CANCELLED"}
    assert {row["SEQUENCE"] for row in second.values()} == {1}
    assert phone(phone({}, first), second) == {}
    assert {row["SEQUENCE"] for row in events(ready, tmp_path).values()} == {1}


def test_two_accounts_never_share_a_name(session: Session, tmp_path: Path) -> None:
    session.ledger.open_account(AccountDraft("jiebei", "借呗", ()))
    loan = LoanDraft(
        *(1, "一", Money.of("1200"), Decimal("0.0004"), day("2026-10-15"), day("2026-11-15")),
        *(15, 12, Method.LEVEL_ACTUAL),
    )
    session.ledger.add_loan(loan)
    session.ledger.add_loan(loan)
    assert len(events(session, tmp_path)) == 24


def test_the_export_survives_a_restart(open_store: Callable[[], Session], tmp_path: Path) -> None:
    first = open_store()
    first.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    first.ledger.record_bill(BILL, confirmed=True)
    before = events(first, tmp_path)
    assert events(open_store(), tmp_path) == before


def test_the_file_is_the_users_alone(ready: Session, tmp_path: Path) -> None:
    file = tmp_path / "beifu.ics"
    file.write_text("old", "utf-8")
    ready.export_calendar(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [row.name for row in tmp_path.iterdir() if row.suffix == ".part"] == []


def test_a_file_that_cannot_be_written_is_a_refusal(ready: Session, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        ready.export_calendar(tmp_path / "missing" / "beifu.ics")
    assert (refused.value.key, refused.value.field) == ("calendar.cannot_write", "file")
