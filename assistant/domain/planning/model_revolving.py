"""A revolving product in the program: pool, bill, interest, instalments, the lost free time."""

from dataclasses import dataclass, field

from assistant.domain.planning.instance import Cycle, Revolving
from assistant.domain.planning.model import FEN, Expr, Program, Wish, added, const
from assistant.domain.planning.model_floor import Unpaid, add_floor, add_shown
from assistant.domain.planning.model_overdue import late_fee, most_late_fee
from assistant.domain.planning.revolving import cash_share
from assistant.domain.planning.weight import of_due

_STATEMENT, _EARLY, _DUE = range(3)
_CUT = -1


@dataclass
class _Walk:
    """What the walk through the days has built so far; amounts are expressions in yuan."""

    pool: Expr
    most: float
    day: int
    grace: Expr
    number: int = -1
    open: bool = False
    bill: Expr = field(default_factory=Expr)
    interest: Expr = field(default_factory=Expr)
    interest_left: Expr = field(default_factory=Expr)
    most_before: float = 0.0
    most_interest: float = 0.0
    reached: Expr = field(default_factory=Expr)
    repaid: Expr = field(default_factory=Expr)
    pool_repaid: Expr = field(default_factory=Expr)
    opened: Expr = field(default_factory=Expr)
    paid: Expr = field(default_factory=Expr)
    pool_interest: Expr = field(default_factory=Expr)
    cut_interest: Expr = field(default_factory=Expr)
    pending: Expr = field(default_factory=Expr)
    retro: Expr = field(default_factory=Expr)
    lost: Expr = field(default_factory=Expr)
    base: Expr = field(default_factory=Expr)
    asked: Expr = field(default_factory=Expr)
    arrears: Expr = field(default_factory=Expr)
    parts: dict[int, Expr] = field(default_factory=dict)


def add_revolving(program: Program, place: int, product: Revolving) -> None:
    """Columns and rows of one revolving product."""
    pool = product.pool * FEN
    walk = _Walk(const(pool), pool, 0, const(1.0 if product.grace else 0.0))
    walk.pending = const(float(product.pending) * FEN)
    for day, what, number in _events(program, product):
        _pass(program, product, walk, day)
        if what == _CUT:
            walk.cut_interest = walk.cut_interest.plus(walk.pool_interest)
            walk.pool_interest = Expr()
        elif what == _STATEMENT:
            _statement(program, place, product, walk, number)
        elif what == _EARLY:
            _early(program, place, product, walk, day)
        else:
            _due(program, place, product, walk)
    _pass(program, product, walk, program.instance.horizon)
    program.cost = added([program.cost, walk.pool_interest, walk.cut_interest, walk.pending])


def _events(program: Program, product: Revolving) -> list[tuple[int, int, int]]:
    """Day, kind, number of the bill; on a due day the due's payment stands for an early one."""
    end = program.instance.horizon
    found: set[tuple[int, int, int]] = set()
    dues = set(product.dues)
    days = set(program.instance.pay_days)
    for number, cycle in enumerate(product.cycles):
        if cycle.stmt - product.cut > 0:
            found.add((cycle.stmt - product.cut, _CUT, number))
        found.add((max(cycle.stmt, 0), _STATEMENT, number))
        found.add((cycle.due, _DUE, number))
        # From the bill's day on a payment counts for its minimum: the money may wait no longer.
        days.add(max(cycle.stmt, 0))
    found |= {(day, _EARLY, -1) for day in days - dues}
    return sorted(event for event in found if event[0] <= end)


def _pass(program: Program, product: Revolving, walk: _Walk, day: int) -> None:
    """Interest of the days until ``day``."""
    days, rate = day - walk.day, float(product.rate)
    walk.day = max(day, walk.day)
    if days <= 0 or not rate:
        return
    walk.pool_interest = walk.pool_interest.plus(walk.pool, rate * days)
    if walk.open and product.retro and (walk.bill.terms or walk.bill.const):
        new = product.cycles[walk.number].new * FEN
        unpaid = program.var()  # the unpaid part of the bill, where its free time is lost
        program.at_least(unpaid, walk.bill.plus(const(new), -1.0).plus(walk.lost, new))
        walk.retro = walk.retro.plus(unpaid, rate * days)


