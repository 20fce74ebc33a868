"""Where each bill stands at an instant: paid, remaining, state, what lateness has cost so far."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from assistant.domain.account import (
    Bill,
    Intent,
    Item,
    ItemKind,
)
from assistant.domain.calendar import cutoff_instant
from assistant.domain.cycle import bills_of_parts, issued_since, item_bill
from assistant.domain.instalments import InstalmentRow
from assistant.domain.lateness import Allocation, Arrears, LateRule, arrears, counting_day, late_fee
from assistant.domain.money import ZERO, Money, total
from assistant.domain.plan_parts import plan_rows
from assistant.domain.snapshot import Snapshot
from assistant.domain.terms import Terms


class State(StrEnum):
    """The state of a due: 未出账, 待还, 已还清, 最低已还, 逾期."""

    UNBILLED = "unbilled"
    DUE = "due"
    SETTLED = "settled"
    MINIMUM_PAID = "minimum_paid"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class BillStanding:
    """A bill (账单) at an instant.

    Attributes:
        own: the bill without what it carries of an earlier bill that is still listed itself, and
            without what was moved into an instalment plan (账单分期).
        paid: repayments with what the lender took off; ``credited`` are refunds onto this bill, and
            what was beyond the bill before it.
        minimum: 最低还款 of the whole bill, as shown by the lender or by the product's rule.
        minimum_remaining: what of it is left; of an overdue bill what ends its being overdue: all of
            it, unless the minimum paid late cures it.
        to_pay: what is left under the user's intent; the lender's full remainder when overdue.
        penalty: 逾期费用 until the instant, an estimate, to be paid with the bill.
        next_charges: penalty and 违约金 that come with the next bill instead (cards).
        rolled: past the due day with the minimum paid; the remainder moves into the next bill.
        tolerated: missing at the due day but within 容差; it moves into the next bill without cost.
        beyond: what was repaid or came back beyond it (溢缴款); the lender takes it off the next bill.
    """

    bill: Bill
    state: State
    cutoff: datetime
    own: Money
    paid: Money
    credited: Money
    remaining: Money
    minimum: Money
    minimum_remaining: Money
    to_pay: Money
    days_late: int
    penalty: Money
    next_charges: Money
    rolled: bool
    tolerated: Money
    beyond: Money


def bill_standing(snapshot: Snapshot, bill: Bill) -> BillStanding:
    """Where ``bill`` stands at the snapshot's instant.

    Overdue begins after the cut-off of the due day, or of the last grace day (products.md 2.4, 9);
    a bill whose minimum was paid in time is not overdue (products.md 2.2), one that is short by no
    more than the tolerance counts as paid (容差, 4.1).
    """
    terms = snapshot.terms_of(snapshot.account(bill.account_id), bill.bill_date)
    credits_ = bill_credits(snapshot, bill)
    moved = total(plan.principal for plan in snapshot.plans_from_bill(bill.id))
    own = max(bill.amount - bill.carried - moved, ZERO)
    last_day = bill.due_date + timedelta(days=terms.grace_days)
    late = snapshot.now >= cutoff_instant(last_day, terms.cutoff)
    in_time = total(amount for day, amount in credits_ if day <= last_day)
    covered = total(amount for _, amount in credits_)
    minimum = min(bill_minimum(snapshot, bill, terms), own)
    tolerated = late and ZERO < own - in_time <= terms.tolerance
    cured = terms.late_minimum_cures and covered >= minimum
    missed = late and not tolerated and in_time < minimum and not cured
    left = Arrears(max(own - covered, ZERO), ZERO, max(covered - own, ZERO))
    short = late and in_time < minimum and not tolerated
    if short:
        rule = late_rule(terms)
        if _charged_later(terms) or not missed:  # the penalty waits for the next bill
            rule = replace(rule, allocation="principal_first")
        left = arrears(own, bill.due_date, credits_, counting_day(snapshot.today, credits_), rule)
    remaining = ZERO if tolerated else left.amount
    state = _bill_state(
        snapshot.today, bill, remaining, covered, late=late, missed=missed, minimum=minimum
    )
    overdue = state is State.OVERDUE
    whole = overdue and not terms.late_minimum_cures
    minimum_remaining = remaining if whole else max(min(minimum - covered, remaining), ZERO)
    means_minimum = bill.intent is Intent.MINIMUM and not overdue
    charged_now = overdue and not _charged_later(terms)
    paid = total(row.covers for row in snapshot.payments_of_bill(bill.id))
    return BillStanding(
        bill=bill,
        state=state,
        cutoff=cutoff_instant(bill.due_date, terms.cutoff),
        own=own,
        paid=paid,
        credited=covered - paid,
        remaining=remaining,
        minimum=minimum,
        minimum_remaining=minimum_remaining,
        to_pay=minimum_remaining if means_minimum else remaining,
        days_late=(snapshot.today - bill.due_date).days if overdue else 0,
        penalty=left.penalty if charged_now else ZERO,
        next_charges=ZERO
        if charged_now
        else left.penalty + _late_fee(terms, minimum, in_time, short=short),
        rolled=state is State.MINIMUM_PAID and late,
        tolerated=max(own - covered, ZERO) if tolerated else ZERO,
        beyond=left.over,
    )


def _bill_state(
    today: date,
    bill: Bill,
    remaining: Money,
    covered: Money,
    *,
    late: bool,
    missed: bool,
    minimum: Money,
) -> State:
    if not remaining:
        return State.SETTLED
    if missed:
        return State.OVERDUE
    if late or (covered and covered >= minimum):
        return State.MINIMUM_PAID
    return State.UNBILLED if today < bill.bill_date else State.DUE


def _charged_later(terms: Terms) -> bool:
    """Cards put what lateness costs into the next bill; the others want it with the payment."""
    return terms.interest_start == "posting_date"


def overdue_rate(terms: Terms) -> Decimal:
    """What an overdue bill bears a day: 逾期费用; of a card at least its interest (products.md 4.1)."""
    late = terms.overdue_daily_rate
    return max(late, terms.daily_rate) if _charged_later(terms) else late


def _late_fee(terms: Terms, minimum: Money, in_time: Money, *, short: bool) -> Money:
    if not short or not terms.late_fee_rate:
        return ZERO
    unpaid = minimum - in_time
    return late_fee(unpaid, terms.late_fee_rate, terms.late_fee_floor, terms.late_fee_cap)


def credited_refunds(snapshot: Snapshot, bill: Bill) -> tuple[Item, ...]:
    """Refunds that came off this bill after it was issued; earlier ones are inside its amount.

    The day they were posted decides: what was promised before the bill and came after it is not in it.
    """
    return tuple(
        item
        for item in snapshot.refunds_onto(bill.account_id, bill.bill_date)
        if (item.posted_on or item.spent_on) >= bill.bill_date
    )


def bill_credits(snapshot: Snapshot, bill: Bill) -> list[tuple[date, Money]]:
    """All that lowers a bill, by day: repayments with discounts, refunds, what was beyond the bill before."""
    return [(day, amount) for day, _at, amount in _credit_rows(snapshot, bill)]


def credits_beyond(
    snapshot: Snapshot, standing: BillStanding
) -> list[tuple[date, datetime, Money]]:
    """The newest credits of a bill as far as they are beyond it: day, when it was told here, amount."""
    found: list[tuple[date, datetime, Money]] = []
    beyond = standing.beyond
    for day, at, amount in reversed(_credit_rows(snapshot, standing.bill)):
        taken = min(amount, beyond)
        beyond -= taken
        if taken:
            found.append((day, at, taken))
    return found


def _credit_rows(snapshot: Snapshot, bill: Bill) -> list[tuple[date, datetime, Money]]:
    return sorted((*_own_credits(snapshot, bill), *_come_over(snapshot, bill)))


def _come_over(snapshot: Snapshot, bill: Bill) -> list[tuple[date, datetime, Money]]:
    """What was repaid or came back beyond the bill before, since this one was out: it comes off this one.

    What came earlier is inside this bill's amount already.
    """
    out = issued_since(snapshot, snapshot.account(bill.account_id), bill.bill_date)
    before = snapshot.bill_before(bill.id)
    if before is None or _credited_before(snapshot, bill) < out:
        return []
    over = credits_beyond(snapshot, bill_standing(snapshot, before))
    return [row for row in over if row[0] >= out]


def _credited_before(snapshot: Snapshot, bill: Bill) -> date:
    """The newest day on which any earlier bill of the account was repaid or credited."""
    known = snapshot.credited_before
    if bill.id not in known:
        newest = date.min
        for row in snapshot.bills_of(bill.account_id):
            known[row.id] = newest
            newest = max([newest, *(day for day, _at, _amount in _own_credits(snapshot, row))])
    return known[bill.id]


def _own_credits(snapshot: Snapshot, bill: Bill) -> list[tuple[date, datetime, Money]]:
    paid = [
        (row.counts_on, row.created_at, row.covers) for row in snapshot.payments_of_bill(bill.id)
    ]
    back = [
        (row.posted_on or row.spent_on, row.created_at, row.amount)
        for row in credited_refunds(snapshot, bill)
    ]
    return paid + back


def late_rule(terms: Terms) -> LateRule:
    """How an overdue bill of these terms is charged."""
    allocation: Allocation = (
        "principal_first" if terms.allocation == "principal_first" else "interest_first"
    )
    return LateRule(
        terms.overdue_daily_rate,
        allocation,
        terms.grace_days,
        terms.grace_retroactive,
        terms.rounding,
    )


def bill_minimum(snapshot: Snapshot, bill: Bill, terms: Terms) -> Money:
    """The bill's minimum: what the lender shows, else the product's rule; all of it where none is offered."""
    if bill.minimum is not None:
        return bill.minimum
    if terms.min_ratio is None:
        return bill.amount
    from assistant.domain.minimum import BillParts, minimum_payment  # late: most bills show theirs

    parts = parts_of_bill(snapshot, bill)
    principal = total(row.principal for row in parts)
    fee = total(row.fee for row in parts)
    expected = snapshot.estimate_of(bill.id)
    interest = ZERO if expected is None else expected.interest + expected.fees
    rolled = ZERO if expected is None or terms.rolls_again else expected.rolled
    overdue = bill.carried + rolled
    spent = max(bill.amount - overdue - principal - fee - interest, ZERO)
    cash = min(cash_in(snapshot, bill), spent)
    rule = BillParts(spent - cash, principal, fee, interest, overdue, cash=cash)
    least = minimum_payment(rule, terms.min_ratio, terms.min_floor, terms.cash_min_ratio)
    return min(least, bill.amount)


def cash_in(snapshot: Snapshot, bill: Bill) -> Money:
    """The cash advances (取现) that stand in a bill: they have a minimum of their own and no free days."""
    account = snapshot.account(bill.account_id)
    return total(
        item.amount
        for item in snapshot.items_of(account.id)
        if item.kind is ItemKind.CASH and item_bill(snapshot, account, item) == bill.bill_date
    )


def parts_of_bill(snapshot: Snapshot, bill: Bill) -> list[InstalmentRow]:
    """The parts of running plans that a typed bill holds."""
    found: list[InstalmentRow] = []
    for plan in snapshot.plans_of(bill.account_id):
        bills = bills_of_parts(snapshot, plan)
        for row in plan_rows(snapshot, plan):
            # A bill typed with a day of its own is known by its due day.
            held = bill.bill_date not in bills and row.due == bill.due_date
            if held or bills[row.no - 1 : row.no] == (bill.bill_date,):
                found.append(row)
    return found
