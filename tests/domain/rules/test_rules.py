"""The written-out list: every module is in it, every rule has a switch and thresholds that hold."""

from pathlib import Path

import pytest

from assistant.domain import rules
from assistant.domain.rule import Rule
from assistant.domain.rules import RULES, rule_of
from assistant.errors import UserError
from tests.domain.facts import bill, paying, snapshot
from tests.domain.rules.seen import told


def test_every_module_of_a_rule_is_in_the_list_once() -> None:
    assert rules.__file__ is not None
    modules = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}
    assert [rule.id for rule in RULES] == list(dict.fromkeys(rule.id for rule in RULES))
    assert {rule.id for rule in RULES} == modules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_usual_thresholds_are_within_their_range(rule: Rule) -> None:
    assert rule_of(rule.id) is rule
    assert rule.thresholds
    for threshold in rule.thresholds:
        threshold.parse(threshold.usual)
        for text in ("", "x", str(threshold.high + 1), str(threshold.low - 1)):
            with pytest.raises(UserError):
                threshold.parse(text)


def test_a_rule_that_is_switched_off_says_nothing() -> None:
    seen = snapshot("2026-11-08 12:00", bills=(bill("300"),), paying_accounts=(paying("10"),))
    rule = rule_of("not_funded")
    assert told(rule, seen)
    assert told(rule, seen, {"enabled": "no"}) == ()


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UserError, match="unknown"):
        rule_of("weather")
