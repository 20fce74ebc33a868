"""Which stages a due has."""

from assistant.domain.stages import DEFAULT_PLAN, parse_plan
from assistant.domain.wishes import Wishes
from tests.domain.facts import day, loan_due
from tests.domain.test_reminders import START

DUE = loan_due(1, day("2026-11-10"), START)
OWN, ACCOUNT = parse_plan("d20"), parse_plan("d10")


def test_an_items_own_plan_goes_before_its_accounts_and_that_before_the_general_one() -> None:
    assert Wishes().plan_of(DUE) is DEFAULT_PLAN
    assert Wishes(by_account={1: ACCOUNT}).plan_of(DUE) is ACCOUNT
    both = Wishes(by_account={1: ACCOUNT}, by_item={DUE.key: OWN})
    assert both.plan_of(DUE) is OWN
    assert both.longest_lead_days == 20


def test_a_mute_is_of_one_due_day() -> None:
    assert Wishes(muted=frozenset({(DUE.key, DUE.due_date)})).is_muted(DUE)
    assert not Wishes(muted=frozenset({(DUE.key, day("2026-12-10"))})).is_muted(DUE)
