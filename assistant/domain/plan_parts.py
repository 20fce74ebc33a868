"""The parts of an instalment plan (分期) as they stand: refunded, frozen, cut off by an early settlement."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from assistant.domain.account import Account, InstalmentPlan, ItemKind
from assistant.domain.cycle import bill_of_due, dues_of_parts
from assistant.domain.instalments import InstalmentRow, fee_instalment, freeze, refund
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot


def plan_rows(snapshot: Snapshot, plan: InstalmentPlan) -> tuple[InstalmentRow, ...]:
    """The instalment plan's parts by due day: refunded, frozen, cut off where it was settled early.

    A part that stands in a bill when the plan is settled is paid with that bill.
    """
    rows = whole_plan_rows(snapshot, plan)
    ended = min((row.paid_on for row in snapshot.payments_of_plan(plan.id)), default=None)
    if ended is None:
        return rows
    account = snapshot.account(plan.account_id)
    return tuple(row for row in rows if was_billed(snapshot, account, row, ended))


def was_billed(snapshot: Snapshot, account: Account, part: InstalmentRow, on: date) -> bool:
    """Whether an instalment part stands in a bill of ``on`` or of a day before."""
    return part.due is not None and (bill_of_due(snapshot, account, part.due) or part.due) <= on


def whole_plan_rows(snapshot: Snapshot, plan: InstalmentPlan) -> tuple[InstalmentRow, ...]:
    """The parts as if the plan had not been settled early: refunded and frozen."""
    terms = snapshot.terms_of(snapshot.account(plan.account_id))
    refunds = tuple(
        (item.posted_on or item.spent_on, item.amount)
        for item in snapshot.items_of(plan.account_id)
        if item.plan_id == plan.id and item.kind is ItemKind.REFUND
    )
    dues = dues_of_parts(snapshot, plan)
    return _plan_rows(plan, dues, refunds, returns_fee=terms.refund_returns_fee)


@lru_cache(maxsize=4096)
def _plan_rows(
    plan: InstalmentPlan,
    dues: tuple[date, ...] | None,
    refunds: tuple[tuple[date, Money], ...],
    *,
    returns_fee: bool,
) -> tuple[InstalmentRow, ...]:
    """Fee instalments (products.md 2.3), kept like the loans' schedules."""
    rows = fee_instalment(
        plan.principal,
        plan.periods,
        total_fee=plan.total_fee,
        first_due=plan.first_due,
        remainder=plan.remainder,
    ).rows
    if dues is not None:
        rows = tuple(replace(row, due=due) for row, due in zip(rows, dues, strict=True))
    for day, amount in refunds:
        rows, _cash = refund(rows, day, amount, returns_fee=returns_fee)
    return freeze(rows, plan.frozen)
