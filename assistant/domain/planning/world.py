"""The world in which plans are tried: days, money and products, exact and only as open as the facts.

Order inside one day: cut of interest, statement, payments, due check (a payment on day t meets the
balance of the days before t).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeGuard

from assistant.domain.planning.instance import Instance, Loan, Revolving
from assistant.domain.planning.loan import LoanState
from assistant.domain.planning.plan import How, Ledger, Miss, Point, Step
from assistant.domain.planning.revolving import RevolvingState
from assistant.domain.planning.weight import of_due

State = RevolvingState | LoanState
_CUT, _STATEMENT, _DUE = range(3)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day on which something happens to one product: (kind, number of its bill or due); if it is due."""

    day: int
    period: int
    opens: tuple[tuple[int, int], ...]
    due: bool


@dataclass(frozen=True, slots=True)
class Timetable:
    """What happens on which day: (kind, place of the product, number of its bill or due); who is due.

    ``own`` is the same by place of the product.
    """

    opens: Mapping[int, tuple[tuple[int, int, int], ...]]
    dues: Mapping[int, tuple[int, ...]]
    days: tuple[int, ...]
    own: tuple[tuple[OwnDay, ...], ...]


@lru_cache(maxsize=64)
def _timetable(
    products: tuple[Revolving | Loan, ...], pay_days: tuple[int, ...], end: int
) -> Timetable:
    opens: dict[int, list[tuple[int, int, int]]] = {}
    dues: dict[int, list[int]] = {}
    for place, product in enumerate(products):
        if isinstance(product, Revolving):
            for number, cycle in enumerate(product.cycles):
                if cycle.stmt - product.cut > 0:
                    opens.setdefault(cycle.stmt - product.cut, []).append((_CUT, place, number))
                opens.setdefault(max(cycle.stmt, 0), []).append((_STATEMENT, place, number))
        for number, day in enumerate(product.dues):
            dues.setdefault(day, []).append(place)
            if isinstance(product, Loan):
                opens.setdefault(day, []).append((_DUE, place, number))
    days = sorted({day for day in {*opens, *dues, *pay_days} if 0 <= day <= end})
    own: list[list[OwnDay]] = [[] for _product in products]
    for day in days:
        period, events = bisect_right(pay_days, day) - 1, sorted(opens.get(day, ()))
        due = dues.get(day, ())
        for place in {*due, *(place for _kind, place, _number in events)}:
            mine = tuple((kind, number) for kind, one, number in events if one == place)
            own[place].append(OwnDay(day, period, mine, place in due))
    return Timetable(
        {day: tuple(sorted(rows)) for day, rows in opens.items()},
        {day: tuple(rows) for day, rows in dues.items()},
        tuple(days),
        tuple(map(tuple, own)),
    )


def opened(state: State, kind: int, number: int, day: int) -> None:
    """One thing that happens to a product in the morning."""
    if isinstance(state, LoanState):
        state.open_due(day)
    elif kind == _CUT:
        state.cut(day)
    else:
        state.statement(number, day)


def paid(state: State, fen: int, day: int, *, arrears: bool = False) -> int:
    """A product takes a payment; gives what was taken. ``arrears``: of a loan only what is overdue."""
    state.accrue(day)
    if isinstance(state, LoanState):
        return state.pay(fen, day, arrears_only=arrears or state.product.overdue)
    return state.pay(fen)


