"""The least-cost plan: first nothing overdue, else least harm, then least cost, then fewest transfers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, floor, inf, isfinite

from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.carry_out import carry_out
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.model import FEN, Program, const
from assistant.domain.planning.optimise import (
    ABS_GAP,
    Limits,
    SolverMissing,
    solve,
    version,
)
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.program import open_program
from assistant.domain.planning.stages import fixed, marks_of, near, stages
from assistant.domain.planning.strategies import best_of, best_rule
from assistant.domain.planning.thin import thin

WHOLE_GAP = 0.9  # harm counts in whole numbers
TRUST_FEN = 10
_FEW_ROUNDINGS = 30
MARGINS_YUAN = (0.0, 0.02, 0.05, 0.1, 0.5)


def program_of(instance: Instance, *, clean: bool, margin: float = 0.0) -> Program:
    """The program of an instance; ``clean`` allows nothing overdue, ``margin`` yuan stay unspent."""
    program = open_program(instance, clean=clean)
    program.close(margin)
    return program


@dataclass(frozen=True, slots=True)
class _Found:
    """What one way of solving gave: exact outcomes, and bounds in 分 where there are any."""

    ledgers: tuple[Ledger, ...]
    bound: float | None
    harm: int
    harm_proven: bool
    proven: bool
    harm_bound: int = 0


Told = Callable[[Answer], None]
Heard = Callable[[_Found], None]


def plan(
    instance: Instance,
    limits: Limits | None = None,
    *,
    rules: Ledger | None = None,
    told: Told | None = None,
) -> Answer:
    """The best plan that can be found, with what is known about it.

    Args:
        instance: the facts.
        limits: when the solver stops with the best it has.
        rules: the rules' best outcome when it is known already.
        told: is called with each better answer on the way, the rules' first.

    The answer is never worse than any rule in the same exact replay. When the solver is missing the
    rules answer; when it contradicts a replay it is asked again without presolve, and not believed
    if it still does.
    """
    limits = limits or Limits()
    rules = rules or best_rule(instance)
    first = Answer(rules, Status.RULES)
    if told:
        told(first)
    try:
        name = version()
        answer = _certified(instance, limits, rules, presolve=True, told=told)
        if answer.status is Status.INCONSISTENT:
            again = _certified(instance, limits, rules, presolve=False, told=None)
            answer = again if again.status is not Status.INCONSISTENT else answer
    except SolverMissing:
        return first
    answer = replace(answer, solver=name)
    if told:
        told(answer)
    return replace(answer, ledger=thin(instance, answer.ledger))


def _certified(
    instance: Instance, limits: Limits, rules: Ledger, *, presolve: bool, told: Told | None
) -> Answer:
    def so_far(found: _Found) -> None:
        answer = _judged(instance, best_of([*found.ledgers, rules]), found)
        if told and answer.status is not Status.INCONSISTENT:
            told(answer)

    doubtful = bool(rules.harm)
    weightless = any(
        not product.harm for product in instance.products
    )  # may be missed for its cost
    found = None
    if not weightless:
        found = _clean(instance, limits, so_far, presolve=presolve, doubtful=doubtful)
    if found is None:
        if not (rules.harm or weightless):  # the solver says impossible, a rule does it
            return Answer(rules, Status.INCONSISTENT)
        found = _harmed(instance, limits, rules, so_far, presolve=presolve)
    return _judged(instance, best_of([*found.ledgers, rules]), found)


def rounding_fen(instance: Instance) -> int:
    """So far below the solver's bound a replay may be: each due settles its interest to a whole 分."""
    return max(TRUST_FEN, sum(1 for _due in instance.due_days()) // 2)


def closed_yuan(instance: Instance) -> float:
    """A gap that need not be closed: under half a fen; of many dues a part of what rounding moves."""
    rounding = rounding_fen(instance)
    return rounding * FEN / 7 if rounding > _FEW_ROUNDINGS else ABS_GAP


def _judged(instance: Instance, ledger: Ledger, found: _Found) -> Answer:
    """Compare the exact outcome with what the solver says no plan can beat."""
    if ledger.harm < found.harm:
        return Answer(ledger, Status.INCONSISTENT if found.harm_proven else Status.FOUND)
    same_harm = ledger.harm == found.harm and found.harm_proven
    if found.bound is None or found.bound == -inf or not same_harm:
        return Answer(ledger, Status.FOUND, harm_bound=found.harm_bound)
    bound = floor(found.bound * 100 + 0.5)
    if ledger.cost < bound - rounding_fen(instance):
        return Answer(ledger, Status.INCONSISTENT)
    close = ledger.cost - bound <= max(2 * TRUST_FEN, ledger.cost // 10_000)
    status = Status.PROVEN if found.proven and close else Status.BOUNDED
    return Answer(ledger, status, bound=min(bound, ledger.cost), harm_bound=found.harm)


def clean_plan(instance: Instance, limits: Limits) -> Ledger | None:
    """A plan without anything overdue in the exact replay, not proven cheapest; None if none is found."""
    found = _clean(instance, limits, lambda _found: None, presolve=True, doubtful=True)
    clean = [one for one in (found.ledgers if found else ()) if not one.harm]
    return best_of(clean) if clean else None


def _clean(
    instance: Instance, limits: Limits, so_far: Heard, *, presolve: bool, doubtful: bool
) -> _Found | None:
    """The cheapest plan without anything overdue; None when there is proof that none exists.

    Where it is ``doubtful`` the linear program is asked first: it knows most of what cannot be.
    """
    program = program_of(instance, clean=True)
    if doubtful:
        linear = solve(program, program.cost, limits, presolve=False, form="linear")
        if linear.infeasible:
            return None
    found, known = _Found((), None, 0, harm_proven=True, proven=False), None
    gap = closed_yuan(instance)
    for solution in stages(program, program.cost, limits, presolve=presolve, gap=gap):
        if solution.infeasible:
            return None
        if solution.x is not known:  # the proof often finds nothing cheaper
            known = solution.x
            found = replace(found, ledgers=(*found.ledgers, *_exact(instance, program, known, 0)))
        found = replace(found, bound=solution.bound, proven=solution.proven)
        if not solution.proven:
            so_far(found)
    return found


def _harmed(
    instance: Instance, limits: Limits, rules: Ledger, so_far: Heard, *, presolve: bool
) -> _Found:
    """Least harm first; then least cost with the same dues missed (quick); then with no more harm."""
    program = program_of(instance, clean=False)
    *_, least = stages(program, program.harm, limits, presolve=presolve, gap=WHOLE_GAP)
    known = max(ceil(least.bound - WHOLE_GAP / 2), 0) if isfinite(least.bound) else 0
    sure = least.proven and not least.infeasible
    found = _Found((), None, known if sure else rules.harm, sure, proven=False, harm_bound=known)
    harm = found.harm
    if least.x is not None:
        harm = min(harm, round(program.harm.value(least.x)))
        same = _same_misses(instance, program, limits, least.x, harm)
        found = replace(found, harm=harm, ledgers=same)
        so_far(found)  # the last stages may take long: what is known is told before them
    program.at_least(const(float(harm)), program.harm)
    gap = closed_yuan(instance)
    for solution in stages(program, program.cost, limits, presolve=presolve, gap=gap):
        bound = None if solution.infeasible else solution.bound
        ledgers = (*found.ledgers, *_exact(instance, program, solution.x, harm))
        found = replace(found, ledgers=ledgers, bound=bound, proven=solution.proven)
        if bound is not None and not solution.proven:
            so_far(found)
    return found


def _same_misses(
    instance: Instance, program: Program, limits: Limits, x: list[float], harm: int
) -> tuple[Ledger, ...]:
    """Near the cheapest with the dues missed of a solution."""
    missed = fixed(program, {column: float(round(x[column])) for column in program.misses})
    close = near(missed, program.cost, solve(missed, program.cost, limits, form="core"))
    ledgers = _exact(instance, program, x, harm)
    return (*ledgers, *_exact(instance, missed, close, harm))


def _exact(
    instance: Instance, program: Program, found: list[float] | None, harm: int
) -> tuple[Ledger, ...]:
    """A solution's marks carried out in the replay, with ever more kept back until it agrees.

    A fen taken from what pays a card in full costs its free time: that is no agreement either.
    """
    if found is None:
        return ()
    ledgers: list[Ledger] = []
    marks = marks_of(program, found)
    for margin in MARGINS_YUAN:
        given = fixed(program_of(instance, clean=program.clean, margin=margin), marks)
        settled = solve(given, given.cost, Limits(), form="linear")
        x = settled.x if settled.x is not None or margin else found
        if x is None:
            break
        ledger = carry_out(instance, given.wishes, x)
        ledgers.append(ledger)
        dear = ledger.cost - given.cost.value(x) * 100 > rounding_fen(instance)
        if ledger.harm <= harm and not dear:
            break
    return tuple(ledgers)
