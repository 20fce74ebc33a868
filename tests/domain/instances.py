"""Random instances for the planner: tiny ones for exhaustive search, realistic ones for the rest."""

import random
from dataclasses import replace
from decimal import Decimal

from assistant.domain.planning.instance import Cycle, Instance, Loan, Product, Revolving
from assistant.domain.planning.optimise import Limits, Solution, solve
from assistant.domain.planning.overdue import overdue_of, watched
from assistant.domain.planning.solve import program_of

OFFERS = tuple((n, Decimal(rate)) for n, rate in ((3, "0.025"), (6, "0.045"), (12, "0.088")))
MONTH = 30


def relaxed_cost(instance: Instance) -> Solution:
    """The linear relaxation of the clean program: a weaker bound, quickly."""
    program = program_of(instance, clean=True)
    return solve(program, program.cost, Limits(), form="linear")


def yuan(dice: random.Random, low: int, high: int, step: int = 100) -> int:
    return dice.randrange(low, high + 1, step) * 100


def loan(
    name: str, kind: str, principal: int, rate: str, dues: tuple[int, ...], harm: int = 3
) -> Loan:
    daily = Decimal(rate)
    starts = (0, *dues[:-1])
    return Loan(
        id=name,
        kind="level" if kind == "level" else "equal" if kind == "equal" else "bullet",
        harm=harm,
        dues=dues,
        od_rate=daily * Decimal("1.5"),
        principal=principal,
        shares=tuple(daily * (due - start) for start, due in zip(starts, dues, strict=True)),
    )


