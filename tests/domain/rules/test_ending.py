"""A loan or an instalment plan ends."""

from assistant.domain.account import PaymentKind
from assistant.domain.rules.ending import RULE
from tests.domain.facts import account, beijing, day, loan, payment, plan, snapshot
from tests.domain.rules.seen import told


def test_a_plan_is_told_a_week_before_its_last_part() -> None:
    seen = snapshot("2026-11-05 12:00", plans=(plan("1200", 12, "0", "2026-01-20"),))
    (alert,) = told(RULE, seen)
    assert (alert.about, alert.due_date) == ("plan:1", day("2026-12-20"))
    assert alert.at == beijing("2026-12-13 10:00")


def test_a_loan_is_told_while_it_runs() -> None:
    own = account(product="jiebei")
    seen = snapshot("2026-11-05 12:00", accounts=(own,), loans=(loan(terms=12),))
    (alert,) = told(RULE, seen)
    assert (alert.about, alert.due_date) == ("loan:1", day("2027-01-15"))


def test_what_is_settled_or_over_says_nothing() -> None:
    own = account(product="jiebei")
    closed = payment("1", "2026-03-01", loan_id=1, bill_id=None, kind=PaymentKind.SETTLEMENT)
    paid = snapshot("2026-11-05 12:00", accounts=(own,), loans=(loan(),), payments=(closed,))
    over = snapshot("2026-11-05 12:00", plans=(plan("1200", 12, "0", "2025-01-20"),))
    ended = payment("1", "2025-12-01", bill_id=None, plan_id=1, kind=PaymentKind.SETTLEMENT)
    settled = snapshot(
        "2026-11-05 12:00", plans=(plan("1200", 12, "0", "2026-01-20"),), payments=(ended,)
    )
    assert told(RULE, paid) == told(RULE, over) == told(RULE, settled) == ()