def _statement(program: Program, place: int, product: Revolving, walk: _Walk, number: int) -> None:
    cycle, rate = product.cycles[number], float(product.rate)
    billed = program.named(added([walk.cut_interest, walk.pending]))
    program.cost = program.cost.plus(billed)
    walk.cut_interest = walk.pending = Expr()
    walk.interest = walk.interest_left = billed.plus(const(cycle.interest * FEN))
    walk.most_interest = max(_most_billed(program, place, product, walk, number), 1.0)
    new = cycle.new * FEN
    walk.number, walk.open = number, True
    walk.bill, walk.paid, walk.reached = const(new), Expr(), Expr()
    walk.opened, walk.repaid, walk.pool_repaid = walk.pool, Expr(), Expr()
    rolled = walk.pool.plus(walk.arrears, -1.0)
    walk.base = rolled.plus(const(new)) if product.rolls else const(new)
    walk.asked = Expr() if product.rolls else rolled
    walk.retro, walk.lost = Expr(), Expr()
    if product.retro and new:
        walk.lost = program.var(1.0)
        days = max(cycle.stmt - cycle.post, 0)
        walk.retro = Expr().plus(walk.lost, rate * new * days)


def _most_billed(
    program: Program, place: int, product: Revolving, walk: _Walk, number: int
) -> float:
    """The most interest that can stand on a bill: the pool since the bill before, a card's lost time."""
    cycle, rate = product.cycles[number], float(product.rate)
    if not number:
        accrued = rate * product.pool * max(cycle.stmt, 0) + float(product.pending)
        return (cycle.interest + accrued) * FEN
    before = product.cycles[number - 1]
    days = cycle.stmt - before.stmt + product.cut
    pool = rate * max(walk.most, walk.most_before) * days
    lost = rate * before.new * FEN * (before.due - before.post) if product.retro else 0.0
    late = most_late_fee(program, place, product, max(walk.most, walk.most_before))
    return pool + lost + late


def _early(program: Program, place: int, product: Revolving, walk: _Walk, day: int) -> None:
    """A payment before the due day: billed interest first, then the pool, then (cards) the bill."""
    something = bool(walk.pool.terms or walk.pool.const)
    on_bill = walk.open and product.retro and bool(walk.bill.terms or walk.bill.const)
    if not something and not on_bill:
        return
    cash = Expr()
    charged = walk.open and bool(walk.interest_left.terms or walk.interest_left.const)
    if charged:
        interest = program.var()
        walk.interest_left = program.named(walk.interest_left.plus(interest, -1.0))
        cash = cash.plus(interest)
    principal = Expr()
    if something:
        repaid = program.var()
        walk.pool = program.named(walk.pool.plus(repaid, -1.0))
        principal = principal.plus(repaid)
        walk.pool_repaid = walk.pool_repaid.plus(repaid)
        if not walk.open:
            _less_arrears(program, walk, repaid)
    if on_bill:
        repaid = program.var()
        walk.bill = program.named(walk.bill.plus(repaid, -1.0))
        principal = principal.plus(repaid)
    if charged and program.instance.alloc == "interest_first":
        _interest_first(program, product, walk, principal)
    cash = cash.plus(principal)
    walk.paid = walk.paid.plus(cash) if walk.open else walk.paid
    program.spend(day, cash)
    left = walk.pool
    if walk.open:
        parts = walk.parts.get(walk.number, Expr())
        fixed = const(product.cycles[walk.number].fixed * FEN)
        left = added([walk.pool, walk.bill, walk.interest_left, parts, fixed])
    program.wishes.append(Wish(day, place, cash, left, due=False))


