"""From at most six fields to the first useful answer."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from assistant.domain.account import DatedTerm
from assistant.domain.first_steps import Advice, first_answer, first_draft, usual_due
from assistant.domain.money import ZERO, Money
from assistant.domain.product import Product
from assistant.errors import UserError
from assistant.services.catalogue import load_products
from tests.domain.facts import account, bill, day, paying, snapshot

PRODUCTS: Mapping[str, Product] = load_products()
CASH = {"paying_account": "余额宝", "balance": "2000"}


def test_a_bill_needs_an_amount_and_a_due_day() -> None:
    values = {"amount": "1200", "due_date": "2026-12-10", "minimum": "", "limit": "8000", **CASH}
    draft = first_draft(PRODUCTS["huabei"], "花呗", values, day("2026-12-03"))
    assert draft.bill is not None
    assert (draft.bill.bill_date, draft.bill.due_date) == (day("2026-12-01"), day("2026-12-10"))
    assert draft.bill.amount == Money.of(1200)
    assert DatedTerm("due_day", "10") in draft.account.terms
    assert DatedTerm("limit", "8000.00") in draft.account.terms
    assert (draft.paying.name, draft.paying.balance) == ("余额宝", Money.of(2000))
    assert draft.loan is None


def test_a_bill_that_is_already_late_lies_in_the_cycle_of_its_due_day() -> None:
    values = {"amount": "1200", "due_date": "2026-11-10", "minimum": "", "limit": "", **CASH}
    draft = first_draft(PRODUCTS["huabei"], "花呗", values, day("2026-12-03"))
    assert draft.bill is not None
    assert draft.bill.bill_date == day("2026-11-01")
    assert [term.key for term in draft.account.terms] == ["due_day"]


@pytest.mark.parametrize(
    ("due", "bill_date"),
    [("2026-12-20", "2026-12-10"), ("2026-12-15", "2026-12-05"), ("2026-12-08", "2026-12-01")],
)
def test_a_due_day_that_goes_with_another_bill_day_brings_it(due: str, bill_date: str) -> None:
    values = {"amount": "1200", "due_date": due, "minimum": "", "limit": "", **CASH}
    draft = first_draft(PRODUCTS["huabei"], "花呗", values, day("2026-12-12"))
    assert draft.bill is not None
    assert draft.bill.bill_date == day(bill_date)
    wanted = {} if bill_date.endswith("-01") else {"bill_day": str(day(bill_date).day)}
    own = {term.key: term.value for term in draft.account.terms}
    assert own == {"due_day": str(day(due).day), **wanted}


@pytest.mark.parametrize(
    ("today", "due"), [("2026-11-25", "2026-12-10"), ("2026-12-03", "2026-12-20")]
)
def test_what_is_due_of_a_bill_that_is_not_out_yet_is_read_as_not_billed(
    today: str, due: str
) -> None:
    values = {"amount": "1200", "due_date": due, "minimum": "", "limit": "", **CASH}
    draft = first_draft(PRODUCTS["huabei"], "花呗", values, day(today))
    assert draft.bill is None
    assert draft.reading is not None
    assert (draft.reading.read_on, draft.reading.unbilled) == (day(today), Money.of(1200))


def test_what_is_left_of_a_loan_goes_on_from_its_next_due_day() -> None:
    values = {"principal": "6000", "daily_rate": "0.04%", "terms": "8", "due_date": "2026-12-20"}
    draft = first_draft(PRODUCTS["jiebei"], "借呗", {**values, **CASH}, day("2026-12-03"))
    assert draft.bill is None
    assert draft.loan is not None
    assert (draft.loan.start, draft.loan.first_due) == (day("2026-11-20"), day("2026-12-20"))
    assert (draft.loan.repay_day, draft.loan.terms) == (20, 8)


@pytest.mark.parametrize(
    ("product", "values", "field"),
    [
        ("huabei", {"amount": "", "due_date": "2026-12-10"}, "amount"),
        ("huabei", {"amount": "1", "due_date": ""}, "due_date"),
        (
            "huabei",
            {"amount": "1", "due_date": "2026-12-10", "paying_account": " "},
            "paying_account",
        ),
        ("jiebei", {"principal": "1", "terms": "3", "due_date": "2026-11-20"}, "due_date"),
        ("jiebei", {"principal": "1", "terms": "0", "due_date": "2026-12-20"}, "terms"),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    product: str, values: dict[str, str], field: str
) -> None:
    given = {"minimum": "", "limit": "", "daily_rate": "0.0004", **CASH, **values}
    with pytest.raises(UserError) as refused:
        first_draft(PRODUCTS[product], "x", given, day("2026-12-03"))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("product", "today", "due"),
    [
        ("huabei", "2026-11-10", "2026-11-10"),
        ("huabei", "2026-11-11", "2026-12-10"),
        ("jiebei", "2026-11-11", None),
    ],
)
def test_the_usual_due_day_is_the_coming_one(product: str, today: str, due: str | None) -> None:
    found = usual_due(PRODUCTS[product], day(today))
    assert found == (None if due is None else day(due))


@pytest.mark.parametrize(
    ("balance", "now", "advice", "missing"),
    [
        ("2000", "2026-11-03 12:00", Advice.CHECK, "0"),
        ("200", "2026-11-03 12:00", Advice.TRANSFER, "300"),
        (None, "2026-11-03 12:00", Advice.TELL_BALANCE, "0"),
        ("2000", "2026-11-13 12:00", Advice.PAY_OVERDUE, "0"),
    ],
)
def test_one_thing_is_advised(balance: str | None, now: str, advice: Advice, missing: str) -> None:
    owner = replace(account(), sources=(1,))
    seen = snapshot(
        now, accounts=(owner,), bills=(bill("500", "50"),), paying_accounts=(paying(balance),)
    )
    found = first_answer(seen)
    assert (found.advice, found.missing) == (advice, Money.of(missing))
    assert found.due is not None


def test_nothing_is_due_when_nothing_is_owed() -> None:
    found = first_answer(snapshot("2026-11-03 12:00", accounts=(account(),)))
    assert (found.due, found.advice, found.needed) == (None, Advice.NOTHING, ZERO)
