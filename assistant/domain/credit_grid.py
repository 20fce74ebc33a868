"""The 60-month grid of each account (征信还款记录): computed from what was due and paid, or as typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.account import Account, Loan, PaymentKind
from assistant.domain.calendar import add_months
from assistant.domain.due_history import DueHistory, account_facts, histories, overdue_amount
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import ZERO, Money
from assistant.domain.product import Family
from assistant.domain.record import (
    CLOSED,
    LATE_IN_MONTH,
    NOTHING_DUE,
    PAID,
    RecordMonth,
    RecordRules,
    first_of,
    late_mark,
    months_until,
    worst,
)
from assistant.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one account.

    Attributes:
        computed: what the facts in the store give; None where they say nothing.
        typed: what the user copied from his report; None where he did not.
        days_late: of the oldest due that is late at the month's end, ``amount`` all that is late.
        ended: of a bad code, the day on which the arrears were paid; None while they are not.
        expires: the last day the entry is kept; None for good ones and for those that never go.
        repaired: the one-off repair of 2025-12 should have taken the entry away.
        provisional: the month is not over.
    """

    month: date
    computed: str | None = None
    typed: str | None = None
    days_late: int = 0
    amount: Money = ZERO
    ended: date | None = None
    expires: date | None = None
    repaired: bool = False
    provisional: bool = False

    @property
    def code(self) -> str | None:
        """The code that is shown: the report's own where it was typed."""
        return self.typed if self.typed is not None else self.computed

    @property
    def differs(self) -> bool:
        """The report says something else than the facts: a reason for a dispute (异议)."""
        return self.typed is not None and self.computed not in (None, self.typed)


@dataclass(frozen=True, slots=True)
class CreditRow:
    """One account's months, oldest first; ``reported`` as its terms say: yes, no or unknown."""

    account: Account
    reported: str
    cells: tuple[Cell, ...]

    def bad_cells(self, rules: RecordRules) -> tuple[Cell, ...]:
        """The months with 不良信息, newest first."""
        return tuple(cell for cell in reversed(self.cells) if rules.is_bad(cell.code))

    @property
    def codes(self) -> str:
        """All months as one string, a space where nothing is known."""
        return "".join(cell.code or " " for cell in self.cells)


def credit_rows(
    snapshot: Snapshot, typed: Sequence[RecordMonth], rules: RecordRules
) -> tuple[CreditRow, ...]:
    """A row for each account that a lender may report: two products are two records.

    Archived accounts keep theirs: bad entries outlive the account.
    """
    return tuple(
        credit_row(snapshot, account, typed, rules)
        for account in (*snapshot.accounts, *snapshot.archived)
        if snapshot.product_of(account).family is not Family.IOU
    )


def credit_row(
    snapshot: Snapshot, account: Account, typed: Sequence[RecordMonth], rules: RecordRules
) -> CreditRow:
    """One account's grid, the present month at the end.

    A loan account's draws are taken together, the worst counting: lenders may give each draw a row
    of its own, which is not verified (law.md 3.2).
    """
    months = months_until(snapshot.today, rules.months)
    facts = account_facts(snapshot, account)
    dues = histories(facts, account)
    mine = {row.month: row for row in typed if row.account_id == account.id}
    series = tuple(_series(facts, account, dues, months))
    cells = tuple(
        _cell(facts, dues, rules, month, worst(rules, [codes[no] for codes in series]), mine)
        for no, month in enumerate(months)
    )
    return CreditRow(account, snapshot.terms_of(account).reported, cells)


def _cell(
    facts: Snapshot,
    dues: Sequence[DueHistory],
    rules: RecordRules,
    month: date,
    computed: str | None,
    typed: Mapping[date, RecordMonth],
) -> Cell:
    end = min(_end(month), facts.today)
    own = typed.get(month)
    code = computed if own is None else own.code
    late = [due for due in dues if due.late_on(end)]
    amount = overdue_amount(facts, facts.accounts[0], end) if late else ZERO
    ended = _ended(late)
    if own is not None and own.settled_on is not None:
        ended = own.settled_on
    bad = rules.is_bad(code)
    return Cell(
        month,
        computed,
        None if own is None else own.code,
        _days_late(late, end),
        amount,
        ended if bad else None,
        rules.expiry(ended) if bad else None,
        bad and rules.repaired(month, amount, ended),
        month == first_of(facts.today),
    )


def _end(month: date) -> date:
    return add_months(month, 1) - timedelta(days=1)


def _days_late(late: Sequence[DueHistory], on: date) -> int:
    """Days of the oldest; a due that is late on its very day (an early cut-off) counts one."""
    return max(((max((on - due.due).days, 1)) for due in late), default=0)


def _ended(late: Sequence[DueHistory]) -> date | None:
    cures = [due.cured_on for due in late if due.cured_on is not None]
    return max(cures) if late and len(cures) == len(late) else None


def _series(
    facts: Snapshot, account: Account, dues: Sequence[DueHistory], months: Sequence[date]
) -> Iterator[list[str | None]]:
    """A list of codes by month for the bills together, and for each loan."""
    bills = facts.bills_of(account.id)
    if bills:
        own = [due for due in dues if due.loan_id is None]
        last = max(bill.due_date for bill in bills)
        yield month_codes(own, months, facts.today, (bills[0].due_date, last))
    for loan in facts.loans_of(account.id):
        own = [due for due in dues if due.loan_id == loan.id]
        closed = _closing(facts, loan)
        since = loan.start if not loan.paid_terms else min((due.due for due in own), default=None)
        if since is None:
            continue  # paid before it was typed in here
        codes = month_codes(own, months, facts.today, (since, closed or facts.today))
        yield [
            CLOSED if closed is not None and month == first_of(closed) else code
            for month, code in zip(months, codes, strict=True)
        ]


def _closing(facts: Snapshot, loan: Loan) -> date | None:
    """The day on which a loan was paid off; None while it is not."""
    payments = facts.payments_of_loan(loan.id)
    if not payments or not loan_standing(facts, loan).settled:
        return None
    settled = [row.paid_on for row in payments if row.kind is PaymentKind.SETTLEMENT]
    return min(settled) if settled else payments[-1].paid_on


def month_codes(
    dues: Sequence[DueHistory], months: Sequence[date], today: date, span: tuple[date, date]
) -> list[str | None]:
    """The codes of one record by month; outside ``span`` the facts say nothing."""
    return [_code(dues, month, today, span) for month in months]


def _code(
    dues: Sequence[DueHistory], month: date, today: date, span: tuple[date, date]
) -> str | None:
    """The code of a month as its last day (today in the present month) shows it (law.md 3.2)."""
    seen = min(_end(month), today)
    late = [due for due in dues if due.late_on(seen)]
    if late:
        return late_mark(_days_late(late, seen)).value
    before = month - timedelta(days=1)
    cured = [due for due in dues if due.cured_on and first_of(due.cured_on) == month]
    if any(not due.late_on(before) for due in cured):
        return LATE_IN_MONTH  # late and paid before any month's end saw it
    of_month = [due for due in dues if first_of(due.due) == month]
    if of_month:
        return PAID if all(due.met for due in of_month) else None
    if cured:
        return PAID
    return NOTHING_DUE if first_of(span[0]) <= month <= span[1] else None


@dataclass(frozen=True, slots=True)
class Difference:
    """A month in which the report says something else than the facts."""

    row: CreditRow
    cell: Cell


def differences(rows: Sequence[CreditRow]) -> Iterator[Difference]:
    """What a dispute (征信异议) can be about, oldest first."""
    for row in rows:
        for cell in row.cells:
            if cell.differs:
                yield Difference(row, cell)
