"""From what a person typed to drafts: every refusal names its field, nothing half read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.account import DatedTerm, Destination, ItemKind, PaymentKind, PlanKind
from assistant.domain.accrual import Per
from assistant.domain.draft import (
    AccountDraft,
    BillDraft,
    InstalmentPlanDraft,
    ItemDraft,
    LoanDraft,
    PayingAccountDraft,
    PaymentDraft,
    ReadingDraft,
)
from assistant.domain.instalments import FeeWaiver
from assistant.domain.loan import Method
from assistant.domain.money import ZERO, Money, Remainder
from assistant.domain.term_text import parse_term, plain_digits, read_date, read_money, read_ratio
from assistant.errors import UserError

Values = Mapping[str, str]
LONGEST_NAME = 40
LONGEST_BILL_DAYS = 62
LONGEST_IOU_DAYS = 3660
HOURS = BEFORE, AFTER = ("before", "after")
"""Of a repayment: before or after the hour at which the lender ends the day."""


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
    text = plain_digits(required(values, field))
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise UserError("number.out_of_range", field, low=low, high=high)
    return int(text)


def optional_money(values: Values, field: str) -> Money | None:
    """An amount, None when the field is empty."""
    text = values.get(field, "").strip()
    return read_money(text, field) if text else None


def optional_rate(values: Values, field: str) -> Decimal | None:
    """A share per year such as ``15.4%``, None when the field is empty.

    Raises:
        UserError: ``number.not_a_number`` or ``number.ratio_too_large``.
    """
    text = values.get(field, "").strip()
    return read_ratio(text, field) if text else None


def account_draft(
    product_id: str, values: Values, keys: Iterable[str], sources: tuple[int, ...] = ()
) -> AccountDraft:
    """An account from a form with ``name``, ``owner`` and one field per term of ``keys``.

    A term left empty is not the account's own: the product's default holds.
    """
    terms = []
    for key in keys:
        text = values.get(key, "").strip()
        if text:
            parse_term(key, text)
        terms.append(DatedTerm(key, text))
    owner = values.get("owner", "").strip()
    if len(owner) > LONGEST_NAME:
        raise UserError("name.too_long", "owner", longest=LONGEST_NAME)
    return AccountDraft(product_id, read_name(values), tuple(terms), sources, owner)


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


def item_draft(account_id: int, values: Values) -> ItemDraft:
    """A purchase, cash advance or refund from the form's fields, named like ``ItemDraft``'s.

    Raises:
        UserError: a field is empty or wrong, or it was posted before it was spent.
    """
    kind = choice(values, "kind", tuple(ItemKind), "purchase")
    spent_on = read_date(required(values, "spent_on"), "spent_on")
    posted_on = optional_date(values, "posted_on")
    if posted_on is not None and posted_on < spent_on:
        raise UserError("item.posted_before_spent", "posted_on")
    went = choice(values, "destination", tuple(Destination), "bill")
    source = values.get("refund_of", "").strip()
    plan = values.get("plan_id", "").strip()
    is_refund = kind == ItemKind.REFUND
    return ItemDraft(
        account_id,
        ItemKind(kind),
        read_name(values, "title"),
        positive(values, "amount"),
        spent_on,
        posted_on,
        optional_date(values, "bill_date"),
        int(source) if source and is_refund else None,
        int(plan) if plan and is_refund else None,
        Destination(went) if is_refund else None,
    )


def plan_draft(account_id: int, values: Values, bill_id: int | None = None) -> InstalmentPlanDraft:
    """An instalment plan from the form's fields, named like ``InstalmentPlanDraft``'s.

    Raises:
        UserError: a field is empty or wrong, the principal is nothing, or the fee exceeds it.
    """
    principal = positive(values, "principal")
    fee = optional_money(values, "total_fee") or ZERO
    if fee > principal:
        raise UserError("plan.fee_above_principal", "total_fee")
    kind = choice(values, "kind", tuple(PlanKind), "checkout")
    waiver: FeeWaiver = (
        "future_fees"
        if choice(values, "waiver", ("none", "future_fees"), "none") == "future_fees"
        else "none"
    )
    remainder: Remainder = (
        "first" if choice(values, "remainder", ("last", "first"), "last") == "first" else "last"
    )
    return InstalmentPlanDraft(
        account_id,
        read_name(values, "title"),
        principal,
        read_whole(values, "periods", 1, 60),
        fee,
        read_date(required(values, "first_due"), "first_due"),
        PlanKind(kind),
        bill_id,
        waiver,
        remainder,
        optional_rate(values, "disclosed_rate"),
    )


def loan_draft(account_id: int, values: Values) -> LoanDraft:
    """A loan from the form's fields: ``daily_rate`` or ``annual_rate``, else like ``LoanDraft``'s.

    Raises:
        UserError: a field is empty or wrong, both rates are given, or the first due day does not
            follow the start within 62 days (a loan repaid at once has one due day, at any time).
    """
    principal = positive(values, "principal")
    rate, per = _rate(values)
    start = read_date(required(values, "start"), "start")
    first_due = read_date(required(values, "first_due"), "first_due")
    terms = read_whole(values, "terms", 1, 360)
    method = Method(choice(values, "method", tuple(Method)))
    if first_due <= start:
        raise UserError("loan.first_due_before_start", "first_due")
    if method is Method.AT_END and terms > 1:
        raise UserError("loan.at_end_has_one_term", "terms")
    longest = LONGEST_IOU_DAYS if method is Method.AT_END else LONGEST_BILL_DAYS
    if first_due > start + timedelta(days=longest):
        raise UserError("loan.first_due_too_late", "first_due", days=longest)
    paid = values.get("paid_terms", "").strip()
    only = values.get("interest_only_terms", "").strip()
    return LoanDraft(
        account_id,
        read_name(values, "title"),
        principal,
        rate,
        start,
        first_due,
        read_whole(values, "repay_day", 1, 31),
        terms,
        method,
        read_whole(values, "paid_terms", 0, terms) if paid else 0,
        per,
        read_whole(values, "interest_only_terms", 0, terms - 1) if only else 0,
        optional_rate(values, "disclosed_rate"),
    )


def _rate(values: Values) -> tuple[Decimal, Per]:
    annual = optional_rate(values, "annual_rate")
    if annual is None:
        rate = parse_term("daily_rate", required(values, "daily_rate"))
        return Decimal(str(rate)), Per.DAY
    if values.get("daily_rate", "").strip():
        raise UserError("loan.two_rates", "daily_rate")
    return annual, Per.YEAR


def payment_draft(
    values: Values,
    *,
    today: date,
    bill_id: int | None = None,
    loan_id: int | None = None,
    term_no: int | None = None,
    paying_account_id: int | None = None,
) -> PaymentDraft:
    """A repayment from ``amount``, ``paid_on`` and, if given, ``discount`` (立减, 免息券) and ``hour``.

    Raises:
        UserError: a field is empty or wrong, nothing was paid, or the day lies ahead.
    """
    discount = optional_money(values, "discount") or ZERO
    amount = read_money(required(values, "amount"), "amount")
    if not amount and not discount:
        raise UserError("money.zero", "amount")
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
        discount=discount,
        after_cutoff=choice(values, "hour", HOURS, BEFORE) == AFTER,
    )


def prepayment_draft(values: Values, *, today: date, loan_id: int) -> PaymentDraft:
    """A part of a loan prepaid: ``principal``, ``interest``, ``paid_on`` and ``effect``.

    Raises:
        UserError: a field is empty or wrong, or the day lies ahead.
    """
    principal = positive(values, "principal")
    interest = optional_money(values, "interest") or ZERO
    paid_on = read_date(required(values, "paid_on"), "paid_on")
    if paid_on > today:
        raise UserError("date.in_the_future", "paid_on")
    source = values.get("paying_account", "").strip()
    return PaymentDraft(
        principal + interest,
        paid_on,
        loan_id=loan_id,
        kind=PaymentKind.PREPAYMENT,
        paying_account_id=int(source) if source else None,
        principal=principal,
        interest=interest,
        effect=choice(values, "effect", ("lower", "shorten"), "lower"),
    )


def paying_account_draft(values: Values) -> PayingAccountDraft:
    """A paying account from ``name`` and, if given, ``balance``."""
    return PayingAccountDraft(read_name(values), optional_money(values, "balance"))


def positive(values: Values, field: str) -> Money:
    """An amount above nothing.

    Raises:
        UserError: ``field.empty``, ``money.zero`` or what is wrong with the number.
    """
    amount = read_money(required(values, field), field)
    if not amount:
        raise UserError("money.zero", field)
    return amount


def optional_date(values: Values, field: str) -> date | None:
    """A day, None when the field is empty."""
    text = values.get(field, "").strip()
    return read_date(text, field) if text else None


def choice(values: Values, field: str, known: Sequence[str], default: str = "") -> str:
    """One of ``known``; ``default`` when the field is empty.

    Raises:
        UserError: ``field.empty`` without a default, or ``choice.unknown``.
    """
    text = values.get(field, "").strip() or default or required(values, field)
    if text not in known:
        raise UserError("choice.unknown", field, choices=", ".join(known))
    return text
