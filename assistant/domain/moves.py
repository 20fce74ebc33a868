"""What would help most: possible moves, each replayed, and the three with the greatest effect."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from assistant.domain.account import Intent, Loan, Payment, PaymentKind
from assistant.domain.calendar import next_bill_date
from assistant.domain.capacity import WINDOW_DAYS, capacity
from assistant.domain.cashflow import Direction
from assistant.domain.choices import Way, choices
from assistant.domain.dues import Obligation, Source, obligations
from assistant.domain.flows import FlowKind, flows
from assistant.domain.forecast import CashForecast, forecast
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import ZERO, Money, total
from assistant.domain.outlook import prepayment_outlook, settlement_outlook
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, bill_standing
from assistant.domain.stress import one_off
from assistant.errors import UserError

MOVES_SHOWN = 3
CUT = Decimal("0.1")
SPENT_LESS = Decimal("0.3")


@dataclass(frozen=True, slots=True)
class Move:
    """A move and what the replay says of it.

    Attributes:
        key: names the move; ``subject`` is the account, loan or item it is about, by its own name.
        lift: how much higher the lowest point of the next 90 days is; negative: lower.
        service: how much less must be paid a month.
        saved: interest that is not paid; negative: what the move costs.
        day: the day of the month it is about, such as a new due day.
        amount: what is paid today for it.
    """

    key: str
    subject: str = ""
    lift: Money = ZERO
    service: Money = ZERO
    saved: Money = ZERO
    day: int | None = None
    amount: Money = ZERO


def best_moves(snapshot: Snapshot) -> tuple[Move, ...]:
    """The three most effective moves, the best first.

    While the cash goes below the floor what lifts its lowest point counts; else what saves interest
    and lowers the monthly burden does.
    """
    before = forecast(snapshot, WINDOW_DAYS)
    found = [move for move in _moves(snapshot, before) if _helps(move, before)]
    return tuple(sorted(found, key=lambda move: _effect(move, before), reverse=True)[:MOVES_SHOWN])


def _helps(move: Move, before: CashForecast) -> bool:
    harmless = move.lift if before.spare < ZERO else before.spare + move.lift
    return harmless >= ZERO and _effect(move, before) > (0, 0)


def _effect(move: Move, before: CashForecast) -> tuple[int, int]:
    # A month's relief over a year against interest saved once.
    relief = move.saved.fen + 12 * move.service.fen
    return (move.lift.fen, relief) if before.spare < ZERO else (relief, move.lift.fen)


def _moves(snapshot: Snapshot, before: CashForecast) -> Iterator[Move]:
    yield from _cut_spending(snapshot, before)
    yield from _spend_less_on_credit(snapshot, before)
    yield from _pay_minimum(snapshot, before)
    yield from _due_after_payday(snapshot, before)
    yield from _pay_loans_early(snapshot, before)


def _replayed(move: Move, changed: Snapshot, before: CashForecast) -> Move:
    """``move`` with the lift that the replay of the changed facts shows."""
    return replace(move, lift=forecast(changed, WINDOW_DAYS).lowest - before.lowest)


def _service(snapshot: Snapshot, changed: Snapshot) -> Money:
    return capacity(snapshot).service - capacity(changed).service


def _cut_spending(snapshot: Snapshot, before: CashForecast) -> Iterator[Move]:
    """Flexible expenses ten per cent lower."""
    flexible = {
        item.id
        for item in snapshot.cash_items
        if item.direction is Direction.EXPENSE and not item.essential
    }
    if not flexible:
        return
    items = tuple(
        replace(item, amount=item.amount.share(1 - CUT)) if item.id in flexible else item
        for item in snapshot.cash_items
    )
    months = (item.per_month(snapshot.today) for item in snapshot.cash_items if item.id in flexible)
    less = total(months).share(CUT)
    changed = replace(snapshot, cash_items=items)
    yield _replayed(Move("cut_spending", service=less), changed, before)


def _spend_less_on_credit(snapshot: Snapshot, before: CashForecast) -> Iterator[Move]:
    """Thirty per cent less put on 花呗 or a card from now on: the bills as usual are lower."""
    end = snapshot.today + timedelta(days=WINDOW_DAYS - 1)
    usual = [row for row in flows(snapshot, snapshot.today, end) if row.kind is FlowKind.USUAL]
    if not usual:
        return
    level = []
    for day in before.days:
        back = sum((-row.amount for row in usual if row.day <= day.day), ZERO)
        level.append(day.closing + back.share(SPENT_LESS))
    month = Money(sum((-row.amount for row in usual), ZERO).share(SPENT_LESS).fen // 3)
    yield Move("spend_less_on_credit", lift=min(level) - before.lowest, service=month)


def _pay_minimum(snapshot: Snapshot, before: CashForecast) -> Iterator[Move]:
    """The minimum of the largest bill: the rest rolls, at what its lender charges for that at most."""
    bills = [due for due in _soon(snapshot) if due.source is Source.BILL and due.minimum]
    bills = [due for due in bills if due.minimum < due.to_pay and due.state is not State.OVERDUE]
    due = max(bills, key=lambda row: row.to_pay - row.minimum, default=None)
    if due is None or due.bill_id is None:
        return
    standing = bill_standing(snapshot, snapshot.bill(due.bill_id))
    ways = choices(snapshot, standing, 1, None)
    minimum = next((one for one in ways if one.way is Way.MINIMUM), None)
    if minimum is None:
        return
    rows = tuple(
        replace(bill, intent=Intent.MINIMUM) if bill.id == due.bill_id else bill
        for bill in snapshot.bills
    )
    changed = replace(snapshot, bills=rows)
    cost = minimum.cost_most
    rest = standing.remaining - minimum.pay_now + cost
    name = snapshot.account(due.account_id).name
    move = Move("pay_minimum", name, service=_service(snapshot, changed), saved=-cost)
    yield _replayed(move, one_off(changed, minimum.until, rest), before)


def _due_after_payday(snapshot: Snapshot, before: CashForecast) -> Iterator[Move]:
    """An account's bills not issued yet due behind the largest income, where the lender allows it."""
    incomes = [row for row in snapshot.cash_items if row.direction is Direction.INCOME]
    # What came once, or has ended, comes on no day of the months ahead.
    largest = max(incomes, key=lambda row: row.per_month(snapshot.today), default=None)
    if largest is None or not largest.per_month(snapshot.today):
        return
    payday = largest.first_on.day
    wanted = min(payday + 2, 28)
    coming = {due.key for due in _soon(snapshot) if due.source is Source.FORECAST}
    for account in snapshot.accounts:
        if snapshot.terms_of(account).due_day in (None, wanted):
            continue
        moved = [
            (flow.day, next_bill_date(flow.day, wanted), -flow.amount)
            for day in before.days
            for flow in day.flows
            if flow.account_id == account.id
            and (flow.kind is FlowKind.USUAL or flow.due_key in coming)
        ]
        lowest = min(
            day.closing + total(amount for old, new, amount in moved if old <= day.day < new)
            for day in before.days
        )
        lift = lowest - before.lowest
        yield Move("due_after_payday", account.name, lift=lift, day=wanted)


