"""A bill that is out and not typed yet is repaid as expected; the lender's own wins once it is typed."""

import pytest

from assistant.domain.account import DatedTerm, ItemKind
from assistant.domain.draft import (
    AccountDraft,
    BillDraft,
    InstalmentPlanDraft,
    ItemDraft,
    PageDraft,
    PayingAccountDraft,
    PaymentDraft,
    ReadingDraft,
)
from assistant.domain.dues import Obligation, Source, every_due, obligations
from assistant.domain.money import ZERO, Money
from assistant.domain.overview import owed
from assistant.domain.reconcile import reconcile
from assistant.domain.standing import State
from assistant.errors import Unconfirmed
from assistant.services.imports.reading import read_bytes
from assistant.services.session import Session
from tests import bill_files as made
from tests.conftest import FakeClock
from tests.domain.facts import beijing, day

FAR = day("2027-01-01")
KEY = "bill:1:2026-11-01"


@pytest.fixture
def out(session: Session, clock: FakeClock) -> Session:
    """On 3 November 花呗 expects 1,000 of the bill of the 1st, read as 未出账 in October."""
    clock.now = beijing("2026-10-20 12:00")
    draft = AccountDraft("huabei", "花呗", (DatedTerm("limit", "5000"),))
    session.ledger.open_account(draft, PayingAccountDraft("余额宝", Money.of(8000)))
    session.ledger.record_reading(ReadingDraft(1, day("2026-10-20"), Money.of(1000)))
    clock.now = beijing("2026-11-03 12:00")
    return session


def of_november(session: Session) -> Obligation:
    dues = every_due(session.queries.snapshot(), FAR)
    return next(due for due in dues if due.key == KEY)


def lenders(amount: str) -> BillDraft:
    """The real bill, as the payment app shows it."""
    return BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(amount), Money.of("20"))


def typed(session: Session, amount: str, *, confirmed: bool = False) -> Obligation:
    session.ledger.record_bill(lenders(amount), confirmed=confirmed)
    return of_november(session)


def pay(session: Session, amount: str, on: str = "2026-11-03") -> None:
    session.ledger.pay(of_november(session), PaymentDraft(Money.of(amount), day(on)))


def asked(session: Session) -> bool:
    """Whether the lender's bill is asked for by now."""
    return session.watch.alert("rule:bill_day:account:1") is not None


def test_a_tick_stands_for_a_bill_until_the_lenders_is_typed(out: Session) -> None:
    out.ledger.mark_paid(of_november(out))
    due = of_november(out)
    assert (due.source, due.estimated, due.state) == (Source.BILL, True, State.SETTLED)
    seen = out.queries.snapshot()
    (bill,) = seen.bills
    assert bill.assumed
    assert reconcile(seen, bill) is None


def test_what_the_lenders_bill_is_above_a_tick_is_due(out: Session) -> None:
    out.ledger.mark_paid(of_november(out))
    due = typed(out, "1200")
    assert (due.estimated, due.state, due.open) == (False, State.MINIMUM_PAID, True)
    assert (due.whole, due.paid, due.amount) == tuple(map(Money.of, ("1200", "1000", "200")))
    seen = out.queries.snapshot()
    found = reconcile(seen, seen.bills[0])
    assert found is not None
    assert found.difference == Money.of(200)
    assert owed(seen, seen.accounts[0]).total == Money.of(200)


def test_the_lenders_bill_below_a_tick_leaves_a_credit_for_the_next(out: Session) -> None:
    out.ledger.mark_paid(of_november(out))
    with pytest.raises(Unconfirmed) as question:
        typed(out, "800")
    assert question.value.params == {
        "account": "花呗",
        "amount": Money.of(800),
        "paid": Money.of(1000),
        "left": ZERO,
        "whole": Money.of(1800),
    }
    assert typed(out, "800", confirmed=True).state is State.SETTLED
    out.ledger.record_reading(ReadingDraft(1, day("2026-11-03"), Money.of(500)))
    (due,) = obligations(out.queries.snapshot(), FAR)
    assert (due.due_date, due.amount) == (day("2026-12-10"), Money.of(300))


