"""A plan in its written form, for scripts: amounts in 分, days as whole numbers (docs/cli.md)."""

from collections.abc import Mapping
from typing import Any

from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.instance_form import read_instance
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.strategies import SHOWN, follow
from assistant.errors import UserError
from assistant.services.solver import plan_in_worker


def plan_report(form: Mapping[str, Any], limits: Limits | None = None) -> dict[str, Any]:
    """Plan one instance, or each of ``instances``; an entry with an ``instance`` keeps its ``id``.

    All of them are read before the first one is solved.

    Raises:
        UserError: the form is not an instance; the field is the place of the mistake.
    """
    if "instances" not in form:
        return _report(*_read(form, ""), limits)
    entries = form["instances"]
    if not isinstance(entries, list):
        raise UserError("plan_form.list", "instances")
    read = [_read(one, f"instances[{number}]") for number, one in enumerate(entries)]
    return {"results": [_report(name, instance, limits) for name, instance in read]}


def _read(entry: object, place: str) -> tuple[str, Instance]:
    """The entry's id, empty where it has none, and its instance."""
    if not isinstance(entry, Mapping):
        raise UserError("plan_form.object", place)
    dot = f"{place}." if place else ""
    name = entry.get("id")
    name = name if isinstance(name, str) and name.isprintable() else ""
    if "instance" in entry:
        return name, read_instance(entry["instance"], f"{dot}instance" if place else "")
    return name, read_instance(entry, place)


def _report(name: str, instance: Instance, limits: Limits | None) -> dict[str, Any]:
    answer = plan_in_worker(instance, limits)
    told = {"id": name} if name else {}
    return told | _answer(answer) | {"shortfall": _shortfall(instance, answer)} | _rules(instance)


def _answer(answer: Answer) -> dict[str, Any]:
    ledger = answer.ledger
    return {
        "status": answer.status.value,
        "proven": answer.status is Status.PROVEN,
        "harm": ledger.harm,
        "cost_fen": ledger.cost,
        "costs_fen": dict(ledger.costs),
        "bound_fen": answer.bound,
        "gap_fen": answer.gap,
        "harm_bound": answer.harm_bound,
        "solver": answer.solver,
        "milliseconds": answer.millis,
        "debt_free_day": ledger.debt_free,
        "overdue_days": ledger.overdue_days,
        "transfers": ledger.transfers,
        "plan": [
            {"day": step.day, "product": step.product, "fen": step.fen, "how": step.how.value}
            | ({"periods": step.periods} if step.periods else {})
            for step in ledger.steps
        ],
        "misses": [
            {"day": miss.day, "product": miss.product, "fen": miss.fen, "harm": miss.harm}
            | ({"tolerated": True} if miss.tolerated else {})
            for miss in ledger.misses
        ],
    }


def _shortfall(instance: Instance, answer: Answer) -> dict[str, Any] | None:
    short, helps = answer.short, answer.remedies
    if short is None:
        return None
    names = [product.id for product in instance.products]
    return {
        "first_day": short.day,
        "amount_then_fen": short.then,
        "amount_whole_horizon_fen": short.whole,
        "conflict": [{"product": names[place], "day": day} for place, day in short.conflict],
        "remedies": [
            {
                "kind": one.kind.value,
                "day": one.day,
                "fen": one.fen,
                "product": one.product,
                "number": one.number,
                "cost_fen": one.cost,
            }
            for one in helps
        ],
    }


def _rules(instance: Instance) -> dict[str, Any]:
    played = {variant.strategy.value: follow(instance, variant) for variant in SHOWN}
    return {
        "strategies": {
            name: {"harm": ledger.harm, "cost_fen": ledger.cost, "debt_free_day": ledger.debt_free}
            for name, ledger in played.items()
        }
    }
