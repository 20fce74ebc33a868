"""「花呗晚 k 天」: cash replayed day by day with and without each link, to see which other dues then fail."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.cash import available
from assistant.domain.dues import Obligation, obligations
from assistant.domain.flows import planned
from assistant.domain.late_outlook import LateDay
from assistant.domain.linkage import Effect, Link, LinkKey
from assistant.domain.money import ZERO, Money, total
from assistant.domain.snapshot import Snapshot

_DAYS_AFTER = 31


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that comes (positive) or goes on a day; ``drawn_from`` is the credit account that lends it."""

    on: date
    amount: Money
    paying_account_id: int
    drawn_from: int | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """A due as the replay takes it: first tried on ``on``, failed if not all of it came by ``by``."""

    key: str
    account_id: int
    on: date
    by: date
    amount: Money
    sources: tuple[int, ...]


def replay(
    pots: Mapping[int, Money | None],
    charges: Sequence[Charge],
    flows: Sequence[Movement],
    days: tuple[date, date],
) -> dict[str, Money]:
    """What is missing of each charge at the end of its day, by key.

    On each day what comes comes first, then what goes, then deductions in the order of the charges
    (as in ``flows``; what failed before is tried again and takes what is there, products.md 2.5).
    Charges without a source whose balance is known are left out.
    """
    left = dict(pots)
    owing = {
        row.key: row.amount for row in charges if any(left.get(s) is not None for s in row.sources)
    }
    missing: dict[str, Money] = {}
    moves: dict[date, list[Movement]] = {}
    for flow in sorted(flows, key=lambda flow: -flow.amount.fen):
        moves.setdefault(flow.on, []).append(flow)
    for number in range((days[1] - days[0]).days + 1):
        day = days[0] + timedelta(days=number)
        _move(left, moves.get(day, ()))
        for row in charges:
            if row.key not in owing or row.on > day:
                continue
            if owing[row.key]:
                owing[row.key] = _draw(left, row.sources, owing[row.key])
            if row.by == day:
                missing[row.key] = owing[row.key]
    return missing


def _draw(left: dict[int, Money | None], sources: Iterable[int], needed: Money) -> Money:
    """Take what is there from the sources in their order; what is missing then."""
    for source in sources:
        there = left.get(source)
        if there is not None:
            taken = max(min(there, needed), ZERO)
            left[source] = there - taken
            needed -= taken
    return needed


def _move(left: dict[int, Money | None], flows: Iterable[Movement]) -> None:
    for flow in flows:
        there = left.get(flow.paying_account_id)
        if there is not None:
            left[flow.paying_account_id] = max(there + flow.amount, ZERO)


