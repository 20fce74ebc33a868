"""From what a person typed to drafts: every refusal names its field, nothing half read."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from assistant.domain.account import DatedTerm
from assistant.domain.draft import (
    AccountDraft,
    BillDraft,
    InstalmentPlanDraft,
    LoanDraft,
    PayingAccountDraft,
    PaymentDraft,
    ReadingDraft,
)
from assistant.domain.loan import Method
from assistant.domain.money import ZERO, Money
from assistant.domain.terms import parse_term, read_date, read_money
from assistant.errors import UserError

Values = Mapping[str, str]
LONGEST_NAME = 40
LONGEST_BILL_DAYS = 62


def required(values: Values, field: str) -> str:
    """The text of a field that must not be empty.

    Raises:
        UserError: ``field.empty``.
    """
    text = values.get(field, "").strip()
    if not text:
        raise UserError("field.empty", field)
    return text


def read_name(values: Values, field: str = "name") -> str:
    """A name of at most 40 characters.

    Raises:
        UserError: ``field.empty`` or ``name.too_long``.
    """
    name = required(values, field)
    if len(name) > LONGEST_NAME:
        raise UserError("name.too_long", field, longest=LONGEST_NAME)
    return name


def read_whole(values: Values, field: str, low: int, high: int) -> int:
    """A whole number between two bounds, both allowed.

    Raises:
        UserError: ``field.empty`` or ``number.out_of_range``.
    """
    text = required(values, field)
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise UserError("number.out_of_range", field, low=low, high=high)
    return int(text)


def optional_money(values: Values, field: str) -> Money | None:
    """An amount, None when the field is empty."""
    text = values.get(field, "").strip()
    return read_money(text, field) if text else None


def account_draft(
    product_id: str, values: Values, keys: Iterable[str], paying_account_id: int | None = None
) -> AccountDraft:
    """An account from a form with ``name`` and one field per term of ``keys``.

    A term left empty is not the account's own: the product's default holds.
    """
    terms = []
    for key in keys:
        text = values.get(key, "").strip()
        if text:
            parse_term(key, text)
        terms.append(DatedTerm(key, text))
    return AccountDraft(product_id, read_name(values), tuple(terms), paying_account_id)


def bill_draft(account_id: int, values: Values) -> BillDraft:
    """A bill from ``bill_date``, ``due_date``, ``amount`` and, if given, ``minimum`` and ``carried``.

    Raises:
        UserError: a field is empty or wrong, the due day lies before the bill day or more than 62
            days after it, or a part is larger than the whole.
    """
    bill_date = read_date(required(values, "bill_date"), "bill_date")
    due = read_date(required(values, "due_date"), "due_date")
    if due < bill_date:
        raise UserError("bill.due_before_bill", "due_date")
    if due > bill_date + timedelta(days=LONGEST_BILL_DAYS):
        raise UserError("bill.due_too_late", "due_date", days=LONGEST_BILL_DAYS)
    amount = read_money(required(values, "amount"), "amount")
    minimum = optional_money(values, "minimum")
    if minimum is not None and minimum > amount:
        raise UserError("bill.minimum_above_amount", "minimum")
    carried = optional_money(values, "carried") or ZERO
    if carried > amount:
        raise UserError("bill.carried_above_amount", "carried")
    return BillDraft(account_id, bill_date, due, amount, minimum, carried)


def reading_draft(account_id: int, read_on: date, values: Values) -> ReadingDraft | None:
    """Un-billed spending from ``unbilled``; None when the field is empty."""
    unbilled = optional_money(values, "unbilled")
    return None if unbilled is None else ReadingDraft(account_id, read_on, unbilled)


def plan_draft(account_id: int, values: Values) -> InstalmentPlanDraft:
    """An instalment plan from ``title``, ``principal``, ``periods``, ``total_fee`` and ``first_due``.

    Raises:
        UserError: a field is empty or wrong, the principal is nothing, or the fee exceeds it.
    """
    principal = _positive(values, "principal")
    fee = optional_money(values, "total_fee") or ZERO
    if fee > principal:
        raise UserError("plan.fee_above_principal", "total_fee")
    return InstalmentPlanDraft(
        account_id,
        read_name(values, "title"),
        principal,
        read_whole(values, "periods", 1, 60),
        fee,
        read_date(required(values, "first_due"), "first_due"),
    )


def loan_draft(account_id: int, values: Values) -> LoanDraft:
    """A loan from the form's fields, named like ``LoanDraft``'s.

    Raises:
        UserError: a field is empty or wrong, or the first due day does not follow the start
            within 62 days.
    """
    principal = _positive(values, "principal")
    rate = parse_term("daily_rate", required(values, "daily_rate"))
    start = read_date(required(values, "start"), "start")
    first_due = read_date(required(values, "first_due"), "first_due")
    if first_due <= start:
        raise UserError("loan.first_due_before_start", "first_due")
    if first_due > start + timedelta(days=LONGEST_BILL_DAYS):
        raise UserError("loan.first_due_too_late", "first_due", days=LONGEST_BILL_DAYS)
    terms = read_whole(values, "terms", 1, 360)
    method = str(parse_term("schedule_method", _renamed(values, "method")))
    paid = values.get("paid_terms", "").strip()
    return LoanDraft(
        account_id,
        read_name(values, "title"),
        principal,
        rate,  # type: ignore[arg-type]
        start,
        first_due,
        read_whole(values, "repay_day", 1, 31),
        terms,
        Method(method),
        read_whole(values, "paid_terms", 0, terms) if paid else 0,
    )


def payment_draft(
    values: Values,
    *,
    today: date,
    bill_id: int | None = None,
    loan_id: int | None = None,
    term_no: int | None = None,
    paying_account_id: int | None = None,
) -> PaymentDraft:
    """A repayment from ``amount`` and ``paid_on``.

    Raises:
        UserError: a field is empty or wrong, the amount is nothing, or the day lies ahead.
    """
    amount = _positive(values, "amount")
    paid_on = read_date(required(values, "paid_on"), "paid_on")
    if paid_on > today:
        raise UserError("date.in_the_future", "paid_on")
    return PaymentDraft(
        amount,
        paid_on,
        bill_id=bill_id,
        loan_id=loan_id,
        term_no=term_no,
        paying_account_id=paying_account_id,
    )


def paying_account_draft(values: Values) -> PayingAccountDraft:
    """A paying account from ``name`` and, if given, ``balance``."""
    return PayingAccountDraft(read_name(values), optional_money(values, "balance"))


def _positive(values: Values, field: str) -> Money:
    amount = read_money(required(values, field), field)
    if not amount:
        raise UserError("money.zero", field)
    return amount


def _renamed(values: Values, field: str) -> str:
    try:
        text = required(values, field)
        parse_term("schedule_method", text)
    except UserError as error:
        raise UserError(error.key, field, **error.params) from None
    return text
