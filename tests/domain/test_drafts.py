"""From typed text to drafts: every refusal names its field."""

from decimal import Decimal

import pytest

from assistant.domain import drafts
from assistant.domain.account import Destination, PaymentKind, PlanKind
from assistant.domain.accrual import Per
from assistant.domain.money import Money
from assistant.errors import UserError
from tests.domain.facts import day

BILL = {"bill_date": "2026-11-01", "due_date": "2026-11-10", "amount": "1,234.56"}
PLAN = {"title": "手机", "principal": "1200", "periods": "12", "first_due": "2026-12-10"}
LOAN = {
    "title": "旅行",
    "principal": "1万",
    "daily_rate": "0.04%",
    "start": "2026/10/15",
    "first_due": "2026.11.15",
    "repay_day": "15",
    "terms": "12",
    "method": "LEVEL_ACTUAL",
}


def test_a_bill_as_people_type_it() -> None:
    draft = drafts.bill_draft(1, BILL | {"minimum": " ", "carried": "100"})
    assert (draft.amount, draft.minimum, draft.carried) == (
        Money.of("1234.56"),
        None,
        Money.of("100"),
    )


def test_a_loan_as_people_type_it() -> None:
    draft = drafts.loan_draft(1, LOAN)
    assert (draft.principal, str(draft.rate)) == (Money.of("10000"), "0.0004")
    assert (draft.start, draft.first_due, draft.paid_terms) == (
        day("2026-10-15"),
        day("2026-11-15"),
        0,
    )


