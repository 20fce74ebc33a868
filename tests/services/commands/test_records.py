"""Commands on the record, the links and the scenarios: one step each, refused with their field."""

from datetime import date

import pytest

from assistant.domain.draft import AccountDraft
from assistant.domain.record_draft import RecordDraft
from assistant.domain.snapshot import Changes
from assistant.errors import UserError
from assistant.services.session import Session

MONTHS = (date(2026, 1, 1), date(2026, 2, 1))


@pytest.fixture
def owner(session: Session) -> int:
    """A 花呗 account."""
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    return session.queries.snapshot().accounts[0].id


def test_several_months_are_one_step_that_undo_takes_back(session: Session, owner: int) -> None:
    made = session.ledger.record_months(RecordDraft(owner, MONTHS, "1", date(2026, 3, 5)))
    assert made is Changes.RECORDS
    assert [row.month for row in session.queries.record_months()] == list(MONTHS)
    session.ledger.record_months(RecordDraft(owner, MONTHS[:1], None))
    assert [row.month for row in session.queries.record_months()] == [MONTHS[1]]
    session.ledger.undo()
    session.ledger.undo()
    assert session.queries.record_months() == ()
    session.ledger.redo()
    assert len(session.queries.record_months()) == 2


def test_links_are_switched_together(session: Session, owner: int) -> None:
    keys = [("cash.shared", owner, owner), ("record", owner, owner)]
    session.ledger.switch_links(keys, on=False)
    assert session.queries.links_off() == set(keys)
    session.ledger.switch_links(keys[:1], on=True)
    assert session.queries.links_off() == {keys[1]}


def test_a_scenario_is_saved_under_a_name_and_removed(session: Session, owner: int) -> None:
    session.ledger.save_scenario(" 晚十天 ", owner, "bill:1:2026-11-01", 10)
    (saved,) = session.queries.late_scenarios()
    assert (saved.name, saved.days) == ("晚十天", 10)
    session.ledger.remove_scenario(saved.id)
    assert session.queries.late_scenarios() == ()


@pytest.mark.parametrize(
    ("name", "days", "key", "field"),
    [
        ("", 10, "field.empty", "name"),
        ("长" * 41, 10, "name.too_long", "name"),
        ("好", 0, "number.out_of_range", "days"),
        ("好", 1001, "number.out_of_range", "days"),
    ],
)
def test_a_scenario_that_is_none_is_refused(
    session: Session, owner: int, name: str, days: int, key: str, field: str
) -> None:
    with pytest.raises(UserError) as refused:
        session.ledger.save_scenario(name, owner, "bill:1:2026-11-01", days)
    assert (refused.value.key, refused.value.field) == (key, field)


def test_a_month_of_no_account_is_refused(session: Session) -> None:
    with pytest.raises(UserError):
        session.ledger.record_months(RecordDraft(9, MONTHS, "1"))
