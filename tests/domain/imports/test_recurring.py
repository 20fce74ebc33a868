"""Monthly incomes and expenses found in history."""

from collections.abc import Sequence

import pytest

from assistant.domain.imports.movement import Flow
from assistant.domain.imports.recurring import Past, Recurring, recurring
from assistant.domain.money import Money
from tests.domain.facts import day

TODAY = day("2026-11-26")


def past(party: str, flow: Flow, *paid: tuple[str, int]) -> Sequence[Past]:
    """What one counterparty paid or got."""
    return [Past(day(on), flow, party, yuan * 100) for on, yuan in paid]


def test_a_salary_and_a_rent_are_found() -> None:
    salary = past("公司", Flow.IN, ("2026-09-15", 8000), ("2026-10-15", 9100), ("2026-11-14", 7800))
    rent = past("房东", Flow.OUT, ("2026-08-31", 2500), ("2026-09-30", 2500), ("2026-10-31", 2500))
    assert recurring([*rent, *salary], TODAY) == (
        Recurring(Flow.IN, "公司", Money.of(8000), 15, 3, day("2026-11-14")),
        Recurring(Flow.OUT, "房东", Money.of(2500), 31, 3, day("2026-10-31")),
    )


@pytest.mark.parametrize(
    "paid",
    [
        (("2026-10-15", 80), ("2026-11-15", 80)),  # twice is no habit
        (("2026-09-15", 80), ("2026-10-15", 120), ("2026-11-15", 95)),  # amounts differ
        (("2026-09-01", 80), ("2026-10-15", 80), ("2026-11-25", 80)),  # days differ
        (("2026-09-15", 80), ("2026-10-15", 80), ("2026-10-16", 80), ("2026-11-15", 80)),
        (("2026-05-15", 80), ("2026-06-15", 80), ("2026-07-15", 80)),  # stopped
        (("2026-06-15", 80), ("2026-09-15", 80), ("2026-11-15", 80)),  # months between
    ],
)
def test_what_is_not_monthly_is_not_proposed(paid: Sequence[tuple[str, int]]) -> None:
    assert recurring(past("店", Flow.OUT, *paid), TODAY) == ()


def test_the_nameless_is_passed_over() -> None:
    assert recurring(past("", Flow.OUT, ("2026-11-15", 80)), TODAY) == ()
    assert recurring(past("店", Flow.OUT, ("2026-11-15", 0)), TODAY) == ()
