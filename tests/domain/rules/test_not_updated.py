"""An account that was not updated for long."""

from dataclasses import replace

from assistant.domain.rules.not_updated import RULE
from tests.domain.facts import account, beijing, day, loan, payment, plan, reading, snapshot
from tests.domain.rules.seen import told


def test_it_is_told_35_days_after_the_last_entry() -> None:
    seen = snapshot("2026-11-05 12:00", readings=(reading("10", "2026-11-01"),))
    (alert,) = told(RULE, seen)
    assert (alert.due_date, alert.at) == (day("2026-12-06"), beijing("2026-12-06 10:00"))


def test_it_is_told_again_after_another_stretch() -> None:
    new = replace(account(), created_at=beijing("2026-08-01 12:00"))
    (alert,) = told(RULE, snapshot("2026-11-05 12:00", accounts=(new,)))
    assert alert.due_date == day("2026-10-10")  # 70 days
    assert alert.facts["days"] == 70


def test_a_repayment_is_an_update_too() -> None:
    own = account(product="jiebei")
    paid = payment("1", "2026-11-04", loan_id=1, bill_id=None, term_no=1)
    seen = snapshot("2026-11-05 12:00", accounts=(own,), loans=(loan(),), payments=(paid,))
    assert told(RULE, seen)[0].facts["day"] == day("2026-11-04")
    ended = payment("1", "2026-11-03", bill_id=None, plan_id=1)
    split = snapshot(
        "2026-11-05 12:00", plans=(plan("1200", 12, "0", "2026-01-20"),), payments=(ended,)
    )
    assert told(RULE, split)[0].facts["day"] == day("2026-11-03")