@pytest.mark.parametrize(
    ("values", "field", "key"),
    [
        ({"amount": ""}, "amount", "field.empty"),
        ({"amount": "x"}, "amount", "money.not_a_number"),
        ({"bill_date": "2026-02-30"}, "bill_date", "date.no_such_day"),
        ({"bill_date": "1800-01-01"}, "bill_date", "date.not_a_date"),
        ({"due_date": "2026-10-31"}, "due_date", "bill.due_before_bill"),
        ({"due_date": "2027-11-10"}, "due_date", "bill.due_too_late"),
        ({"minimum": "1234.57"}, "minimum", "bill.minimum_above_amount"),
        ({"carried": "1234.57"}, "carried", "bill.carried_above_amount"),
    ],
)
def test_a_wrong_bill_names_its_field(values: dict[str, str], field: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        drafts.bill_draft(1, BILL | values)
    assert (refused.value.field, refused.value.key) == (field, key)


@pytest.mark.parametrize(
    ("values", "field", "key"),
    [
        ({"principal": "0"}, "principal", "money.zero"),
        ({"total_fee": "1200.01"}, "total_fee", "plan.fee_above_principal"),
        ({"periods": "0"}, "periods", "number.out_of_range"),
        ({"periods": "61"}, "periods", "number.out_of_range"),
        ({"title": " "}, "title", "field.empty"),
        ({"title": "长" * 41}, "title", "name.too_long"),
    ],
)
def test_a_wrong_plan_names_its_field(values: dict[str, str], field: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        drafts.plan_draft(1, PLAN | values)
    assert (refused.value.field, refused.value.key) == (field, key)


@pytest.mark.parametrize(
    ("values", "field", "key"),
    [
        ({"daily_rate": "4"}, "daily_rate", "number.daily_rate_too_large"),
        ({"daily_rate": "x"}, "daily_rate", "number.not_a_number"),
        ({"daily_rate": "NaN"}, "daily_rate", "number.not_a_number"),
        ({"first_due": "2026-10-15"}, "first_due", "loan.first_due_before_start"),
        ({"first_due": "2027-10-15"}, "first_due", "loan.first_due_too_late"),
        ({"terms": "1.5"}, "terms", "number.out_of_range"),
        ({"repay_day": "32"}, "repay_day", "number.out_of_range"),
        ({"method": "MAGIC"}, "method", "choice.unknown"),
        ({"method": ""}, "method", "field.empty"),
        ({"paid_terms": "13"}, "paid_terms", "number.out_of_range"),
    ],
)
def test_a_wrong_loan_names_its_field(values: dict[str, str], field: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        drafts.loan_draft(1, LOAN | values)
    assert (refused.value.field, refused.value.key) == (field, key)


def test_a_repayment_cannot_lie_ahead() -> None:
    values = {"amount": "5", "paid_on": "2026-11-04"}
    with pytest.raises(UserError, match=r"date\.in_the_future"):
        drafts.payment_draft(values, today=day("2026-11-03"), bill_id=1)
    assert drafts.payment_draft(values, today=day("2026-11-04"), bill_id=1).bill_id == 1


def test_an_account_keeps_only_what_can_be_read() -> None:
    values = {"name": " 花呗 ", "bill_day": "31", "limit": ""}
    draft = drafts.account_draft("huabei", values, ["bill_day", "limit"])
    assert draft.name == "花呗"
    assert [(term.key, term.value) for term in draft.terms] == [("bill_day", "31"), ("limit", "")]
    with pytest.raises(UserError, match="bill_day"):
        drafts.account_draft("huabei", values | {"bill_day": "0"}, ["bill_day"])


def test_a_paying_account_may_be_without_a_balance() -> None:
    assert drafts.paying_account_draft({"name": "卡", "balance": ""}).balance is None
    assert drafts.reading_draft(1, day("2026-11-03"), {"unbilled": ""}) is None


ITEM = {"kind": "purchase", "title": "外套", "amount": "299", "spent_on": "2026-11-03"}


def test_a_purchase_and_a_refund_as_people_type_them() -> None:
    bought = drafts.item_draft(1, ITEM | {"posted_on": "2026-11-05", "refund_of": "3"})
    assert (bought.amount, bought.posted_on) == (Money.of(299), day("2026-11-05"))
    assert (bought.refund_of, bought.plan_id, bought.destination) == (None, None, None)
    back = drafts.item_draft(
        1, ITEM | {"kind": "refund", "destination": "cash", "refund_of": "3", "plan_id": "4"}
    )
    assert (back.refund_of, back.plan_id, back.destination) == (3, 4, Destination.CASH)
    assert back.posted_on is None


@pytest.mark.parametrize(
    ("values", "field", "key"),
    [
        ({"kind": "gift"}, "kind", "choice.unknown"),
        ({"amount": "0"}, "amount", "money.zero"),
        ({"posted_on": "2026-11-02"}, "posted_on", "item.posted_before_spent"),
        ({"kind": "refund", "destination": "moon"}, "destination", "choice.unknown"),
        ({"bill_date": "soon"}, "bill_date", "date.not_a_date"),
    ],
)
def test_a_wrong_item_names_its_field(values: dict[str, str], field: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        drafts.item_draft(1, ITEM | values)
    assert (refused.value.field, refused.value.key) == (field, key)


def test_a_plan_may_be_a_negotiated_one_of_sixty_parts() -> None:
    values = {"kind": "hardship", "periods": "60", "waiver": "future_fees", "remainder": "first"}
    draft = drafts.plan_draft(1, PLAN | values | {"disclosed_rate": "12%"})
    assert (draft.kind, draft.periods, draft.waiver, draft.remainder) == (
        *(PlanKind.HARDSHIP, 60),
        *("future_fees", "first"),
    )
    assert draft.disclosed_rate == Decimal("0.12")


def test_a_loan_with_a_rate_per_year_and_interest_only_terms() -> None:
    values = LOAN | {"daily_rate": "", "annual_rate": "3.5%", "interest_only_terms": "6"}
    draft = drafts.loan_draft(1, values)
    assert (draft.rate, draft.rate_per, draft.interest_only_terms) == (
        *(Decimal("0.035"), Per.YEAR),
        6,
    )


@pytest.mark.parametrize(
    ("values", "field", "key"),
    [
        ({"annual_rate": "3.5%"}, "daily_rate", "loan.two_rates"),
        ({"daily_rate": ""}, "daily_rate", "field.empty"),
        ({"method": "AT_END"}, "terms", "loan.at_end_has_one_term"),
        ({"interest_only_terms": "12"}, "interest_only_terms", "number.out_of_range"),
        ({"disclosed_rate": "x"}, "disclosed_rate", "number.not_a_number"),
    ],
)
def test_a_loan_of_two_minds_names_its_field(values: dict[str, str], field: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        drafts.loan_draft(1, LOAN | values)
    assert (refused.value.field, refused.value.key) == (field, key)


def test_a_loan_repaid_at_once_may_be_due_years_later() -> None:
    values = {"method": "AT_END", "terms": "1", "first_due": "2028-11-15"}
    assert drafts.loan_draft(1, LOAN | values).first_due == day("2028-11-15")


def test_a_repayment_with_a_discount_and_none_of_nothing() -> None:
    values = {"amount": "95", "discount": "5", "paid_on": "2026-11-03"}
    draft = drafts.payment_draft(values, today=day("2026-11-03"), bill_id=1)
    assert (draft.amount, draft.discount) == (Money.of(95), Money.of(5))
    free = drafts.payment_draft(values | {"amount": "0"}, today=day("2026-11-03"), bill_id=1)
    assert free.amount == Money(0)
    with pytest.raises(UserError, match=r"money\.zero"):
        drafts.payment_draft({"amount": "0", "paid_on": "2026-11-03"}, today=day("2026-11-03"))


def test_a_part_of_a_loan_prepaid() -> None:
    values = {"principal": "3000", "interest": "19.20", "paid_on": "2026-05-01"}
    draft = drafts.prepayment_draft(
        values | {"effect": "shorten", "paying_account": "2"}, today=day("2026-05-01"), loan_id=1
    )
    assert (draft.amount, draft.principal, draft.interest) == (
        *(Money.of("3019.20"), Money.of(3000)),
        Money.of("19.20"),
    )
    assert (draft.kind, draft.effect, draft.paying_account_id) == (
        *(PaymentKind.PREPAYMENT, "shorten"),
        2,
    )
    plain = drafts.prepayment_draft(
        {"principal": "1", "paid_on": "2026-05-01"}, today=day("2026-05-01"), loan_id=1
    )
    assert (plain.interest, plain.effect, plain.paying_account_id) == (Money(0), "lower", None)
    with pytest.raises(UserError, match=r"date\.in_the_future"):
        drafts.prepayment_draft(values, today=day("2026-04-30"), loan_id=1)


def test_an_owner_has_a_name_of_a_readable_length() -> None:
    values = {"name": "花呗", "owner": " 妈妈 "}
    assert drafts.account_draft("huabei", values, []).owner == "妈妈"
    with pytest.raises(UserError, match="owner"):
        drafts.account_draft("huabei", values | {"owner": "长" * 41}, [])
