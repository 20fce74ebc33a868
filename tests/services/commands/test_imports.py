"""Importing as a command: one step, nothing twice, nothing in part."""

import pytest

from assistant.domain.account import Destination, ItemKind
from assistant.domain.cashflow import Direction, Repeat
from assistant.domain.draft import BillDraft, ItemDraft, PaymentDraft, ReadingDraft
from assistant.domain.dues import Obligation, obligations
from assistant.domain.imports.meaning import Field, Kind, OwnRule
from assistant.domain.imports.place import Place
from assistant.domain.money import Money
from assistant.domain.snapshot import Changes
from assistant.domain.standing import bill_standing
from assistant.errors import Cancelled
from assistant.services.imports.mapping import guess, header_row
from assistant.services.imports.preview import Preview
from assistant.services.imports.reading import UnknownFormat, read_bytes
from assistant.services.session import Session
from tests import bill_files as made
from tests.conftest import FakeClock
from tests.domain.facts import day


def plan(session: Session, data: bytes = b"", *rules: OwnRule) -> Preview:
    """The preview of a file."""
    return session.ledger.preview_import(read_bytes("x", data or made.alipay_app()), rules)


@pytest.fixture
def billed(huabei: Session) -> Session:
    """花呗 with a bill of 120 that is due on the tenth."""
    huabei.ledger.record_bill(
        BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(120), Money.of(12))
    )
    return huabei


def due_of_november(session: Session) -> Obligation:
    """The bill of ``billed`` as a due."""
    dues = obligations(session.queries.snapshot(), day("2026-11-30"))
    return next(due for due in dues if due.bill_id == 1)


def test_a_preview_stores_nothing(billed: Session) -> None:
    before = billed.store.version()
    found = plan(billed)
    assert (sum(found.new), found.duplicates) == (9, 0)
    assert billed.store.version() == before


def test_a_repayment_in_a_file_pays_its_bill(billed: Session) -> None:
    billed.ledger.import_rows(plan(billed))
    snapshot = billed.queries.snapshot()
    assert not bill_standing(snapshot, snapshot.bill(1)).remaining
    (payment,) = snapshot.payments
    assert (payment.paid_on, payment.paying_account_id) == (day("2026-11-02"), 1)


def test_the_same_file_again_adds_nothing(billed: Session) -> None:
    billed.ledger.import_rows(plan(billed))
    before = billed.store.version()
    again = plan(billed)
    assert again.duplicates == 9
    assert again.placed == ()
    assert billed.ledger.import_rows(again) is Changes.NONE
    assert billed.store.imports.count() == 9
    assert billed.queries.snapshot().payments
    assert before[1] == billed.store.version()[1]


def test_an_overlapping_file_adds_what_is_new(billed: Session) -> None:
    billed.ledger.import_rows(plan(billed, made.alipay_app(made.ALIPAY_ROWS[:5])))
    found = plan(billed)
    assert (sum(found.new), found.duplicates) == (4, 5)
    billed.ledger.import_rows(found)
    assert billed.store.imports.count() == 9


def test_an_import_is_one_step_of_undo_and_redo(billed: Session) -> None:
    billed.ledger.import_rows(plan(billed))
    assert billed.ledger.next_undo() == "import_rows"
    billed.ledger.undo()
    assert billed.store.imports.count() == 0
    assert billed.queries.snapshot().payments == ()
    billed.ledger.redo()
    assert billed.store.imports.count() == 9
    assert len(billed.queries.snapshot().payments) == 1


def test_rows_of_an_undone_import_are_gone_with_the_next(billed: Session) -> None:
    billed.ledger.import_rows(plan(billed))
    billed.ledger.undo()
    billed.ledger.import_rows(plan(billed, made.wechat_csv()))
    stored = billed.store._file.rows("SELECT count(*) FROM imported_row")  # noqa: SLF001
    assert stored[0][0] == billed.store.imports.count() == 3


