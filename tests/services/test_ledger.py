"""The commands: one transaction each, one undo step each, nothing half stored."""

import pytest

from assistant.domain.account import DatedTerm, Intent
from assistant.domain.draft import (
    AccountDraft,
    BillDraft,
    InstalmentPlanDraft,
    LoanDraft,
    PageDraft,
    PayingAccountDraft,
    PaymentDraft,
    ReadingDraft,
)
from assistant.domain.drafts import loan_draft
from assistant.domain.dues import obligations
from assistant.domain.money import Money
from assistant.domain.snapshot import Changes
from assistant.domain.standing import State
from assistant.errors import Unconfirmed, UserError
from assistant.services.session import Session
from tests.domain.facts import day

BILL = BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of("500"), Money.of("50"))
LOAN = {
    "title": "旅行",
    "principal": "10000",
    "daily_rate": "0.04%",
    "start": "2026-10-15",
    "first_due": "2026-11-15",
    "repay_day": "15",
    "terms": "12",
    "method": "LEVEL_ACTUAL",
}


def a_loan(**changes: str) -> LoanDraft:
    """A loan of account 1."""
    return loan_draft(1, LOAN | changes)


def test_an_account_owns_the_defaults_of_the_day_it_was_opened(huabei: Session) -> None:
    (account,) = huabei.queries.snapshot().accounts
    own = {term.key: term.value for term in account.terms}
    assert own["limit"] == "5000"
    assert own["bill_day"] == "1"
    assert own["lender"] == "重庆蚂蚁消费金融有限公司"
    assert "temporary_limit_until" not in own  # asked for, but without a default


def test_a_term_that_is_emptied_is_the_products_again(huabei: Session) -> None:
    edited = AccountDraft(
        "huabei",
        "花呗",
        (DatedTerm("temporary_limit_until", "2026-12-31"), DatedTerm("due_day", "9")),
    )
    huabei.ledger.edit_account(1, edited)
    terms = huabei.queries.snapshot().terms_of(huabei.queries.snapshot().accounts[0])
    assert (terms.temporary_limit_until, terms.due_day) == (day("2026-12-31"), 9)
    emptied = AccountDraft("huabei", "花呗", (DatedTerm("temporary_limit_until", ""),))
    huabei.ledger.edit_account(1, emptied)
    terms = huabei.queries.snapshot().terms_of(huabei.queries.snapshot().accounts[0])
    assert terms.temporary_limit_until is None


def test_an_unknown_product_and_a_taken_name_are_refused(huabei: Session) -> None:
    with pytest.raises(UserError, match=r"product\.unknown"):
        huabei.ledger.open_account(AccountDraft("nonsense", "x", ()))
    with pytest.raises(UserError, match=r"account\.name_taken"):
        huabei.ledger.open_account(AccountDraft("huabei", "花呗", ()), PayingAccountDraft("工资卡"))
    # The paying account of the refused command was not left behind.
    assert len(huabei.queries.snapshot().paying_accounts) == 1


def test_a_page_is_stored_as_a_whole_or_not_at_all(huabei: Session) -> None:
    reading = ReadingDraft(1, day("2026-11-03"), Money.of("9999"))
    page = PageDraft(DatedTerm("limit", "6000"), BILL, reading)
    with pytest.raises(Unconfirmed) as asked:
        huabei.ledger.record_page(1, page)
    assert asked.value.field == "unbilled"
    snapshot = huabei.queries.snapshot()
    assert snapshot.bills == ()
    assert snapshot.terms_of(snapshot.accounts[0]).limit == Money.of("5000")
    assert huabei.ledger.record_page(1, page, confirmed=True) & Changes.BILLS
    assert huabei.ledger.next_undo() == "record_page"
    huabei.ledger.undo()
    assert huabei.queries.snapshot().bills == ()


def test_a_newer_figure_of_the_same_bill_replaces_the_older_and_keeps_repayments(
    huabei: Session,
) -> None:
    huabei.ledger.record_bill(BILL)
    (due,) = obligations(huabei.queries.snapshot(), day("2027-01-01"))
    huabei.ledger.pay(due, PaymentDraft(Money.of("100"), day("2026-11-03")))
    huabei.ledger.record_bill(
        BillDraft(1, BILL.bill_date, BILL.due_date, Money.of("520"), Money.of("52"))
    )
    (due,) = obligations(huabei.queries.snapshot(), day("2027-01-01"))
    assert due.amount == Money.of("420")


def test_paying_too_much_asks_first(huabei: Session) -> None:
    huabei.ledger.record_bill(BILL)
    (due,) = obligations(huabei.queries.snapshot(), day("2027-01-01"))
    draft = PaymentDraft(Money.of("500.01"), day("2026-11-03"))
    with pytest.raises(Unconfirmed, match="payment_above_remaining"):
        huabei.ledger.pay(due, draft)
    huabei.ledger.pay(due, draft, confirmed=True)
    assert obligations(huabei.queries.snapshot(), day("2027-01-01")) == ()