@dataclass(frozen=True, slots=True)
class Failure:
    """Another due, and what is missing of it: paid on time, late with the links, late without them."""

    due: Obligation
    on_time: Money
    late: Money
    unlinked: Money


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What the lateness of one due does to the others.

    Attributes:
        failures: the other dues with anything missing in one of the three worlds.
        unknown: dues of which nobody told a balance.
        caused: by link, what is missing less when it alone is taken away.
    """

    late_due: Obligation
    paid: LateDay
    failures: tuple[Failure, ...]
    unknown: tuple[Obligation, ...]
    caused: Mapping[LinkKey, Money]

    @property
    def late_total(self) -> Money:
        """All that is missing of other dues with the links."""
        return total(row.late for row in self.failures)

    @property
    def unlinked_total(self) -> Money:
        """The same without any link."""
        return total(row.unlinked for row in self.failures)


def counterfactual(
    snapshot: Snapshot,
    due: Obligation,
    paid: LateDay,
    links: Sequence[Link],
    flows: Sequence[Movement] = (),
) -> Counterfactual:
    """Replay cash with ``due`` paid late, as ``paid`` says, under the links that are switched on.

    Args:
        snapshot: balances and dues.
        due: what is late; until ``paid.on`` it takes nothing, then all of it with its penalty.
        paid: from ``late_outlook.late_day``.
        links: from ``linkage.links_of`` of the due's account.
        flows: what moves besides the snapshot's incomes and expenses: planned draws, a scenario's.
    """
    world = _World(snapshot, due, paid, flows)
    on = {link.key: link for link in links if link.enabled and link.rule.effect is not Effect.NONE}
    late, unlinked = world.missing(on.values()), world.missing(())
    on_time = world.on_time()
    others = [row for row in world.others if row.key in late]
    found = tuple(
        Failure(row, on_time[row.key], late[row.key], unlinked[row.key]) for row in others
    )
    caused = {}
    for key in on:
        without = world.missing([link for name, link in on.items() if name != key])
        caused[key] = total(late.values()) - total(without.values())
    return Counterfactual(
        due,
        paid,
        tuple(row for row in found if row.on_time or row.late or row.unlinked),
        tuple(row for row in world.others if row.key not in late),
        caused,
    )


class _World:
    """The replays of one lateness."""

    def __init__(
        self, snapshot: Snapshot, due: Obligation, paid: LateDay, flows: Sequence[Movement]
    ) -> None:
        self._due, self._paid = due, paid
        today = snapshot.today
        until = max(paid.on, today) + timedelta(days=_DAYS_AFTER)
        self._days = today, until
        self._flows = (*_planned(snapshot, until), *flows)
        self._pots = {row.id: available(snapshot, row) for row in snapshot.paying_accounts}
        self.others = tuple(row for row in obligations(snapshot, until) if row.key != due.key)
        self._charges = [
            self._charge(row, row.to_pay + row.penalty, row.due_date) for row in self.others
        ]

    def _charge(self, due: Obligation, amount: Money, on: date) -> Charge:
        first = max(on, self._days[0])
        return Charge(due.key, due.account_id, first, first, amount, due.sources)

    def _replay(self, own: Charge | None, flows: Sequence[Movement]) -> dict[str, Money]:
        charges = list(self._charges)
        if own is not None:
            # What is overdue is asked for first.
            charges.insert(0, own)
        charges.sort(key=lambda row: row.on)
        found = replay(self._pots, charges, flows, self._days)
        return {row.key: found[row.key] for row in self.others if row.key in found}

    def on_time(self) -> dict[str, Money]:
        """What is missing of the others when the due is paid on its day."""
        due = self._due
        return self._replay(self._charge(due, due.to_pay + due.penalty, due.due_date), self._flows)

    def missing(self, links: Iterable[Link]) -> dict[str, Money]:
        """What is missing of the others when the due is late and just these links hold.

        A due whose account shares no pot with the late one sees a world in which that one takes
        nothing; a blocked account lends nothing while the due is late.
        """
        held = tuple(links)
        blocked = _targets(held, Effect.BLOCK)
        flows = [flow for flow in self._flows if not self._stopped(flow, blocked)]
        sharing = {self._due.account_id} | _targets(held, Effect.CASH)
        late = self._replay(self._charge(self._due, self._paid.total, self._paid.on), flows)
        alone = self._replay(None, flows)
        accounts = {row.key: row.account_id for row in self.others}
        return {
            key: late[key] if accounts[key] in sharing else amount for key, amount in alone.items()
        }

    def _stopped(self, flow: Movement, blocked: Collection[int]) -> bool:
        return flow.drawn_from in blocked and self._due.due_date < flow.on < self._paid.on


def _planned(snapshot: Snapshot, until: date) -> Iterator[Movement]:
    """Incomes and expenses at the amounts to count on: the least income, the most expense."""
    for flow in planned(snapshot, snapshot.today, until):
        if flow.paying_account_id is not None:
            yield Movement(flow.day, flow.cautious, flow.paying_account_id)


def _targets(links: Iterable[Link], effect: Effect) -> set[int]:
    return {link.target.id for link in links if link.rule.effect is effect}
