"""Repayments after the lender's hour: ticked, corrected, undone, imported, carried into a copy."""

import pytest

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft, PaymentDraft
from assistant.domain.dues import Obligation, every_due
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.services.exporters.whole import from_json, to_json
from assistant.services.imports.reading import read_bytes
from assistant.services.session import Session
from tests import bill_files as made
from tests.conftest import FakeClock
from tests.domain.facts import beijing, day


@pytest.fixture
def until_five(session: Session, clock: FakeClock) -> Session:
    """花呗 whose days end at 17:00, with 500 due on 10 November; it is 20:00 of that day."""
    terms = (DatedTerm("limit", "5000"), DatedTerm("cutoff", "17:00"))
    session.ledger.open_account(
        AccountDraft("huabei", "花呗", terms), PayingAccountDraft("余额宝", Money.of(800))
    )
    session.ledger.record_bill(
        BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(500), Money.of(50))
    )
    clock.now = beijing("2026-11-10 20:00")
    return session


def due(session: Session) -> Obligation:
    (found,) = every_due(session.queries.snapshot(), day("2026-11-30"))
    return found


def facts(session: Session) -> Snapshot:
    return session.queries.snapshot()


def test_a_tick_counts_as_in_time_or_on_the_next_day_as_it_is_said(until_five: Session) -> None:
    until_five.ledger.mark_paid(due(until_five))
    assert due(until_five).state is State.SETTLED
    until_five.ledger.undo()
    until_five.ledger.mark_paid(due(until_five), after_cutoff=True)
    assert (due(until_five).state, due(until_five).amount) == (State.OVERDUE, Money.of("0.25"))
    (paid,) = facts(until_five).payments
    assert (paid.paid_on, paid.counts_on) == (day("2026-11-10"), day("2026-11-11"))


def test_the_hour_is_corrected_and_undone_like_the_amount(until_five: Session) -> None:
    until_five.ledger.mark_paid(due(until_five), after_cutoff=True)
    (paid,) = facts(until_five).payments
    until_five.ledger.edit_payment(paid.id, PaymentDraft(Money.of(500), paid.paid_on))
    assert due(until_five).state is State.SETTLED
    until_five.ledger.undo()
    assert facts(until_five).payments == (paid,)


@pytest.mark.parametrize(("at", "after"), [("16:59:59", False), ("17:00:00", True)])
def test_a_file_tells_the_hour_itself(until_five: Session, at: str, after: bool) -> None:
    row = (
        f"2026-11-10 {at},信用借还,花呗,/,花呗主动还款-2026年11月账单,不计收支,500.00,余额宝,"
        "还款成功,1\t,\t,,"
    )
    plan = until_five.ledger.preview_import(read_bytes("x", made.alipay_app([row])))
    until_five.ledger.import_rows(plan)
    assert [row.after_cutoff for row in facts(until_five).payments] == [after]


def test_it_goes_out_with_an_export_and_comes_back(until_five: Session) -> None:
    until_five.ledger.mark_paid(due(until_five), after_cutoff=True)
    dump = until_five.store.dump()
    back = from_json(to_json(dump, facts(until_five).now))
    assert [row["after_cutoff"] for row in back.tables["payment"]] == [1]