def test_marking_a_forecast_paid_makes_its_bill(huabei: Session) -> None:
    huabei.ledger.record_reading(ReadingDraft(1, day("2026-10-20"), Money.of("320")))
    (due,) = obligations(huabei.queries.snapshot(), day("2026-11-30"))
    assert due.estimated
    huabei.ledger.mark_paid(due)
    snapshot = huabei.queries.snapshot()
    assert [(bill.bill_date, bill.amount) for bill in snapshot.bills] == [
        (day("2026-11-01"), Money.of("320"))
    ]
    assert obligations(snapshot, day("2026-11-30")) == ()
    huabei.ledger.undo()  # one step for both
    assert huabei.queries.snapshot().bills == ()


def test_marking_paid_under_the_minimum_pays_the_minimum(huabei: Session) -> None:
    huabei.ledger.record_bill(BILL)
    huabei.ledger.set_intent(1, Intent.MINIMUM)
    (due,) = obligations(huabei.queries.snapshot(), day("2027-01-01"))
    huabei.ledger.mark_paid(due)
    (payment,) = huabei.queries.snapshot().payments
    assert (payment.amount, payment.paying_account_id) == (Money.of("50"), 1)


def test_taking_back_needs_a_repayment(huabei: Session) -> None:
    huabei.ledger.record_bill(BILL)
    (due,) = obligations(huabei.queries.snapshot(), day("2027-01-01"))
    with pytest.raises(UserError, match=r"payment\.none"):
        huabei.ledger.take_back(due)


def test_removing_an_account_takes_all_with_it_and_undo_brings_all_back(huabei: Session) -> None:
    huabei.ledger.record_bill(BILL)
    huabei.ledger.add_plan(
        InstalmentPlanDraft(1, "手机", Money.of("1200"), 12, Money.of("60"), day("2026-12-10"))
    )
    before = huabei.queries.snapshot()
    huabei.ledger.remove_account(1)
    assert huabei.queries.snapshot().bills == ()
    huabei.ledger.undo()
    after = huabei.queries.snapshot()
    assert (after.accounts, after.bills, after.plans) == (
        before.accounts,
        before.bills,
        before.plans,
    )


def test_removing_a_paying_account_leaves_the_account_without_a_source(huabei: Session) -> None:
    huabei.ledger.remove_paying_account(1)
    assert huabei.queries.snapshot().accounts[0].paying_account_id is None


def test_loans_together_above_the_limit_ask_first(jiebei: Session) -> None:
    jiebei.ledger.add_loan(a_loan())
    with pytest.raises(Unconfirmed, match="amount_above_limit"):
        jiebei.ledger.add_loan(a_loan(title="二", principal="10000.01"))
    jiebei.ledger.add_loan(a_loan(title="二"))
    assert len(jiebei.queries.snapshot().loans) == 2


def test_a_loan_cannot_lose_a_term_that_was_repaid(jiebei: Session) -> None:
    jiebei.ledger.add_loan(a_loan())
    dues = obligations(jiebei.queries.snapshot(), day("2027-12-31"))
    jiebei.ledger.mark_paid(dues[2])
    with pytest.raises(UserError, match=r"loan\.term_already_paid"):
        jiebei.ledger.edit_loan(1, a_loan(terms="2"))
    jiebei.ledger.edit_loan(1, a_loan(terms="6"))
    assert jiebei.queries.snapshot().loans[0].terms == 6


def test_a_loan_is_settled_once_and_can_be_taken_back(jiebei: Session) -> None:
    jiebei.ledger.add_loan(a_loan())
    first = obligations(jiebei.queries.snapshot(), day("2026-12-01"))[0]
    jiebei.ledger.settle_loan(1, Money.of("10076"), day("2026-11-03"))
    assert obligations(jiebei.queries.snapshot(), day("2027-12-31")) == ()
    with pytest.raises(UserError, match=r"loan\.settled_already"):
        jiebei.ledger.settle_loan(1, Money.of("1"), day("2026-11-03"))
    jiebei.ledger.take_back(first)
    assert len(obligations(jiebei.queries.snapshot(), day("2027-12-31"))) == 12


def test_what_is_gone_is_said_to_be_gone(huabei: Session) -> None:
    for command in (
        lambda: huabei.ledger.remove_bill(9),
        lambda: huabei.ledger.edit_bill(9, BILL),
        lambda: huabei.ledger.remove_plan(9),
        lambda: huabei.ledger.remove_account(9),
        lambda: huabei.ledger.set_intent(9, Intent.FULL),
    ):
        with pytest.raises(UserError, match=r"row\.gone"):
            command()


def test_a_loan_overdue_before_it_was_typed_in_is_overdue(jiebei: Session) -> None:
    jiebei.ledger.add_loan(a_loan(start="2026-09-15", first_due="2026-10-15"))
    first = obligations(jiebei.queries.snapshot(), day("2026-11-30"))[0]
    assert first.state is State.OVERDUE
    assert first.penalty > Money(0)
