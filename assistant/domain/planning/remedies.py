"""The least that would help when not everything can be paid, each remedy verified by an exact replay."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assistant.domain.planning.answer import Answer, Kind, Remedy, Shortfall, Status
from assistant.domain.planning.infeasible import shortfall, with_money
from assistant.domain.planning.instance import Instance, Loan, Product, Revolving
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.solve import clean_plan

_TRY = Limits(nodes=500, seconds=10)
_FEN_MORE = (0, 1, 2, 5, 10, 20, 60)
_MOST_SHIFT_DAYS = 31
_MOST_TERMS = 6
ASKED_OFFERS: tuple[tuple[int, Decimal], ...] = ((12, Decimal("0.088")),)  # products.md 2.3


def diagnosed(instance: Instance, answer: Answer) -> Answer:
    """The answer with what is missing and what would help, where something is overdue in it."""
    if not answer.ledger.harm or answer.status is Status.RULES:
        return answer
    short = shortfall(instance)
    if short is None:
        return answer
    return replace(answer, short=short, remedies=remedies(instance, short))


def remedies(instance: Instance, short: Shortfall) -> tuple[Remedy, ...]:
    """Each kind's least remedy: the money, and for every product of the conflict what asking could bring.

    Raises:
        SolverMissing: there is no solver to ask.
    """
    found = [_money(instance, short)]
    for place in sorted({place for place, _day in short.conflict}):
        product = instance.products[place]
        due = min(day for other, day in short.conflict if other == place)
        found.append(_moved(instance, place, due))
        if isinstance(product, Loan):
            found.append(_negotiated(instance, place, product, due))
        elif not product.offers:
            found.append(_converted(instance, place, product, due))
    return tuple(remedy for remedy in found if remedy is not None)


def _money(instance: Instance, short: Shortfall) -> Remedy | None:
    """The amount of the program, and the few 分 more that rounding in the replay may take."""
    for more in _FEN_MORE:
        fen = short.whole + more
        ledger = clean_plan(with_money(instance, short.day, fen), _TRY)
        if ledger is not None:
            return Remedy(Kind.MONEY, ledger.cost, short.day, fen)
    return None


def with_product(instance: Instance, place: int, product: Product) -> Instance:
    """The same with one product changed."""
    products = (*instance.products[:place], product, *instance.products[place + 1 :])
    return replace(instance, products=products)


def _first_clean(
    instance: Instance, place: int, tries: Iterator[tuple[int, Product]]
) -> tuple[int, Ledger] | None:
    for number, product in tries:
        ledger = clean_plan(with_product(instance, place, product), _TRY)
        if ledger is not None:
            return number, ledger
    return None


def _moved(instance: Instance, place: int, due: int) -> Remedy | None:
    """The due day moved to where money has come: the least number of days that helps."""
    product = instance.products[place]
    shifts = [day - due for day in instance.pay_days if 0 < day - due <= _MOST_SHIFT_DAYS]
    tries = ((days, moved) for days in shifts if (moved := shifted(product, days)) is not None)
    found = _first_clean(instance, place, tries)
    if found is None:
        return None
    return Remedy(Kind.MOVE, found[1].cost, due, product=product.id, number=found[0])


def shifted(product: Product, days: int) -> Product | None:
    """The product with every due so many days later; None where a bill would meet the next one."""
    if isinstance(product, Revolving):
        cycles = tuple(replace(cycle, due=cycle.due + days) for cycle in product.cycles)
        pairs = pairwise(cycles)
        if any(before.due >= after.stmt for before, after in pairs):
            return None
        return replace(product, cycles=cycles)
    dues = tuple(day + days for day in product.dues)
    if not product.shares:
        return replace(product, dues=dues)
    length = product.dues[0] - product.last
    if length <= 0:
        return None
    first = product.shares[0] * (length + days) / length
    return replace(product, dues=dues, shares=(first, *product.shares[1:]))


def _converted(instance: Instance, place: int, product: Revolving, due: int) -> Remedy | None:
    """Instalments of a bill whose lender offers none by itself: 12 periods at the usual fee."""
    asked = replace(product, offers=ASKED_OFFERS)
    found = _first_clean(instance, place, iter([(ASKED_OFFERS[0][0], asked)]))
    if found is None:
        return None
    return Remedy(Kind.INSTALMENT, found[1].cost, due, product=product.id, number=found[0])


def _negotiated(instance: Instance, place: int, product: Loan, due: int) -> Remedy | None:
    """Some dues without principal; fixed amounts are all put off by as many periods."""
    tries = ((terms, _relieved(product, terms)) for terms in range(1, _MOST_TERMS + 1))
    usable = ((terms, loan) for terms, loan in tries if loan is not None)
    found = _first_clean(instance, place, usable)
    if found is None:
        return None
    return Remedy(Kind.NEGOTIATE, found[1].cost, due, product=product.id, number=found[0])


def _relieved(loan: Loan, terms: int) -> Loan | None:
    if terms >= len(loan.dues) and loan.kind != "fixed":
        return None
    if loan.kind == "bullet":
        return None
    if loan.kind != "fixed":
        return replace(loan, interest_only=max(loan.interest_only, terms))
    gap = loan.dues[-1] - loan.dues[-2] if len(loan.dues) > 1 else 30
    dues = tuple(day + terms * gap for day in loan.dues)
    return replace(loan, dues=dues)
