"""The user's order of what is kept clean first, as weights."""

from dataclasses import replace
from itertools import pairwise

from assistant.domain.planning.harm import LEVELS, ranked, reordered, weights
from assistant.domain.planning.of_snapshot import instance_of
from assistant.domain.planning.weight import GRAIN, HARM, STEP, of_overdue
from assistant.services.planning import cash_of
from tests.domain.facts import account, bill, day, snapshot

SEEN = snapshot(
    "2026-11-03 12:00",
    accounts=(
        account(1, reported="no"),
        account(2),
        account(3, reported="no"),
        replace(account(4), owner="妈妈", sources=()),
    ),
    bills=(bill("100", "10"), bill("100", "10", number=2, owner=2)),
)


def test_without_an_own_order_what_is_reported_comes_first() -> None:
    assert ranked(SEEN, ()) == (2, 1, 3)
    assert weights(SEEN, ()) is None
    assert weights(SEEN, (9,)) is None  # of an account that is closed


def test_an_own_order_stands_before_what_it_does_not_name() -> None:
    assert ranked(SEEN, (3, 9, 1)) == (3, 1, 2)
    assert weights(SEEN, (3, 1)) == {3: 8, 1: 4, 2: 2}


def test_a_due_outweighs_one_due_of_every_account_below_it() -> None:
    many = replace(SEEN, accounts=tuple(account(number) for number in range(1, 14)))
    found = weights(many, (13,))
    assert found is not None
    order = ranked(many, (13,))
    assert order[0] == 13
    for place in range(LEVELS - 1):
        below = [found[number] for number in order[place + 1 : LEVELS]]
        assert found[order[place]] > sum(below)
    assert [found[number] for number in order[LEVELS - 1 :]] == [STEP] * 4


def test_what_is_overdue_goes_before_a_new_due_of_its_weight_and_behind_one_of_the_next() -> None:
    weights_ = sorted({*HARM.values(), *(STEP * 2**level for level in range(LEVELS))})
    for weight, heavier in pairwise(weights_):
        assert weight < of_overdue(weight, 1) == weight + GRAIN < heavier
        assert weight % STEP == 0
    assert of_overdue(weights_[0], 0) == 0


def test_what_is_not_shown_keeps_its_place() -> None:
    assert reordered((1, 2, 3, 4), (3, 1)) == (3, 2, 1, 4)
    assert reordered((1, 2), ()) == (1, 2)


def test_the_instance_of_the_plan_has_the_weights() -> None:
    until = day("2026-12-31")
    cash = cash_of(SEEN, until)
    own = instance_of(SEEN, cash, until, weights(SEEN, (1, 2)))
    assert {product.harm for product in own.instance.products} == {8, 4, 2}
    usual = instance_of(SEEN, cash, until, weights(SEEN, ()))
    assert {product.harm for product in usual.instance.products} <= set(HARM.values())
