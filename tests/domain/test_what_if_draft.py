"""A scenario from typed text: only what its change asks for is read."""

from decimal import Decimal

import pytest

from assistant.domain.planning.what_if import Change, WhatIf
from assistant.domain.planning.what_if_draft import ASKED, what_if_draft
from assistant.errors import UserError

TYPED = {
    "what_months": "4",
    "what_days": "0",
    "what_terms": "12",
    "what_percent": "−20",
    "what_late": "10",
    "what_account": "3",
    "what_due": "",
    "what_name": "",
}


def read(change: Change, **typed: str) -> WhatIf:
    return what_if_draft({**TYPED, "what_amount": "2000", "what_change": change.value, **typed})


@pytest.mark.parametrize(
    ("change", "number", "fen", "account"),
    [
        (Change.INCOME_LOST, 4, 0, None),
        (Change.EXTRA, 0, 200_000, None),
        (Change.NEW_LOAN, 12, 200_000, None),
        (Change.RATE, -20, 0, 3),
        (Change.MISS, 10, 0, None),
    ],
)
def test_each_change_reads_its_own_fields(
    change: Change, number: int, fen: int, account: int | None
) -> None:
    assert read(change, what_name=" 我的 ") == WhatIf("我的", change, number, fen, account)
    assert read(change).name == ""


def test_every_change_says_what_it_asks_for() -> None:
    assert list(ASKED) == list(Change)
    assert ASKED[Change.RATE].fields == ("what_account", "what_percent")
    assert ASKED[Change.NEW_LOAN].fields == ("what_amount", "what_terms", "what_rate")


def test_a_new_loan_has_the_rate_that_was_typed_or_the_usual_one() -> None:
    assert read(Change.NEW_LOAN, what_rate="24%").rate == Decimal("0.24")
    assert read(Change.NEW_LOAN, what_rate="").rate is None
    assert read(Change.EXTRA, what_rate="24%").rate is None


@pytest.mark.parametrize(
    ("change", "field", "text"),
    [
        (Change.INCOME_LOST, "what_months", "0"),
        (Change.INCOME_LOST, "what_months", ""),
        (Change.INCOME_LOST, "what_months", "1.5"),
        (Change.RATE, "what_percent", "-101"),
        (Change.RATE, "what_percent", "--5"),
        (Change.RATE, "what_percent", "9" * 5000),
        (Change.MISS, "what_late", "366"),
        (Change.EXTRA, "what_amount", "0"),
        (Change.EXTRA, "what_amount", ""),
        (Change.NEW_LOAN, "what_name", "x" * 41),
        (Change.NEW_LOAN, "what_rate", "viel"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(change: Change, field: str, text: str) -> None:
    with pytest.raises(UserError) as refused:
        read(change, **{field: text})
    assert refused.value.field == field