def _interest_first(program: Program, product: Revolving, walk: _Walk, principal: Expr) -> None:
    """Principal is reached only when no billed interest is left."""
    cycle = product.cycles[walk.number]
    walk.repaid = walk.repaid.plus(principal)
    reached = program.binary(follows=walk.repaid)
    program.order |= reached.terms.keys()
    program.at_least(reached, walk.reached)
    walk.reached = reached
    most = walk.most_interest
    program.at_least(const(most).plus(reached, -most), walk.interest_left)
    bound = max(walk.most + (cycle.new * FEN if product.retro else 0.0), 1.0)
    program.at_least(Expr().plus(reached, bound), walk.repaid)
    # What is repaid of the pool stood in it since the due before, and so long bore interest.
    since = product.cycles[walk.number - 1].due if walk.number else 0
    days = cycle.stmt - product.cut - since
    if days > 0:
        paid = walk.interest.plus(walk.interest_left, -1.0)
        program.at_least(paid, Expr().plus(walk.pool_repaid, float(product.rate) * days))


def _less_arrears(program: Program, walk: _Walk, repaid: Expr) -> None:
    if walk.arrears.terms:
        left = program.var()
        program.at_least(left, walk.arrears.plus(repaid, -1.0))
        walk.arrears = left


def _due(program: Program, place: int, product: Revolving, walk: _Walk) -> None:
    """The due day: pay, convert, roll; what stays unpaid joins the pool."""
    number, cycle = walk.number, product.cycles[walk.number]
    parts = walk.parts.pop(number, Expr()).plus(const(cycle.fixed * FEN))
    converted, options = _conversions(program, product, walk, number)
    pay, asked_before = program.var(), walk.arrears
    ratio = float(product.min_ratio)
    minimum = _minimum(product, walk, parts, converted)
    paid = walk.paid.plus(pay)
    short = Expr()
    if not program.clean:
        short = _missed(program, place, product, walk, (paid, parts))
    if cycle.minimum is None:
        program.at_least(paid.plus(short), minimum)
        _interest_too(program, walk, paid.plus(short))
    owed = added([walk.pool, walk.bill, walk.interest_left, parts]).plus(converted, -1.0)
    walk.pool = program.named(owed.plus(pay, -1.0))
    walk.most_before = walk.most
    walk.most = _most_left(program, product, walk, parts)
    left, whole = walk.pool.plus(short, -1.0), _by_rule(walk, parts, converted, 1.0)
    unpaid = Unpaid(paid.plus(short), left, walk.most, minimum, whole)
    if cycle.minimum is not None:
        add_shown(program, cycle.minimum, unpaid)
    add_floor(program, cycle.lowest, unpaid)
    if product.retro and any(one.new for one in product.cycles[number : number + 2]):
        full = _free_time(program, walk)
        if cycle.minimum is None:
            rolled = Expr().plus(walk.opened, 1 - ratio) if product.rolls else asked_before
            new = _may_roll(product, cycle)
            most = rolled.plus(short).plus(const(new)).plus(full, -new)
            program.at_least(most, walk.pool)
    walk.pending = walk.pending.plus(late_fee(program, place, product, short, cycle.due))
    walk.arrears, walk.open = short, False
    walk.interest_left, walk.bill = Expr(), Expr()
    program.spend(cycle.due, pay)
    wish = Wish(cycle.due, place, pay, walk.pool, due=True, short=short, convert=tuple(options))
    program.wishes.append(wish)


def _interest_too(program: Program, walk: _Walk, paid: Expr) -> None:
    """By the due day both the bill's interest and the principal repaid before it have been paid.

    No whole solution is lost: where principal was reached before the due day its interest was paid
    first, and where none was, the bill's own minimum asks for the interest. Without marks the row is
    not implied: a program with the order in fractions pays the minimum early and all of it as
    principal, bill after bill, and nearly all that the order costs was missing in its bound.
    """
    if walk.repaid.terms:
        program.at_least(paid, walk.interest.plus(walk.repaid))


def _minimum(product: Revolving, walk: _Walk, parts: Expr, converted: Expr) -> Expr:
    cycle, ratio = product.cycles[walk.number], float(product.min_ratio)
    if cycle.minimum is not None:
        return const(cycle.minimum * FEN).plus(converted, -ratio)
    cash = const(_cash_ratio(product) - ratio)
    return _by_rule(walk, parts, converted, ratio).plus(cash, cycle.cash * FEN)


def _cash_ratio(product: Revolving) -> float:
    share = cash_share(product)
    return share.num / share.den


