"""What is free today, seen product by product, is what a whole world played ahead leaves free."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.planning.instance import Cycle, Instance, Loan, Revolving
from assistant.domain.planning.loan import LoanState
from assistant.domain.planning.outlook import Outlook
from assistant.domain.planning.plan import How
from assistant.domain.planning.strategies import VARIANTS, follow
from assistant.domain.planning.world import World
from tests.domain.instances import realistic, tiny, with_floors, with_overdue


def ahead(world: World, last: int, *, full: bool) -> int:
    """The same by playing all products together on a copy of the world."""
    twin = world.copy(diary=False)
    free = twin.spare
    late = {state.product.id for state in twin.states if state.overdue}
    twin.close_day()
    for _day in twin.days():
        if twin.period > last:
            break
        for place in twin.dues_today():
            state = twin.states[place]
            whole = full and not isinstance(state, LoanState)
            twin.pay(place, twin.owed(place) if whole else state.least, How.MINIMUM)
        free = min(free, twin.spare)
        if not free:
            break
    missed = any(miss.product not in late for miss in twin.misses)
    return 0 if missed and not full else free


def odd(seed: int) -> Instance:
    """Something overdue from the start, an issued bill, and a minimum that is more than the bill."""
    instance = tiny(seed)
    days = instance.pay_days
    late = Loan(
        *("late", "fixed", 3, days, Decimal("0.0007")),
        amounts=(30_000 + 7 * seed, *(0 for _day in days[1:])),
        prepay=False,
        overdue=True,
    )
    bills = (Cycle(-4, 6, 90_000, -20, minimum=200_000), Cycle(26, 36, 50_000, 10, fixed=700))
    card = Revolving("odd", Decimal("0.0005"), Decimal("0.1"), 2, bills, cut=1, rolls=False)
    return replace(instance, products=(late, card, *instance.products))


def instances() -> Iterator[Instance]:
    for seed in range(8):
        yield realistic(seed, 4, 12, tight=0.9)
        yield with_floors(tiny(seed), seed)
        yield odd(seed)


def pay_leasts(world: World) -> None:
    for place in world.dues_today():
        world.pay(place, world.states[place].least, How.MINIMUM)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("share", [1, 3])
def test_what_is_free_is_what_a_world_played_ahead_leaves(*, full: bool, share: int) -> None:
    seen = set[bool]()
    for instance in instances():
        world = World(instance)
        outlook = Outlook(world, full=full)
        for day in world.days():
            pay_leasts(world)
            for last in (world.period, len(world.room) - 1):
                free = outlook.free(last)
                assert free == ahead(world, last, full=full)
                seen.add(bool(free))
            if day % 2:  # a part of it goes early to one product: its course is another one then
                world.pay(day % len(world.states), free // share, How.EARLY)
    assert seen == {False, True}


def short_and_late(seed: int) -> Instance:
    """Bills overdue beside newer ones of their account, and hardly any money."""
    instance = with_overdue(tiny(seed), seed)
    incomes = tuple((day, fen * 55 // 100) for day, fen in instance.incomes)
    return replace(instance, cash=instance.cash // 10, incomes=incomes)


@pytest.mark.parametrize("seed", range(4))
def test_an_older_bill_that_holds_up_the_newer_one_of_its_account_is_seen_with_it(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    seen_alone = Outlook.free

    def free(self: Outlook, last: int) -> int:
        found = seen_alone(self, last)
        whole = ahead(self._world, last, full=self._full)
        asked.append((found, min(self._world.spare, whole)))
        return found

    monkeypatch.setattr(Outlook, "free", free)
    for variant in VARIANTS:
        follow(short_and_late(seed), variant)
    assert asked
    assert all(found == whole for found, whole in asked)


def test_a_product_is_seen_anew_after_arrears_were_paid_that_equal_its_least() -> None:
    loan = Loan(*("a", "fixed", 1, (5, 35, 65), Decimal(0)), amounts=(10_000,) * 3, prepay=False)
    world = World(Instance(90, 0, (loan,), incomes=((30, 25_000), (60, 30_000))))
    outlook = Outlook(world)
    for day in world.days():
        if day == 35:
            assert world.pay(0, 10_000, How.ARREARS) == 10_000
        pay_leasts(world)
        for last in (world.period, 2):
            assert outlook.free(last) == ahead(world, last, full=False)


def test_a_product_is_seen_anew_after_a_conversion() -> None:
    bills = (Cycle(0, 10, 60_000), Cycle(30, 40, 0), Cycle(60, 70, 0))
    offers = ((3, Decimal("0.03")),)
    product = Revolving("h", Decimal("0.0005"), Decimal("0.1"), 2, bills, offers=offers)
    world = World(Instance(90, 100_000, (product,), incomes=((50, 1_000),)))
    outlook = Outlook(world)
    free = set[int]()
    for day in world.days():
        if day == 10:
            assert world.convert(0, 60_000, 3)
        pay_leasts(world)
        free.add(outlook.free(1))
        assert outlook.free(1) == ahead(world, 1, full=False)
    assert len(free) > 1
