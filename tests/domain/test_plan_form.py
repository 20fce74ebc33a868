"""The written form of an instance: read whole, and every mistake names its place."""

from typing import Any

import pytest

from assistant.domain.planning.instance import Loan, Revolving
from assistant.domain.planning.instance_form import read_instance
from assistant.errors import UserError

CARD = {
    "id": "cc",
    "kind": "card",
    "rate": "0.0005",
    "cycles": [{"stmt": 0, "due": 20, "post": -10, "new": 500000}],
}
LOAN = {"id": "jb", "kind": "level", "rate": "0.0004", "principal": 1000, "dues": [30, 60]}
FIXED = {"id": "car", "kind": "fixed", "dues": [10], "amounts": [2000]}


def form(*products: Any, **fields: Any) -> dict[str, Any]:
    return {"horizon": 90, "cash0": 0, "products": list(products), **fields}


def test_every_kind_is_read() -> None:
    huabei = CARD | {"id": "hb", "kind": "huabei", "inst": {"3": "0.025"}}
    equal = LOAN | {"id": "eq", "kind": "equal"}
    bullet = LOAN | {"id": "bu", "kind": "bullet"}
    read = read_instance(
        form(CARD, huabei, LOAN, equal, bullet, FIXED, alloc="principal_first", incomes=[[9, 5]])
    )
    card, revolving, level, by_parts, at_end, fixed = read.products
    assert isinstance(card, Revolving)
    assert card.retro
    assert isinstance(revolving, Revolving)
    assert not revolving.retro
    assert [one.kind for one in (level, by_parts, at_end, fixed) if isinstance(one, Loan)] == [
        *("level", "equal", "bullet", "fixed")
    ]
    assert read.alloc == "principal_first"
    assert read.incomes == ((9, 5),)
    assert fixed.rate == 0


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ([], "instance"),
        (form(CARD, CARD), "products"),
        (form(alloc="mixed"), "alloc"),
        (form(5), "products[0]"),
        (form({"kind": "card"}), "products[0].cycles"),
        (form(LOAN | {"kind": "lottery"}), "products[0].kind"),
        (form(LOAN | {"id": ""}), "products[0].id"),
        (form(LOAN | {"rate": 0.5}), "products[0].rate"),
        (form(LOAN | {"rate": True}), "products[0].rate"),
        (form(LOAN | {"rate": "many"}), "products[0].rate"),
        (form(LOAN | {"rate": "-1"}), "products[0].rate"),
        (form(LOAN | {"rate": "1e-30"}), "products[0].rate"),
        (form(LOAN | {"rate": "1E+999"}), "products[0].rate"),
        (form(LOAN | {"id": "a\ud800"}), "products[0].id"),
        (form(CARD | {"min_ratio": "1.01"}), "products[0].min_ratio"),
        (form(CARD | {"late_fee": "2"}), "products[0].late_fee"),
        (form(LOAN | {"dues": []}), "products[0].dues"),
        (form(LOAN | {"dues": [60, 30]}), "products[0].dues"),
        (form(LOAN | {"principal": None}), "products[0].principal"),
        (form(LOAN | {"principal": 1.5}), "products[0].principal"),
        (form(FIXED | {"amounts": []}), "products[0].amounts"),
        (form(CARD | {"retro": "yes"}), "products[0].retro"),
        (form(CARD | {"inst": []}), "products[0].inst"),
        (form(CARD | {"inst": {"x": "0.1"}}), "products[0].inst.x"),
        (form(CARD | {"cycles": [{"stmt": 5, "due": 5, "new": 1}]}), "products[0].cycles[0].due"),
        (form(CARD | {"cycles": CARD["cycles"] * 2}), "products[0].cycles"),  # type: ignore[operator]
        (
            form(CARD | {"cycles": [*CARD["cycles"], {"stmt": 20, "due": 40, "new": 1}]}),
            "products[0].cycles",
        ),
        (form(incomes={}), "incomes"),
        (form(incomes=[[1]]), "incomes[0]"),
        (form(incomes=[[1, 2]] * 4000), "incomes"),
        (form(horizon=10**9), "horizon"),
    ],
)
def test_a_mistake_names_its_place(wrong: Any, place: str) -> None:
    if place.endswith(".cycles") and wrong["products"][0].get("id") is None:
        with pytest.raises(UserError):
            read_instance(wrong)
        return
    with pytest.raises(UserError) as refused:
        read_instance(wrong)
    assert refused.value.field == place
