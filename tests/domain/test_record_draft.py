"""Typed months of the record: each refusal names its field."""

from datetime import date

import pytest

from assistant.domain.record_draft import read_month, record_draft
from assistant.errors import UserError
from tests.domain.histories import RULES

TODAY = date(2026, 11, 3)


def values(**typed: str) -> dict[str, str]:
    """The form's values."""
    return {"first": "2026-03", "last": "", "code": "1", "settled_on": ""} | typed


def test_months_are_typed_from_to_with_a_code() -> None:
    draft = record_draft(1, values(first="2025-11", last="2026年2月", code="n"), RULES, TODAY)
    assert draft.months == tuple(
        date(*ym, 1) for ym in ((2025, 11), (2025, 12), (2026, 1), (2026, 2))
    )
    assert (draft.code, draft.settled_on) == ("N", None)


def test_without_a_code_months_are_computed_again() -> None:
    assert record_draft(1, values(code=" "), RULES, TODAY).code is None


def test_a_bad_code_may_tell_when_it_was_settled() -> None:
    draft = record_draft(1, values(settled_on="2026-04-02"), RULES, TODAY)
    assert (draft.months, draft.settled_on) == ((date(2026, 3, 1),), date(2026, 4, 2))


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-00", "0000-01", "三月", "2026-3-1"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(UserError) as refused:
        read_month(text, "first")
    assert refused.value.key == "month.not_a_month"


@pytest.mark.parametrize(
    ("typed", "key", "field"),
    [
        ({"last": "2026-02"}, "month.before_first", "last"),
        ({"last": "2026-12"}, "month.in_future", "last"),
        ({"first": "2026-12"}, "month.in_future", "first"),
        ({"first": "2021-11"}, "month.too_old", "first"),
        ({"code": "X"}, "record.unknown_code", "code"),
        ({"code": "N", "settled_on": "2026-04-02"}, "record.nothing_to_settle", "settled_on"),
        ({"settled_on": "2026-03-01"}, "record.settled_before", "settled_on"),
        ({"settled_on": "x"}, "date.not_a_date", "settled_on"),
    ],
)
def test_each_refusal_names_its_field(typed: dict[str, str], key: str, field: str) -> None:
    with pytest.raises(UserError) as refused:
        record_draft(1, values(**typed), RULES, TODAY)
    assert (refused.value.key, refused.value.field) == (key, field)