class World:
    """A running replay; ``copy`` gives a second one to look ahead in.

    Args:
        instance: the facts.
        tolerant: whether lenders let be missing what they say they do (容差); a plan does not count on it.
    """

    def __init__(self, instance: Instance, *, tolerant: bool = False) -> None:
        self.instance = instance
        self.tolerant = tolerant
        self.states: list[State] = [
            RevolvingState.begin(product, instance.alloc)
            if isinstance(product, Revolving)
            else LoanState.begin(product)
            for product in instance.products
        ]
        self.table = _timetable(instance.products, instance.pay_days, instance.horizon)
        self.room = instance.room
        self._olders = instance.olders
        self.places = {product.id: place for place, product in enumerate(instance.products)}
        self.paid = 0
        self.taken = [0] * len(self.states)
        self.day = 0
        self.period = 0
        self.steps: list[Step] = []
        self.misses: list[Miss] = []
        self.points: list[Point] = []
        self.refused: list[Step] = []
        self.lowest = instance.room[-1]
        self.overdue_days = 0
        self._seen = 0
        self._diary = True
        self._debts = [state.debt for state in self.states]
        self._late = 0
        self._touched: set[int] = set()
        self._strayed = set(range(len(self.states)))

    def copy(self, *, diary: bool = True) -> "World":
        """The same moment once more, with an empty diary; without one only misses are noted."""
        twin = object.__new__(World)
        twin.__dict__.update(self.__dict__)
        twin.states = [state.copy() for state in self.states]
        twin.steps, twin.misses, twin.points, twin.refused = [], [], [], []
        twin._debts, twin._touched = list(self._debts), set(self._touched)
        twin.taken, twin._strayed = list(self.taken), set(self._strayed)
        twin._diary = diary
        return twin

    @property
    def spare(self) -> int:
        """The money that may go to creditors today, in 分; 0 where the floor is touched already."""
        return max(self.room[self.period] - self.paid, 0)

    @property
    def so_far(self) -> tuple[int, int]:
        """Harm and cost until now; neither ever falls."""
        return sum(miss.harm for miss in self.misses), sum(state.cost for state in self.states)

    def days(self) -> Iterator[int]:
        """Every day on which something happens: open it, let the caller act, close it."""
        for day in self.table.days[bisect_left(self.table.days, self._seen) :]:
            self.open_day(day)
            yield day
            self.close_day()

    def open_day(self, day: int) -> None:
        """Morning: interest until now, statements, what today's dues ask for."""
        self._count_overdue(day)
        self.day, self._seen = day, day + 1
        days = self.instance.pay_days
        while self.period + 1 < len(days) and days[self.period + 1] <= day:
            self.lowest = min(self.lowest, self.spare)
            self.period += 1
        for kind, place, number in self.table.opens.get(day, ()):
            self._touched.add(place)
            opened(self.states[place], kind, number, day)

    def _count_overdue(self, day: int) -> None:
        self.overdue_days += self._late * (day - self.day)

    def dues_today(self) -> Sequence[int]:
        """Places of the products that are due today."""
        return self.table.dues.get(self.day, ())

    def strays(self) -> set[int]:
        """Places of products paid otherwise than the least of each due in full, since asked last."""
        strayed, self._strayed = self._strayed, set()
        return strayed

    def owed(self, place: int) -> int:
        """All that can be paid to a product today, in 分."""
        state = self.states[place]
        return state.owed_on(self.day) if isinstance(state, LoanState) else state.owed

    def waits(self, place: int) -> bool:
        """Whether a payment to a product has to wait for an older bill of the account."""
        return any(self.states[older].overdue for older in self._olders[place])

    def in_order(self, steps: Iterable[Step]) -> list[Step]:
        """A day's steps: what is overdue first, then conversions, which lower what the rest has to pay."""
        return sorted(
            steps, key=lambda step: (not self._settles(step), step.how is not How.INSTALMENT)
        )

    def _settles(self, step: Step) -> bool:
        place = self.places.get(step.product)
        return place is not None and was_overdue(self.states[place])

    def pay(self, place: int, fen: int, how: How) -> int:
        """Pay as much of ``fen`` as there is money for and as is owed; gives what was taken.

        Nothing where an older bill of the account is open: a payment would cover that first.
        """
        if self.waits(place):
            return 0
        state, wish = self.states[place], min(fen, self.spare, self.owed(place))
        if wish <= 0:
            return 0
        self._touched.add(place)
        asked = state.least if how is not How.ARREARS and place in self.dues_today() else 0
        if isinstance(state, LoanState) and state.product.overdue:
            how = How.ARREARS
        taken = paid(state, wish, self.day, arrears=how is How.ARREARS)
        if taken != asked:
            self._strayed.add(place)
        self.paid += taken
        self.taken[place] += taken
        if taken and self._diary:
            self._note(Step(self.day, state.product.id, taken, how))
        return taken

    def _note(self, step: Step) -> None:
        """One transfer a day and product: a second payment adds to the first."""
        last = None
        for index in range(len(self.steps) - 1, -1, -1):
            before = self.steps[index]
            if before.day != step.day:
                break
            arrears = (step.how is How.ARREARS) == (before.how is How.ARREARS)
            if before.product == step.product and before.how is not How.INSTALMENT and arrears:
                last = index
                break
        if last is None:
            self.steps.append(step)
        else:
            before = self.steps[last]
            whole = step.how in {How.FULL, How.ARREARS}
            how = step.how if whole else How.PART
            self.steps[last] = Step(step.day, step.product, before.fen + step.fen, how)

    def convert(self, place: int, fen: int, periods: int, *, fit: bool = False) -> bool:
        """Turn part of an open bill into instalments; False where the lender's rule forbids it.

        With ``fit`` an amount beyond the bill or below the smallest one is taken as that one.
        """
        state = self.states[place]
        if isinstance(state, LoanState) or not state.open or state.converted or self.waits(place):
            return False
        product = state.product
        known = dict(product.offers)
        if self.day != state.cycle.due or periods not in known:
            return False
        if fit:
            fen = min(max(fen, product.inst_min), state.convertible)
        if fen < max(product.inst_min, 1) or fen > state.convertible:
            return False
        state.accrue(self.day)  # what becomes instalments today has borne interest until today
        self._touched.add(place)
        self._strayed.add(place)
        state.convert(fen, periods)
        self.steps.append(Step(self.day, product.id, fen, How.INSTALMENT, periods))
        return True

    def close_day(self) -> None:
        """Evening: the due checks, and a picture of the day."""
        for place in self.dues_today():
            self._touched.add(place)
            state = self.states[place]
            little = self._let_be(state)
            if isinstance(state, RevolvingState) and state.product.late_fee:
                state.older = self._older(place)
            short, stale = state.due(self.day)
            if short or self._older(place):
                self._strayed.add(place)
            if short or stale:
                self._miss(state, short, little=little, stale=stale)
        if self._diary:
            self._picture(self.day)

    def _older(self, place: int) -> int:
        return sum(self.states[older].overdue for older in self._olders[place])

    def _miss(self, state: State, short: int, *, little: bool, stale: bool) -> None:
        """Note it with its weight; what was overdue before does not count on every day."""
        product = state.product
        weight = of_due(product.harm, missed=bool(short), stale=stale)
        if was_overdue(state):
            weight = state.product.left_weighs(state.next - 1)
            if not weight:
                return
        self.misses.append(Miss(self.day, product.id, short, weight, little))

    def _let_be(self, state: State) -> bool:
        """Whether so little is missing that it counts as paid; carried over where that is counted on."""
        if isinstance(state, LoanState) or not state.tolerated:
            return False
        if self.tolerant:
            state.forgive()
        return True

    def _picture(self, day: int) -> None:
        """Only what something happened to is counted again: most products rest on most days."""
        for place in self._touched:
            self._debts[place] = self.states[place].debt
        if self._touched:
            self._late = sum(1 for state in self.states if state.arrears)
            self._touched.clear()
        self.points.append(Point(day, tuple(self._debts), self.spare))

    def finish(self) -> Ledger:
        """The horizon's end."""
        end = self.instance.horizon
        self._count_overdue(end)
        self.lowest = min(self.lowest, self.spare)
        for state in self.states:
            state.close(end)
        self._picture(end)
        return Ledger(
            steps=tuple(self.steps),
            costs={state.product.id: state.cost for state in self.states},
            misses=tuple(self.misses),
            points=tuple(self.points),
            overdue_days=self.overdue_days,
            lowest=self.lowest,
            debt_free=_debt_free(self.points),
            refused=tuple(self.refused),
        )


def was_overdue(state: State) -> TypeGuard[LoanState]:
    """Whether it is what was overdue before the plan began."""
    return isinstance(state, LoanState) and state.product.overdue


def _debt_free(points: Sequence[Point]) -> int | None:
    """The first day after which no debt is left; spending to come makes new debt."""
    found: int | None = None
    for point in points:
        if any(point.debts):
            found = None
        elif found is None:
            found = point.day
    return found
