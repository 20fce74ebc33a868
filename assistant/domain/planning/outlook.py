"""What the dues to come take of the money, were nothing else paid: seen product by product.

While the money lasts and nothing is overdue no product touches another, and where it does not last
nothing is free. So each has a course of its own, which holds until it is paid otherwise; only then is
it followed anew. What is overdue holds up others: then all are played together.
"""

from bisect import bisect_left, bisect_right

from assistant.domain.planning.plan import How
from assistant.domain.planning.revolving import RevolvingState
from assistant.domain.planning.world import World, opened, paid


class Outlook:
    """How much of today's money no due to come needs; to be asked when today's dues are paid.

    Args:
        world: the running replay.
        full: whether bills to come are met in full, not by their least; loans by what is due.
    """

    def __init__(self, world: World, *, full: bool = False) -> None:
        self._world, self._full = world, full
        self._courses: dict[int, _Course] = {}
        # Of each pay period: what is paid by its end in all, and whose course is not known in it.
        self._taken = [0] * len(world.room)
        self._unknown: list[set[int]] = [set() for _period in range(len(world.room) + 1)]
        self._period = self._day = 0

    def free(self, last: int) -> int:
        """So many 分 stay free from now to the end of the pay period ``last``.

        0 where a due is missed, for want of money or by its own terms. What is late already is
        missed again until it is paid: for that the money is meant.
        """
        world = self._world
        if any(state.overdue for state in world.states):
            return self._together(last)
        self._catch_up()
        free = world.spare
        for period in range(world.period, last + 1):
            self._extend(period)
            free = min(free, world.room[period] - self._taken[period])
            if free <= 0:
                return 0
        return 0 if self._missed(last) else free

    def _together(self, last: int) -> int:
        """The same with all products played at once: what is overdue holds up the bills after it."""
        world = self._world.copy(diary=False)
        late = {state.product.id for state in world.states if state.overdue}
        free = world.spare
        world.close_day()
        for _day in world.days():
            missed = any(miss.product not in late for miss in world.misses)
            if world.period > last or not free or (missed and not self._full):
                break
            for place in world.dues_today():
                state = world.states[place]
                bill = self._full and isinstance(state, RevolvingState)
                world.pay(place, world.owed(place) if bill else state.least, How.MINIMUM)
            free = min(free, world.spare)
        missed = any(miss.product not in late for miss in world.misses)
        return 0 if missed and not self._full else free

    def _catch_up(self) -> None:
        world, now = self._world, self._world.period
        for period in range(self._period, now):
            self._extend(period)
        for place in self._otherwise():
            if place in self._courses:
                before = self._courses[place]
                for period in range(now, before.end):
                    self._taken[period] -= before.taken[period]
                self._unknown[before.end].discard(place)
            self._courses[place] = _Course(world, place)
            self._unknown[now].add(place)
        self._period, self._day = now, world.day

    def _otherwise(self) -> set[int]:
        """Places of what was not paid as foreseen: a bill to be met in full never is."""
        world = self._world
        places = world.strays()
        if self._full:
            days = world.table.days
            since = days[bisect_right(days, self._day) : bisect_right(days, world.day)]
            places.update(place for day in since for place in world.table.dues.get(day, ()))
        return places

    def _extend(self, period: int) -> None:
        for place in self._unknown[period]:
            course = self._courses[place]
            course.extend(full=self._full)
            self._taken[period] += course.taken[period]
        self._unknown[period + 1] |= self._unknown[period]
        self._unknown[period].clear()

    def _missed(self, last: int) -> bool:
        return not self._full and any(
            day >= self._world.day and period <= last
            for course in self._courses.values()
            for day, period in course.missed
        )


class _Course:
    """One product from now on, paid what its dues ask for.

    Attributes:
        taken: by pay period, what it was paid by the period's end since day 0, in 分.
        end: the first pay period that was not looked at.
        missed: (day, pay period) of dues that are missed though there is money.
    """

    def __init__(self, world: World, place: int) -> None:
        self._state = world.states[place].copy()
        self._days = world.table.own[place]
        self._next = bisect_left(self._days, world.day + 1, key=lambda one: one.day)
        self._sum = world.taken[place]
        self.end = world.period
        self.taken: dict[int, int] = {}
        self.missed: list[tuple[int, int]] = []
        if place in world.dues_today():
            self._check(world.day)

    def extend(self, *, full: bool) -> None:
        """Look through one more pay period."""
        state = self._state
        while self._next < len(self._days) and self._days[self._next].period == self.end:
            today = self._days[self._next]
            self._next += 1
            for kind, number in today.opens:
                opened(state, kind, number, today.day)
            if today.due:
                fen = state.least
                if full and isinstance(state, RevolvingState):
                    fen = state.owed
                self._sum += paid(state, fen, today.day)
                self._check(today.day)
        self.taken[self.end] = self._sum
        self.end += 1

    def _check(self, day: int) -> None:
        if isinstance(self._state, RevolvingState):
            self._state.older = 0  # nothing is overdue, else all are played together
        short, stale = self._state.due(day)
        if short or stale:
            self.missed.append((day, self.end))
