"""What is overdue when a plan begins: paid before anything else, at what being overdue costs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.money import Money
from assistant.domain.planning.answer import Status
from assistant.domain.planning.instance import Instance, Loan, Revolving
from assistant.domain.planning.of_snapshot import Case, PlanCash, instance_of
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.overdue import overdue_of, watched
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.replay import replay
from assistant.domain.planning.solve import plan
from assistant.domain.planning.strategies import VARIANTS, Hold, Strategy, Variant, follow
from assistant.domain.snapshot import Snapshot
from tests.domain import facts
from tests.domain.instances import loan, tiny, with_overdue

pytest.importorskip("highspy", reason="a least-cost plan needs the solver")

QUICK = Limits(nodes=3_000, seconds=20.0)
RATE = Decimal("0.0005")


def card_and_loan(now: str = "2026-11-01 12:00") -> Snapshot:
    """A card's bill of 3,000 a week late, and a 借呗 of 5,000 that may be repaid at any time."""
    late = facts.bill("3000", "300", owner=2, on="2026-10-05", due="2026-10-25")
    running = facts.loan("5000", start="2026-10-20", first_due="2026-11-20")
    accounts = (facts.account(1, "jiebei", prepay_interest="part"), facts.account(2, "credit_card"))
    return facts.snapshot(now, accounts=accounts, bills=(late,), loans=(running,))


def of(snapshot: Snapshot, there: str, *incomes: tuple[date, Money]) -> Case:
    cash = PlanCash(Money.of(there), Money(0), incomes)
    return instance_of(snapshot, cash, date(2027, 2, 1))


def paid_to(ledger: Ledger, name: str) -> list[tuple[int, int]]:
    return [(step.day, step.fen) for step in ledger.steps if step.product == name]


def test_an_overdue_card_is_cured_by_its_minimum_before_a_loan_is_repaid_early() -> None:
    case = of(card_and_loan(), "400")
    answer = plan(case.instance, QUICK)
    assert paid_to(answer.ledger, "late-bill-1") == [(0, 30_000)]
    assert not any(miss.day < 19 for miss in answer.ledger.misses)


def test_money_that_comes_later_goes_to_what_is_overdue_first() -> None:
    case = of(card_and_loan(), "0", (date(2026, 11, 10), Money.of("3500")))
    ledger = plan(case.instance, QUICK).ledger
    assert [(miss.day, miss.product) for miss in ledger.misses] == [(0, "late-bill-1")]
    # The minimum with nine days' interest, in one transfer.
    assert paid_to(ledger, "late-bill-1") == [(9, 30_135)]
    assert case.dues_missed(ledger) == 1


def test_an_overdue_huabei_comes_before_a_dearer_loan() -> None:
    late = facts.bill("3000", "300", owner=2)
    dear = replace(
        facts.loan("5000", start="2026-10-25", first_due="2026-11-25"), rate=Decimal("0.0006")
    )
    snapshot = facts.snapshot(
        "2026-11-15 12:00",
        accounts=(facts.account(1, "jiebei", prepay_interest="part"), facts.account(2)),
        bills=(late,),
        loans=(dear,),
    )
    case = of(snapshot, "0", (date(2026, 11, 20), Money.of("3500")))
    ledger = plan(case.instance, QUICK).ledger
    # 3,000 with its penalty of 7.50 until today, and what five more days cost.
    assert paid_to(ledger, "late-bill-1") == [(5, 300_750 + 752)]


def test_what_may_still_roll_of_an_overdue_card_bears_its_interest_as_older_principal() -> None:
    case = of(card_and_loan(), "0")
    late, running = (p for p in case.instance.products if p.id in {"late-bill-1", "account-2"})
    assert isinstance(late, Loan)
    assert isinstance(running, Revolving)
    assert (late.amounts[0], late.od_rate, running.pool) == (30_000, RATE, 270_000)
    # 全额计息 of the whole bill until today waits for the next one, and free time is lost.
    assert running.pending > 270_000 * RATE * 7
    assert not running.grace
    # What was due on 25 October is seven days late; at the end of December it is a worse mark.
    assert (late.late, late.dues[:2], late.seen[:2], running.after) == (7, (0, 29), (1, 2), late.id)


def test_a_bill_that_no_minimum_cures_is_asked_for_whole_with_its_penalty() -> None:
    late = facts.bill("3000", "300")
    snapshot = facts.snapshot("2026-11-15 12:00", accounts=(facts.account(),), bills=(late,))
    asked = of(snapshot, "0").instance.products[0]
    assert isinstance(asked, Loan)
    assert (asked.amounts[0], asked.od_rate, asked.late) == (300_750, RATE, 5)


