"""这期怎么还: one due priced in full, at the minimum, in instalments, or late, side by side."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from assistant.domain.account import Account, Bill
from assistant.domain.accrual import settled
from assistant.domain.bill_interest import (
    interest_after_due,
    interest_from_posting,
    last_interest_day,
)
from assistant.domain.cycle import due_of, next_bill
from assistant.domain.due_history import played_to
from assistant.domain.instalments import InstalmentRow, fee_instalment, fee_of
from assistant.domain.minimum import BillParts, minimum_payment
from assistant.domain.money import ZERO, Money, total
from assistant.domain.plan_parts import plan_rows
from assistant.domain.rate import Irr
from assistant.domain.record import Mark, late_mark
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import BillStanding, State, bill_credits, bill_standing
from assistant.domain.terms import Terms

_MONTH_DAYS = 30
_LONGEST_BILLS = 600


class Way(StrEnum):
    """全额, 最低, 分期, 晚还."""

    FULL = "full"
    MINIMUM = "minimum"
    INSTALMENT = "instalment"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to pay a bill.

    Attributes:
        pay_now: what leaves the account for this due.
        cost: interest, fee or penalty that this way brings, to the fen.
        cost_most: the highest it can be where purchases were not typed one by one; else ``cost``.
        until: the day up to which ``cost`` counts: next due day, last part, day of payment.
        later: what is paid after this due, cost included.
        left: what the sources hold after paying; None while their balance is unknown.
        mark: what the credit record would show.
        periods: of an instalment; ``each`` its usual part and ``real`` its real cost.
        subsidy: interest subsidy (贴息) that may come off ``cost``, not taken off yet.
    """

    way: Way
    pay_now: Money
    cost: Money
    cost_most: Money
    until: date
    later: Money
    left: Money | None
    mark: Mark
    periods: int = 0
    each: Money = ZERO
    real: Irr | None = None
    subsidy: Money = ZERO
    days: int = 0


def choices(
    snapshot: Snapshot, standing: BillStanding, late_days: int, there: Money | None
) -> tuple[Choice, ...]:
    """The ways a bill can be paid, cheapest kind first; empty when nothing is left of it.

    Args:
        snapshot: the present facts.
        standing: the bill.
        late_days: how late "late" is, from the due day.
        there: what its sources hold before this due, None while unknown.
    """
    if not standing.remaining:
        return ()
    account = snapshot.account(standing.bill.account_id)
    terms = snapshot.terms_of(account, standing.bill.bill_date)
    found = [_full(standing, there)]
    if standing.state is not State.OVERDUE:
        found += _minimum(snapshot, account, standing, terms, there)
        found += _instalments(snapshot, account, standing, there)
    found.append(late_choice(snapshot, standing.bill, late_days, there))
    return tuple(found)


def _left(there: Money | None, pay: Money) -> Money | None:
    return None if there is None else there - pay


def _full(standing: BillStanding, there: Money | None) -> Choice:
    pay = standing.remaining + standing.penalty
    cost, due = standing.penalty, standing.bill.due_date
    mark = late_mark(standing.days_late)
    return Choice(Way.FULL, pay, cost, cost, due, ZERO, _left(there, pay), mark)


def _minimum(
    snapshot: Snapshot, account: Account, standing: BillStanding, terms: Terms, there: Money | None
) -> list[Choice]:
    """Interest after the minimum until the next due day (products.md 2.2, 4.1)."""
    following = next_bill(snapshot, account, standing.bill.bill_date)
    if terms.min_ratio is None or standing.minimum >= standing.own or following is None:
        return []
    pay = standing.minimum_remaining
    rest = standing.remaining - pay
    next_due = due_of(snapshot, account, following)
    least, most = _cost_of_rest(snapshot, standing, terms, pay, following)
    return [
        Choice(
            *(Way.MINIMUM, pay, least, most, next_due, rest + least, _left(there, pay)),
            Mark.MINIMUM,
        )
    ]


def _cost_of_rest(
    snapshot: Snapshot, standing: BillStanding, terms: Terms, pay: Money, following: date
) -> tuple[Money, Money]:
    """What the rest bears until the next due day when ``pay`` is paid in time: from and to."""
    bill = standing.bill
    rest = standing.remaining - pay
    next_due = due_of(snapshot, snapshot.account(bill.account_id), following)
    if rest <= terms.tolerance:
        return ZERO, ZERO  # it counts as paid, and moves on without cost
    if terms.interest_start != "posting_date":
        days = (next_due - bill.due_date).days
        cost = settled(rest.fen * terms.daily_rate * days, terms.rounding)
        return cost, cost
    day = max(min(bill.due_date, snapshot.today), bill.bill_date)
    until = last_interest_day(following, terms)
    paid = [*bill_credits(snapshot, bill), (day, pay)]
    low, high = interest_from_posting(snapshot, standing, paid, until)
    after = rest.fen * terms.daily_rate * max((next_due - until).days, 0)
    return settled(low + after, terms.rounding), settled(high + after, terms.rounding)


