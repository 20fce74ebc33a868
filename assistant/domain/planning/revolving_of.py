"""A user's revolving account as products of an instance: its bills, typed and forecast."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.account import Account, Bill
from assistant.domain.accrual import settled
from assistant.domain.cycle import due_of, latest_bill, next_bill
from assistant.domain.money import ZERO, Money, total
from assistant.domain.planning.in_time import in_time
from assistant.domain.planning.instance import Cycle, Loan, Product, Revolving, with_carried
from assistant.domain.planning.open_bills import OpenBills, rolled_part
from assistant.domain.planning.origin import Origin
from assistant.domain.planning.overdue import overdue_of
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import BillStanding, bill_credits, overdue_rate, parts_of_bill
from assistant.domain.statement import Forecast
from assistant.domain.terms import Terms

_DAY = timedelta(days=1)
_SMALLEST_INSTALMENT = 10_000  # 100 yuan (products.md 4.2)


Ahead = tuple[date, Mapping[tuple[int, date], Money]]
"""The last day, and spending expected on bills nobody knows yet, by account and due day."""


def revolving_of(
    snapshot: Snapshot, account: Account, ahead: Ahead, harm: int
) -> Iterator[tuple[Product, Origin]]:
    """The account's overdue bills, due today, and its running bill with those to come."""
    bills, before = OpenBills(snapshot, account), ""
    for late in _overdue(bills, harm):
        yield replace(late, after=before), Origin(account.id, overdue=True)
        before = late.id
    made = replace(_running(bills, ahead, harm), after=before)
    if not made.cycles:
        return
    if not bills.terms.interest_free:
        yield from _without_free_days(snapshot, account, made)
        return
    yield made, Origin(account.id)


def _overdue(bills: OpenBills, harm: int) -> Iterator[Loan]:
    """What ends each bill's being overdue, the oldest first; what may still roll is older principal."""
    found = [
        (row.bill.due_date, f"late-bill-{row.bill.id}", row.minimum_remaining + row.penalty)
        for row in bills.late
    ] + [
        (
            row.due_date,
            f"late-bill-{bills.account.id}-{row.bill_date.isoformat()}",
            bills.asked(row),
        )
        for row in bills.missed
    ]
    for due, name, amount in sorted(found):
        days = (bills.snapshot.today - due).days
        yield overdue_of(name, harm, amount.fen, overdue_rate(bills.terms), days)


def _running(bills: OpenBills, ahead: Ahead, harm: int) -> Revolving:
    terms, snapshot = bills.terms, bills.snapshot
    issued = [_issued(snapshot, row, terms) for row in bills.issued]
    cycles = _one_after_the_other([*issued, *_coming(bills, ahead)])
    pending, after = bills.accrued()
    if after and len(cycles) > 1:
        more = cycles[1].interest + settled(after, terms.rounding).fen
        cycles = (cycles[0], replace(cycles[1], interest=more), *cycles[2:])
    posting = terms.interest_start == "posting_date"
    return Revolving(
        id=f"account-{bills.account.id}",
        rate=terms.daily_rate,
        min_ratio=Decimal(1) if terms.min_ratio is None else terms.min_ratio,
        harm=harm,
        cycles=cycles,
        offers=terms.instalment_offers,
        inst_min=_SMALLEST_INSTALMENT,
        pool=bills.pool,
        card=posting,
        retro=posting and terms.interest_method == "full",
        late_fee=terms.late_fee_rate,
        late_fee_floor=terms.late_fee_floor.fen,
        late_fee_cap=None if terms.late_fee_cap is None else terms.late_fee_cap.fen,
        grace=bills.grace,
        cut=1 if terms.interest_cut == "day_before_bill" else 0,
        pending=pending,
        rolls=terms.rolls_again,
        tolerance=terms.tolerance.fen,
        cash_ratio=None if terms.min_ratio is None else terms.cash_min_ratio,
    )


def _issued(snapshot: Snapshot, standing: BillStanding, terms: Terms) -> Cycle:
    """The bill that waits for its due day: what is left of it, by kind of part."""
    bill = standing.bill
    paid = (amount for _day, amount in bill_credits(snapshot, bill))
    parts = min(_parts_due(snapshot, bill), standing.remaining)
    rolled = rolled_part(snapshot, standing)
    new = max(standing.remaining.fen - parts.fen - rolled, 0)
    return Cycle(
        stmt=-1,  # before today: it may be due today
        due=in_time(bill.due_date, terms, snapshot.today),
        new=new,
        post=-1 - _posted_before(snapshot, bill),
        fixed=parts.fen,
        minimum=standing.minimum_remaining.fen,
        min_floor=max(terms.min_floor - total(paid), ZERO).fen,
    )


