"""Of one account the older bill is paid before the newer one: in rules, program and replay."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.money import Money
from assistant.domain.planning.advance import later
from assistant.domain.planning.answer import Status
from assistant.domain.planning.infeasible import can_meet, every_due, missing, shortfall
from assistant.domain.planning.instance import Cycle, Instance, Loan, Revolving
from assistant.domain.planning.instance_text import instance_text, read_instance_text
from assistant.domain.planning.of_snapshot import PlanCash, instance_of
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.overdue import overdue_of, watched
from assistant.domain.planning.plan import How, Ledger, Step
from assistant.domain.planning.replay import replay
from assistant.domain.planning.solve import plan, rounding_fen
from assistant.domain.planning.strategies import SHOWN, VARIANTS, follow
from tests.domain import facts
from tests.domain.instances import OFFERS, loan, tiny, with_overdue

RATE = Decimal("0.0005")
QUICK = Limits(nodes=3_000, seconds=20.0)
few = settings(max_examples=25, suppress_health_check=list(HealthCheck))


def newer_before_older(instance: Instance, ledger: Ledger) -> list[Step]:
    """Steps to a product on whose day an older one of its account is still owed something."""
    owed = {point.day: point.debts for point in ledger.points}
    places = {product.id: place for place, product in enumerate(instance.products)}
    found: list[Step] = []
    for step in ledger.steps:
        before = instance.products[places[step.product]].after
        while before in places:
            if owed[step.day][places[before]]:
                found.append(step)
            before = instance.products[places[before]].after
    return found


@few
@given(st.integers(0, 100_000))
def test_no_plan_and_no_rule_pays_a_newer_bill_while_an_older_one_is_open(seed: int) -> None:
    pytest.importorskip("highspy", reason="a least-cost plan needs the solver")
    instance = with_overdue(tiny(seed), seed)
    for variant in VARIANTS:
        assert not newer_before_older(instance, follow(instance, variant))
    answer = plan(instance, QUICK)
    assert not newer_before_older(instance, answer.ledger)
    assert answer.status is not Status.INCONSISTENT
    assert not replay(instance, answer.ledger.steps).refused
    if answer.status is Status.PROVEN:
        assert (answer.gap or 0) <= rounding_fen(instance) + 20


@few
@given(st.integers(0, 100_000), st.integers(0, 5))
def test_in_whatever_order_the_products_stand_the_plan_does_the_same_harm(
    seed: int, turn: int
) -> None:
    pytest.importorskip("highspy", reason="a least-cost plan needs the solver")
    instance = with_overdue(tiny(seed), seed)
    turned = replace(instance, products=instance.products[turn:] + instance.products[:turn])
    one, other = plan(instance, QUICK), plan(turned, QUICK)
    if one.status is other.status is Status.PROVEN:
        assert one.ledger.harm == other.ledger.harm
        assert abs(one.ledger.cost - other.ledger.cost) <= 2 * rounding_fen(instance)


def card(after: str = "") -> Revolving:
    bills = tuple(Cycle(1 + 30 * n, 12 + 30 * n, 100_000 if not n else 0) for n in range(3))
    return Revolving("card", RATE, Decimal("0.1"), 6, bills, offers=OFFERS, after=after)


def late_card(cash: int, *incomes: tuple[int, int]) -> Instance:
    """A card with a bill of 300 overdue, and a newer one whose minimum of 100 is due on day 12."""
    days = [day for day, _fen in incomes]
    late = watched(overdue_of("late", 6, 30_000, RATE, 5), days, (), 80)
    return Instance(80, cash, (late, card("late")), incomes=incomes)


def test_what_goes_to_the_newer_bill_while_the_older_is_open_is_refused() -> None:
    pay = Step(12, "card", 10_000, How.MINIMUM)
    assert replay(late_card(20_000), [pay]).refused == (pay,)
    part, rest = Step(0, "late", 29_000, How.ARREARS), Step(12, "late", 1_000, How.ARREARS)
    assert replay(late_card(50_000), [part, pay]).refused == (pay,)
    assert not replay(late_card(50_000), [part, pay, rest]).refused  # in one day the older first


def test_a_bill_becomes_no_instalments_while_an_older_one_is_open() -> None:
    move = Step(12, "card", 60_000, How.INSTALMENT, 3)
    assert replay(late_card(50_000), [move]).refused == (move,)
    assert not replay(late_card(50_000), [move, Step(12, "late", 30_000, How.ARREARS)]).refused


def test_without_money_for_the_older_the_newer_is_missed_and_the_money_keeps_another_clean() -> (
    None
):
    pytest.importorskip("highspy", reason="a least-cost plan needs the solver")
    instance = late_card(20_000, (40, 500_000))
    other = loan("other", "bullet", 19_900, "0.0001", (15,), harm=6)
    ledger = plan(replace(instance, products=(*instance.products, other)), QUICK).ledger
    assert [(miss.day, miss.product) for miss in ledger.misses] == [(0, "late"), (12, "card")]
    assert ("other", 0) in [(step.product, step.day) for step in ledger.steps]


def test_money_that_ends_either_an_overdue_bill_or_a_new_due_ends_the_overdue_one() -> None:
    """Both miss one due; the new one bears more a day, so that cost alone would pay that."""
    pytest.importorskip("highspy", reason="a least-cost plan needs the solver")
    late = watched(overdue_of("late", 6, 30_000, Decimal("0.0001"), 3), (20,), (), 60)
    due = replace(loan("due", "bullet", 29_000, "0.001", (10,), harm=6), od_rate=Decimal("0.01"))
    for weight, missed in ((2, "late"), (4, "late"), (6, "due")):
        own = replace(late, harm=weight)
        instance = Instance(60, 30_000, (own, due), incomes=((20, 100_000),))
        answer = plan(instance, QUICK)
        assert answer.status is Status.PROVEN
        assert [miss.product for miss in answer.ledger.misses] == [missed]


def test_an_overdue_bill_that_turns_into_a_worse_mark_goes_before_a_heavier_new_due() -> None:
    pytest.importorskip("highspy", reason="a least-cost plan needs the solver")
    due = loan("due", "bullet", 29_900, "0.0001", (10,), harm=6)
    for days_late, missed in ((3, "late"), (40, "due")):
        late = watched(overdue_of("late", 4, 30_000, RATE, days_late), (25,), (15, 45), 60)
        instance = Instance(60, 30_000, (late, due), incomes=((25, 100_000),), month_ends=(15, 45))
        ledger = plan(instance, QUICK).ledger
        assert [miss.product for miss in ledger.misses] == [missed], days_late


def test_a_shortfall_of_the_newer_bill_names_the_money_that_the_older_takes_first() -> None:
    pytest.importorskip("highspy", reason="the shortfall needs the solver")
    instance = late_card(0, (20, 500_000))
    without = replace(card("late"), offers=())
    instance = replace(instance, products=(instance.products[0], without))
    newer = [due for due in every_due(instance) if due == (1, 12)]
    assert not can_meet(instance, newer)
    # 300 with twelve days' penalty at most, and the minimum of 100.
    assert 40_000 <= missing(instance, 12, newer) <= 40_000 + 180
    short = shortfall(instance)
    assert short is not None
    assert (short.day, short.then) == (0, 30_000)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_two_overdue_bills_and_the_running_one_wait_for_each_other(order: tuple[int, ...]) -> None:
    one = overdue_of("one", 6, 10_000, RATE, 40)
    two = overdue_of("two", 6, 10_000, RATE, 10, "one")
    products = (one, two, card("two"))
    instance = Instance(80, 500_000, tuple(products[place] for place in order))
    olders = [instance.olders[order.index(place)] for place in range(3)]
    assert olders == [(), (order.index(0),), (order.index(1), order.index(0))]
    steps = [Step(0, name, 10_000, How.ARREARS) for name in ("two", "one")]
    assert [step.product for step in replay(instance, steps).refused] == ["two"]
    for variant in SHOWN:
        ledger = follow(instance, variant)
        assert not ledger.misses
        assert [step.product for step in ledger.steps[:2]] == ["one", "two"]


def test_of_the_users_facts_the_bills_of_an_account_and_the_terms_of_a_loan_stand_in_a_row() -> (
    None
):
    bills = (
        facts.bill("3000", "300", owner=2, on="2026-09-05", due="2026-09-25"),
        facts.bill("500", "50", number=2, owner=2, on="2026-10-05", due="2026-10-25"),
    )
    snapshot = facts.snapshot(
        "2026-11-01 12:00",
        accounts=(facts.account(1, "jiebei"), facts.account(2, "credit_card")),
        bills=bills,
        loans=(facts.loan("5000", start="2026-08-20", first_due="2026-09-20"),),
    )
    found = instance_of(snapshot, PlanCash(Money(0), Money(0)), date(2027, 2, 1)).instance
    after = {product.id: product.after for product in found.products}
    assert after == {
        "late-loan-1": "",
        "loan-1": "late-loan-1",
        "late-bill-1": "",
        "late-bill-2": "late-bill-1",
        "account-2": "late-bill-2",
    }
    lates = [product for product in found.products if isinstance(product, Loan) and product.overdue]
    assert [product.late for product in lates] == [42, 37, 7]
    assert found.month_ends == (29, 60, 91)
    assert read_instance_text(instance_text(found)) == found
    behind = replace(found, products=found.products[::-1])
    assert read_instance_text(instance_text(behind)) is None


def test_what_is_missed_in_a_plan_is_the_older_bill_of_what_is_left_some_days_later() -> None:
    found = later(Instance(80, 0, (card(),), month_ends=(20, 50)), (), 15)
    assert found is not None
    late, running = found.instance.products
    assert isinstance(late, Loan)
    assert (late.id, late.late, running.after) == ("late-card", 3, "late-card")
    assert (late.dues, late.seen) == ((0, 35), (1, 2))
    terms = loan("a", "level", 90_000, "0.0003", (20, 50, 80))
    found = later(Instance(90, 0, (terms,)), (), 30)
    assert found is not None
    assert [product.after for product in found.instance.products] == ["", "late-a"]
    both = later(late_card(0), (), 20)
    assert both is not None
    assert [product.after for product in both.instance.products] == ["", "late", "late-card"]
