"""An estate read from text: every refusal names its place; what is written is read back."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from assistant.domain.estate_case import (
    Answer,
    AssetKind,
    CommunityRest,
    DebtKind,
    EstateCase,
    TakerKind,
)
from assistant.domain.estate_drafts import MOST_ROWS, read_case, write_case
from assistant.domain.money import ZERO, Money
from assistant.errors import UserError
from tests.domain.test_estate import ESTATES

TOLD: dict[str, Any] = {
    "name": "父亲",
    "deceased": "张三",
    "death": "2026-03-01",
    "spouse": True,
    "assets": [
        {"name": "房", "value": "1,000,000", "kind": "community"},
        {"name": "现金", "value": 500},
    ],
    "debts": [
        {
            "name": "借呗",
            "lender": "蚂蚁消费金融",
            "amount": "37905.14",
            "fee": "120",
            "interest": "2785.14",
        },
        {"name": "房贷", "amount": "40万", "kind": "community", "secured_by": "房"},
        {"name": "个税", "amount": "100", "kind": "tax", "older_than_security": "yes"},
    ],
    "costs": [{"name": "丧葬", "amount": "9860"}],
    "takers": [
        {"name": "子", "parts": "2", "reserve": "5", "unable_to_work": "yes", "no_income": "yes"},
        {"name": "友", "kind": "legatee", "share": "25%", "answer": "accepted", "order": None},
        {"name": "侄", "kind": "will", "amount": "1000"},
    ],
}


def refused(**changes: Any) -> tuple[str, str | None]:
    with pytest.raises(UserError) as caught:
        read_case(TOLD | changes)
    return caught.value.key, caught.value.field


def test_a_case_is_read_whole() -> None:
    found = read_case(TOLD)
    assert found.death == date(2026, 3, 1)
    assert found.spouse
    assert found.community_rest is CommunityRest.SPOUSE
    assert found.assets[0].kind is AssetKind.COMMUNITY
    assert found.assets[1].value == Money.of("500")
    assert found.debts[0].fee == Money.of("120")
    assert found.debts[1].kind is DebtKind.COMMUNITY
    assert found.debts[2].older_than_security
    assert found.takers[0].necessary == Money.of("5")
    assert found.takers[1].kind is TakerKind.LEGATEE
    assert found.takers[1].share == Decimal("0.25")
    assert found.takers[1].answer is Answer.ACCEPTED
    assert found.takers[2].amount == Money.of("1000")


def test_what_is_written_is_read_back() -> None:
    found = read_case(TOLD)
    assert read_case(write_case(found)) == found


@given(ESTATES)
@settings(max_examples=50)
def test_writing_loses_nothing_that_can_be_typed(told: EstateCase) -> None:
    written = write_case(told)
    assert written["death"] == "2026-03-01"
    for row, taker in zip(written["takers"], told.takers, strict=True):
        assert row["unable_to_work"] == ("yes" if taker.unable_to_work else "no")
        assert (row["reserve"] == "") == (taker.reserve == ZERO)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"death": ""}, ("field.empty", "death")),
        ({"death": "2026-02-30"}, ("date.no_such_day", "death")),
        ({"spouse": "maybe"}, ("flag.unknown", "spouse")),
        ({"spouse": False}, ("estate.no_spouse", "assets.1.kind")),
        ({"spouse": False, "assets": []}, ("estate.no_spouse", "debts.2.kind")),
        ({"assets": [{"name": "房", "value": "1"}] * 2}, ("estate.name_twice", "assets.2.name")),
        (
            {"assets": [{"name": "车", "value": "1"}]},
            ("estate.no_such_asset", "debts.2.secured_by"),
        ),
        (
            {"assets": [{"name": "房", "value": "1", "kind": "insurance"}]},
            ("estate.no_such_asset", "debts.2.secured_by"),
        ),
        ({"assets": "房"}, ("estate.not_a_list", "assets")),
        ({"assets": ["房"]}, ("estate.not_a_list", "assets.1")),
        ({"assets": [{}] * (MOST_ROWS + 1)}, ("estate.not_a_list", "assets")),
        ({"assets": [{"name": "房", "worth": "1"}]}, ("estate.unknown_key", "assets.1.worth")),
        ({"assets": [{"name": "房", "value": 1.5}]}, ("estate.not_a_text", "assets.1.value")),
        ({"assets": [{"name": "房"}]}, ("field.empty", "assets.1.value")),
        ({"assets": [{"name": "房", "value": "-1"}]}, ("money.negative", "assets.1.value")),
        (
            {"assets": [{"name": "房", "value": "1", "kind": "cat"}]},
            ("choice.unknown", "assets.1.kind"),
        ),
        ({"costs": [{"name": "", "amount": "1"}]}, ("field.empty", "costs.1.name")),
        (
            {"debts": [{"name": "贷", "amount": "1", "fee": "1", "interest": "1"}]},
            ("estate.parts_above_amount", "debts.1.interest"),
        ),
        (
            {"takers": [{"name": "友", "kind": "will"}]},
            ("estate.amount_or_share", "takers.1.amount"),
        ),
        (
            {"takers": [{"name": "友", "kind": "will", "amount": "1", "share": "1%"}]},
            ("estate.amount_or_share", "takers.1.amount"),
        ),
        ({"takers": [{"name": "友", "order": "3"}]}, ("number.out_of_range", "takers.1.order")),
        (
            {"takers": [{"name": "友", "kind": "will", "share": "60%"}] * 2},
            ("estate.shares_above_all", "takers"),
        ),
        ({"cat": "1"}, ("estate.unknown_key", "cat")),
    ],
)
def test_a_refusal_names_its_place(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    assert refused(**changes) == problem
