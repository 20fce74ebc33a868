"""A solution in yuan carried out in the exact world, and mended where a fen is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from assistant.domain.planning.instance import Instance
from assistant.domain.planning.model import Wish
from assistant.domain.planning.plan import How, Ledger
from assistant.domain.planning.world import World, was_overdue

_HALF_FEN = 0.005
_A_LITTLE = 0.01  # of a fen: what the solver's tolerance adds
_LEAST_REPAIRS = 60


@dataclass
class _Intent:
    """A wish with its figures; ``cut`` 分 are left out of it, to mend a due that lacks them.

    ``barren`` when that mended nothing: a bill's own minimum took back what was left out before it.
    """

    day: int
    place: int
    due: bool
    everything: bool
    fen: int
    short: int
    arrears: int
    convert: tuple[tuple[int, int], ...]
    cut: int = 0
    paid: int = 0
    extra: int = 0
    barren: bool = False


def carry_out(instance: Instance, wishes: Sequence[Wish], x: list[float]) -> Ledger:
    """The exact outcome of a solution.

    What must be paid is computed in the world; only voluntary amounts come from the solution. Where
    rounding leaves a due short by some 分, they are taken from the latest voluntary payment before.
    """
    intents = [_read(wish, x) for wish in wishes]
    olders = instance.olders
    # What is overdue is paid first, the oldest of an account before the others.
    intents.sort(key=lambda one: (one.day, not one.arrears, len(olders[one.place])))
    ledger, lacking = _play(instance, intents)
    best = ledger
    for _ in range(_most_repairs(instance)):
        taken = _take_back(intents, lacking) if lacking is not None else []
        if not taken:
            break
        before = lacking
        ledger, lacking = _play(instance, intents)
        best = min(best, ledger, key=lambda one: one.rank)
        if lacking is not None and lacking.no_less_than(before):
            _give_back(taken)
    return best


def _most_repairs(instance: Instance) -> int:
    """One for every due: of 20 products over 60 months a hundred lacked a fen, one after the other."""
    return max(_LEAST_REPAIRS, sum(1 for _due in instance.due_days()))


def _read(wish: Wish, x: list[float]) -> _Intent:
    convert = tuple(
        (periods, ceil(amount.value(x) * 100 - _A_LITTLE))  # more converted, less to pay today
        for periods, amount in wish.convert
        if amount.value(x) > _HALF_FEN
    )
    return _Intent(
        day=wish.day,
        place=wish.place,
        due=wish.due,
        everything=wish.left.value(x) < _HALF_FEN,
        fen=max(round(wish.pay.value(x) * 100), 0),
        short=round(wish.short.value(x) * 100),
        arrears=round(wish.arrears.value(x) * 100),
        convert=convert,
    )


@dataclass(frozen=True, slots=True)
class _Lack:
    """So many 分 were missing on a day for what an intent wanted."""

    day: int
    fen: int

    def no_less_than(self, before: "_Lack | None") -> bool:
        """Whether as much is missing on the same day still: less prepaid may even make it more."""
        return before is not None and self.day == before.day and self.fen >= before.fen


def _play(instance: Instance, intents: Sequence[_Intent]) -> tuple[Ledger, _Lack | None]:
    by_day: dict[int, list[_Intent]] = {}
    for intent in intents:
        by_day.setdefault(intent.day, []).append(intent)
    world, lacking = World(instance), None
    for day in world.days():
        found = _act(world, by_day.get(day, []))
        lacking = lacking or found
    return world.finish(), lacking


def _act(world: World, intents: Sequence[_Intent]) -> _Lack | None:
    others, lacks = [], []
    for intent in intents:
        if was_overdue(world.states[intent.place]):
            lacks += [_must(world, intent), _rest(world, intent)]
        else:
            others.append(intent)
    for intent in others:
        for periods, fen in intent.convert:
            world.convert(intent.place, fen, periods, fit=True)
    lacks += [_must(world, intent) for intent in others]
    lacks += [_rest(world, intent) for intent in others]
    return next((lack for lack in lacks if lack is not None), None)


def _must(world: World, intent: _Intent) -> _Lack | None:
    """Pay what the due asks for at least, where it is to be met."""
    if not intent.due or intent.short:
        return None
    least = world.states[intent.place].least
    taken = world.pay(intent.place, least, How.MINIMUM)
    intent.paid = taken
    return _Lack(world.day, least - taken) if taken < least else None


def _rest(world: World, intent: _Intent) -> _Lack | None:
    """Pay what the solution pays beyond the least: all of it, or an amount."""
    place = intent.place
    if intent.arrears:
        world.pay(place, intent.arrears, How.ARREARS)
    owed = world.owed(place)
    wish = owed if intent.everything else min(intent.fen - intent.paid, owed)
    if wish <= 0 or (intent.fen <= 0 and not intent.everything):
        intent.extra = intent.paid = 0
        return None
    how = How.FULL if intent.everything else How.PART if intent.due else How.EARLY
    taken = world.pay(place, max(wish - intent.cut, 0), how)
    intent.extra, intent.paid = taken, 0
    lost = owed - taken if intent.everything and not intent.cut else 0
    return _Lack(world.day, lost) if lost else None


def _take_back(intents: Sequence[_Intent], lack: _Lack) -> list[tuple[_Intent, int]]:
    """Leave the missing 分 out of the latest voluntary payments before; which, and how much of each.

    Payments that settle something are touched last: without a fen of them a card loses its free time.
    """
    missing = lack.fen
    taken: list[tuple[_Intent, int]] = []
    before = [one for one in intents if one.day <= lack.day and one.extra and not one.barren]
    for partial in (True, False):
        for intent in reversed(before):
            if intent.everything is partial or not missing:
                continue
            part = min(intent.extra, missing)
            intent.cut += part
            intent.extra -= part
            missing -= part
            taken.append((intent, part))
    return taken


def _give_back(taken: Sequence[tuple[_Intent, int]]) -> None:
    for intent, part in taken:
        intent.cut -= part
        intent.barren = True
