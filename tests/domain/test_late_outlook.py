"""One due paid late: to the fen, by month, by phase."""

from dataclasses import replace

import pytest

from assistant.domain.dues import Source
from assistant.domain.late_outlook import (
    LateScenario,
    late_outlook,
    open_dues,
    outlook_of,
    with_bill,
)
from assistant.domain.money import ZERO, Money
from assistant.domain.snapshot import Snapshot
from assistant.services.record_rules import load_phases
from tests.domain.facts import account, bill, card, day, item, loan, payment, reading, snapshot
from tests.domain.histories import RULES

PHASES = load_phases()


def first_due(facts: Snapshot):
    """The earliest open due of the only account."""
    return open_dues(facts, facts.accounts[0])[0]


@pytest.mark.parametrize(
    ("amount", "days", "cost"),
    [("500", 5, "1.25"), ("1234.56", 7, "4.32"), ("3680.50", 20, "36.81")],
)
def test_a_bill_costs_its_penalty_by_the_day(amount: str, days: int, cost: str) -> None:
    # Vectors HB-OVD-01 and HB-OVD-02; 3680.50 × 0.05 % × 20 = 36.805.
    facts = snapshot("2026-11-03 12:00", bills=(bill(amount),))
    found = late_outlook(facts, first_due(facts), days, RULES, PHASES)
    assert found.last.cost == found.last.cost_most == Money.of(cost)
    assert found.last.total == Money.of(amount) + Money.of(cost)
    assert [row.days for row in found.days] == list(range(1, days + 1))
    assert found.now.cost == ZERO
    assert found.waiting == Money.of(cost)


def test_the_record_grows_worse_month_by_month_until_it_is_paid() -> None:
    facts = snapshot("2026-11-03 12:00", bills=(bill("1000"),))
    found = late_outlook(facts, first_due(facts), 100, RULES, PHASES)
    assert found.last.on == day("2027-02-18")
    assert [(month.month, code) for month, code in found.months] == [
        (11, "1"),
        (12, "2"),
        (1, "3"),
        (2, "N"),
    ]
    assert (found.worst, found.expires) == ("3", day("2032-02-18"))
    assert [(phase.id, on) for phase, on in found.phases] == [
        ("reminder", day("2026-11-11")),
        ("blocked", day("2026-11-17")),
        ("collection", day("2026-12-11")),
        ("severe", day("2027-02-09")),
    ]


def test_paid_before_the_month_ends_leaves_no_bad_entry() -> None:
    facts = snapshot("2026-11-03 12:00", bills=(bill("1000"),))
    found = late_outlook(facts, first_due(facts), 5, RULES, PHASES)
    assert [code for _, code in found.months] == ["M"]
    assert found.expires is None
    assert [phase.id for phase, _ in found.phases] == ["reminder"]


def test_inside_the_grace_nothing_happens() -> None:
    owner = account(grace_days="3")
    facts = snapshot("2026-11-03 12:00", accounts=(owner,), bills=(bill("1000"),))
    found = late_outlook(facts, first_due(facts), 3, RULES, PHASES)
    assert found.last.cost == ZERO
    assert [code for _, code in found.months] == ["N"]
    assert found.phases == ()
    assert late_outlook(facts, first_due(facts), 4, RULES, PHASES).last.cost == Money.of("2")


def test_an_overdue_bill_costs_less_today_than_later() -> None:
    facts = snapshot("2026-11-20 12:00", bills=(bill("1000"),))
    found = late_outlook(facts, first_due(facts), 40, RULES, PHASES)
    assert (found.now.days, found.now.cost) == (10, Money.of("5"))
    assert found.waiting == Money.of("15")


def test_a_loan_term_bears_its_penalty() -> None:
    # Vectors JB-OVD-01 and, in part paid, by the same engine.
    facts = snapshot("2026-02-10 12:00", accounts=(account(1, "jiebei"),), loans=(loan(),))
    found = late_outlook(facts, first_due(facts), 10, RULES, PHASES)
    assert found.last.total == Money.of("905.81")
    assert [code for _, code in found.months] == ["M"]
    part = replace(facts, payments=(payment("400.41", "2026-02-15", loan_id=1, term_no=1),))
    assert late_outlook(part, first_due(part), 10, RULES, PHASES).last.cost == Money.of("3")


def test_a_card_bears_interest_from_the_posting_day() -> None:
    owner = card(late_fee_rate="0", min_ratio="0.10")
    bought = item("1000", "2026-10-06", spent="2026-10-06")
    facts = snapshot(
        "2026-11-06 12:00",
        accounts=(owner,),
        items=(bought,),
        bills=(bill("1000", "100", on="2026-11-05", due="2026-11-25"),),
    )
    found = late_outlook(facts, first_due(facts), 10, RULES, PHASES)
    assert found.last.cost == Money.of("30")  # 60 days from 6 October to 5 December


def test_a_bill_that_is_only_forecast_can_be_late_too() -> None:
    facts = snapshot("2026-11-03 12:00", readings=(reading("800", "2026-11-03"),))
    due = first_due(facts)
    assert due.source is Source.FORECAST
    found = late_outlook(facts, due, 10, RULES, PHASES)
    assert found.last.total == Money.of("804")
    assert with_bill(facts, due).bills[0].amount == Money.of("800")
    assert with_bill(facts, replace(due, bill_id=1)) is facts


def test_a_saved_scenario_comes_out_anew_and_ends_with_its_due() -> None:
    facts = snapshot("2026-11-03 12:00", bills=(bill("1000"),))
    saved = LateScenario(1, "晚十天", 1, first_due(facts).key, 10)
    found = outlook_of(facts, saved, RULES, PHASES)
    assert found is not None
    assert found.last.cost == Money.of("5")
    paid = replace(facts, payments=(payment("1000", "2026-11-03"),))
    assert outlook_of(paid, saved, RULES, PHASES) is None
    assert outlook_of(facts, replace(saved, account_id=9), RULES, PHASES) is None
