"""The kept plan has become worse."""

from dataclasses import replace
from datetime import date

from assistant.domain.alert import morning_of
from assistant.domain.money import ZERO, Money
from assistant.domain.planning.kept_now import KeptNow
from assistant.domain.rules.plan_moved import RULE
from tests.domain.facts import account, snapshot
from tests.domain.rules.seen import SHANGHAI, told

SEEN = snapshot("2026-11-05 12:00")
FREE = date(2027, 5, 10)
AS_KEPT = KeptNow(date(2026, 11, 1), Money.of(300), Money.of(300), FREE, FREE, 0, 0)


def test_a_plan_that_is_as_it_was_or_better_says_nothing() -> None:
    better = replace(AS_KEPT, cost=Money.of(100), days=-30)
    for plan in (None, AS_KEPT, better, replace(AS_KEPT, cost=Money.of("319.99"), days=6)):
        assert told(RULE, SEEN, plan=plan) == ()


def test_what_became_worse_is_told_once_a_week_the_gravest_first() -> None:
    dearer = replace(AS_KEPT, cost=Money.of(320))
    later = replace(dearer, days=7)
    never = replace(later, debt_free=None)
    missed = replace(never, missed=2)
    for plan, variant in ((dearer, ""), (later, "later"), (never, "never"), (missed, "missed")):
        (alert,) = told(RULE, SEEN, plan=plan)
        assert alert.variant == variant
        assert alert.due_date == date(2026, 11, 2)
        assert alert.facts["dearer"] == Money.of(20)
        assert ("day" in alert.facts) is (plan.debt_free is not None)


def test_nobody_is_told_off_while_he_types() -> None:
    (alert,) = told(RULE, SEEN, plan=replace(AS_KEPT, missed=1))
    assert alert.at == morning_of(date(2026, 11, 5), SHANGHAI)
    just_now = replace(account(), created_at=SEEN.now)
    typing = replace(SEEN, accounts=(just_now,))
    (later,) = told(RULE, typing, plan=replace(AS_KEPT, missed=1))
    assert later.at == morning_of(date(2026, 11, 6), SHANGHAI)


def test_the_thresholds_are_the_users_own() -> None:
    plan = replace(AS_KEPT, cost=Money.of(330), days=10)
    assert told(RULE, SEEN, {"days": "11", "dearer": "30.01"}, plan=plan) == ()
    assert told(RULE, SEEN, {"days": "10", "dearer": "30.01"}, plan=plan)[0].variant == "later"


def test_a_little_is_no_news_and_neither_are_days_that_went_by() -> None:
    assert not AS_KEPT.has_moved
    assert not replace(AS_KEPT, cost=Money.of("309.99")).has_moved
    assert replace(AS_KEPT, cost=Money.of(290)).has_moved
    assert replace(AS_KEPT, days=-1).has_moved
    assert AS_KEPT.dearer == ZERO