def _may_roll(product: Revolving, cycle: Cycle) -> float:
    """The most of a bill's new spending that its minimum lets stand."""
    spent = (1 - float(product.min_ratio)) * (cycle.new - cycle.cash)
    return (spent + (1 - _cash_ratio(product)) * cycle.cash) * FEN


def _by_rule(walk: _Walk, parts: Expr, converted: Expr, ratio: float) -> Expr:
    """A share of the spending and all of the rest; with a ratio of 1 the whole bill."""
    fixed = added([parts, walk.interest, walk.arrears, walk.asked])
    return fixed.plus(walk.base, ratio).plus(converted, -ratio)


def _most_left(program: Program, product: Revolving, walk: _Walk, parts: Expr) -> float:
    """The most principal that can be left after the due."""
    cycle, ratio = product.cycles[walk.number], float(product.min_ratio)
    all_of_it = walk.most + cycle.new * FEN
    if not program.clean:
        billed = walk.most_interest + cycle.interest * FEN
        return max(all_of_it + billed + program.most_of(parts), 1.0)
    if cycle.minimum is None:
        return max((1 - ratio) * walk.most + _may_roll(product, cycle), 1.0)
    owed = all_of_it + (cycle.interest + cycle.fixed) * FEN
    return max(owed - ratio * cycle.new * FEN, owed - cycle.minimum * FEN, 1.0)


def _conversions(
    program: Program, product: Revolving, walk: _Walk, number: int
) -> tuple[Expr, list[tuple[int, Expr]]]:
    cycle = product.cycles[number]
    least, most = max(product.inst_min, 1), cycle.new - cycle.cash
    if most < least or not product.offers:
        return Expr(), []
    converted, chosen = Expr(), Expr()
    options: list[tuple[int, Expr]] = []
    for periods, rate in product.offers:
        amount = program.var(most * FEN)
        pick = program.binary(follows=amount)
        program.at_least(Expr().plus(pick, most * FEN), amount)
        program.at_least(amount, Expr().plus(pick, least * FEN))
        converted, chosen = converted.plus(amount), chosen.plus(pick)
        options.append((periods, amount))
        fee = float(rate)
        program.cost = program.cost.plus(amount, fee)
        for later in range(number + 1, min(number + periods, len(product.cycles) - 1) + 1):
            each = Expr().plus(amount, (1 + fee) / periods)
            walk.parts[later] = walk.parts.get(later, Expr()).plus(each)
    program.at_least(const(1.0), chosen)
    program.rivals.append(list(chosen.terms))
    program.at_least(walk.bill, converted)
    return converted, options


def _missed(
    program: Program, place: int, product: Revolving, walk: _Walk, bill: tuple[Expr, Expr]
) -> Expr:
    """What is missing to the minimum, with the marks of a due missed and of arrears seen again.

    ``bill`` is what was paid of it, and its instalment parts.
    """
    (paid, parts), cycle = bill, product.cycles[walk.number]
    billed = walk.most_interest + (cycle.interest + cycle.new) * FEN
    everything = max(walk.most + billed + program.most_of(parts), 1.0)
    short = program.var()
    program.at_least(Expr().plus(program.miss(product.harm, (place, cycle.due)), everything), short)
    if walk.arrears.terms:
        again = of_due(product.harm, missed=False, stale=True)
        seen = program.miss(again, (place, cycle.due))
        program.at_least(paid.plus(seen, everything), walk.arrears)
    return short


def _free_time(program: Program, walk: _Walk) -> Expr:
    """A bill keeps its free time when it and the one before are paid in full; gives that mark.

    Only where it or the next one has spending: of an empty bill there is nothing to lose.
    """
    full = program.binary()
    program.at_least(const(walk.most).plus(full, -walk.most), walk.pool)
    if walk.lost.terms:
        program.at_least(walk.lost, const(1.0).plus(full, -1.0))
        program.at_least(walk.lost, const(1.0).plus(walk.grace, -1.0))
    walk.grace = full
    walk.pending = walk.pending.plus(walk.retro)
    walk.retro = Expr()
    return full
