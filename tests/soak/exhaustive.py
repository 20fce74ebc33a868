"""Everything tried: the planner's judge on tiny instances, without a solver and without the program.

All options of every day on a lattice of amounts, beside critical amounts (the least, all that is
owed, all that is there) and the amounts of the plan that is judged.
"""

from collections.abc import Iterator, Sequence

from assistant.domain.planning.instance import Instance, Revolving
from assistant.domain.planning.loan import LoanState
from assistant.domain.planning.plan import How, Ledger
from assistant.domain.planning.world import World

LATTICE_FEN = 150_000


class TooMany(Exception):
    """The search would not end."""


class Search:
    """Depth first over days; ``nodes`` bounds it."""

    def __init__(self, instance: Instance, plan: Ledger, nodes: int = 60_000) -> None:
        self._days = [day for day in World(instance).table.days if day <= instance.horizon]
        self._hints: dict[tuple[int, str], set[int]] = {}
        for step in plan.steps:
            self._hints.setdefault((step.day, step.product), set()).add(step.fen)
        self._left = nodes
        self.best: tuple[int, int] | None = None
        self._instance = instance

    def run(self) -> tuple[int, int] | None:
        """The least (harm, cost) without a miss that was found; None when every way misses something.

        Raises:
            TooMany: more nodes than allowed.
        """
        self._day(World(self._instance), 0)
        return self.best

    def _day(self, world: World, index: int) -> None:
        self._left -= 1
        if self._left < 0:
            raise TooMany
        if world.misses:
            return
        if self.best is not None and sum(state.cost for state in world.states) > self.best[1]:
            return
        if index == len(self._days):
            ledger = world.finish()
            if not ledger.harm and (self.best is None or ledger.cost < self.best[1]):
                self.best = (0, ledger.cost)
            return
        world.open_day(self._days[index])
        for acted in self._acted(world, 0):
            acted.close_day()
            self._day(acted, index + 1)

    def _acted(self, world: World, place: int) -> Iterator[World]:
        if place == len(world.states):
            yield world
            return
        for converted in self._converted(world, place):
            for fen in self._amounts(converted, place):
                twin = converted.copy()
                if fen:
                    twin.pay(place, fen, How.PART)
                yield from self._acted(twin, place + 1)

    def _converted(self, world: World, place: int) -> Iterator[World]:
        yield world
        state = world.states[place]
        if isinstance(state, LoanState) or not isinstance(state.product, Revolving):
            return
        if not state.open or world.day != state.cycle.due:
            return
        hints = self._hints.get((world.day, state.product.id), set())
        for periods, _rate in state.product.offers:
            for fen in sorted({state.bill, *(hint for hint in hints if hint <= state.bill)}):
                twin = world.copy()
                if twin.convert(place, fen, periods):
                    yield twin

    def _amounts(self, world: World, place: int) -> Sequence[int]:
        state = world.states[place]
        most = min(world.owed(place), world.spare)
        due = place in world.dues_today()
        if due and state.least > most:
            return (most,)
        wishes = {state.least if due else 0, most}
        wishes |= self._hints.get((world.day, state.product.id), set())
        wishes |= set(range(LATTICE_FEN, most, LATTICE_FEN))
        if due:
            wishes = {fen for fen in wishes if fen >= state.least}
        return sorted(fen for fen in wishes if 0 <= fen <= most)