def realistic(
    seed: int, products: int = 5, months: int = 12, *, drop: float = 0.35, tight: float = 1.0
) -> Instance:
    """A household: a few products of every kind, a monthly income, perhaps a drop of it."""
    dice = random.Random(seed)
    horizon = MONTH * months - 1
    debts: list[Product] = [
        _revolving(dice, f"p{place}", months)
        if place % 2 == 0
        else _term(dice, f"p{place}", months)
        for place in range(products)
    ]
    asked = sum(_monthly(debt) for debt in debts)
    salary = int(max(asked * dice.uniform(0.9, 1.5) * tight, 200_000)) // 100 * 100
    incomes = [(dice.randrange(0, 5) + MONTH * month, salary) for month in range(months)]
    if dice.random() < drop and months > 3:
        start = dice.randrange(1, months - 2)
        for month in range(start, min(start + dice.randrange(1, 4), months)):
            incomes[month] = (incomes[month][0], int(salary * dice.uniform(0.3, 0.8)))
    return Instance(
        horizon=horizon,
        cash=yuan(dice, 1000, 4000) + asked // 2,
        products=tuple(debts),
        floor=50_000,
        incomes=tuple(incomes),
        expenses=tuple((12 + MONTH * month, salary // 4) for month in range(months)),
    )


def _monthly(debt: Product) -> int:
    if isinstance(debt, Revolving):
        return (sum(cycle.new for cycle in debt.cycles) + debt.pool) // max(len(debt.cycles), 1)
    return (
        debt.principal // len(debt.dues) + debt.principal // 80
        if debt.principal
        else debt.amounts[0]
    )


def _revolving(dice: random.Random, name: str, months: int) -> Revolving:
    card = dice.random() < 0.4
    first = dice.randrange(0, 12)
    free = 20 if card else 9
    spending = yuan(dice, 300, 4000)
    cycles = tuple(
        Cycle(
            first + MONTH * month,
            first + MONTH * month + free,
            int(spending * dice.uniform(0.5, 1.5)) if month < max(months // 2, 2) else 0,
            first + MONTH * month - 15,
        )
        for month in range(months)
        if first + MONTH * month + free < MONTH * months
    )
    return Revolving(
        id=name,
        rate=Decimal("0.0005"),
        min_ratio=Decimal("0.1"),
        harm=3 if card else 2,
        cycles=cycles,
        offers=() if card else OFFERS,
        pool=yuan(dice, 0, 6000),
        card=card,
        retro=card,
        late_fee=Decimal("0.05") if card else Decimal(0),
        grace=dice.random() < 0.5,
    )


def _term(dice: random.Random, name: str, months: int) -> Loan:
    start = dice.randrange(5, 28)
    count = min(dice.choice((6, 12, 12, 24)), months)
    dues = tuple(start + MONTH * month for month in range(count))
    if dice.random() < 0.2:
        amount = yuan(dice, 200, 1500)
        return Loan(
            name, "fixed", 4, dues, Decimal("0.0005"), amounts=(amount,) * count, prepay=False
        )
    rate = dice.choice(("0.0002", "0.0003", "0.0004", "0.0005", "0.0006"))
    kind = dice.choice(("level", "level", "bullet", "equal"))
    return loan(name, kind, yuan(dice, 2000, 20_000, 500), rate, dues)


def tiny(seed: int) -> Instance:
    """Two products with two or three dues each, small enough to try everything."""
    dice = random.Random(seed)
    debts = tuple(_tiny_product(dice, f"t{place}") for place in range(2))
    horizon = 95
    incomes = tuple(
        (day, yuan(dice, 500, 4000, 500)) for day in sorted(dice.sample(range(3, 90), 2))
    )
    return Instance(horizon, yuan(dice, 0, 4000, 500), debts, incomes=incomes)


def _tiny_product(dice: random.Random, name: str) -> Product:
    kind = dice.choice(("huabei", "card", "level", "bullet"))
    if kind in {"level", "bullet"}:
        first = dice.randrange(8, 28)
        dues = (first, first + 30) if dice.random() < 0.5 else (first, first + 30, first + 60)
        rate = dice.choice(("0.0003", "0.0005", "0.0006"))
        return loan(name, kind, yuan(dice, 1000, 4000, 500), rate, dues)
    card = kind == "card"
    first = dice.randrange(0, 15)
    cycles = tuple(
        Cycle(
            first + 30 * k,
            first + 30 * k + 18,
            yuan(dice, 500, 3000, 500) if k < 1 else 0,
            first + 30 * k - 12,
        )
        for k in range(2)
    )
    return Revolving(
        id=name,
        rate=Decimal("0.0005"),
        min_ratio=Decimal("0.1"),
        harm=3 if card else 2,
        cycles=cycles,
        offers=() if card else ((3, Decimal("0.025")),),
        pool=dice.choice((0, 0, 100_000)),
        card=card,
        retro=card,
        late_fee=Decimal("0.05") if card else Decimal(0),
    )


def with_floors(instance: Instance, seed: int) -> Instance:
    """The same with a lowest minimum in yuan on some bills, some of them above the whole bill."""
    dice = random.Random(seed)
    floors = (0, 10_000, 30_000, 60_000, 120_000)

    def floored(product: Product) -> Product:
        if not isinstance(product, Revolving):
            return product
        cycles = (replace(one, min_floor=dice.choice(floors)) for one in product.cycles)
        return replace(product, cycles=tuple(cycles))

    return replace(instance, products=tuple(map(floored, instance.products)))


def with_cash(instance: Instance, seed: int) -> Instance:
    """The same with part of the spending withdrawn in cash, of which the minimum asks another share."""
    dice = random.Random(seed)

    def withdrawn(product: Product) -> Product:
        if not isinstance(product, Revolving):
            return product
        cycles = (
            replace(one, cash=one.new * dice.choice((0, 1, 3)) // 3) for one in product.cycles
        )
        ratio = Decimal(dice.choice(("0.05", "0.5", "1")))
        return replace(product, cycles=tuple(cycles), cash_ratio=ratio)

    return replace(instance, products=tuple(map(withdrawn, instance.products)))


def with_overdue(instance: Instance, seed: int) -> Instance:
    """The same with one to three bills or terms overdue, most of them of an account with newer ones."""
    dice = random.Random(seed)
    ends = tuple(range(dice.randrange(0, 31), instance.horizon + 1, MONTH))
    instance = replace(instance, month_ends=ends)
    products: list[Product] = []
    for own in instance.products:
        product, before = own, ""
        for number in range(dice.choice((0, 1, 1, 2))):
            fen = dice.randrange(10_000, 200_000, 10_000)
            late = overdue_of(
                f"late{number}-{product.id}",
                *(product.harm, fen, Decimal("0.0005"), dice.randrange(1, 50), before),
            )
            products.append(watched(late, instance.pay_days, ends, instance.horizon))
            before = late.id
        if isinstance(product, Revolving) and product.late_fee:
            floor, cap = dice.choice((0, 1_000, 3_000)), dice.choice((None, 2_000, 10_000))
            product = replace(product, late_fee_floor=floor, late_fee_cap=cap)
        products.append(replace(product, after=before if dice.random() < 0.8 else ""))
    return replace(instance, products=tuple(products))
