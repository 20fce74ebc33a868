"""The rules' answer can be ended at any moment, as the solver's: what was found until then stays."""

from collections.abc import Callable

import pytest

from assistant.domain.planning.strategies import VARIANTS, best_of, best_rule, follow
from assistant.domain.planning.world import World
from assistant.errors import Cancelled
from tests.domain.instances import realistic

HOUSE = realistic(3, 4, 6)
DAYS = len(World(HOUSE).table.days)


def after(questions: int) -> tuple[Callable[[], bool], list[None]]:
    """Says yes when it was asked so often; and how often it was asked."""
    asked: list[None] = []

    def stopped() -> bool:
        asked.append(None)
        return len(asked) > questions

    return stopped, asked


def test_who_ends_the_rules_before_the_first_is_through_gets_nothing() -> None:
    for questions in (0, 1, DAYS - 1):
        stopped, asked = after(questions)
        with pytest.raises(Cancelled):
            best_rule(HOUSE, stopped)
        assert len(asked) == questions + 1


def test_who_ends_the_rules_later_gets_the_best_so_far() -> None:
    stopped, asked = after(DAYS)
    assert best_rule(HOUSE, stopped) == follow(HOUSE, VARIANTS[0])
    assert len(asked) <= DAYS + 2  # on the next day, and once more before the next strategy


def test_rules_that_nobody_ends_are_all_played() -> None:
    stopped, _asked = after(10**9)
    every = best_of([follow(HOUSE, variant) for variant in VARIANTS])
    assert best_rule(HOUSE, stopped).rank == best_rule(HOUSE).rank == every.rank
