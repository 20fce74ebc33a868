"""Utilisation above a threshold."""

from datetime import date
from decimal import Decimal

from assistant.domain.rules.utilisation import RULE
from tests.domain.facts import account, bill, snapshot
from tests.domain.rules.seen import told

NOW = "2026-11-05 12:00"


def test_above_the_threshold_is_told_once_a_month() -> None:
    seen = snapshot(NOW, accounts=(account(limit="1000"),), bills=(bill("801"),))
    (alert,) = told(RULE, seen)
    assert alert.facts["share"] == Decimal("0.8010")
    assert alert.due_date == date(2026, 11, 1)


def test_at_the_threshold_or_without_a_limit_nothing_is_told() -> None:
    known = snapshot(NOW, accounts=(account(limit="1000"),), bills=(bill("800"),))
    assert told(RULE, known) == ()
    assert told(RULE, known, {"percent": "79"}) != ()
    assert told(RULE, snapshot(NOW, bills=(bill("800"),))) == ()
