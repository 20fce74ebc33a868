"""A user's revolving account as products of an instance: its bills, typed and forecast."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.account import Account, Bill
from assistant.domain.bill_interest import (
    billed_interest,
    last_interest_day,
    next_interest,
    rolled_into,
)
from assistant.domain.cycle import due_of, latest_bill, next_bill
from assistant.domain.money import ZERO, Money, total
from assistant.domain.planning.in_time import in_time
from assistant.domain.planning.instance import Cycle, Loan, Product, Revolving, with_carried
from assistant.domain.planning.origin import Origin
from assistant.domain.planning.overdue import overdue_of
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import (
    BillStanding,
    State,
    bill_credits,
    bill_standing,
    overdue_rate,
    plan_rows,
)
from assistant.domain.statement import Forecast, forecast_bills
from assistant.domain.terms import Terms

_DAY = timedelta(days=1)
_SMALLEST_INSTALMENT = 10_000  # 100 yuan (products.md 4.2)


Ahead = tuple[date, Mapping[tuple[int, date], Money]]
"""The last day, and spending expected on bills nobody knows yet, by account and due day."""


def revolving_of(
    snapshot: Snapshot, account: Account, ahead: Ahead, harm: int
) -> Iterator[tuple[Product, Origin]]:
    """The account's overdue bills, due today, and its running bill with those to come."""
    terms = snapshot.terms_of(account)
    standings = [bill_standing(snapshot, bill) for bill in snapshot.bills_of(account.id)]
    late = [standing for standing in standings if standing.state is State.OVERDUE]
    for standing in late:
        yield _overdue(standing, terms, harm), Origin(account.id, overdue=True)
    made = _running(snapshot, account, standings, ahead, harm)
    if not made.cycles:
        return
    if not terms.interest_free:
        yield from _without_free_days(snapshot, account, made)
        return
    yield made, Origin(account.id)


def _overdue(standing: BillStanding, terms: Terms, harm: int) -> Loan:
    """What ends a bill's being overdue; what may still roll then is older principal."""
    fen = (standing.minimum_remaining + standing.penalty).fen
    name = f"late-bill-{standing.bill.id}"
    return overdue_of(name, harm, fen, overdue_rate(terms), terms.late_fee_rate)


def _running(
    snapshot: Snapshot, account: Account, standings: list[BillStanding], ahead: Ahead, harm: int
) -> Revolving:
    terms, today = snapshot.terms_of(account), snapshot.today
    late = [row for row in standings if row.state is State.OVERDUE]
    rolled = standings[-1] if standings and standings[-1].rolled else None
    issued = [
        row
        for row in standings
        if row.remaining
        and not (row.rolled or row in late)
        and in_time(row.bill.due_date, terms, today) >= 0
    ]
    cycles = [_issued(snapshot, row, terms) for row in issued[-1:]]
    latest = issued[-1] if issued else rolled
    pool = _pool(snapshot, rolled, issued[-1] if issued else None)
    pool += sum((row.remaining - row.minimum_remaining).fen for row in late)
    pending = Decimal(0) if latest is None else next_interest(snapshot, latest, today)
    pending += sum((_accrued(snapshot, row, standings[-1].bill) for row in late), Decimal(0))
    cycles += list(_coming(snapshot, account, ahead, cycles))
    posting = terms.interest_start == "posting_date"
    return Revolving(
        id=f"account-{account.id}",
        rate=terms.daily_rate,
        min_ratio=Decimal(1) if terms.min_ratio is None else terms.min_ratio,
        harm=harm,
        cycles=tuple(cycles),
        offers=terms.instalment_offers,
        inst_min=_SMALLEST_INSTALMENT,
        pool=pool,
        card=posting,
        retro=posting and terms.interest_method == "full",
        late_fee=terms.late_fee_rate,
        grace=rolled is None and not pool and not late,
        cut=1 if terms.interest_cut == "day_before_bill" else 0,
        pending=max(pending, Decimal(0)),
        rolls=terms.rolls_again,
        tolerance=terms.tolerance.fen,
    )


def _accrued(snapshot: Snapshot, late: BillStanding, last: Bill) -> Decimal:
    """What an overdue bill has accrued that is on no bill yet, unrounded 分."""
    accrued = next_interest(snapshot, late, snapshot.today)
    if late.bill.id == last.id:
        return accrued
    cut = last_interest_day(last.bill_date, snapshot.terms_of(snapshot.account(last.account_id)))
    return accrued - next_interest(snapshot, late, cut)


def _issued(snapshot: Snapshot, standing: BillStanding, terms: Terms) -> Cycle:
    """The bill that waits for its due day: what is left of it, by kind of part."""
    bill = standing.bill
    paid = (amount for _day, amount in bill_credits(snapshot, bill))
    parts = min(_parts_due(snapshot, bill), standing.remaining)
    rolled = _pool(snapshot, None, standing)
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
    return total(
        row.payment
        for plan in snapshot.plans_of(bill.account_id)
        for row in plan_rows(snapshot, plan)
        if row.due == bill.due_date
    )


def _pool(snapshot: Snapshot, rolled: BillStanding | None, issued: BillStanding | None) -> int:
    """Older principal that accrues, in 分."""
    if issued is not None:
        part = rolled_into(snapshot, issued.bill)
        paid = total(amount for _day, amount in bill_credits(snapshot, issued.bill))
        left = part - max(paid - billed_interest(snapshot, issued.bill), ZERO)
        return max(min(left, issued.remaining), ZERO).fen
    return 0 if rolled is None else rolled.remaining.fen


def _coming(
    snapshot: Snapshot, account: Account, ahead: Ahead, issued: list[Cycle]
) -> Iterator[Cycle]:
    until, usual = ahead
    known = {row.bill_date: row for row in forecast_bills(snapshot, account)}
    last = snapshot.bills_of(account.id)
    after = max(snapshot.today, last[-1].bill_date) if last else snapshot.today - _DAY
    earliest = issued[-1].due if issued else 0
    let_be = bool(last) and bool(bill_standing(snapshot, last[-1]).tolerated)
    for bill_date in _bill_days(snapshot, account, after, until):
        due = due_of(snapshot, account, bill_date)
        stmt = max((bill_date - snapshot.today).days, earliest)
        day = max((due - snapshot.today).days, stmt + 1)
        terms, forecast = snapshot.terms_of(account, bill_date), known.get(bill_date)
        made = _forecast(snapshot, bill_date, stmt, day, forecast)
        if let_be and forecast is not None:
            made = with_carried(made, forecast.rolled.fen, rolls=terms.rolls_again)
        spent = made.new + usual.get((account.id, due), ZERO).fen
        yield replace(made, new=spent, min_floor=terms.min_floor.fen)


def _bill_days(snapshot: Snapshot, account: Account, after: date, until: date) -> Iterator[date]:
    found = next_bill(snapshot, account, after)
    while found is not None and due_of(snapshot, account, found) <= until:
        yield found
        found = next_bill(snapshot, account, found)


def _forecast(
    snapshot: Snapshot, bill_date: date, stmt: int, due: int, forecast: Forecast | None
) -> Cycle:
    posted = min((bill_date - snapshot.today).days - 30, stmt)
    if forecast is None:
        return Cycle(stmt, due, 0, posted)
    new = max(forecast.unbilled - forecast.refunds, ZERO)
    return Cycle(
        stmt, due, new.fen, posted, fixed=forecast.instalments.fen, interest=forecast.fees.fen
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
                ),
                Origin(account.id),
            )