def test_a_figure_typed_over_a_part_of_an_estimate_is_asked_about(out: Session) -> None:
    pay(out, "300")
    assert of_november(out).amount == Money.of(700)
    for amount in (
        "900",
        "1100",
    ):  # the whole bill, or what is left of it: an estimate tells nothing
        with pytest.raises(Unconfirmed, match="bill_after_repayment"):
            typed(out, amount)
    due = typed(out, "1100", confirmed=True)
    assert (due.estimated, due.amount) == (False, Money.of(800))


def test_what_is_left_of_a_right_estimate_confirms_it(out: Session) -> None:
    pay(out, "300")
    due = typed(out, "700")
    assert (due.estimated, due.whole, due.amount) == (False, Money.of(1000), Money.of(700))


def test_the_bill_is_asked_for_until_it_is_typed_also_as_it_was_expected(out: Session) -> None:
    assert asked(out)
    out.ledger.mark_paid(of_november(out))
    assert asked(out)
    typed(out, "1000")
    assert not asked(out)
    out.ledger.undo()
    assert asked(out)
    out.ledger.redo()
    assert not asked(out)


def test_editing_the_bill_makes_it_the_lenders(out: Session) -> None:
    out.ledger.mark_paid(of_november(out))
    (bill,) = out.queries.snapshot().bills
    out.ledger.edit_bill(bill.id, lenders("1200"))
    assert (of_november(out).amount, asked(out)) == (Money.of(200), False)


def test_undo_brings_the_assumed_bill_back_and_then_the_forecast(out: Session) -> None:
    before = out.queries.snapshot().facts()
    out.ledger.mark_paid(of_november(out))
    ticked = out.queries.snapshot().facts()
    typed(out, "1200")
    out.ledger.undo()
    assert out.queries.snapshot().facts() == ticked
    out.ledger.undo()
    assert out.queries.snapshot().facts() == before


def test_an_assumed_bill_goes_with_its_last_repayment(out: Session) -> None:
    before = out.queries.snapshot().facts()
    pay(out, "300")
    pay(out, "100")
    out.ledger.take_back(of_november(out))
    assert of_november(out).amount == Money.of(700)
    out.ledger.take_back(of_november(out))
    assert out.queries.snapshot().facts() == before
    assert asked(out)


def test_a_typed_bill_stays_without_repayments_and_so_does_one_in_instalments(
    out: Session,
) -> None:
    out.ledger.mark_paid(of_november(out))
    typed(out, "1200")
    out.ledger.take_back(of_november(out))
    assert (of_november(out).source, of_november(out).amount) == (Source.BILL, Money.of(1200))
    out.ledger.undo()
    out.ledger.undo()
    out.ledger.take_back(of_november(out))
    pay(out, "300")
    (bill,) = out.queries.snapshot().bills
    out.ledger.add_plan(
        InstalmentPlanDraft(
            1, "账单分期", Money.of(600), 3, ZERO, day("2026-12-10"), bill_id=bill.id
        )
    )
    out.ledger.take_back(of_november(out))
    assert [row.id for row in out.queries.snapshot().bills] == [bill.id]


def test_the_sheet_asks_for_all_accounts_at_once(out: Session, clock: FakeClock) -> None:
    clock.now = beijing("2026-10-20 12:00")
    out.ledger.open_account(
        AccountDraft("huabei", "花呗二", (DatedTerm("limit", "5000"),)),
    )
    out.ledger.record_reading(ReadingDraft(2, day("2026-10-20"), Money.of(400)))
    clock.now = beijing("2026-11-03 12:00")
    for due in obligations(out.queries.snapshot(), FAR):
        out.ledger.mark_paid(due)
    second = BillDraft(2, day("2026-11-01"), day("2026-11-10"), Money.of(350))
    pages = {1: PageDraft(bill=lenders("800")), 2: PageDraft(bill=second)}
    with pytest.raises(Unconfirmed) as question:
        out.ledger.record_sheet(pages, {})
    names = [row.params["account"] for row in (question.value, *question.value.others)]
    assert names == ["花呗", "花呗二"]
    assert all(bill.assumed for bill in out.queries.snapshot().bills)
    out.ledger.record_sheet(pages, {}, confirmed=True)
    out.ledger.record_sheet({1: PageDraft(bill=lenders("1300"))}, {})
    assert of_november(out).amount == Money.of(300)
    assert not any(bill.assumed for bill in out.queries.snapshot().bills)


