"""Records for the store's tests: drafts with sensible values, a full store, its content."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from assistant.domain.account import BookedEstimate, DatedTerm, Destination, ItemKind
from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import CashItemDraft, Direction, Repeat
from assistant.domain.collection import Channel, Conduct, ContactFacts, Reached
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
from assistant.domain.estate_case import Asset, Debt, EstateCase, Taker
from assistant.domain.exported import ExportedEvent
from assistant.domain.imports.meaning import Field, Kind, OwnRule
from assistant.domain.loan import Method
from assistant.domain.money import Money
from assistant.domain.planning.kept import KeptPlan, KeptStep
from assistant.domain.planning.plan import How
from assistant.domain.planning.what_if import Change, WhatIf
from assistant.domain.reminders import LedgerRow
from assistant.domain.reserve import EntryKind, ReserveDraft
from assistant.store.connection import StoreFile, connect_read_only
from assistant.store.undo import JOURNALLED
from assistant.store.unit import Store
from assistant.store.wishes import account_scope

NOW = datetime(2026, 11, 23, 4, 5, 6, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
SOUND = b"a recorded call"
SOUND_SHA = hashlib.sha256(SOUND).hexdigest()


def account(name: str = "花呗", paying_account_id: int | None = None) -> AccountDraft:
    sources = () if paying_account_id is None else (paying_account_id,)
    return AccountDraft("huabei", name, (DatedTerm("limit", "8000.00"),), sources)


def bill(account_id: int, month: int = 11, amount: str = "2386.50") -> BillDraft:
    day = date(2026, month, 1)
    return BillDraft(account_id, day, day.replace(day=10), Money.of(amount), Money(45_945))


def reading(account_id: int, day: int = 23, unbilled: str = "12.00") -> ReadingDraft:
    return ReadingDraft(account_id, date(2026, 11, day), Money.of(unbilled))


def plan(account_id: int) -> InstalmentPlanDraft:
    first_due = date(2026, 12, 10)
    return InstalmentPlanDraft(account_id, "手机", Money.of(3000), 12, Money.of(264), first_due)


def item(
    account_id: int, kind: ItemKind = ItemKind.PURCHASE, plan_id: int | None = None
) -> ItemDraft:
    went = Destination.BILL if kind is ItemKind.REFUND else None
    day = date(2026, 11, 3)
    return ItemDraft(
        account_id, kind, "外套", Money.of(299), day, day, plan_id=plan_id, destination=went
    )


def contact(account_id: int | None = None) -> ContactFacts:
    conduct = frozenset({Conduct.DISCLOSURE, Conduct.THREAT_INSULT})
    return ContactFacts(
        *(NOW, "蚂蚁消费金融", Channel.VISIT, True, "95188", "139", "李某", Reached.RELATED),
        *("说了什么", 1, False, conduct, account_id),
    )


def estate() -> EstateCase:
    return EstateCase(
        date(2026, 3, 1),
        (Asset("现金", Money.of(100)),),
        (Debt("花呗", Money.of(30)),),
        takers=(Taker("女儿"),),
        name="父亲",
    )


def estimate(bill_id: int) -> BookedEstimate:
    return BookedEstimate(bill_id, *(Money(number) for number in (100, 20, 30, 40, 5, 6)))


def loan(account_id: int, terms: int = 12) -> LoanDraft:
    return LoanDraft(
        account_id,
        "旅行",
        Money.of(10_000),
        Decimal("0.0004"),
        date(2026, 7, 20),
        date(2026, 8, 20),
        20,
        terms,
        Method.LEVEL_ACTUAL,
        paid_terms=1,
    )


def payment(
    *,
    bill_id: int | None = None,
    loan_id: int | None = None,
    term_no: int | None = None,
    paying_account_id: int | None = None,
) -> PaymentDraft:
    return PaymentDraft(
        Money.of("100.00"),
        date(2026, 11, 9),
        bill_id=bill_id,
        loan_id=loan_id,
        term_no=term_no,
        paying_account_id=paying_account_id,
    )


def salary(paying_account_id: int | None = None) -> CashItemDraft:
    first = date(2026, 11, 15)
    return CashItemDraft(
        Direction.INCOME,
        "工资",
        Money.of(8000),
        Repeat.MONTHLY,
        first,
        paying_account_id=paying_account_id,
    )


def put_in(account_id: int | None, amount: str = "500") -> ReserveDraft:
    return ReserveDraft(EntryKind.DEPOSIT, date(2026, 11, 9), Money.of(amount), account_id)


def fill(store: Store) -> None:
    """One row at least in every journalled table, in one command."""
    with store.transaction("fill"):
        cash = store.cash.add(PayingAccountDraft("余额宝", Money.of(2600)), NOW)
        owner = store.accounts.add(account(paying_account_id=cash.id), NOW)
        billed = store.bills.add(bill(owner.id), NOW)
        store.readings.save(reading(owner.id), NOW)
        store.plans.add(plan(owner.id), NOW)
        store.loans.add(loan(owner.id), NOW)
        (lent,) = store.loans.all()
        (running,) = store.plans.all()
        store.items.add(item(owner.id), NOW)
        store.items.add(item(owner.id, ItemKind.REFUND, running.id), NOW)
        store.estimates.book(estimate(billed.id))
        store.frozen.save((lent.id, None), 3, Money.of(780), Money.of("120.41"))
        store.frozen.save((None, running.id), 2, Money.of(250), Money.of(22))
        store.loans.set_rate(lent.id, date(2027, 1, 1), Decimal("0.00035"))
        store.payments.add(payment(bill_id=billed.id, paying_account_id=cash.id), NOW)
        store.payments.add(payment(loan_id=lent.id, term_no=2), NOW)
        income = store.cash_items.add(salary(cash.id), NOW)
        store.cash_actuals.save(income, date(2026, 11, 15), Money.of(7900))
        store.cash_rules.save(CashRules(floor=Money.of(1000)))
        store.ceilings.save(owner.id, Money.of(3000))
        store.reserve.add(put_in(owner.id), NOW)
        called = store.contacts.add(contact(owner.id), NOW)
        store.attachments.add(called, "录音.m4a", SOUND_SHA, len(SOUND))
        store.evidence.keep(SOUND_SHA, SOUND, NOW)
        store.estates.add(estate(), NOW)
        store.record_months.save(owner.id, date(2025, 3, 1), "1", date(2025, 4, 2))
        store.links.switch(("cash.shared", owner.id, owner.id), on=False)
        store.late_scenarios.add("晚十天", owner.id, f"bill:{owner.id}:2026-11-01", 10)
        store.harm_order.save([owner.id])
        store.plan_scenarios.add(
            WhatIf("新借", Change.NEW_LOAN, 12, 500_000, owner.id, Decimal("0.1825"))
        )
        store.imports.add_file("0" * 64, "alipay_app", 1, ("2026-11-01", "2026-11-02"), NOW)
        store.imports.save_rules([OwnRule(Field.PARTY, "饭店", Kind.EXPENSE)], NOW)


def fill_all(store: Store) -> None:
    """``fill``, and one row at least in every table that no command of the user's is journalled for."""
    fill(store)
    due = ("bill:1:2026-11-01", date(2026, 11, 10))
    with store.unjournalled():
        store.settings.save("theme", "dark")
        store.reminders.record([LedgerRow(*due, "day", NOW)])
        store.wishes.set_plan(account_scope(1), "7,1")
        store.wishes.mute(*due, NOW)
        store.rules.save("cash_below_floor", "enabled", "no")
        store.exported.replace([ExportedEvent("uid", *due, "花呗", "x", 0, False, NOW)])
        store.kept_plan.save(
            KeptPlan(
                *(date(2026, 11, 1), 12, 0, Money(5), None),
                (KeptStep(date(2026, 11, 9), 1, None, Money(9), How.FULL),),
            )
        )
        store.imports.save_mapping("日期,金额", {"at": "日期", "amount": "金额"})
        store.imports.add_rows([imported_row(1)])


def imported_row(file_id: int, order_id: str = "2026110122001") -> tuple[object, ...]:
    """A purchase as an import stores it."""
    return (
        *(file_id, 2, "2026-11-01 12:00:00", "饭店", "午饭", "out", 3000, "花呗", "交易成功"),
        *(order_id, "餐饮", "paid", "spend", "huabei", "method", "history", None, None, ""),
    )


def rows(store: Store, table: str) -> list[str]:
    """Every row of a table as the file has it, read by a connection of its own."""
    assert store.path is not None
    with closing(StoreFile(store.path, connect_read_only(store.path))) as file:
        found = file.rows(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608
    return [json.dumps(dict(row), ensure_ascii=False) for row in found]


def exported(store: Store) -> Mapping[str, list[str]]:
    """Every row of every journalled table."""
    return {table: rows(store, table) for table in JOURNALLED}
