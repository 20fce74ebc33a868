"""Commands on cash: what a repayment takes from the reserve, and what is refused."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.cash import available
from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import CashItemDraft, Direction, Repeat
from assistant.domain.draft import AccountDraft, BillDraft, LoanDraft, PaymentDraft
from assistant.domain.dues import Obligation, obligations
from assistant.domain.loan import Method
from assistant.domain.money import ZERO, Money
from assistant.domain.reserve import EntryKind, ReserveDraft, earmarks, reserve_balance
from assistant.domain.snapshot import Snapshot
from assistant.errors import Unconfirmed, UserError
from assistant.services.session import Session
from tests.conftest import FakeClock
from tests.domain.facts import day

TODAY = day("2026-11-03")


def put(amount: str, account: int | None = None, source: int | None = None) -> ReserveDraft:
    return ReserveDraft(EntryKind.DEPOSIT, TODAY, Money.of(amount), account, source)


def seen(session: Session) -> Snapshot:
    return session.queries.snapshot()


def due(session: Session) -> Obligation:
    return obligations(seen(session), day("2027-01-01"))[0]


@pytest.fixture
def saved(huabei: Session, clock: FakeClock) -> Session:
    """A bill of 500, and 300 set aside for it out of 余额宝's 800."""
    clock.move(minutes=1)
    huabei.ledger.record_bill(
        BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(500), Money.of(50))
    )
    huabei.ledger.put_into_reserve(put("300", 1, 1))
    return huabei


def test_money_put_aside_leaves_its_account(saved: Session) -> None:
    assert available(seen(saved), seen(saved).paying_accounts[0]) == Money.of(500)
    assert reserve_balance(seen(saved).reserve) == Money.of(300)


def test_a_repayment_takes_from_its_earmark_in_the_same_step(saved: Session) -> None:
    saved.ledger.mark_paid(due(saved))
    assert earmarks(seen(saved).reserve)[1] == ZERO
    assert available(seen(saved), seen(saved).paying_accounts[0]) == Money.of(300)
    assert saved.ledger.next_undo() == "pay"
    saved.ledger.undo()
    assert earmarks(seen(saved).reserve)[1] == Money.of(300)
    assert seen(saved).payments == ()


def test_a_corrected_repayment_takes_the_corrected_amount(saved: Session) -> None:
    saved.ledger.pay(due(saved), PaymentDraft(Money.of(200), TODAY))
    assert earmarks(seen(saved).reserve)[1] == Money.of(100)
    (paid,) = seen(saved).payments
    saved.ledger.edit_payment(paid.id, PaymentDraft(Money.of(250), TODAY, bill_id=1))
    assert earmarks(seen(saved).reserve)[1] == Money.of(50)
    saved.ledger.edit_payment(paid.id, PaymentDraft(Money.of(20), day("2026-11-01"), bill_id=1))
    assert earmarks(seen(saved).reserve)[1] == Money.of(300)  # before the reserve was begun


def test_a_repayment_taken_back_gives_back_what_it_took(saved: Session) -> None:
    before = due(saved)
    saved.ledger.pay(before, PaymentDraft(Money.of(200), TODAY))
    saved.ledger.take_back(due(saved))
    assert earmarks(seen(saved).reserve)[1] == Money.of(300)


def test_what_was_used_stays_used_when_the_account_is_deleted(saved: Session) -> None:
    saved.ledger.pay(due(saved), PaymentDraft(Money.of(200), TODAY))
    saved.ledger.remove_account(1)
    assert earmarks(seen(saved).reserve) == {None: Money.of(100)}
    saved.ledger.undo()
    assert earmarks(seen(saved).reserve)[1] == Money.of(100)


def test_a_loan_takes_from_its_earmark_too(jiebei: Session) -> None:
    start, first = day("2026-10-15"), day("2026-11-15")
    rate = Decimal("0.0004")
    jiebei.ledger.add_loan(
        LoanDraft(1, "旅行", Money.of(1200), rate, start, first, 15, 12, Method.LEVEL_ACTUAL)
    )
    jiebei.ledger.put_into_reserve(put("1500", 1))
    jiebei.ledger.pay(due(jiebei), PaymentDraft(due(jiebei).amount, TODAY))
    (paid,) = seen(jiebei).payments
    left = Money.of(1500) - paid.amount
    assert earmarks(seen(jiebei).reserve)[1] == left
    jiebei.ledger.edit_payment(paid.id, PaymentDraft(Money.of(10), TODAY, loan_id=1, term_no=1))
    assert earmarks(seen(jiebei).reserve)[1] == Money.of(1490)
    jiebei.ledger.settle_loan(1, Money.of(1100), TODAY)
    assert earmarks(seen(jiebei).reserve)[1] == Money.of(390)


