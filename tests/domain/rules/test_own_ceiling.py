"""The ceilings that the user set himself, of one account and of all."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from assistant.domain.cash_rules import Ceiling
from assistant.domain.money import Money
from assistant.domain.rules.own_ceiling import RULE
from tests.domain.facts import account, bill, snapshot
from tests.domain.rules.seen import SHANGHAI, told

NOW = "2026-11-05 12:00"  # a Thursday
OWED: dict[str, Any] = {
    "accounts": (account(), account(2)),
    "bills": (bill("801"), bill("500", number=2, owner=2)),
}


def test_each_ceiling_that_is_exceeded_is_told_once_a_week() -> None:
    rows = (Ceiling(1, Money.of(800)), Ceiling(2, Money.of(500)), Ceiling(None, Money.of(1300)))
    one, together = told(RULE, snapshot(NOW, ceilings=rows, **OWED))
    assert (one.key, one.account_id) == ("rule:own_ceiling:account:1", 1)
    assert one.facts["above"] == Money.of(1)
    assert (together.key, together.variant) == ("rule:own_ceiling:all", "all")
    assert (together.facts["owed"], together.facts["above"]) == (Money.of(1301), Money.of(1))
    assert {one.due_date, together.due_date} == {date(2026, 11, 2)}


def test_nobody_is_told_off_while_he_types() -> None:
    rows = (Ceiling(1, Money.of(800)),)
    typed = datetime(2026, 11, 5, 11, tzinfo=SHANGHAI)
    now = OWED | {"accounts": (replace(account(), created_at=typed), account(2))}
    (alert,) = told(RULE, snapshot(NOW, ceilings=rows, **now))
    assert alert.at == datetime(2026, 11, 6, 10, tzinfo=SHANGHAI)


def test_at_the_ceiling_within_the_slack_or_without_one_nothing_is_told() -> None:
    assert told(RULE, snapshot(NOW, **OWED)) == ()
    assert told(RULE, snapshot(NOW, ceilings=(Ceiling(1, Money.of(801)),), **OWED)) == ()
    above = snapshot(NOW, ceilings=(Ceiling(1, Money.of(800)),), **OWED)
    assert told(RULE, above, {"slack": "1"}) == ()
    assert told(RULE, above, {"slack": "0.99"}) != ()
