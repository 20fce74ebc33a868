"""What if (压力测试): the facts changed as a scenario says, then replayed like the real ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.account import Account, DatedTerm, Loan
from assistant.domain.calendar import add_months
from assistant.domain.cashflow import CashItem, Direction, Repeat, Spread, occurrences
from assistant.domain.forecast import forecast
from assistant.domain.loan import RateChange
from assistant.domain.money import ZERO, Money, total
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import HIGHEST
from assistant.domain.terms import Kind

STRESS_DAYS = 180
_RATES = ("daily_rate", "overdue_daily_rate")


@dataclass(frozen=True, slots=True)
class Stressed:
    """A scenario's outcome over half a year.

    Attributes:
        key: names the scenario; ``lowest`` and ``lowest_on`` are of its cash, reserve included.
        change: how much lower the lowest point is than without it.
        below_on: the first day under the floor, None when it holds.
        missing: the least extra money that keeps the cash at the floor.
    """

    key: str
    lowest: Money
    lowest_on: date
    change: Money
    below_on: date | None
    missing: Money


Scenario = Callable[[Snapshot], Snapshot]


def stress(
    snapshot: Snapshot, months: int = 3, expense: Money | None = None
) -> tuple[Stressed, ...]:
    """The usual tests: income -20 %, -50 %, none for ``months``, rates +50 %, one big expense.

    Args:
        snapshot: the facts as they are.
        months: how long the incomes fail.
        expense: the big expense, a month's recurring income when not told.
    """
    if expense is None:
        incomes = (row for row in snapshot.cash_items if row.direction is Direction.INCOME)
        expense = total(row.per_month(snapshot.today) for row in incomes)
    scenarios: tuple[tuple[str, Scenario], ...] = (
        ("income_20", lambda seen: income_cut(seen, Decimal("0.8"))),
        ("income_50", lambda seen: income_cut(seen, Decimal("0.5"))),
        ("job_lost", lambda seen: income_lost(seen, months)),
        ("rates_up", lambda seen: rates_raised(seen, Decimal("1.5"))),
        ("big_expense", lambda seen: big_expense(seen, expense)),
    )
    plain = forecast(snapshot, STRESS_DAYS).lowest
    return tuple(_outcome(key, change(snapshot), plain) for key, change in scenarios)


def _outcome(key: str, changed: Snapshot, plain: Money) -> Stressed:
    found = forecast(changed, STRESS_DAYS)
    missing = max(found.floor - found.lowest, ZERO)
    return Stressed(
        key, found.lowest, found.lowest_on, plain - found.lowest, found.below_on, missing
    )


def income_cut(snapshot: Snapshot, share: Decimal) -> Snapshot:
    """Every income from today on is ``share`` of what it was."""

    def cut(item: CashItem) -> CashItem:
        return replace(
            item,
            amount=item.amount.share(share),
            low=None if item.low is None else item.low.share(share),
            high=None if item.high is None else item.high.share(share),
        )

    return _incomes(snapshot, cut)


def income_lost(snapshot: Snapshot, months: int) -> Snapshot:
    """No recurring income comes for so many months; afterwards it comes on its days again."""
    until = add_months(snapshot.today, months)
    horizon = until + timedelta(days=366)

    def lose(item: CashItem) -> CashItem:
        if item.repeat is Repeat.ONCE:
            return item
        first = next(occurrences(item, until, horizon), None)
        if first is None:
            return replace(item, repeat=Repeat.ONCE, first_on=date.min)
        return item if first.day <= item.first_on else replace(item, first_on=first.day)

    return _incomes(snapshot, lose)


def rates_raised(snapshot: Snapshot, times: Decimal) -> Snapshot:
    """Every rate is ``times`` what it is, from today on: of loans, of what rolls, of what is late."""
    loans = tuple(_dearer_loan(snapshot, loan, times) for loan in snapshot.loans)
    accounts = tuple(_dearer_account(snapshot, account, times) for account in snapshot.accounts)
    return replace(snapshot, loans=loans, accounts=accounts)


def _dearer_loan(snapshot: Snapshot, loan: Loan, times: Decimal) -> Loan:
    known = sorted(loan.rate_changes, key=lambda change: change.on)
    on = max(snapshot.today, loan.start + timedelta(days=1))
    now = next((row.rate for row in reversed(known) if row.on <= on), loan.rate)
    before = tuple(row for row in known if row.on < on)
    after = tuple(RateChange(row.on, row.rate * times) for row in known if row.on > on)
    return replace(loan, rate_changes=(*before, RateChange(on, now * times), *after))


def _dearer_account(snapshot: Snapshot, account: Account, times: Decimal) -> Account:
    terms = snapshot.terms_of(account)
    raised = tuple(
        DatedTerm(
            key, str(min(getattr(terms, key) * times, HIGHEST[Kind.DAILY_RATE])), snapshot.today
        )
        for key in _RATES
        if getattr(terms, key)
    )
    return replace(account, terms=(*account.terms, *raised))


def big_expense(snapshot: Snapshot, amount: Money) -> Snapshot:
    """``amount`` has to be paid tomorrow."""
    return one_off(snapshot, snapshot.today + timedelta(days=1), amount)


def one_off(snapshot: Snapshot, day: date, amount: Money) -> Snapshot:
    """``amount`` has to be paid once, on ``day``; nothing is no change."""
    if not amount:
        return snapshot
    extra = CashItem(
        id=0,
        direction=Direction.EXPENSE,
        title="",
        amount=amount,
        repeat=Repeat.ONCE,
        first_on=day,
        last_on=None,
        spread=Spread.FIXED,
        low=None,
        high=None,
        paying_account_id=None,
        essential=True,
        created_at=snapshot.now,
    )
    return replace(snapshot, cash_items=(*snapshot.cash_items, extra))


def _incomes(snapshot: Snapshot, change: Callable[[CashItem], CashItem]) -> Snapshot:
    items = tuple(
        change(item) if item.direction is Direction.INCOME else item for item in snapshot.cash_items
    )
    return replace(snapshot, cash_items=items)
