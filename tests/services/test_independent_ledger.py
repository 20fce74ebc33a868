"""What is owed, computed twice: by the program, and by a lender's ledger that only adds and subtracts.

A lender with 花呗's days (bill on the 1st, due on the 10th, a minimum of a tenth) keeps one sum for the
cycle that runs and one for each bill. The user buys, reads, types bills, pays and takes back at random;
after each step the dues of the program and what it says is owed are the lender's sums, to the fen.
Nothing bears interest here: interest has its vectors.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.account import DatedTerm, Destination, ItemKind
from assistant.domain.draft import AccountDraft, BillDraft, ItemDraft, PaymentDraft, ReadingDraft
from assistant.domain.dues import Obligation, obligations
from assistant.domain.money import Money
from assistant.domain.overview import owed
from assistant.services.session import Session, open_session
from tests.conftest import SHANGHAI, FakeClock
from tests.domain.facts import beijing

BEGIN = beijing("2026-11-03 12:00").astimezone(UTC)
FAR = date(2028, 1, 1)
ACCOUNT = 1


def a_tenth(fen: int) -> int:
    return (fen * 2 + 10) // 20


@dataclass
class Debt:
    """One bill that is out, in fen; ``hidden`` is what the user was not told of it yet."""

    bill_date: date
    whole: int
    hidden: int
    paid: int = 0
    in_time: int = 0
    typed: bool = False
    minimum: int = 0

    @property
    def due(self) -> date:
        return self.bill_date.replace(day=10)

    @property
    def left(self) -> int:
        return max(self.whole - self.paid, 0)

    def rolls(self, today: date) -> bool:
        return today > self.due and self.typed and bool(self.left) and self.in_time >= self.minimum


@dataclass
class Lender:
    """The independent ledger; ``told`` is the running cycle as the user can know it, may be negative."""

    today: date
    told: int = 0
    hidden: int = 0
    debts: list[Debt] = field(default_factory=list)

    @property
    def rolled(self) -> int:
        return sum(debt.left for debt in self.debts if debt.rolls(self.today))

    @property
    def owed(self) -> int:
        standing = sum(debt.left for debt in self.debts if not debt.rolls(self.today))
        return standing + max(self.told + self.rolled, 0)

    def pass_to(self, day: date) -> None:
        while self.today < day:
            self.today += timedelta(days=1)
            if self.today.day == 1:
                self._issue()

    def _issue(self) -> None:
        rolled = [debt for debt in self.debts if debt.rolls(self.today)]
        whole = self.told + sum(debt.left for debt in rolled)
        self.debts = [debt for debt in self.debts if debt not in rolled and debt.left]
        self.told = min(whole, 0)
        if whole > 0 or self.hidden:
            self.debts.append(Debt(self.today, max(whole, 0), self.hidden))
        self.hidden = 0

    def debt(self, due: Obligation) -> Debt | None:
        return next((row for row in self.debts if row.bill_date == due.bill_date), None)

    def pay(self, debt: Debt, fen: int) -> None:
        """A repayment of a bill that is out; what is beyond it goes to newer ones, then to the cycle."""
        if not debt.typed:
            debt.typed, debt.minimum = True, a_tenth(debt.whole)
        debt.paid += fen
        if self.today <= debt.due:
            debt.in_time += fen
        beyond = max(debt.paid - debt.whole, 0)
        debt.paid -= beyond
        for newer in self.debts:
            if newer.bill_date > debt.bill_date:
                part = min(beyond, newer.left)
                newer.paid += part
                newer.in_time += part if self.today <= newer.due else 0
                beyond -= part
        self.told -= beyond

    def pay_ahead(self, fen: int) -> None:
        """A repayment before the bill is out: of the spending first, then of what rolls into it."""
        spending = min(fen, max(self.told, 0))
        self.told -= spending
        rest = fen - spending
        for debt in self.debts:
            if debt.rolls(self.today):
                part = min(rest, debt.left)
                debt.paid += part
                rest -= part
        assert not rest


class User:
    """Does the same at the lender and in the program."""

    def __init__(self, session: Session, clock: FakeClock) -> None:
        self.session, self.clock = session, clock
        self.lender = Lender(self._today())
        self._before: list[Lender] = []

    def _today(self) -> date:
        return self.clock.now.astimezone(SHANGHAI).date()

    def open_dues(self) -> tuple[Obligation, ...]:
        return obligations(self.session.queries.snapshot(), FAR)

    def _done(self, command: Callable[..., object], *args: Any, **named: Any) -> None:
        """Run a command a minute later; the lender's state before it is kept for 撤销."""
        self._before.append(deepcopy(self.lender))
        self.clock.move(minutes=1)
        command(*args, **named)

    def days(self, count: int) -> None:
        self.clock.move(days=count)
        self.lender.pass_to(self._today())
        self._before.clear()

    def buy(self, yuan: int) -> None:
        self._done(self.session.ledger.add_item, self._item(ItemKind.PURCHASE, yuan))
        self.lender.told += yuan * 100

    def buy_unseen(self, yuan: int) -> None:
        if self.lender.told >= 0:
            self.lender.hidden += yuan * 100
            self._before.clear()

    def refund(self, yuan: int) -> None:
        most = self.lender.told // 100 if self.lender.hidden else yuan
        if min(yuan, most) > 0:
            yuan = min(yuan, most)
            self._done(self.session.ledger.add_item, self._item(ItemKind.REFUND, yuan))
            self.lender.told -= yuan * 100

    def _item(self, kind: ItemKind, yuan: int) -> ItemDraft:
        went = Destination.BILL if kind is ItemKind.REFUND else None
        today = self._today()
        return ItemDraft(
            *(ACCOUNT, kind, "东西", Money.of(yuan), today, today, None, None, None, went)
        )

    def read(self, _: int) -> None:
        if self.lender.told < 0:
            return
        shown = Money(self.lender.told + self.lender.hidden)
        draft = ReadingDraft(ACCOUNT, self._today(), shown)
        self._done(self.session.ledger.record_reading, draft)
        self.lender.told, self.lender.hidden = shown.fen, 0

    def type_bill(self, extra: int) -> None:
        """Type the newest bill as the lender shows it, with what was not typed before it."""
        newest = [row for row in self.lender.debts if row.bill_date == self._newest_day()]
        if not newest:
            return
        debt = newest[0]
        older = [row for row in self.lender.debts if row is not debt and not row.typed]
        if debt.rolls(self._today()):
            return
        added = sum(row.left + row.hidden for row in older) + debt.hidden
        if not debt.typed:
            added += extra * 100  # interest and fees, as the lender says
        whole = debt.whole + added
        if not whole:
            return
        least = a_tenth(whole)
        draft = BillDraft(ACCOUNT, debt.bill_date, debt.due, Money(whole), Money(least))
        self._done(self.session.ledger.record_bill, draft, confirmed=True)
        self.lender.debts = [row for row in self.lender.debts if row not in older]
        debt.whole, debt.hidden, debt.typed, debt.minimum = whole, 0, True, least

    def _newest_day(self) -> date:
        return self._today().replace(day=1)

    def tick(self, _: int) -> None:
        for due in self.open_dues()[:1]:
            self._paid(due, due.to_pay.fen, self.session.ledger.mark_paid, due)

    def part(self, percent: int) -> None:
        for due in self.open_dues()[:1]:
            self._pay(due, max(due.amount.fen * percent // 100, 1))

    def minimum(self, _: int) -> None:
        for due in self.open_dues()[:1]:
            if due.minimum:
                self._pay(due, due.minimum.fen)

    def ahead(self, percent: int) -> None:
        """A part of the last due, most often of a bill that is not out yet."""
        for due in self.open_dues()[-1:]:
            self._pay(due, max(due.amount.fen * percent // 100, 1))

    def beyond(self, yuan: int) -> None:
        """More than the oldest bill asks for; the lender takes no more than is owed in all."""
        for due in self.open_dues()[:1]:
            debt = self.lender.debt(due)
            if debt is not None:
                newer = [row.left for row in self.lender.debts if row.bill_date > debt.bill_date]
                most = sum(newer) + max(self.lender.told, 0)
                if most:
                    self._pay(due, due.amount.fen + min(yuan * 100, most))

    def _pay(self, due: Obligation, fen: int) -> None:
        draft = PaymentDraft(Money(fen), self._today())
        self._paid(due, fen, self.session.ledger.pay, due, draft, confirmed=True)

    def _paid(
        self, due: Obligation, fen: int, command: Callable[..., object], *args: Any, **named: Any
    ) -> None:
        self._done(command, *args, **named)
        debt = self.lender.debt(due)
        if debt is None:
            self.lender.pay_ahead(fen)
        else:
            self.lender.pay(debt, fen)

    def undo(self, _: int) -> None:
        if self._before:
            self.session.ledger.undo()
            self.lender = self._before.pop()

    def agrees(self) -> None:
        """The program owes what the lender says, and asks for all of it."""
        seen = self.session.queries.snapshot()
        assert owed(seen, seen.account(ACCOUNT)).total.fen == self.lender.owed
        assert sum(due.amount.fen for due in self.open_dues()) == self.lender.owed


STEPS = st.one_of(
    st.tuples(st.just("days"), st.integers(1, 20)),
    st.tuples(st.sampled_from(["buy", "buy_unseen", "refund", "beyond"]), st.integers(1, 300)),
    st.tuples(st.sampled_from(["part", "ahead"]), st.integers(1, 99)),
    st.tuples(st.sampled_from(["read", "tick", "minimum", "undo"]), st.just(0)),
    st.tuples(st.just("type_bill"), st.integers(0, 5)),
)


@settings(max_examples=60)
@given(st.lists(STEPS, min_size=3, max_size=14))
def test_what_is_owed_and_due_is_what_an_independent_ledger_says(
    steps: list[tuple[str, int]],
) -> None:
    clock = FakeClock(datetime.fromtimestamp(BEGIN.timestamp(), UTC))
    session = open_session(None, user_products=None, clock=clock, zone=SHANGHAI)
    try:
        free = (DatedTerm("daily_rate", "0"), DatedTerm("overdue_daily_rate", "0"))
        days = (DatedTerm("bill_day", "1"), DatedTerm("due_day", "10"))
        session.ledger.open_account(AccountDraft("huabei", "花呗", (*free, *days)))
        user = User(session, clock)
        for name, size in steps:
            getattr(user, name)(size)
            user.agrees()
    finally:
        session.close()