def _pay_loans_early(snapshot: Snapshot, before: CashForecast) -> Iterator[Move]:
    """A loan settled today from what can be spared, or a part of it; never where that saves nothing."""
    in_use = {row.id for row in snapshot.accounts}
    for loan in snapshot.loans:
        standing = loan_standing(snapshot, loan)
        outlook = settlement_outlook(snapshot, standing, snapshot.today)
        if loan.account_id not in in_use or outlook is None:
            continue
        if outlook.total <= before.spare:
            saved = outlook.settlement.interest_saved
            paid = _early(snapshot, loan, outlook.total, PaymentKind.SETTLEMENT)
            yield from _worth(Move("settle_loan", loan.title, saved=saved), paid, snapshot, before)
            continue
        part = Money(max(before.spare.fen - outlook.settlement.interest.fen, 0) // 10_000 * 10_000)
        with suppress(UserError):  # late terms come first
            some = prepayment_outlook(snapshot, standing, snapshot.today, part, "lower")
            paid = _early(snapshot, loan, some.total, PaymentKind.PREPAYMENT)
            paid = replace(paid, principal=part, interest=some.interest)
            move = Move("prepay_loan", loan.title, saved=some.saved)
            yield from _worth(move, paid, snapshot, before)


def _early(snapshot: Snapshot, loan: Loan, amount: Money, kind: PaymentKind) -> Payment:
    return Payment(
        id=max((row.id for row in snapshot.payments), default=0) + 1,
        amount=amount,
        paid_on=snapshot.today,
        bill_id=None,
        loan_id=loan.id,
        term_no=None,
        kind=kind,
        paying_account_id=None,  # the money leaves as an expense of today instead
        created_at=snapshot.now,
    )


def _worth(move: Move, paid: Payment, snapshot: Snapshot, before: CashForecast) -> Iterator[Move]:
    if paid.amount and move.saved > ZERO:
        changed = replace(snapshot, payments=(*snapshot.payments, paid))
        made = replace(move, service=_service(snapshot, changed), amount=paid.amount)
        yield _replayed(made, one_off(changed, snapshot.today, paid.amount), before)


def _soon(snapshot: Snapshot) -> tuple[Obligation, ...]:
    return obligations(snapshot, snapshot.today + timedelta(days=WINDOW_DAYS - 1))