def test_an_ended_import_leaves_nothing(billed: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.services.commands.imports._STEP", 4)

    def stop(_done: int) -> None:
        raise Cancelled

    found = plan(billed)
    with pytest.raises(Cancelled):
        billed.ledger.import_rows(found, progress=stop)
    assert billed.store.imports.count() == 0
    assert billed.queries.snapshot().payments == ()


def test_purchases_of_the_coming_bill_become_items(huabei: Session, clock: FakeClock) -> None:
    rows = [made.PURCHASE.replace("2026-10-20", "2026-11-02"), *made.ALIPAY_ROWS[2:3]]
    rows[1] = rows[1].replace("2026-10-25", "2026-11-03")
    huabei.ledger.import_rows(plan(huabei, made.alipay_app(rows)))
    refund, purchase = sorted(huabei.queries.snapshot().items, key=lambda item: item.amount)
    assert (purchase.title, purchase.amount) == ("午饭", Money.of("25.5"))
    assert (refund.refund_of, refund.amount) == (purchase.id, Money.of("5.5"))


def test_a_refund_finds_its_purchase_in_an_earlier_file(huabei: Session) -> None:
    bought = made.PURCHASE.replace("2026-10-20", "2026-11-02")
    huabei.ledger.import_rows(plan(huabei, made.alipay_app([bought])))
    back = made.ALIPAY_ROWS[2].replace("2026-10-25", "2026-11-03")
    huabei.ledger.import_rows(plan(huabei, made.alipay_app([back])))
    purchase, refund = huabei.queries.snapshot().items
    assert refund.refund_of == purchase.id


def test_two_repayments_of_a_forecast_make_one_bill(huabei: Session) -> None:
    bought = made.PURCHASE.replace("2026-10-20", "2026-10-30").replace("25.50", "100.00")
    huabei.ledger.import_rows(plan(huabei, made.alipay_app([bought])))
    paid = [
        made.ALIPAY_ROWS[0].replace("120.00", amount).replace("20261102001", amount)
        for amount in ("40.00", "60.00")
    ]
    huabei.ledger.import_rows(plan(huabei, made.alipay_app(paid)))
    snapshot = huabei.queries.snapshot()
    (bill,) = snapshot.bills
    assert bill.amount == Money.of(100)
    assert not bill_standing(snapshot, bill).remaining


def test_a_correction_is_stored_with_the_import_and_taken_back_with_it(huabei: Session) -> None:
    rule = OwnRule(Field.PARTY, "超市", Kind.EXPENSE)
    found = plan(huabei, made.alipay_app(), rule)
    assert [meaning.rule for meaning in found.meanings].count("own_rule") == 2
    huabei.ledger.import_rows(found, [rule])
    assert huabei.store.imports.rules() == (rule,)
    huabei.ledger.import_rows(plan(huabei), [OwnRule(Field.PARTY, "超市", Kind.TRANSFER)])
    assert huabei.store.imports.rules()[0].kind is Kind.TRANSFER
    huabei.ledger.undo()
    huabei.ledger.undo()
    assert huabei.store.imports.rules() == ()


def test_what_changed_since_the_preview_is_seen(billed: Session) -> None:
    first, second = plan(billed), plan(billed)
    billed.ledger.import_rows(first)
    assert billed.ledger.import_rows(second) is Changes.NONE
    assert billed.store.imports.count() == 9


def test_the_same_import_from_another_connection(billed: Session) -> None:
    found = plan(billed)
    twin = billed.again()
    assert twin is not billed
    twin.ledger.import_rows(found)
    twin.close()
    assert billed.store.imports.count() == 9
    assert plan(billed).duplicates == 9


def test_figures_are_of_the_whole_file(huabei: Session) -> None:
    figures = plan(huabei, made.boc_credit()).json()
    assert (figures["rows"], figures["ignored"], figures["duplicates"]) == (4, 0, 0)
    assert plan(huabei).places()[Place.NO_ACCOUNT] == 2
    found = plan(huabei)
    rows = zip(found.file.rows, found.meanings, strict=True)
    ignored = [row.status for row, meaning in rows if meaning.kind is Kind.IGNORED]
    assert ignored == ["还款失败", "交易关闭"]


def test_the_answers_for_a_table_are_remembered(huabei: Session) -> None:
    with pytest.raises(UnknownFormat) as unknown:
        read_bytes("x", made.table())
    document = unknown.value.document
    assert huabei.ledger.remembered_mapping(document) is None
    mapping = guess(header_row(document))
    huabei.ledger.remember_mapping(document, mapping)
    assert huabei.ledger.remembered_mapping(document) == mapping.answers()


def salaries() -> bytes:
    """A salary of three months, and a lunch."""
    rows = [
        f"2026-{month:02}-15 09:00:00,收入,公司,/,工资,收入,8000.00,,交易成功,S{month}\t,\t,,"
        for month in (8, 9, 10)
    ]
    return made.alipay_app([*rows, made.PURCHASE])


def test_a_salary_in_the_history_is_proposed_and_accepted_once(huabei: Session) -> None:
    huabei.ledger.import_rows(plan(huabei, salaries()))
    (found,) = huabei.ledger.proposals()
    assert (found.party, found.amount, found.day) == ("公司", Money.of(8000), 15)
    assert huabei.ledger.accept_proposals([found]) is Changes.CASH
    (item,) = huabei.queries.snapshot().cash_items
    assert (item.direction, item.repeat, item.first_on) == (
        *(Direction.INCOME, Repeat.MONTHLY, day("2026-11-15")),
    )
    assert huabei.ledger.proposals() == ()
    huabei.ledger.undo()
    assert len(huabei.ledger.proposals()) == 1


def test_a_month_that_has_its_salary_is_not_told_again(huabei: Session, clock: FakeClock) -> None:
    huabei.ledger.import_rows(plan(huabei, salaries()))
    clock.move(days=-12)  # 22 October: the one of the month has come
    huabei.ledger.accept_proposals(huabei.ledger.proposals())
    assert huabei.queries.snapshot().cash_items[0].first_on == day("2026-11-15")


def coffee(on: str, order: str) -> str:
    """The same coffee at the same price, paid with 花呗."""
    return f"{on} 08:00:00,餐饮美食,咖啡店,/,拿铁,支出,20.00,花呗,交易成功,{order}\t,T\t,,"


def repaid(on: str, order: str) -> str:
    """100 of the November bill."""
    said = "信用借还,花呗,/,花呗主动还款-2026年11月账单,不计收支,100.00,余额宝,还款成功"
    return f"{on} 09:00:00,{said},{order}\t,\t,,"


def test_the_same_amount_on_the_next_day_in_a_later_file_is_another_payment(
    billed: Session, clock: FakeClock
) -> None:
    days = [(f"2026-11-{number:02}", str(number)) for number in range(1, 5)]
    rows = [line for day_, order in days for line in (coffee(day_, order), repaid(day_, order * 2))]
    clock.move(days=2)
    bill = BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(1000), Money.of(100))
    billed.ledger.edit_bill(1, bill)
    for known in (2, 4, 6, 8):
        billed.ledger.import_rows(plan(billed, made.alipay_app(rows[:known])))
    snapshot = billed.queries.snapshot()
    assert [item.spent_on.day for item in snapshot.items] == [1, 2, 3, 4]
    assert [payment.paid_on.day for payment in snapshot.payments] == [1, 2, 3, 4]


