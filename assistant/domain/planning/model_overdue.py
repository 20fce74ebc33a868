"""What is overdue on day 0 in the program: asked for until it is paid, and paid before newer bills."""

from collections.abc import Iterator

from assistant.domain.planning.instance import Loan, Product, Revolving
from assistant.domain.planning.model import FEN, Expr, Look, Program, Wish, const


def add_overdue(program: Program, place: int, loan: Loan) -> None:
    """Columns and rows of something overdue: on each of its days all that is left of it is asked for.

    One mark a day, yes where something is left; it weighs as in the replay (``Loan.left_weighs``).
    Where money comes on a day that is none of its own, as in a scenario, it may be paid as well.
    """
    owed, penalty, before = const(loan.amounts[0] * FEN), Expr(), Expr()
    numbers = {due: number for number, due in enumerate(loan.dues)}
    end, day = program.instance.horizon, 0
    for today in sorted({*numbers, *program.instance.pay_days}):
        if today > end:
            break
        penalty, day = penalty.plus(owed, float(loan.od_rate) * (today - day)), today
        asked, number = owed, numbers.get(today)
        if number is not None:
            program.cost, asked, penalty = program.cost.plus(penalty), owed.plus(penalty), Expr()
        if program.clean:
            owed = Expr()
            if asked.const:
                _pay(program, place, today, (asked, owed), due=True)
            continue
        pay = program.var()
        owed = program.named(asked.plus(pay, -1.0))
        if number is None:
            left = program.binary(follows=owed)
        else:
            left = program.miss(loan.left_weighs(number), (place, today))
        program.at_least(Expr().plus(left, _most_overdue(loan, end)), owed)
        if before.terms:  # what is paid stays paid
            program.at_least(before, left)
        before = left
        program.looks.setdefault(place, []).append(Look(today, left, owed))
        _pay(program, place, today, (pay, owed), due=number is not None)
    program.cost = program.cost.plus(penalty).plus(owed, float(loan.od_rate) * (end - day))


def _pay(program: Program, place: int, day: int, paid: tuple[Expr, Expr], *, due: bool) -> None:
    pay, owed = paid
    program.spend(day, pay)
    wish = Wish(day, place, pay, owed, due=True, short=owed)
    program.wishes.append(wish if due else Wish(day, place, Expr(), owed, due=False, arrears=pay))


def _most_overdue(loan: Loan, until: int) -> float:
    """The most that is ever left of it: it grows by what it accrues."""
    return max(loan.amounts[0] * FEN * (1 + float(loan.od_rate)) ** max(until, 0), 1.0)


def keep_order(program: Program) -> None:
    """Rows by which nothing is paid or converted while an older bill of the account is open.

    A payment covers the oldest first (products.md 1). Where nothing may be overdue all of it is paid
    on day 0, and no row is needed.
    """
    if program.clean:
        return
    for wish in program.wishes:
        for look in _looks(program, wish.place, wish.day):
            most = _most_owed(program, wish.place, wish.day)
            allowed = const(most).plus(look.left, -most)
            for amount in (wish.pay.plus(wish.arrears), *(one for _, one in wish.convert)):
                program.at_least(allowed, amount)


def late_fee(program: Program, place: int, product: Revolving, short: Expr, day: int) -> Expr:
    """违约金 of a due: of what is missing of it and of the account's older bills.

    The bank's least and most are exact: the marks of what is missing ask for the least, and one more
    mark takes the most in place of the share. Only where nothing can be missing there is no fee.
    """
    looks = list(_looks(program, place, day))
    unpaid = short
    for look in looks:
        unpaid = unpaid.plus(look.owed)
    rate, floor = float(product.late_fee), product.late_fee_floor * FEN
    if not rate or not unpaid.terms:
        return Expr()
    if not floor and product.late_fee_cap is None:
        return Expr().plus(unpaid, rate)
    fee, share = program.var(), Expr().plus(unpaid, rate)
    if product.late_fee_cap is not None:
        cap, over = product.late_fee_cap * FEN, program.binary()
        floor = min(floor, cap)
        share = share.plus(over, -rate * _most_owed(program, place, day))
        program.at_least(fee, Expr().plus(over, cap))
    program.at_least(fee, share)
    missed = program.marks.get((place, day), [])[:1]
    for mark in (*(Expr({column: 1.0}) for column in missed), *(look.left for look in looks)):
        program.at_least(fee, Expr().plus(mark, floor))
    return fee


def most_late_fee(program: Program, place: int, product: Revolving, most: float) -> float:
    """The most that a late fee can be, in yuan, where ``most`` is what can be missing of the bill."""
    if program.clean or not product.late_fee:
        return 0.0
    olders = program.instance.olders[place]
    older = sum(_most_overdue(_loan(program, one), program.instance.horizon) for one in olders)
    return float(product.late_fee) * (most + older) + product.late_fee_floor * FEN


def _looks(program: Program, place: int, day: int) -> Iterator[Look]:
    """How each older bill of the account stands on a day: it is paid on its own days only."""
    for older in program.instance.olders[place]:
        looks = program.looks.get(older)
        if looks:
            yield max((look for look in looks if look.day <= day), key=lambda look: look.day)


def _loan(program: Program, place: int) -> Loan:
    product = program.instance.products[place]
    assert isinstance(product, Loan)  # noqa: S101 - older ones are
    return product


def _most_owed(program: Program, place: int, day: int) -> float:
    """More than can be owed of a product, and be missing on its account, until a day: generous."""
    product = program.instance.products[place]
    olders = program.instance.olders[place]
    older = sum(_most_overdue(_loan(program, one), program.instance.horizon) for one in olders)
    return max(older + _most_of(product, day, older), 1.0)


def _most_of(product: Product, day: int, older: float) -> float:
    days = max(day, 0)
    if isinstance(product, Loan):
        if product.overdue:
            return _most_overdue(product, days)
        principal = product.principal * (1 + float(sum(product.shares))) + sum(product.amounts)
        grown = principal * FEN * (1 + float(product.od_rate)) ** days
        return grown * (1 + float(product.prepay_fee))
    bills = [cycle for cycle in product.cycles if cycle.stmt <= day]
    dear = 1 + max((float(rate) for _periods, rate in product.offers), default=0.0)
    whole = product.pool + sum(one.new * dear + one.fixed + one.interest for one in bills)
    waited = max((cycle.stmt - cycle.post for cycle in bills), default=0)
    fees = product.late_fee_floor * FEN * len(bills)
    grown = (whole + float(product.pending)) * FEN + older + fees
    grown *= (1 + float(product.rate)) ** (days + max(waited, 0))
    return grown * (1 + float(product.late_fee)) ** len(bills)
