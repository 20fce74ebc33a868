"""Cash advances (取现) not billed yet: their own share in the minimum of the bill that will hold them."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.account import ItemKind
from assistant.domain.minimum import BillParts, minimum_payment
from assistant.domain.money import Money
from assistant.domain.planning.advance import later
from assistant.domain.planning.answer import Status
from assistant.domain.planning.instance import Cycle, Instance, Revolving
from assistant.domain.planning.instance_form import read_instance
from assistant.domain.planning.instance_text import instance_text, read_instance_text
from assistant.domain.planning.of_snapshot import PlanCash, instance_of
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.plan import How, Step
from assistant.domain.planning.replay import replay
from assistant.domain.planning.revolving import RevolvingState
from assistant.domain.planning.solve import plan, rounding_fen
from assistant.domain.planning.strategies import VARIANTS, follow
from assistant.domain.snapshot import Snapshot
from assistant.domain.statement import forecast_bills
from assistant.errors import UserError
from tests.domain import facts
from tests.domain.instances import OFFERS, tiny, with_cash

QUICK = Limits(nodes=3_000, seconds=20.0)
RICH = PlanCash(Money.of(1_000_000), Money(0))
RATE, TENTH, WHOLE = Decimal("0.0005"), Decimal("0.1"), Decimal(1)


def first_minimum(product: Revolving) -> int:
    state = RevolvingState.begin(product, "interest_first")
    state.statement(0, max(product.cycles[0].stmt, 0))
    return state.minimum


def withdrawn(ratio: str, *, back: str = "0") -> Snapshot:
    """A card with 600 withdrawn and 1,000 bought since its last bill."""
    items = [
        facts.item("600", "2026-11-12", kind=ItemKind.CASH),
        facts.item("1000", "2026-11-13", number=2),
    ]
    if back != "0":
        items.append(facts.item(back, "2026-11-14", number=3, kind=ItemKind.REFUND))
    card = facts.account(1, "credit_card", cash_min_ratio=ratio)
    return facts.snapshot("2026-11-15 12:00", accounts=(card,), items=tuple(items))


@pytest.mark.parametrize(
    ("ratio", "back", "least"),
    [
        ("100%", "0", 60_000 + 10_000),
        ("10%", "0", 16_000),
        ("5%", "0", 3_000 + 10_000),
        ("100%", "1200", 40_000),  # what came back lowers the spending first
    ],
)
def test_the_minimum_of_the_bill_that_will_hold_it_is_the_one_that_is_foretold(
    ratio: str, back: str, least: int
) -> None:
    snapshot = withdrawn(ratio, back=back)
    (product,) = instance_of(snapshot, RICH, date(2027, 2, 1)).instance.products
    assert isinstance(product, Revolving)
    (row,) = forecast_bills(snapshot, snapshot.accounts[0])
    assert first_minimum(product) == least
    assert row.minimum(snapshot.terms_of(snapshot.accounts[0])).fen == least + row.interest.fen


def test_where_no_minimum_is_offered_cash_has_none_either() -> None:
    snapshot = withdrawn("5%")
    bare = facts.account(1, "meituan", cash_min_ratio="5%")
    snapshot = replace(snapshot, accounts=(bare,))
    (product,) = instance_of(snapshot, RICH, date(2027, 2, 1)).instance.products
    assert isinstance(product, Revolving)
    assert (product.cash_ratio, first_minimum(product)) == (None, 160_000)


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1_000_000))
def test_the_minimum_is_that_of_the_product_engine(seed: int) -> None:
    dice = random.Random(seed)
    new, interest, floor = dice.randrange(300_000), dice.randrange(900), dice.choice((0, 10_000))
    cash = dice.randrange(new + 1)
    ratio, of_cash = (Decimal(dice.randrange(1, 101)) / 100 for _ in range(2))
    bill = Cycle(0, 9, new, interest=interest, min_floor=floor, cash=cash)
    product = Revolving("p", RATE, ratio, 2, (bill,), cash_ratio=of_cash)
    parts = BillParts(Money(new - cash), interest=Money(interest), cash=Money(cash))
    assert first_minimum(product) == minimum_payment(parts, ratio, Money(floor), of_cash).fen


def test_cash_does_not_become_instalments() -> None:
    bills = (Cycle(0, 9, 100_000, cash=60_000), Cycle(30, 39, 0))
    product = Revolving("p", RATE, TENTH, 2, bills, offers=OFFERS, cash_ratio=WHOLE)
    instance = Instance(60, 300_000, (product,))
    ledger = replay(instance, [Step(9, "p", 50_000, How.INSTALMENT, 3)])
    assert [step.fen for step in ledger.refused] == [50_000]
    ledger = replay(instance, [Step(9, "p", 40_000, How.INSTALMENT, 3)])
    assert not ledger.refused
    assert ledger.misses[0].fen == 60_000  # all of the cash, and nothing of what was moved


def test_two_bills_on_one_day_hold_the_cash_of_both_and_some_days_later_it_is_still_cash() -> None:
    bills = (Cycle(2, 11, 100_000, cash=60_000), Cycle(32, 41, 0))
    product = Revolving("p", RATE, TENTH, 2, bills, offers=OFFERS, cash_ratio=WHOLE)
    found = later(Instance(60, 300_000, (product,)), (), 5)
    assert found is not None
    (now,) = found.instance.products
    assert isinstance(now, Revolving)
    assert (now.cycles[0].cash, now.cycles[0].minimum, first_minimum(now)) == (
        60_000,
        64_000,
        64_000,
    )


def test_the_written_forms_know_it() -> None:
    bill = {"stmt": 0, "due": 9, "new": 100_000, "cash": 60_000}
    row = {"id": "p", "kind": "card", "rate": "0.0005", "cycles": [bill], "cash_ratio": "1"}
    instance = read_instance({"horizon": 30, "cash0": 0, "products": [row]})
    (product,) = instance.products
    assert isinstance(product, Revolving)
    assert first_minimum(product) == 64_000
    assert read_instance_text(instance_text(instance)) == instance
    with pytest.raises(UserError) as wrong:
        read_instance(
            {"horizon": 30, "cash0": 0, "products": [row | {"cycles": [bill | {"cash": 100_001}]}]}
        )
    assert wrong.value.field == "products[0].cycles[0].cash"


few = settings(max_examples=12, suppress_health_check=list(HealthCheck))


@few
@given(st.integers(0, 100_000))
def test_with_cash_the_plan_is_never_worse_than_a_rule_nor_below_its_bound(seed: int) -> None:
    pytest.importorskip("highspy", reason="a least-cost plan needs the solver")
    instance = with_cash(tiny(seed), seed)
    answer = plan(instance, QUICK)
    assert answer.status is not Status.INCONSISTENT
    assert answer.ledger.rank <= min(follow(instance, variant).rank for variant in VARIANTS)
    if answer.status is Status.PROVEN:
        assert (answer.gap or 0) <= rounding_fen(instance)
