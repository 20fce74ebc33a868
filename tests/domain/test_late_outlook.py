"""One due paid late: to the fen, by month, by phase."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.credit_grid import credit_row
from assistant.domain.dues import Source, dues_of
from assistant.domain.late_outlook import (
    LateScenario,
    late_outlook,
    open_dues,
    outlook_of,
    with_bill,
)
from assistant.domain.money import ZERO, Money
from assistant.domain.record import Mark, late_mark
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, bill_standing
from assistant.domain.statement import forecast_bills
from assistant.services.record_rules import load_phases
from tests.domain.facts import (
    account,
    beijing,
    bill,
    card,
    day,
    item,
    loan,
    payment,
    reading,
    snapshot,
)
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


def test_a_bill_whose_minimum_is_paid_is_never_foretold_as_overdue() -> None:
    paid = payment("100", "2026-11-06")
    facts = snapshot("2026-11-06 12:00", bills=(bill("1000", "100"),), payments=(paid,))
    found = late_outlook(facts, first_due(facts), 35, RULES, PHASES)
    assert [code for _, code in found.months] == ["N", "*"]
    assert (found.worst, found.expires, found.phases) == ("N", None, ())
    # The rest only bears interest: 35 days of 0.05 % on 900 (products.md 2.2).
    assert (found.last.mark, found.last.cost) == (Mark.MINIMUM, Money.of("15.75"))


@pytest.mark.parametrize("now", ["2026-11-06 12:00", "2026-11-27 12:00"])
def test_the_late_fee_of_a_card_is_a_share_of_its_minimum_before_and_after_the_due_day(
    now: str,
) -> None:
    facts = snapshot(
        now,
        accounts=(card(),),
        items=(item("10000", "2026-10-06", spent="2026-10-06"),),
        bills=(bill("10000", "1000", on="2026-11-05", due="2026-11-25"),),
    )
    found = late_outlook(facts, first_due(facts), 10, RULES, PHASES)
    assert found.last.cost == Money.of("300") + Money.of("50")  # 60 days, and 5 % of 1,000


def test_a_day_that_is_over_is_seen_as_it_was() -> None:
    paid = payment("400", "2026-11-15")
    facts = snapshot("2026-11-20 12:00", bills=(bill("1000", "100"),), payments=(paid,))
    found = late_outlook(facts, first_due(facts), 12, RULES, PHASES)
    # Three days on 1,000; on the fifth 2.50 of the 400 went to the penalty.
    assert (found.days[2].cost, found.days[2].total) == (Money.of("1.50"), Money.of("1001.50"))
    assert found.days[11].total == Money.of("602.50") + Money.of("2.11")


@dataclass(frozen=True)
class Lived:
    """A bill of 1 November, due on the 10th, with what was paid of it until some day."""

    facts: Snapshot
    days: int


@st.composite
def lives(draw: st.DrawFn) -> Lived:
    """Bills of every kind of product, paid in parts, seen on some day before or after the due day."""
    product = draw(st.sampled_from(["huabei", "baitiao", "credit_card"]))
    own = account(
        product=product,
        bill_day="1",
        due_day="10",
        bill_day_inclusive="no",
        grace_days=str(draw(st.sampled_from([0, 0, 3]))),
        grace_retroactive=draw(st.sampled_from(["yes", "no"])),
        allocation=draw(st.sampled_from(["interest_first", "principal_first"])),
        late_minimum_cures=draw(st.sampled_from(["yes", "no"])),
        tolerance=draw(st.sampled_from(["0.00", "10.00"])),
        rounding=draw(st.sampled_from(["half_up", "up"])),
        interest_method=draw(st.sampled_from(["full", "unpaid_only"])),
    )
    fen = draw(st.integers(1_000, 900_000))
    least = fen * draw(st.sampled_from([5, 10, 20])) // 100
    now = draw(st.integers(0, 25))
    paid, left = [], fen
    for number in range(1, draw(st.integers(0, 2)) + 1):
        part = min(fen * draw(st.integers(1, 40)) // 100 + 1, left)
        on = day("2026-11-02") + timedelta(days=draw(st.integers(0, now)))
        if part:
            paid.append(payment(str(Money(part)), on.isoformat(), number=number))
        left -= part
    facts: dict[str, Any] = {
        "accounts": (own,),
        "bills": (bill(str(Money(fen)), str(Money(least))),),
        "items": (item(str(Money(fen)), "2026-10-15"),),
        "payments": tuple(paid),
    }
    today = day("2026-11-02") + timedelta(days=now)
    first = max((today - day("2026-11-10")).days, 1)
    return Lived(
        snapshot(f"{today.isoformat()} 12:00", **facts), draw(st.integers(first, max(first, 19)))
    )


@given(lives())
def test_what_is_foretold_of_a_late_day_is_what_the_day_brings(lived: Lived) -> None:
    """The outlook against the engine, played to the day, the rest paid then, and the next bill seen."""
    facts = lived.facts
    standing = bill_standing(facts, facts.bills[0])
    if standing.remaining + standing.penalty == ZERO:
        return
    (due,) = (row for row in dues_of(facts, facts.accounts[0]) if row.bill_id == 1)
    found = late_outlook(facts, due, lived.days, RULES, PHASES)
    on = day("2026-11-10") + timedelta(days=lived.days)
    then = bill_standing(facts.at(beijing(f"{on.isoformat()} 12:00")), facts.bills[0])
    mark = late_mark(then.days_late) if then.state is State.OVERDUE else None
    assert mark in (None, found.last.mark)
    assert then.rolled == (found.last.mark is Mark.MINIMUM)

    rest = payment(str(then.remaining + then.penalty), on.isoformat(), number=9)
    paid = replace(facts, payments=(*facts.payments, rest))
    bill_day = paid.at(beijing("2026-11-30 23:00"))
    coming = sum((row.amount for row in forecast_bills(bill_day, facts.accounts[0])), ZERO)
    # A penalty is rounded with each late payment; cured, it comes as one sum with the next bill.
    apart = sum(row.paid_on > due.due_date for row in facts.payments)
    whole, cost = then.remaining + then.penalty + coming, then.penalty + coming - then.tolerated
    assert abs((found.last.total - whole).fen) <= apart
    assert abs((found.last.cost - cost).fen) <= apart
    (code,) = (
        cell.computed
        for cell in credit_row(bill_day, facts.accounts[0], (), RULES).cells
        if cell.month == day("2026-11-01")
    )
    assert dict(found.months)[day("2026-11-01")] == code