def test_a_repayment_typed_by_hand_is_known_in_the_first_file_only(
    billed: Session, clock: FakeClock
) -> None:
    clock.move(days=2)
    (due,) = [
        due for due in obligations(billed.queries.snapshot(), day("2026-11-30")) if due.bill_id == 1
    ]
    billed.ledger.pay(due, PaymentDraft(Money.of(100), day("2026-11-02")))
    billed.ledger.import_rows(plan(billed, made.alipay_app([repaid("2026-11-02", "a")])))
    assert len(billed.queries.snapshot().payments) == 1
    again = plan(billed, made.alipay_app([repaid("2026-11-02", "a"), repaid("2026-11-03", "b")]))
    assert again.places() == {Place.ABOVE_DUE: 1}  # 20 are left of the bill


REFUND = "2026-11-02 10:00:00,退款,咖啡店,/,退款-拿铁,不计收支,20.00,花呗,退款成功,7_9\t,T\t,,"


def test_a_refund_that_came_before_its_purchase_goes_where_it_would_have_gone(
    billed: Session,
) -> None:
    billed.ledger.pay(due_of_november(billed), PaymentDraft(Money.of(120), day("2026-11-02")))
    billed.ledger.import_rows(plan(billed, made.alipay_app([REFUND])))
    (refund,) = billed.queries.snapshot().items
    assert refund.destination is Destination.BILL
    billed.ledger.import_rows(plan(billed, made.alipay_app([coffee("2026-10-20", "7")])))
    (refund,) = billed.queries.snapshot().items  # the purchase lies in a bill that is paid
    assert refund.destination is Destination.CASH
    billed.ledger.undo()
    assert billed.queries.snapshot().items[0].destination is Destination.BILL


def test_a_refund_and_its_later_purchase_are_linked(billed: Session) -> None:
    billed.ledger.import_rows(plan(billed, made.alipay_app([REFUND])))
    billed.ledger.import_rows(plan(billed, made.alipay_app([coffee("2026-11-01", "7")])))
    refund, purchase = billed.queries.snapshot().items
    assert refund.refund_of == purchase.id


def test_a_refund_whose_way_the_user_chose_stays(billed: Session) -> None:
    billed.ledger.import_rows(plan(billed, made.alipay_app([REFUND])))
    (refund,) = billed.queries.snapshot().items
    chosen = ItemDraft(
        *(1, ItemKind.REFUND, "拿铁", Money.of(20), day("2026-11-02"), day("2026-11-02")),
        destination=Destination.LIMIT,
    )
    billed.ledger.edit_item(refund.id, chosen)
    billed.ledger.import_rows(plan(billed, made.alipay_app([coffee("2026-11-01", "7")])))
    refund, _purchase = billed.queries.snapshot().items
    assert (refund.destination, refund.refund_of) == (Destination.LIMIT, None)


def test_a_repayment_ahead_in_a_file_lowers_the_coming_bill_once(
    huabei: Session, clock: FakeClock
) -> None:
    clock.move(days=12)
    said = "信用借还,花呗,/,花呗主动还款,不计收支,100.00,余额宝,还款成功"
    huabei.ledger.record_reading(ReadingDraft(1, day("2026-11-14"), Money.of(150)))
    ahead = made.alipay_app([f"2026-11-15 09:00:00,{said},A\t,\t,,"])
    huabei.ledger.import_rows(plan(huabei, ahead))
    (bill,) = obligations(huabei.queries.snapshot(), day("2026-12-31"))
    assert (bill.amount, bill.bill_date) == (Money.of(50), day("2026-12-01"))
    assert plan(huabei, ahead).duplicates == 1