def test_nobody_takes_out_more_than_lies_there(saved: Session) -> None:
    with pytest.raises(UserError, match=r"reserve\.too_little"):
        saved.ledger.take_from_reserve(put("1"))  # all of it is promised to 花呗
    saved.ledger.take_from_reserve(put("100", 1, 1))
    assert earmarks(seen(saved).reserve)[1] == Money.of(200)
    assert available(seen(saved), seen(saved).paying_accounts[0]) == Money.of(600)


def test_an_earmark_moves_and_the_balance_stays(saved: Session) -> None:
    saved.ledger.open_account(AccountDraft("jiebei", "借呗", ()))
    saved.ledger.move_earmark(Money.of(120), TODAY, source=1, target=2)
    assert earmarks(seen(saved).reserve) == {None: ZERO, 1: Money.of(180), 2: Money.of(120)}
    with pytest.raises(UserError, match=r"reserve\.same_earmark"):
        saved.ledger.move_earmark(Money.of(1), TODAY, source=2, target=2)
    with pytest.raises(UserError, match=r"reserve\.too_little"):
        saved.ledger.move_earmark(Money.of(121), TODAY, source=2, target=None)


def test_putting_in_more_than_the_account_holds_is_asked_first(saved: Session) -> None:
    with pytest.raises(Unconfirmed, match="reserve_above_cash"):
        saved.ledger.put_into_reserve(put("501", None, 1))
    saved.ledger.put_into_reserve(put("501", None, 1), confirmed=True)
    assert reserve_balance(seen(saved).reserve) == Money.of(801)


def test_a_line_typed_by_mistake_goes_unless_it_is_used(saved: Session) -> None:
    (line,) = seen(saved).reserve
    saved.ledger.pay(due(saved), PaymentDraft(Money.of(200), TODAY))
    with pytest.raises(UserError, match=r"reserve\.used_already"):
        saved.ledger.remove_reserve_entry([line.id])
    used = seen(saved).reserve[-1]
    with pytest.raises(UserError, match=r"reserve\.of_repayment"):
        saved.ledger.remove_reserve_entry([used.id])
    saved.ledger.take_back(due(saved))
    saved.ledger.remove_reserve_entry([line.id])
    assert seen(saved).reserve == ()


def test_incomes_with_their_history_are_kept_changed_and_deleted(session: Session) -> None:
    draft = CashItemDraft(
        Direction.INCOME, "工资", Money.of(8000), Repeat.MONTHLY, day("2026-11-15")
    )
    session.ledger.save_cash_item(draft)
    session.ledger.record_actual(1, day("2026-10-15"), Money.of(7800))
    session.ledger.record_actual(1, day("2026-10-15"), Money.of(7900))
    assert [row.amount for row in seen(session).cash_actuals] == [Money.of(7900)]
    with pytest.raises(UserError, match=r"actual\.in_future"):
        session.ledger.record_actual(1, day("2026-11-15"), Money.of(8000))
    session.ledger.save_cash_item(replace(draft, amount=Money.of(9000)), 1)
    assert seen(session).cash_items[0].amount == Money.of(9000)
    session.ledger.remove_actual(1)
    session.ledger.remove_cash_item(1)
    assert (seen(session).cash_items, seen(session).cash_actuals) == ((), ())


def test_rules_and_ceilings_are_undo_steps(huabei: Session) -> None:
    rules = CashRules(Money.of(1500), 1, Decimal("0.10"), usual=False)
    huabei.ledger.set_cash_rules(rules)
    assert seen(huabei).cash_rules == rules
    huabei.ledger.set_cash_rules(replace(rules, holder_id=None, floor=Money.of(9)))
    huabei.ledger.undo()
    assert seen(huabei).cash_rules == rules
    huabei.ledger.set_ceilings({1: Money.of(2000), None: Money.of(3000)})
    huabei.ledger.set_ceilings({1: Money.of(1000), None: None})
    assert [(row.account_id, row.amount) for row in seen(huabei).ceilings] == [(1, Money.of(1000))]
    huabei.ledger.undo()
    assert len(seen(huabei).ceilings) == 2
