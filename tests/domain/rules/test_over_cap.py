"""All-in cost above a cap."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.domain.account import PaymentKind
from assistant.domain.rules.over_cap import RULE
from assistant.services.lawbook import load_rate_rules
from tests.domain.facts import account, day, loan, payment, plan, snapshot
from tests.domain.rules.seen import told

NOW = "2026-11-05 12:00"
RATES = load_rate_rules()
OWN = account(product="jiebei", lender_type="consumer_finance")


def dear() -> object:
    """A loan of 36 % a year."""
    return replace(loan(start="2026-01-15"), rate=Decimal("0.001"))


def test_a_loan_above_a_cap_is_told_once_for_its_contract_day() -> None:
    (alert,) = told(RULE, snapshot(NOW, accounts=(OWN,), loans=(dear(),)), rates=RATES)
    assert (alert.about, alert.due_date) == ("loan:1", day("2026-01-15"))
    cost, cap = alert.facts["cost"], alert.facts["cap"]
    assert isinstance(cost, Decimal)
    assert isinstance(cap, Decimal)
    assert cost > cap


def test_within_the_cap_or_without_the_table_nothing_is_told() -> None:
    cheap = replace(loan(start="2026-01-15"), rate=Decimal("0.0002"))
    assert told(RULE, snapshot(NOW, accounts=(OWN,), loans=(cheap,)), rates=RATES) == ()
    assert told(RULE, snapshot(NOW, accounts=(OWN,), loans=(dear(),)), rates=None) == ()
    seen = snapshot(NOW, accounts=(OWN,), loans=(dear(),))
    assert told(RULE, seen, {"slack": "16"}, rates=RATES) != ()
    assert told(RULE, seen, {"slack": "20"}, rates=RATES) == ()


def test_a_loan_that_is_repaid_and_a_plan_that_has_ended_say_nothing() -> None:
    closed = payment("1", "2026-03-01", loan_id=1, bill_id=None, kind=PaymentKind.SETTLEMENT)
    seen = snapshot(NOW, accounts=(OWN,), loans=(dear(),), payments=(closed,))
    assert told(RULE, seen, rates=RATES) == ()
    over = plan("1200", 12, "900", "2025-01-10")
    own = account(lender_type="consumer_finance", daily_rate="0")
    assert told(RULE, snapshot(NOW, accounts=(own,), plans=(over,)), rates=RATES) == ()


def test_what_rolls_is_told_for_the_day_its_cap_began() -> None:
    own = account(lender_type="consumer_finance", daily_rate="0.001")
    (alert,) = told(RULE, snapshot(NOW, accounts=(own,)), rates=RATES)
    assert alert.about == "account:1"
    assert isinstance(alert.due_date, date)
    later = told(RULE, snapshot("2026-11-28 12:00", accounts=(own,)), rates=RATES)
    assert [row.due_date for row in later] == [alert.due_date]


def test_a_plan_that_still_runs_is_told() -> None:
    own = account(lender_type="consumer_finance", daily_rate="0")
    seen = snapshot(NOW, accounts=(own,), plans=(plan("1200", 12, "900", "2026-10-10"),))
    assert [alert.about for alert in told(RULE, seen, rates=RATES)] == ["plan:1"]