def _instalments(
    snapshot: Snapshot, account: Account, standing: BillStanding, there: Money | None
) -> list[Choice]:
    """The lender's offers for this bill; the first part is due with the next one (products.md 2.3).

    Parts of running plans that fall into the bill cannot be put off again: they are paid now (2.1).
    """
    bill = standing.bill
    following = next_bill(snapshot, account, bill.bill_date)
    pay = min(_parts_due(snapshot, account, bill.due_date), standing.remaining)
    moved = standing.remaining - pay
    if following is None or not moved:
        return []
    terms = snapshot.terms_of(account)
    first_due = due_of(snapshot, account, following)
    found = []
    for periods, rate in terms.instalment_offers:
        fee = fee_of(moved, rate)
        plan = fee_instalment(
            moved,
            periods,
            total_fee=fee,
            first_due=first_due,
            remainder=terms.instalment_remainder,
        )
        found.append(
            Choice(
                Way.INSTALMENT,
                pay,
                fee,
                fee,
                plan.rows[-1].due or first_due,
                plan.total,
                _left(there, pay),
                Mark.NORMAL,
                periods,
                plan.rows[0].payment,
                plan.irr,
                _subsidy(snapshot, account, plan.rows),
            )
        )
    return found


def _parts_due(snapshot: Snapshot, account: Account, due: date) -> Money:
    return total(
        row.payment
        for plan in snapshot.plans_of(account.id)
        for row in plan_rows(snapshot, plan)
        if row.due == due
    )


def _subsidy(snapshot: Snapshot, account: Account, rows: tuple[InstalmentRow, ...]) -> Money:
    """财政贴息: points of a year's rate on the principal still owed, at most half of the fees.

    Only of parts that fall due while it is given, for it has a last day; the lender decides whether a
    borrower gets it (products.md 2.3, S40–S42).
    """
    balance = total(row.principal for row in rows)
    earned, fees = Decimal(0), ZERO
    for row in rows:
        points = snapshot.terms_of(account, row.due).subsidy
        earned += balance.fen * points / 12
        fees += row.fee if points else ZERO
        balance -= row.principal
    return min(Money.rounded(earned), fees.share(Decimal("0.5")))


def late_choice(snapshot: Snapshot, bill: Bill, days: int, there: Money | None = None) -> Choice:
    """Paid in full ``days`` after the due day (products.md 2.4; cards 4.1).

    State, penalty and fees are the bill's own on that day, if nothing more is paid until then.
    """
    on = bill.due_date + timedelta(days=days)
    world = played_to(snapshot, on, (day for day, _ in bill_credits(snapshot, bill)))
    then = bill_standing(world, bill)
    terms = world.terms_of(world.account(bill.account_id), bill.bill_date)
    low, high = _interest_of_late(world, then, terms, on)
    fixed = then.penalty + then.next_charges
    pay = then.remaining + then.tolerated + fixed + low
    return Choice(
        *(Way.LATE, pay, fixed + low, fixed + high, on, ZERO, _left(there, pay), _mark_of(then)),
        days=days,
    )


def _interest_of_late(
    world: Snapshot, then: BillStanding, terms: Terms, on: date
) -> tuple[Money, Money]:
    """What the rest bears until it is paid on ``on``, beside penalties: from and to."""
    if on <= then.bill.due_date + timedelta(days=terms.grace_days):
        return ZERO, ZERO
    if terms.interest_start == "posting_date":
        paid = [*bill_credits(world, then.bill), (on, then.remaining)]
        low, high = interest_from_posting(world, then, paid, on)
        return settled(low, terms.rounding), settled(high, terms.rounding)
    accrued = settled(interest_after_due(world, then, on), terms.rounding)
    return accrued, accrued


def _mark_of(then: BillStanding) -> Mark:
    if then.state is State.OVERDUE:
        return late_mark(max(then.days_late, 1))
    return Mark.MINIMUM if then.rolled else Mark.NORMAL


@dataclass(frozen=True, slots=True)
class OnlyMinimums:
    """What paying only minimums comes to, without new spending.

    Attributes:
        bills: after how many bills ``left`` is still owed; None where even a tenth of it stays for
            more than fifty years.
        interest: what is paid as interest until then.
        left: nothing, or about a tenth where no minimum ever repays the whole (no floor).
    """

    bills: int | None
    interest: Money
    left: Money = ZERO


def only_minimums(standing: BillStanding, terms: Terms) -> OnlyMinimums:
    """How far only minimums bring a bill, month by month of 30 days (products.md 2.2, 4.1).

    A minimum holds all interest and a share of the rest: what is left falls by that share with each
    bill and never below the interest. So it ends by itself only where there is a floor, or where
    what was rolled once is asked for in full.
    """
    ratio = Decimal(1) if terms.min_ratio is None else terms.min_ratio
    start, balance, paid_interest = standing.remaining, standing.remaining, ZERO
    later = ratio if terms.rolls_again else Decimal(1)
    # A card bears interest from the posting days on, so also for the month before this bill's due.
    accrued = _of_a_month(balance, terms) if terms.interest_start == "posting_date" else ZERO
    tenth: OnlyMinimums | None = None
    for count in range(1, _LONGEST_BILLS + 1):
        parts = BillParts(balance, interest=accrued)
        least = minimum_payment(parts, ratio if count == 1 else later, terms.min_floor)
        paid_interest += accrued
        balance -= least - accrued
        if not balance:
            return OnlyMinimums(count, paid_interest)
        if tenth is None and balance.fen * 10 <= start.fen:
            tenth = OnlyMinimums(count, paid_interest, balance)
        accrued = _of_a_month(balance, terms)
    return tenth or OnlyMinimums(None, paid_interest)


def _of_a_month(balance: Money, terms: Terms) -> Money:
    return settled(balance.fen * terms.daily_rate * _MONTH_DAYS, terms.rounding)
