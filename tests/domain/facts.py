"""Facts written in one line each, for tests of what is derived from them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from assistant.domain.account import (
    Account,
    Bill,
    DatedTerm,
    Destination,
    InstalmentPlan,
    Intent,
    Item,
    ItemKind,
    Loan,
    PayingAccount,
    Payment,
    PaymentKind,
    Reading,
)
from assistant.domain.calendar import BEIJING, cutoff_instant
from assistant.domain.cashflow import CashItem, Direction, Repeat, Spread
from assistant.domain.dues import Obligation, Source
from assistant.domain.loan import Method
from assistant.domain.money import ZERO, Money
from assistant.domain.reserve import EntryKind, ReserveEntry
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.services.catalogue import load_products

PRODUCTS = load_products()
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def beijing(text: str) -> datetime:
    """An instant by its Beijing day and time: ``2026-11-03 12:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def day(text: str) -> date:
    """A day: ``2026-11-03``."""
    return date.fromisoformat(text)


def account(number: int = 1, product: str = "huabei", **terms: str) -> Account:
    """An account with some terms of its own, paid from paying account 1."""
    own = tuple(DatedTerm(key, value) for key, value in terms.items())
    return Account(number, product, f"{product}{number}", number, (1,), LONG_AGO, own)


def bill(
    amount: str,
    minimum: str | None = None,
    *,
    number: int = 1,
    owner: int = 1,
    on: str = "2026-11-01",
    due: str = "2026-11-10",
    carried: str = "0",
    intent: Intent = Intent.FULL,
) -> Bill:
    """A bill of 花呗's usual days."""
    least = None if minimum is None else Money.of(minimum)
    return Bill(
        number,
        owner,
        day(on),
        day(due),
        Money.of(amount),
        least,
        Money.of(carried),
        intent,
        LONG_AGO,
        LONG_AGO,
    )


def payment(amount: str, on: str, *, number: int = 1, **target: Any) -> Payment:
    """A repayment of bill 1, or of what ``target`` names."""
    fields: dict[str, Any] = {
        "bill_id": None if "loan_id" in target else 1,
        "loan_id": None,
        "term_no": None,
        "kind": PaymentKind.REPAYMENT,
        "paying_account_id": None,
    } | target
    created = datetime.combine(day(on), datetime.min.time(), BEIJING)
    return Payment(number, Money.of(amount), day(on), **fields, created_at=created)


def reading(unbilled: str, on: str, owner: int = 1) -> Reading:
    """Un-billed spending read on a day."""
    created = datetime.combine(day(on), datetime.min.time(), BEIJING)
    return Reading(1, owner, day(on), Money.of(unbilled), created)


def item(
    amount: str,
    posted: str | None,
    *,
    number: int = 1,
    kind: ItemKind = ItemKind.PURCHASE,
    spent: str | None = None,
    **more: Any,
) -> Item:
    """A purchase of account 1, or what ``kind`` and ``more`` say; typed in when it was spent."""
    bought = spent or posted or "2026-11-02"
    created = datetime.combine(day(bought), datetime.min.time(), BEIJING)
    went = Destination.BILL if kind is ItemKind.REFUND else None
    fields = {"bill_date": None, "refund_of": None, "plan_id": None, "destination": went}
    return Item(
        id=number,
        account_id=1,
        kind=kind,
        title=f"东西{number}",
        amount=Money.of(amount),
        spent_on=day(bought),
        posted_on=None if posted is None else day(posted),
        created_at=created,
        **(fields | more),
    )


def plan(
    principal: str, periods: int, fee: str, first_due: str, since: str = "2025-01-01"
) -> InstalmentPlan:
    """An instalment plan of account 1, typed in on ``since``."""
    created = datetime.combine(day(since), datetime.min.time(), BEIJING)
    amounts = Money.of(principal), periods, Money.of(fee)
    return InstalmentPlan(1, 1, "手机", *amounts, day(first_due), created)


