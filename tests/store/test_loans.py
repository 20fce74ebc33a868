from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.account import Account, Loan, PaymentKind
from assistant.domain.draft import LoanDraft, PaymentDraft
from assistant.domain.loan import Method
from assistant.domain.money import Money
from assistant.store.unit import Store
from tests.store import samples


@pytest.fixture
def owner(store: Store) -> Account:
    with store.transaction("open_account"):
        return store.accounts.add(samples.account(), samples.NOW)


def _add(store: Store, draft: LoanDraft) -> Loan:
    with store.transaction("add_loan"):
        store.loans.add(draft, samples.NOW)
    return store.loans.all()[-1]


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("rate", ["0.0004", "0.00041095890410958904", "0", "1E-7"])
def test_a_loan_is_read_as_it_was_saved(
    store: Store, owner: Account, method: Method, rate: str
) -> None:
    draft = replace(samples.loan(owner.id), method=method, rate=Decimal(rate))
    loan = _add(store, draft)
    names = [field.name for field in fields(LoanDraft)]
    assert [getattr(loan, name) for name in names] == [getattr(draft, name) for name in names]
    assert (loan.created_at, loan.dated_at) == (samples.NOW, samples.NOW)


def test_new_due_days_count_as_set_now_and_a_new_title_does_not(
    store: Store, owner: Account
) -> None:
    draft = samples.loan(owner.id)
    loan = _add(store, draft)
    with store.transaction("edit_loan"):
        store.loans.update(loan.id, replace(draft, title="装修"), samples.LATER)
    assert store.loans.all() == (replace(loan, title="装修"),)
    with store.transaction("edit_loan"):
        store.loans.update(loan.id, replace(draft, repay_day=21), samples.LATER)
    assert store.loans.all() == (replace(loan, repay_day=21, dated_at=samples.LATER),)


def test_a_removed_loan_takes_its_repayments_along(filled: Store) -> None:
    (loan,) = filled.loans.all()
    with filled.transaction("remove_loan"):
        filled.loans.remove(loan.id)
    assert filled.loans.all() == ()
    assert [payment.loan_id for payment in filled.payments.all()] == [None]


def test_repayments_are_found_by_what_they_repay(filled: Store) -> None:
    (bill,), (loan,) = filled.bills.all(), filled.loans.all()
    settlement = PaymentDraft(
        Money(1), date(2026, 11, 9), loan_id=loan.id, kind=PaymentKind.SETTLEMENT
    )
    with filled.transaction("settle_loan"):
        filled.payments.add(settlement, samples.NOW)
    of_loan = filled.payments.of_loan(loan.id)
    assert [(row.term_no, row.kind) for row in of_loan] == [
        (2, PaymentKind.REPAYMENT),
        (None, PaymentKind.SETTLEMENT),
    ]
    (of_bill,) = (row for row in filled.payments.all() if row not in of_loan)
    assert of_bill.bill_id == bill.id


def test_a_repayment_is_read_as_it_was_saved_and_can_be_removed(filled: Store) -> None:
    payment, other = filled.payments.all()
    assert (payment.amount, payment.paid_on) == (Money(10_000), date(2026, 11, 9))
    assert (payment.paying_account_id, other.paying_account_id) == (1, None)
    assert payment.created_at == samples.NOW
    with filled.transaction("take_back"):
        filled.payments.remove(payment.id)
    assert filled.payments.all() == (other,)
