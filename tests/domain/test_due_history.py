"""How dues were met, from the facts."""

from assistant.domain.due_history import account_facts, histories, overdue_amount
from assistant.domain.money import ZERO, Money
from tests.domain.facts import account, bill, day, payment, plan, snapshot


def test_other_accounts_facts_and_purchases_are_left_out() -> None:
    accounts = (account(1), account(2))
    facts = snapshot(
        "2026-11-26 12:00",
        accounts=accounts,
        bills=(bill("10"), bill("20", number=2, owner=2)),
        plans=(plan("300", 3, "0", "2026-12-10"),),
        payments=(payment("10", "2026-11-05"), payment("20", "2026-11-05", number=2, bill_id=2)),
    )
    mine = account_facts(facts, accounts[0])
    assert [row.id for row in mine.bills] == [1]
    assert [row.id for row in mine.payments] == [1]
    assert [row.id for row in mine.plans] == [1]
    assert mine.archived == ()


def test_a_due_is_late_from_the_day_after_until_it_is_cured() -> None:
    facts = snapshot(
        "2026-11-26 12:00", bills=(bill("1000"),), payments=(payment("1005", "2026-11-20"),)
    )
    (found,) = histories(account_facts(facts, facts.accounts[0]), facts.accounts[0])
    assert (found.in_time, found.cured_on) == (False, day("2026-11-20"))
    late = [on for on in range(9, 22) if found.late_on(day(f"2026-11-{on:02d}"))]
    assert late == list(range(11, 20))
    assert overdue_amount(facts, facts.accounts[0], day("2026-11-15")) == Money.of("1002.50")
    assert overdue_amount(facts, facts.accounts[0], day("2026-11-10")) == ZERO
    assert overdue_amount(facts, facts.accounts[0], day("2026-11-21")) == ZERO


def test_the_minimum_paid_before_the_due_day_meets_it() -> None:
    facts = snapshot(
        "2026-11-05 12:00", bills=(bill("1000", "100"),), payments=(payment("100", "2026-11-04"),)
    )
    (found,) = histories(account_facts(facts, facts.accounts[0]), facts.accounts[0])
    assert found.met
