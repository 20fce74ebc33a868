"""The golden plans: harm equal, cost within the tolerance, proven; each plan replays to its cost."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.infeasible import shortfall
from assistant.domain.planning.instance_form import read_instance
from assistant.domain.planning.plan import How, Step
from assistant.domain.planning.replay import replay
from assistant.domain.planning.solve import plan
from assistant.domain.planning.strategies import VARIANTS, best_rule, follow

PLANS = Path(os.environ.get("BEIFU_PLANS") or Path(__file__).parent.parent / "data" / "plans.json")
ENTRIES: list[dict[str, Any]] = json.loads(PLANS.read_text("utf-8"))["instances"]
each = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["id"]))


def solved(form: dict[str, Any]) -> Answer:
    """The plan, where there is a solver."""
    pytest.importorskip("highspy", reason="the least-cost plan needs the solver")
    return plan(read_instance(form))


@each
def test_a_golden_instance_is_solved_and_proven(entry: dict[str, Any]) -> None:
    answer = solved(entry["instance"])
    best = entry["optimum"]
    assert answer.ledger.harm == best["harm"]
    tolerance = max(2, best["cost_fen"] // 10_000)
    assert abs(answer.ledger.cost - best["cost_fen"]) <= tolerance
    assert answer.status is Status.PROVEN
    assert answer.gap is not None
    assert answer.gap <= tolerance


@each
def test_its_known_plan_replays_to_its_cost(entry: dict[str, Any]) -> None:
    steps = []
    for row in entry["optimum"].get("plan", []):
        words = row["note"].split()
        if words[0] == "convert":
            fen, periods = int(words[1]), int(words[3])
            steps.append(Step(row["day"], row["product"], fen, How.INSTALMENT, periods))
        else:
            steps.append(Step(row["day"], row["product"], row["fen"], How.PART))
    if not steps:
        pytest.skip("the file says no plan for it")
    ledger = replay(read_instance(entry["instance"]), steps)
    assert not ledger.refused
    assert (ledger.harm, ledger.cost) == (entry["optimum"]["harm"], entry["optimum"]["cost_fen"])


@each
def test_the_plan_that_is_shown_replays_to_the_same_outcome(entry: dict[str, Any]) -> None:
    ledger = solved(entry["instance"]).ledger
    again = replay(read_instance(entry["instance"]), ledger.steps)
    assert not again.refused
    assert (again.cost, again.harm) == (ledger.cost, ledger.harm)


@each
def test_the_shortfall_is_the_one_worked_by_hand(entry: dict[str, Any]) -> None:
    pytest.importorskip("highspy", reason="the shortfall needs the solver")
    short = shortfall(read_instance(entry["instance"]))
    known = entry["optimum"].get("shortfall")
    if known is None:
        assert short is None
        return
    assert short is not None
    assert short.day == known["first_day"]
    assert short.then == round(known["amount_then"] * 100)
    assert short.whole == round(known["amount_whole_horizon"] * 100)


@each
def test_no_rule_beats_the_plan_and_the_rules_answer_without_a_solver(
    entry: dict[str, Any],
) -> None:
    instance = read_instance(entry["instance"])
    rules = best_rule(instance)
    assert rules.rank == min(follow(instance, variant).rank for variant in VARIANTS)
    assert solved(entry["instance"]).ledger.rank <= rules.rank