def _posted_before(snapshot: Snapshot, bill: Bill) -> int:
    """The earliest day its spending can have been posted, in days before today: the cautious end."""
    account = snapshot.account(bill.account_id)
    before = latest_bill(snapshot, account, bill.bill_date - _DAY) or bill.bill_date
    return (snapshot.today - before).days


def _parts_due(snapshot: Snapshot, bill: Bill) -> Money:
    return total(row.payment for row in parts_of_bill(snapshot, bill))


def _coming(bills: OpenBills, ahead: Ahead) -> Iterator[Cycle]:
    """Bills that nobody typed yet, those whose own day is over and whose due day is not among them."""
    snapshot, account = bills.snapshot, bills.account
    (until, usual), today = ahead, snapshot.today
    known = {row.bill_date: row for row in bills.forecasts}
    last = snapshot.bills_of(account.id)
    after = last[-1].bill_date if last else min((today, *known)) - _DAY
    let_be = bool(bills.standings) and bool(bills.standings[-1].tolerated)
    for bill_date in _bill_days(snapshot, account, after, until):
        due, forecast = due_of(snapshot, account, bill_date), known.get(bill_date)
        day = in_time(due, bills.terms, today)
        if day < 0 or (bill_date < today and forecast is None):
            continue
        stmt = (bill_date - today).days
        made = _forecast(bill_date, stmt if stmt >= 0 else -1, day, today, forecast)
        terms = snapshot.terms_of(account, bill_date)
        if let_be and forecast is not None:
            made = with_carried(made, forecast.rolled.fen, rolls=terms.rolls_again)
        spent = made.new + usual.get((account.id, due), ZERO).fen
        yield replace(made, new=spent, min_floor=terms.min_floor.fen)


def _one_after_the_other(cycles: list[Cycle]) -> tuple[Cycle, ...]:
    """Bills of which each is issued behind the due day of the one before, as the world plays them.

    Two that are due on one day, or on two in a row, are one bill on the first of them.
    """
    found: list[Cycle] = []
    for cycle in sorted(cycles, key=lambda one: one.due):
        if found and cycle.due <= found[-1].due + 1:
            found[-1] = _together(found[-1], cycle)
        elif found:
            found.append(replace(cycle, stmt=max(cycle.stmt, found[-1].due + 1)))
        else:
            found.append(cycle)
    return tuple(found)


def _together(one: Cycle, other: Cycle) -> Cycle:
    shown = [cycle.minimum for cycle in (one, other) if cycle.minimum is not None]
    return replace(
        one,
        new=one.new + other.new,
        post=min(one.post, other.post),
        fixed=one.fixed + other.fixed,
        interest=one.interest + other.interest,
        minimum=sum(shown) if len(shown) == 2 else None,
        min_floor=one.min_floor + other.min_floor,
        cash=one.cash + other.cash,
    )


def _bill_days(snapshot: Snapshot, account: Account, after: date, until: date) -> Iterator[date]:
    found = next_bill(snapshot, account, after)
    while found is not None and due_of(snapshot, account, found) <= until:
        yield found
        found = next_bill(snapshot, account, found)


def _forecast(
    bill_date: date, stmt: int, due: int, today: date, forecast: Forecast | None
) -> Cycle:
    posted = min((bill_date - today).days - 30, stmt)
    stmt = min(stmt, due - 1)
    if forecast is None:
        return Cycle(stmt, due, 0, posted)
    left = forecast.left
    fees = min(forecast.fees, left.costs)
    return Cycle(
        *(stmt, due, left.spending.fen, posted),
        fixed=left.instalments.fen,
        interest=fees.fen,
        cash=min(forecast.cash, left.spending).fen,
    )


def _without_free_days(
    snapshot: Snapshot, account: Account, made: Revolving
) -> Iterator[tuple[Product, Origin]]:
    """Products that bear interest from the first day (微信分付): each bill repaid whole by its due day."""
    for number, cycle in enumerate(made.cycles):
        principal = cycle.new + cycle.fixed + (made.pool if not number else 0)
        if principal:
            share = made.rate * (cycle.due - cycle.stmt)
            yield (
                Loan(
                    f"{made.id}-{number}",
                    "bullet",
                    made.harm,
                    (cycle.due,),
                    snapshot.terms_of(account).overdue_daily_rate,
                    principal=principal,
                    last=cycle.stmt,
                    shares=(share,),
                    mid_term=False,
                    after=made.after,
                ),
                Origin(account.id),
            )
