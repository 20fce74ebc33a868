"""违约金 in the plan is the bank's own: its share of the unpaid minimum, its least, its most."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.money import Money
from assistant.domain.planning.answer import Status
from assistant.domain.planning.instance import Cycle, Instance, Revolving
from assistant.domain.planning.instance_form import read_instance
from assistant.domain.planning.of_snapshot import PlanCash, instance_of
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.overdue import overdue_of, watched
from assistant.domain.planning.plan import How, Step
from assistant.domain.planning.replay import replay
from assistant.domain.planning.revolving import RevolvingState, fee_of_being_late
from assistant.domain.planning.solve import plan, rounding_fen
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import bill_standing
from tests.domain import facts

TENTH, SHARE = Decimal("0.1"), Decimal("0.05")
QUICK = Limits(nodes=3_000, seconds=20.0)
BILLS = tuple(Cycle(1 + 30 * n, 12 + 30 * n, 100_000 if not n else 0) for n in range(3))
CARD = Revolving("card", Decimal(0), TENTH, 6, BILLS, card=True, late_fee=SHARE)


@pytest.mark.parametrize(
    ("unpaid", "floor", "cap", "fee"),
    [
        (10_000, 0, None, 500),  # vector CC-PEN-01
        (10_000, 1_000, None, 1_000),  # and with a least of 10
        (100_000, 1_000, None, 5_000),
        (100_000, 1_000, 3_000, 3_000),
        (1, 1_000, None, 1_000),
        (0, 1_000, None, 0),
        (30, 0, None, 2),  # settled half up
    ],
)
def test_it_is_a_share_with_a_least_and_a_most(
    unpaid: int, floor: int, cap: int | None, fee: int
) -> None:
    card = replace(CARD, late_fee_floor=floor, late_fee_cap=cap)
    assert fee_of_being_late(card, unpaid) == fee
    assert fee_of_being_late(replace(card, late_fee=Decimal(0)), unpaid) == 0


money = st.integers(0, 200_000)


@given(
    money, money, st.sampled_from(("0", "10", "25.50")), st.sampled_from(("", "12.34", "80")), money
)
def test_it_is_what_the_product_engine_charges(
    amount: int, minimum: int, floor: str, cap: str, paid: int
) -> None:
    amount, minimum = amount + 100, min(minimum, amount + 100)
    terms = {"late_fee_floor": floor} | ({"late_fee_cap": cap} if cap else {})
    card = facts.account(1, "credit_card", **terms, tolerance="0", min_floor="0")
    bill = facts.bill(str(Money(amount)), str(Money(minimum)))
    payments = (facts.payment(str(Money(paid)), "2026-11-09"),) if 0 < paid < amount else ()

    def on(day: str) -> Snapshot:
        return facts.snapshot(day, accounts=(card,), bills=(bill,), payments=payments)

    case = instance_of(on("2026-11-10 12:00"), PlanCash(Money(0), Money(0)), date(2027, 2, 1))
    (product,) = case.instance.products
    assert isinstance(product, Revolving)
    state = RevolvingState.begin(product, "interest_first")
    state.statement(0, 0)
    state.due(product.cycles[0].due)
    charged = bill_standing(on("2026-11-12 12:00"), bill).next_charges
    assert state.late_fee == charged.fen


def test_it_comes_with_the_next_bill_and_once_for_an_older_bill_and_the_newer() -> None:
    card = replace(CARD, late_fee_floor=1_500, after="late")
    late = watched(overdue_of("late", 6, 10_000, Decimal(0), 5), (20,), (), 80)
    instance = Instance(40, 0, (late, card), incomes=((20, 500_000),))
    paid = [Step(20, "late", 10_000, How.ARREARS), Step(20, "card", 100_000, How.EARLY)]
    # 5 % of the 100 that were late already and the 100 of the new minimum are 10: 15 at least.
    assert replay(instance, paid).cost == 1_500
    dear = replace(instance, products=(late, replace(card, late_fee_floor=0)))
    assert replay(dear, paid).cost == 1_000
    clean = replace(instance, cash=40_000)
    assert (
        replay(
            clean, [Step(0, "late", 10_000, How.ARREARS), Step(12, "card", 10_000, How.MINIMUM)]
        ).cost
        == 0
    )


@pytest.mark.parametrize(
    ("floor", "cap", "cost"), [(0, None, 500), (1_000, None, 1_000), (0, 200, 200), (900, 200, 200)]
)
def test_the_program_knows_the_least_and_the_most(floor: int, cap: int | None, cost: int) -> None:
    pytest.importorskip("highspy", reason="a least-cost plan needs the solver")
    card = replace(CARD, late_fee_floor=floor, late_fee_cap=cap)
    instance = Instance(80, 0, (card,), incomes=((20, 500_000),))
    answer = plan(instance, QUICK)
    assert (answer.ledger.harm, answer.ledger.cost, answer.status) == (6, cost, Status.PROVEN)
    assert answer.gap is not None
    assert answer.gap <= rounding_fen(instance)


def test_the_least_decides_which_of_two_cards_is_missed() -> None:
    pytest.importorskip("highspy", reason="a least-cost plan needs the solver")
    dear = replace(CARD, id="dear", late_fee_floor=3_000)
    cheap = replace(CARD, id="cheap", late_fee=Decimal("0.2"), late_fee_cap=1_000)
    instance = Instance(80, 10_000, (cheap, dear), incomes=((20, 500_000),))
    answer = plan(instance, QUICK)
    assert [miss.product for miss in answer.ledger.misses] == ["cheap"]
    assert (answer.ledger.cost, answer.status) == (1_000, Status.PROVEN)


def test_the_written_form_knows_the_least_and_the_most() -> None:
    bill = {"stmt": 0, "due": 9, "new": 100_000}
    row = {"id": "p", "kind": "card", "rate": "0.0005", "cycles": [bill], "late_fee": "0.05"}
    for more, fees in (
        ({}, (0, None)),
        ({"late_fee_floor": 1_000, "late_fee_cap": 5_000}, (1_000, 5_000)),
        ({"kind": "huabei", "late_fee_floor": 1_000, "late_fee_cap": 5_000}, (0, None)),
    ):
        (product,) = read_instance({"horizon": 9, "cash0": 0, "products": [row | more]}).products
        assert isinstance(product, Revolving)
        assert (product.late_fee_floor, product.late_fee_cap) == fees
