"""A loan in the program: what a due asks for is linear in the principal, early repayment included."""

from dataclasses import dataclass, field

from assistant.domain.planning.exact import annuity_sums
from assistant.domain.planning.instance import Loan
from assistant.domain.planning.model import FEN, Expr, Program, Wish, const
from assistant.domain.planning.weight import of_due


@dataclass
class _Late:
    """Arrears of a loan in the program: what is overdue, the most that can be, the penalty not billed yet."""

    owed: Expr = field(default_factory=Expr)
    penalty: Expr = field(default_factory=Expr)
    day: int = 0
    most: float = 0.0
    most_penalty: float = 0.0


def add_loan(program: Program, place: int, loan: Loan) -> None:
    """Columns and rows of one loan or fixed series."""
    end = program.instance.horizon
    principal, late = const(loan.principal * FEN), _Late()
    most = _most_owed(loan)
    for number, day in enumerate(loan.dues):
        if day > end:
            principal = _early(program, place, loan, number, (principal, late.owed), end + 1)
            _pay_arrears(program, place, loan, late, loan.start_of(number), end + 1)
            _tail(program, loan, number, principal)
            break
        principal = _early(program, place, loan, number, (principal, late.owed), day)
        _pay_arrears(program, place, loan, late, loan.start_of(number), day)
        principal = _due(program, place, (loan, number), principal, late, most)
    else:
        _pay_arrears(program, place, loan, late, loan.dues[-1], end + 1)
    _accrue(loan, late, end)
    program.cost = program.cost.plus(late.penalty)


def _most_owed(loan: Loan) -> float:
    """The most that one due can ask for."""
    return loan.principal * FEN or max(loan.amounts, default=0) * FEN


def _days_between(program: Program, start: int, stop: int) -> list[int]:
    """Day 0 and income days after a due and before the next one."""
    return [day for day in program.instance.pay_days if start < day < stop or day == start == 0]


def _early(
    program: Program, place: int, loan: Loan, number: int, held: tuple[Expr, Expr], stop: int
) -> Expr:
    """Repayments of principal before the due; interest on the repaid part is taken with it.

    ``held`` are the principal and the arrears.
    """
    principal, overdue = held
    if not loan.prepay or not (principal.terms or principal.const):
        return principal
    start, share = loan.start_of(number), float(loan.shares[number])
    length = max(loan.dues[number] - start, 1)
    for day in _days_between(program, start, stop):
        if day == 0 and loan.dues[number] == 0:
            continue
        if not loan.mid_term and day != start:
            continue
        interest = share * (day - start) / length
        fee = float(loan.prepay_fee)
        repaid = program.var()
        left = program.named(principal.plus(repaid, -1.0))
        cash = Expr().plus(repaid, 1 + interest + fee)
        program.spend(day, cash)
        program.cost = program.cost.plus(repaid, interest + fee)
        program.wishes.append(Wish(day, place, cash, left.plus(overdue), due=False))
        principal = left
    return principal


def _accrue(loan: Loan, late: _Late, day: int) -> None:
    if late.owed.terms:
        rate = float(loan.od_rate) * (day - late.day)
        late.penalty = late.penalty.plus(late.owed, rate)
        late.most_penalty += rate * late.most
    late.day = day


def _pay_arrears(
    program: Program, place: int, loan: Loan, late: _Late, start: int, stop: int
) -> None:
    if not late.owed.terms:
        return
    for day in _days_between(program, start, stop):
        _accrue(loan, late, day)
        paid = program.var()
        late.owed = program.named(late.owed.plus(paid, -1.0))
        program.spend(day, paid)
        program.wishes.append(Wish(day, place, Expr(), const(1.0), due=False, arrears=paid))


def _tail(program: Program, loan: Loan, number: int, principal: Expr) -> None:
    """Interest until the horizon on principal that is due after it."""
    if loan.shares:
        start = loan.start_of(number)
        days = max(program.instance.horizon - start, 0)
        length = max(loan.dues[number] - start, 1)
        program.cost = program.cost.plus(principal, float(loan.shares[number]) * days / length)


def _asked(loan: Loan, number: int, principal: Expr) -> tuple[Expr, Expr]:
    """Interest and principal that a due asks for."""
    if loan.kind == "fixed":
        return const(loan.amounts[number] * FEN), Expr()
    share = float(loan.shares[number])
    left = len(loan.dues) - number
    if left == 1:
        part = 1.0
    elif loan.kind == "bullet" or number < loan.interest_only:
        part = 0.0
    elif loan.kind == "equal":
        part = 1.0 / left
    else:
        part = 1 / float(annuity_sums(loan.annuity or loan.shares)[number]) - share
    return Expr().plus(principal, share), Expr().plus(principal, max(part, 0.0))


def _due(
    program: Program,
    place: int,
    which: tuple[Loan, int],
    principal: Expr,
    late: _Late,
    most: float,
) -> Expr:
    """One due of a loan, by its number; gives the principal after it."""
    loan, number = which
    day = loan.dues[number]
    interest, part = _asked(loan, number, principal)
    if loan.kind != "fixed":
        program.cost = program.cost.plus(interest)
    left = principal.plus(part, -1.0)
    _accrue(loan, late, day)
    program.cost = program.cost.plus(late.penalty)
    cash = interest.plus(part).plus(late.penalty)
    late.penalty = Expr()
    short, arrears = Expr(), Expr()
    if not program.clean:
        short, arrears = _missed(program, (place, day), loan, late, (cash, most))
        cash = cash.plus(short, -1.0)
    if loan.prepay and number < len(loan.dues) - 1:
        extra = program.var()
        left = program.named(left.plus(extra, -1.0))
        cash = cash.plus(extra, 1 + float(loan.prepay_fee))
        program.cost = program.cost.plus(extra, float(loan.prepay_fee))
    elif left.terms:
        left = program.named(left)
    program.spend(day, cash.plus(arrears))
    owed = left.plus(late.owed)
    program.wishes.append(Wish(day, place, cash, owed, due=True, short=short, arrears=arrears))
    return left


def _missed(
    program: Program,
    due: tuple[int, int],
    loan: Loan,
    late: _Late,
    due_sum: tuple[Expr, float],
) -> tuple[Expr, Expr]:
    """What of the due stays unpaid and what is paid of older arrears, with their marks."""
    asked, most = due_sum
    short = program.var()
    program.at_least(asked, short)
    big = max(most * 1.5 + late.most_penalty, 1.0)
    program.at_least(Expr().plus(program.miss(loan.harm, due), big), short)
    paid = Expr()
    if late.owed.terms:
        paid = program.var()
        late.owed = program.named(late.owed.plus(paid, -1.0))
        again = program.miss(of_due(loan.harm, missed=False, stale=True), due)
        program.at_least(Expr().plus(again, late.most), late.owed)
    late.owed = program.named(late.owed.plus(short))
    late.most, late.most_penalty = late.most + big, 0.0
    return short, paid