def test_what_was_paid_before_the_bill_day_is_in_the_lenders_bill_already(out: Session) -> None:
    pay(out, "300", on="2026-10-31")
    assert out.queries.snapshot().bills == ()
    due = of_november(out)
    assert (due.source, due.paid, due.amount) == (
        *(Source.FORECAST, Money.of(300)),
        Money.of(700),
    )
    assert typed(out, "720").amount == Money.of(720)


def rows(*lines: tuple[str, str, str]) -> bytes:
    """An Alipay file of purchases on 花呗 and repayments of it: day, item, amount."""
    found = []
    for number, (on, item, amount) in enumerate(lines):
        repaid = item.startswith("花呗主动还款")
        kind, party = ("信用借还", "花呗") if repaid else ("餐饮美食", "饭店")
        flow, paid_by = ("不计收支", "余额宝") if repaid else ("支出", "花呗")
        state = "还款成功" if repaid else "交易成功"
        found.append(
            f"{on} 12:00:00,{kind},{party},/,{item},{flow},{amount},{paid_by},{state},{number}\t,{number}\t,,"
        )
    return made.alipay_app(found)


def bring_in(session: Session, data: bytes) -> None:
    plan = session.ledger.preview_import(read_bytes("x", data))
    session.ledger.import_rows(plan)


def test_a_repayment_in_a_file_assumes_the_bill_with_the_purchases_of_that_file(
    out: Session,
) -> None:
    repaid = ("2026-11-02", "花呗主动还款-2026年11月账单", "400.00")
    bring_in(out, rows(repaid, ("2026-10-28", "晚饭", "90.00")))
    due = of_november(out)
    assert (due.estimated, due.whole, due.paid) == (True, Money.of(1090), Money.of(400))
    assert typed(out, "1150", confirmed=True).amount == Money.of(750)
    out.ledger.undo()
    out.ledger.undo()
    assert out.queries.snapshot().bills == ()


def test_a_repayment_ahead_in_a_file_that_is_brought_in_late_makes_no_bill(out: Session) -> None:
    bring_in(out, rows(("2026-10-30", "花呗主动还款", "400.00")))
    assert out.queries.snapshot().bills == ()
    assert of_november(out).amount == Money.of(600)


def test_the_stages_that_are_left_are_told_once_the_real_bill_leaves_something(
    out: Session, clock: FakeClock
) -> None:
    out.ledger.mark_paid(of_november(out))
    clock.now = beijing("2026-11-07 09:00")
    assert not [row for notice in out.watch.tick().notices for row in notice.reminders]
    typed(out, "1200")
    told = []
    for at in ("2026-11-07 09:01", "2026-11-09 18:00", "2026-11-10 07:30", "2026-11-10 21:00"):
        clock.now = beijing(at)
        for notice in out.watch.tick().notices:
            told += [(row.stage, row.obligation.to_pay) for row in notice.reminders]
            out.watch.shown(notice)
    left = Money.of(200)
    assert told == [("d3", left), ("eve", left), ("day", left), ("cutoff", left)]


def test_a_purchase_of_the_bill_that_comes_later_does_not_change_what_was_ticked(
    out: Session,
) -> None:
    out.ledger.mark_paid(of_november(out))
    late = ItemDraft(1, ItemKind.PURCHASE, "书", Money.of(30), day("2026-10-30"), day("2026-10-30"))
    out.ledger.add_item(late)
    assert obligations(out.queries.snapshot(), FAR) == ()
    assert typed(out, "1030").amount == Money.of(30)


def test_what_an_older_bill_has_beyond_counts_once_beside_an_assumed_bill(out: Session) -> None:
    october = BillDraft(1, day("2026-10-01"), day("2026-10-10"), Money.of(100))
    out.ledger.record_bill(october)
    (bill,) = out.queries.snapshot().bills
    older = next(due for due in every_due(out.queries.snapshot(), FAR) if due.bill_id == bill.id)
    out.ledger.pay(older, PaymentDraft(Money.of(100), day("2026-10-09")))
    out.ledger.pay(older, PaymentDraft(Money.of(250), day("2026-11-02")), confirmed=True)
    assert of_november(out).amount == Money.of(750)
    out.ledger.mark_paid(of_november(out))
    due = of_november(out)
    assert (due.whole, due.paid, due.state) == (Money.of(1000), Money.of(750), State.SETTLED)
    assert obligations(out.queries.snapshot(), FAR) == ()
    assert typed(out, "1100").amount == Money.of(100)
