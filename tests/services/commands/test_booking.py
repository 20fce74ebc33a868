"""Rows that were imported before their account, bill or loan was there are booked later, once."""

import pytest

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft, PaymentDraft
from assistant.domain.dues import obligations
from assistant.domain.imports.meaning import Field, Kind, OwnRule
from assistant.domain.imports.place import Place
from assistant.domain.money import Money
from assistant.domain.snapshot import Changes
from assistant.domain.standing import bill_standing
from assistant.services.imports.preview import Preview
from assistant.services.imports.reading import read_bytes
from assistant.services.session import Session
from assistant.store.dump import Dump
from assistant.store.undo import JOURNALLED
from tests import bill_files as made
from tests.domain.facts import day


def plan(session: Session, data: bytes = b"") -> Preview:
    return session.ledger.preview_import(read_bytes("x", data or made.alipay_app()))


def written(session: Session) -> Dump:
    return session.store.dump((*JOURNALLED, "imported_row"))


@pytest.fixture
def early(session: Session) -> Session:
    """A bill file imported into an empty store."""
    session.ledger.import_rows(plan(session))
    assert not session.queries.snapshot().items
    assert session.ledger.waiting().bookable == 0
    return session


def open_huabei(session: Session) -> None:
    draft = AccountDraft("huabei", "花呗", (DatedTerm("limit", "5000"),))
    session.ledger.open_account(draft, PayingAccountDraft("余额宝", Money.of("800")))


def bill_of_november(session: Session) -> None:
    session.ledger.record_bill(
        BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(120), Money.of(12))
    )


def test_what_waited_is_booked_as_if_the_account_had_been_there(early: Session) -> None:
    open_huabei(early)
    bill_of_november(early)
    found = early.ledger.waiting()
    assert found.bookable == 1  # the repayment; purchases of October lie in the typed bill
    assert early.ledger.book_waiting() == Changes.BILLS | Changes.PAYMENTS | Changes.LOANS
    snapshot = early.queries.snapshot()
    assert not bill_standing(snapshot, snapshot.bill(1)).remaining
    (payment,) = snapshot.payments
    assert (payment.paid_on, payment.paying_account_id) == (day("2026-11-02"), 1)
    places = {
        row["place"] for row in early.store.dump().tables["imported_row"] if row["account_id"]
    }
    assert places == {"payment", "history"}


def test_it_is_one_step_and_never_twice(early: Session) -> None:
    open_huabei(early)
    bill_of_november(early)
    before = written(early)
    early.ledger.book_waiting()
    after = written(early)
    assert early.ledger.book_waiting() is Changes.NONE
    assert early.ledger.import_rows(plan(early)) is Changes.NONE
    assert written(early) == after
    early.ledger.undo()
    assert written(early).tables == before.tables
    assert early.ledger.waiting().bookable == 1
    early.ledger.redo()
    assert written(early) == after
    early.ledger.undo()
    early.ledger.book_waiting()
    assert len(early.queries.snapshot().payments) == 1


def test_purchases_of_the_coming_bill_become_items_and_their_refunds_find_them(
    session: Session,
) -> None:
    rows = (
        "2026-11-03 10:00:00,退款,小面馆,/,退款-午饭,不计收支,5.50,花呗,退款成功,20261102009_9\t,T1\t,,",
        "2026-11-02 12:00:00,餐饮美食,小面馆,/,午饭,支出,25.50,花呗,交易成功,20261102009\t,T1\t,,",
    )
    session.ledger.import_rows(plan(session, made.alipay_app(rows)))
    open_huabei(session)
    assert session.ledger.waiting().bookable == 2
    session.ledger.book_waiting()
    bought, back = sorted(session.queries.snapshot().items, key=lambda item: item.spent_on)
    assert (bought.amount, back.amount) == (Money.of("25.50"), Money.of("5.50"))
    assert back.refund_of == bought.id


def test_the_same_file_again_books_what_waited(early: Session) -> None:
    open_huabei(early)
    bill_of_november(early)
    again = plan(early)
    assert (again.duplicates, again.bookable) == (9, 1)
    assert early.ledger.import_rows(again)
    assert early.ledger.next_undo() == "import_rows"
    assert len(early.queries.snapshot().payments) == 1
    assert plan(early).bookable == 0
    early.ledger.undo()
    assert not early.queries.snapshot().payments
    assert early.store.imports.count() == 9


def test_what_was_typed_by_hand_meanwhile_is_known_and_waits_no_more(early: Session) -> None:
    open_huabei(early)
    bill_of_november(early)
    early.ledger.book_waiting()
    early.ledger.undo()
    (due,) = obligations(early.queries.snapshot(), day("2026-11-30"))
    early.ledger.pay(due, PaymentDraft(Money.of(120), day("2026-11-02")))
    found = early.ledger.waiting()
    assert found.bookable == 0
    assert Place.KNOWN in {row.place for row in found.settled}
    early.ledger.book_waiting()
    assert len(early.queries.snapshot().payments) == 1
    assert not [row for row in early.ledger.waiting().rows if row.party == "花呗"]


def test_a_row_of_a_cards_own_statement_finds_its_card_by_the_method(session: Session) -> None:
    session.ledger.import_rows(plan(session, made.cmb_credit()))
    session.ledger.open_account(AccountDraft("credit_card", "招商银行信用卡", ()))
    found = session.ledger.waiting()
    assert found.rows
    assert {row.account_id for row in found.placed} == {1}
    assert {row.posted for row in found.rows} != {""}


def test_an_account_of_another_kind_settles_nothing(early: Session) -> None:
    early.ledger.open_account(AccountDraft("baitiao", "白条", ()))
    before = written(early)
    assert early.ledger.book_waiting() is Changes.NONE
    assert written(early) == before
    assert early.ledger.next_undo() != "book_waiting"


MIXED = (
    "2026-11-02 12:00:00,餐饮美食,小面馆,/,午饭,支出,25.50,花呗&余额宝,交易成功,20261102009\t,T1\t,,",
)


def test_what_the_file_does_not_tell_is_not_booked_before_the_user_said_what_it_is(
    session: Session,
) -> None:
    session.ledger.import_rows(plan(session, made.alipay_app(MIXED)))
    open_huabei(session)
    (waits,) = session.ledger.waiting().placed
    assert waits.place is Place.UNSURE
    assert session.ledger.book_waiting() is Changes.NONE
    rule = OwnRule(Field.PARTY, "小面馆", Kind.SPEND, "huabei")
    session.ledger.import_rows(plan(session, made.alipay_app(MIXED)), [rule])
    (item,) = session.queries.snapshot().items
    assert item.amount == Money.of("25.50")
    (row,) = session.store.dump().tables["imported_row"]
    assert (row["place"], row["rule"], row["item_id"]) == ("item", "own_rule", item.id)
