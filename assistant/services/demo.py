"""Demo data in yuan: one 花呗, one 借呗, one card and two paying accounts, dated around today."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from assistant.domain.account import DatedTerm
from assistant.domain.calendar import add_months, due_date, latest_bill_date, next_bill_date
from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import CashItemDraft, Direction, Repeat, Spread
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
from assistant.domain.dues import bill_key, every_due
from assistant.domain.loan import Method
from assistant.domain.money import Money
from assistant.domain.reserve import EntryKind, ReserveDraft
from assistant.services.ledger import Ledger
from assistant.services.queries import Queries
from assistant.store import copy

HUABEI, JIEBEI, CARD = 1, 2, 3
YUEBAO, BANK = 1, 2


@dataclass(frozen=True, slots=True)
class _Page:
    """One revolving account's numbers; ``paid`` of a bill whose due day is already past."""

    account_id: int
    bill_day: int
    due_day: int
    amount: str
    minimum: str
    unbilled: str
    paid: str
    paying_account_id: int


_PAGES = (
    _Page(HUABEI, 1, 10, "2386.50", "459.45", "1126.40", "2386.50", YUEBAO),
    _Page(CARD, 5, 25, "3860.00", "386.00", "742.10", "386.00", BANK),
)


def fill(ledger: Ledger, queries: Queries) -> None:
    """Write the demo data into an empty store through the same commands as the user's."""
    today = queries.snapshot().today
    ledger.save_paying_account(PayingAccountDraft("余额宝", Money.of("2600.00")))
    ledger.save_paying_account(PayingAccountDraft("工资卡", Money.of("8500.00")))
    for product_id, name, limit, paying in (
        ("huabei", "花呗", "8000.00", YUEBAO),
        ("jiebei", "借呗", "20000.00", YUEBAO),
        ("credit_card", "银行信用卡", "15000.00", BANK),
    ):
        terms = (DatedTerm("limit", limit),)
        ledger.open_account(AccountDraft(product_id, name, terms, (paying,)))
    for page in _PAGES:
        _write_page(ledger, queries, page, today)
    first_due = add_months(due_date(latest_bill_date(today, 1), due_day=10), -2)
    ledger.add_plan(
        InstalmentPlanDraft(HUABEI, "手机 12 期", Money.of("3000"), 12, Money.of("264"), first_due)
    )
    start = add_months(today, -4, day=20)
    ledger.add_loan(
        LoanDraft(
            *(JIEBEI, "旅行借款", Money.of("10000"), Decimal("0.0004"), start),
            *(add_months(start, 1, day=20), 20, 12, Method.LEVEL_ACTUAL),
            paid_terms=sum(add_months(start, no, day=20) < today for no in range(1, 13)),
        )
    )
    _write_cash(ledger, today)


def discard(demo: Path) -> None:
    """Throw the demo's store away, with all that SQLite keeps beside it; nobody may have it open."""
    copy.discard(demo)


def _write_cash(ledger: Ledger, today: date) -> None:
    """Pay, rent and daily spending of the salary card; a floor, and a reserve that is a little low."""
    pay, rent = next_bill_date(today - timedelta(days=1), 15), next_bill_date(today, 1)
    for draft in (
        CashItemDraft(
            Direction.INCOME,
            "工资",
            Money.of(8500),
            Repeat.MONTHLY,
            pay,
            spread=Spread.HISTORY,
            paying_account_id=BANK,
        ),
        CashItemDraft(
            Direction.EXPENSE,
            "房租",
            Money.of(2800),
            Repeat.MONTHLY,
            rent,
            essential=True,
            paying_account_id=BANK,
        ),
        CashItemDraft(
            Direction.EXPENSE,
            "吃饭和日用",
            Money.of(2100),
            Repeat.EVENLY,
            today,
            spread=Spread.HISTORY,
            paying_account_id=BANK,
        ),
    ):
        ledger.save_cash_item(draft)
    ledger.set_cash_rules(CashRules(floor=Money.of(1000)))
    ledger.put_into_reserve(ReserveDraft(EntryKind.DEPOSIT, today, Money.of(600), HUABEI))


def _write_page(ledger: Ledger, queries: Queries, page: _Page, today: date) -> None:
    bill_date = latest_bill_date(today, page.bill_day)
    due = due_date(bill_date, due_day=page.due_day)
    bill = BillDraft(page.account_id, bill_date, due, Money.of(page.amount), Money.of(page.minimum))
    reading = ReadingDraft(page.account_id, today, Money.of(page.unbilled))
    ledger.record_page(page.account_id, PageDraft(bill=bill, reading=reading))
    if due >= today:
        return
    key = bill_key(page.account_id, bill_date)
    dues = {row.key: row for row in every_due(queries.snapshot(), due)}
    paid_on = due - timedelta(days=1)
    payment = PaymentDraft(Money.of(page.paid), paid_on, paying_account_id=page.paying_account_id)
    ledger.pay(dues[key], payment)
