"""What of an account's bills still wants money: overdue, issued, rolled into the next one, or expected."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from assistant.domain.account import Account
from assistant.domain.bill_interest import (
    billed_interest,
    last_interest_day,
    next_interest,
    rolled_into,
)
from assistant.domain.money import ZERO, Money, total
from assistant.domain.planning.in_time import in_time
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import BillStanding, State, bill_credits, bill_standing
from assistant.domain.statement import Forecast, forecast_bills
from assistant.domain.terms import Terms


@dataclass(frozen=True)
class OpenBills:
    """A revolving account's bills today, the typed and those that nobody typed yet."""

    snapshot: Snapshot
    account: Account

    @cached_property
    def terms(self) -> Terms:
        """The terms of today."""
        return self.snapshot.terms_of(self.account)

    @cached_property
    def standings(self) -> tuple[BillStanding, ...]:
        """Every typed bill, oldest first."""
        bills = self.snapshot.bills_of(self.account.id)
        return tuple(bill_standing(self.snapshot, bill) for bill in bills)

    @cached_property
    def forecasts(self) -> tuple[Forecast, ...]:
        """Bills that nobody typed, earliest first; the day of the first ones may be over."""
        return forecast_bills(self.snapshot, self.account)

    @cached_property
    def late(self) -> tuple[BillStanding, ...]:
        """Typed bills that are overdue."""
        return tuple(row for row in self.standings if row.state is State.OVERDUE)

    @cached_property
    def missed(self) -> tuple[Forecast, ...]:
        """Bills that nobody typed and whose due day is over: overdue, as the overview shows them."""
        return tuple(row for row in self.forecasts if self._days(row.due_date) < 0)

    @cached_property
    def issued(self) -> tuple[BillStanding, ...]:
        """Typed bills that wait for their due day."""
        return tuple(
            row
            for row in self.standings
            if row.remaining
            and not (row.rolled or row.state is State.OVERDUE)
            and self._days(row.bill.due_date) >= 0
        )

    @property
    def pool(self) -> int:
        """Older principal that accrues, in 分: rolled into the next bill or an issued one, or of a late one."""
        rolled = sum(rolled_part(self.snapshot, row) for row in self.issued)
        if self.standings and self.standings[-1].rolled and not self.missed:
            rolled += self.standings[-1].remaining.fen
        late = total(row.remaining - row.minimum_remaining for row in self.late)
        return rolled + (late + total(row.amount - self.asked(row) for row in self.missed)).fen

    @property
    def grace(self) -> bool:
        """Whether the bill before the first one was paid in full."""
        return not (self.pool or self.late or self.missed)

    def asked(self, row: Forecast) -> Money:
        """What ends the being overdue of a bill that nobody typed."""
        return row.minimum(self.terms) if self.terms.late_minimum_cures else row.amount

    def accrued(self) -> tuple[Decimal, Decimal]:
        """Unrounded 分 until today that are on no typed bill: those of the first bill, and of the one after.

        A bill that is issued already holds no interest of the days since.
        """
        today = self.snapshot.today
        until = today
        if self.forecasts:
            until = min(last_interest_day(self.forecasts[0].bill_date, self.terms), today)
        first = Decimal(0) if self.issued else max(self._accrued(until), Decimal(0))
        return first, max(self._accrued(today) - first, Decimal(0))

    def _accrued(self, until: date) -> Decimal:
        if self.missed or not self.standings or self.standings[-1].tolerated:
            return Decimal(0)
        last = self.standings[-1]
        found = next_interest(self.snapshot, last, until)
        cut = last_interest_day(last.bill.bill_date, self.terms)
        for row in self.late:
            if row is not last:
                found += next_interest(self.snapshot, row, until)
                found -= next_interest(self.snapshot, row, cut)
        return found

    def _days(self, due: date) -> int:
        return in_time(due, self.terms, self.snapshot.today)


def rolled_part(snapshot: Snapshot, issued: BillStanding) -> int:
    """What an issued bill took over of the one before, and what is left of that, in 分."""
    part = rolled_into(snapshot, issued.bill)
    paid = total(amount for _day, amount in bill_credits(snapshot, issued.bill))
    left = part - max(paid - billed_interest(snapshot, issued.bill), ZERO)
    return max(min(left, issued.remaining), ZERO).fen
