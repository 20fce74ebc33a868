"""The user's own plan: his facts as an instance, solved off the window's thread, kept and compared."""

from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256

from assistant.domain.calendar import add_months
from assistant.domain.flows import FlowKind, due_flows, planned
from assistant.domain.forecast import free_cash
from assistant.domain.money import ZERO, Money
from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.harm import weights
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.kept import KeptPlan, kept
from assistant.domain.planning.of_snapshot import Case, PlanCash, instance_of
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.plan import Ledger
from assistant.domain.reserve import reserve_balance
from assistant.domain.snapshot import Changes, Snapshot
from assistant.errors import Cancelled
from assistant.services.memory import Memory
from assistant.services.solver import plan_in_worker
from assistant.store.unit import Store

MONTHS = (3, 6, 12, 24, 36, 60)
_KEPT_ANSWERS = 32


def cash_of(snapshot: Snapshot, until: date) -> PlanCash:
    """The money a plan until ``until`` may count on: what the 收支 page knows."""
    moves = tuple(planned(snapshot, snapshot.today, until))
    usual: dict[tuple[int, date], Money] = {}
    for flow in due_flows(snapshot, snapshot.today, until):
        if flow.kind is FlowKind.USUAL and flow.account_id is not None:
            key = (flow.account_id, flow.day)
            usual[key] = usual.get(key, ZERO) - flow.amount
    return PlanCash(
        there=free_cash(snapshot),
        floor=snapshot.cash_rules.floor,
        incomes=tuple((row.day, row.amount) for row in moves if row.amount > ZERO),
        expenses=tuple((row.day, -row.amount) for row in moves if row.amount < ZERO),
        reserve=reserve_balance(snapshot.reserve),
        usual=usual,
    )


def case_of(snapshot: Snapshot, months: int, order: Sequence[int] = ()) -> Case:
    """What a plan over so many months is computed from; ``order`` is kept clean first to last."""
    return _until(snapshot, add_months(snapshot.today, months), order)


def kept_case(snapshot: Snapshot, plan: KeptPlan, order: Sequence[int] = ()) -> Case | None:
    """What is left of a kept plan's time, from today's facts; None when it is over."""
    until = add_months(plan.made_on, plan.months)
    return _until(snapshot, until, order) if until > snapshot.today else None


def _until(snapshot: Snapshot, until: date, order: Sequence[int]) -> Case:
    return instance_of(snapshot, cash_of(snapshot, until), until, weights(snapshot, order))


def digest(instance: Instance, limits: Limits) -> str:
    """Names everything an answer depends on; the same inputs have the same name."""
    return sha256(repr((instance, limits)).encode()).hexdigest()


class Planner:
    """Answers by the hash of their inputs; safe to be asked from several threads at once.

    What is being solved for one is not solved again for another who asks the same.
    """

    def __init__(self) -> None:
        self._memory: Memory[Answer] = Memory(_KEPT_ANSWERS, _is_worth_keeping)

    def answer(
        self,
        instance: Instance,
        limits: Limits | None = None,
        *,
        told: Callable[[Answer], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> Answer:
        """The best plan, from memory where nothing changed; as ``plan_in_worker`` else.

        Raises:
            Cancelled: it was stopped before there was any.
        """
        limits = limits or Limits()
        found = self._memory.ask(
            digest(instance, limits),
            lambda tell, ended: plan_in_worker(instance, limits, told=tell, stopped=ended),
            told=told,
            stopped=stopped or _never,
        )
        if found is None:
            raise Cancelled
        return found


def _is_worth_keeping(answer: Answer) -> bool:
    """The rules' answer is no more than what was there when the solver was stopped or missing."""
    return answer.status is not Status.RULES


def _never() -> bool:
    return False


class Plans:
    """The kept plan in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.months_shown: int | None = None
        """How far ahead the plan's page looks; None while it was not opened."""

    def load(self) -> KeptPlan | None:
        """The plan that the user keeps to; None while he keeps to none."""
        return self._store.kept_plan.load()

    def keep(self, case: Case, ledger: Ledger, months: int) -> Changes:
        """Keep to this plan from now on; the one before is forgotten."""
        with self._store.unjournalled():
            self._store.kept_plan.save(kept(case, ledger, months))
        return Changes.PLANS

    def drop(self) -> Changes:
        """Keep to no plan."""
        with self._store.unjournalled():
            self._store.kept_plan.drop()
        return Changes.PLANS