def test_an_overdue_bill_under_a_newer_one_bears_what_is_on_neither_yet() -> None:
    bills = (
        facts.bill("3000", "300", on="2026-10-05", due="2026-10-25"),
        facts.bill("3200", "600", number=2, on="2026-11-05", due="2026-11-25", carried="3000"),
    )
    card = facts.account(1, "credit_card")
    snapshot = facts.snapshot("2026-11-15 12:00", accounts=(card,), bills=bills)
    late, running = of(snapshot, "0").instance.products
    assert (late.id, late.dues[0]) == ("late-bill-1", 0)
    assert isinstance(running, Revolving)
    assert (running.pending, running.cycles[1].interest) == (Decimal(0), 1_500)


def test_it_is_asked_for_again_whenever_money_comes_and_counts_once_a_week_at_most() -> None:
    late = overdue_of("late", 3, 1000, RATE)
    seen = watched(late, (3, 4, 9, 20, 200), (), 100)
    assert (seen.dues, seen.seen) == ((0, 3, 4, 9, 20), (1, 1, 0, 0, 1))
    daily = watched(late, range(1, 30), (), 31)
    counting = [day for day, times in zip(daily.dues, daily.seen, strict=True) if times]
    assert counting == [0, 1, 8, 15, 22, 29]
    assert watched(late, (), (), 20).dues == (0,)


def test_a_months_end_that_finds_it_more_than_a_month_late_counts_as_well() -> None:
    late = overdue_of("late", 3, 1000, RATE, 12)
    seen = watched(late, (25,), (18, 49, 80, 110), 100)
    # On day 18 it is thirty days late: the first mark, which today's weight is for.
    assert (seen.dues, seen.seen) == ((0, 25, 49, 80), (1, 1, 2, 2))
    both = watched(late, (49,), (18, 49), 100)
    assert (both.dues, both.seen) == ((0, 49), (1, 3))
    assert [both.left_weighs(number) for number in (0, 1)] == [4, 10]


def test_left_unpaid_it_counts_as_often_as_the_rule_says() -> None:
    late = watched(overdue_of("late", 4, 10_000, RATE, 12), (25, 27), (49,), 100)
    ledger = replay(Instance(100, 0, (late,)), ())
    assert [(miss.day, miss.harm) for miss in ledger.misses] == [(0, 5), (25, 5), (49, 9)]
    assert late.dues == (0, 25, 27, 49)


def test_days_behind_the_horizon_are_not_planned_for() -> None:
    late = watched(overdue_of("late", 4, 10_000, RATE, 12), (25, 60), (49,), 100)
    answer = plan(Instance(40, 0, (late,), incomes=((60, 50_000),)), QUICK)
    assert [miss.day for miss in answer.ledger.misses] == [0, 25]
    # 40 days of 0.05 % on 100, of which 25 are asked for on day 25.
    assert (answer.ledger.cost, answer.status) == (125 + 76, Status.PROVEN)


def test_the_articles_rule_pays_what_is_overdue_before_a_minimum() -> None:
    late = watched(overdue_of("late", 1, 10_000, RATE), (10,), (), 60)
    due = loan("due", "bullet", 200_000, "0.0006", (10, 40))
    instance = Instance(60, 0, (due, late), incomes=((10, 10_100),))
    steps = follow(instance, Variant(Strategy.ARTICLE, Hold.MINIMUMS)).steps
    assert [(step.product, step.day) for step in steps] == [("late", 10), ("due", 10)]


def test_what_cannot_be_paid_whole_leaves_the_money_to_the_dues_that_can() -> None:
    late = overdue_of("late", 3, 50_000, RATE)
    due = replace(loan("due", "bullet", 30_000, "0.0005", (0, 30)), shares=(RATE * 30, RATE * 30))
    ledger = follow(Instance(60, 1_000, (late, due)), Variant(Strategy.HARM, Hold.MINIMUMS))
    assert ledger.misses[0].product == "late"
    assert ("due", 450) in [(step.product, step.fen) for step in ledger.steps]


few = settings(max_examples=12, suppress_health_check=list(HealthCheck))


@few
@given(st.integers(0, 100_000))
def test_with_something_overdue_the_plan_is_never_worse_than_a_rule_nor_below_its_bound(
    seed: int,
) -> None:
    instance = with_overdue(tiny(seed), seed)
    answer = plan(instance, QUICK)
    assert answer.ledger.rank <= min(follow(instance, variant).rank for variant in VARIANTS)
    assert answer.status is not Status.INCONSISTENT
    assert replay(instance, answer.ledger.steps).rank == answer.ledger.rank
    if answer.status is Status.PROVEN and answer.bound is not None:
        assert answer.ledger.cost - answer.bound <= 40
