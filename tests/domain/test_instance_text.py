"""An instance as text: nothing is lost, and what is no instance is none."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.planning.instance import Instance
from assistant.domain.planning.instance_text import instance_text, read_instance_text
from assistant.domain.planning.of_snapshot import instance_of
from assistant.services.planning import cash_of
from tests.domain import facts
from tests.domain.instances import realistic, tiny


@pytest.mark.parametrize("seed", range(20))
def test_what_is_read_is_what_was_written(seed: int) -> None:
    for instance in (realistic(seed, 5, 12), tiny(seed)):
        assert read_instance_text(instance_text(instance)) == instance


def test_a_users_instance_is_kept_whole() -> None:
    seen = facts.snapshot(
        "2026-11-03 12:00",
        accounts=(facts.account(), facts.account(2, "jiebei")),
        bills=(facts.bill("1000", "100"),),
        loans=(replace(facts.loan(), account_id=2),),
        plans=(facts.plan("3000", 12, "264", "2026-12-10"),),
    )
    until = facts.day("2027-11-03")
    instance = instance_of(seen, cash_of(seen, until), until).instance
    assert read_instance_text(instance_text(instance)) == instance


def test_a_field_that_is_younger_than_the_text_has_its_default() -> None:
    instance = replace(realistic(1, 2, 3), floor=0)
    form = json.loads(instance_text(instance))
    del form["floor"]
    assert read_instance_text(json.dumps(form)) == instance


def _without(form: Any) -> None:
    del form["horizon"]


def _other(key: str, value: object) -> Callable[[Any], None]:
    return lambda form: form.update({key: value})


def _rate(value: object) -> Callable[[Any], None]:
    return lambda form: form["products"][0].update(rate=value)


@pytest.mark.parametrize(
    "break_",
    [
        _without,
        _other("horizon", "60"),
        _other("horizon", True),
        _other("alloc", "mine"),
        _other("incomes", {"0": 1}),
        _other("incomes", [[1]]),
        _other("incomes", [[1, 2, 3]]),
        _other("products", [{"is": "Person"}]),
        _other("products", [5]),
        _rate("NaN"),
        _rate("ten"),
        _rate(5),
        _other("horizon", 0),
        lambda form: form["products"][0]["cycles"].reverse(),
        lambda form: form["products"][1]["dues"].pop(),
        lambda form: form["products"][1]["dues"].reverse(),
        lambda form: form["products"][1].update(annuity=["0.1"]),
    ],
)
def test_what_is_no_instance_is_none(break_: Callable[[Any], None]) -> None:
    form = json.loads(instance_text(realistic(1, 2, 3)))
    break_(form)
    assert read_instance_text(json.dumps(form)) is None


@pytest.mark.parametrize("text", ["", "5", "[]", "null", "[" * 100_000, '{"is":"Instance"}'])
def test_what_is_not_even_an_object_is_none(text: str) -> None:
    assert read_instance_text(text) is None


def test_a_level_payment_may_be_unknown() -> None:
    instance = Instance(30, 0, ())
    assert read_instance_text(instance_text(instance)) == instance