def loan(
    principal: str = "10000",
    *,
    number: int = 1,
    start: str = "2026-01-15",
    first_due: str = "2026-02-15",
    terms: int = 12,
    paid_terms: int = 0,
) -> Loan:
    """The loan of vector JB-S1, of account 1."""
    return Loan(
        number,
        1,
        f"借款{number}",
        Money.of(principal),
        Decimal("0.0004"),
        day(start),
        day(first_due),
        day(first_due).day,
        terms,
        Method.LEVEL_ACTUAL,
        paid_terms,
        LONG_AGO,
        LONG_AGO,
    )


def paying(balance: str | None, at: str = "2026-11-01 00:00", number: int = 1) -> PayingAccount:
    """A paying account with what was read at an instant."""
    known = None if balance is None else Money.of(balance)
    return PayingAccount(number, f"余额宝{number}", known, None if known is None else beijing(at))


def snapshot(now: str, **facts: Any) -> Snapshot:
    """A snapshot at a Beijing time; one 花呗 account unless told otherwise."""
    return Snapshot(now=beijing(now), products=PRODUCTS, **({"accounts": (account(),)} | facts))


def loan_due(number: int, on: date, since: datetime) -> Obligation:
    """An open loan term of one yuan, due on a day, that exists since an instant."""
    return Obligation(
        key=f"loan:{number}:1",
        source=Source.LOAN_TERM,
        account_id=1,
        product_id="jiebei",
        due_date=on,
        cutoff=cutoff_instant(on, 1440),
        deduct_at=cutoff_instant(on, 480),
        whole=Money(100),
        paid=ZERO,
        amount=Money(100),
        minimum=Money(100),
        to_pay=Money(100),
        penalty=ZERO,
        state=State.DUE,
        open=True,
        estimated=False,
        since=since,
        sources=(),
        loan_id=number,
        term_no=1,
    )


def card(**terms: Any) -> Account:
    """A card with its bill on the 5th, due on the 25th, and no floor under the late fee."""
    own = {"bill_day": "5", "due_day": "25", "late_fee_floor": "0.00"} | terms
    return account(product="credit_card", **own)


def on_a_card(
    now: str, owner: Account, paid: str | None = None, on: str = "2026-04-25"
) -> Snapshot:
    """Vector CC-INT-01's facts: 1,000 posted on 30 March, bill of 5 April, due 25 April."""
    payments = () if paid is None else (payment(paid, on),)
    return snapshot(
        now,
        accounts=(owner,),
        bills=(bill("1000", "100", on="2026-04-05", due="2026-04-25"),),
        items=(item("1000", "2026-03-30"),),
        payments=payments,
    )


def income(amount: str, on: str, repeat: Repeat = Repeat.MONTHLY, **more: Any) -> CashItem:
    """An income that first comes on a day; ``number`` and other fields as told."""
    return _cash_item(Direction.INCOME, amount, on, repeat, **more)


def expense(amount: str, on: str, repeat: Repeat = Repeat.MONTHLY, **more: Any) -> CashItem:
    """An expense that first comes on a day."""
    return _cash_item(Direction.EXPENSE, amount, on, repeat, **more)


def _cash_item(direction: Direction, amount: str, on: str, repeat: Repeat, **more: Any) -> CashItem:
    number = more.pop("number", 1 if direction is Direction.INCOME else 2)
    fields: dict[str, Any] = {
        "last_on": None,
        "spread": Spread.FIXED,
        "low": None,
        "high": None,
        "paying_account_id": None,
        "essential": False,
    } | more
    return CashItem(
        number,
        direction,
        f"{direction}{number}",
        Money.of(amount),
        repeat,
        day(on),
        created_at=LONG_AGO,
        **fields,
    )


def reserved(amount: str, on: str = "2026-11-01", **more: Any) -> ReserveEntry:
    """A line of the reserve's ledger, written at noon of its day; in or out by its sign."""
    money = Money.of(amount)
    fields: dict[str, Any] = {
        "id": 1,
        "kind": EntryKind.DEPOSIT if money.fen > 0 else EntryKind.WITHDRAWAL,
        "account_id": None,
        "paying_account_id": None,
        "payment_id": None,
        "note": "",
        "created_at": beijing(f"{on} 12:00"),
    } | more
    return ReserveEntry(happened_on=day(on), amount=money, **fields)
