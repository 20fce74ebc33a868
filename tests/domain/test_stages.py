"""Stages as the user writes them, and their instants."""

from datetime import time, timedelta

import pytest

from assistant.domain.stages import (
    DEFAULT_PLAN,
    Plan,
    Stage,
    instants,
    late_instants,
    parse_plan,
    plan_text,
    readable_plan,
    stage_kind,
)
from assistant.errors import UserError
from tests.domain.facts import beijing, day
from tests.domain.rules.seen import SHANGHAI

CUTOFF = beijing("2026-11-11 00:00")


def test_a_plan_is_read_with_usual_or_own_times() -> None:
    plan = parse_plan("day, d10@20:15,cutoff@5,overdue@08:30")
    assert plan == Plan(
        (Stage("d10", 10, time(20, 15)), Stage("day", 0, time(7, 30))),
        timedelta(hours=5),
        time(8, 30),
    )
    assert plan.longest_lead_days == 10
    assert parse_plan("none") == parse_plan("") == Plan(())
    assert Plan(()).longest_lead_days == 0


def test_another_name_for_the_same_day_is_the_same_stage() -> None:
    assert parse_plan("d1@18:00") == parse_plan("eve")
    with pytest.raises(UserError, match="twice"):
        parse_plan("d1,eve")


@pytest.mark.parametrize("text", ["d7@09:00,eve@18:00,cutoff@3,overdue@09:00", "none", "day@23:59"])
def test_a_plan_is_written_as_it_is_read(text: str) -> None:
    assert plan_text(parse_plan(text)) == text


@pytest.mark.parametrize(
    "text", ["week", "d61", "d-1", "d7@9", "day@24:00", "cutoff@0", "cutoff@49", "cutoff@x", "day,"]
)
def test_what_is_no_plan_is_refused_at_the_field(text: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_plan(text)
    assert refusal.value.field == "stages"
    assert readable_plan(text) == DEFAULT_PLAN


def test_a_stage_without_a_name_of_its_own_is_a_lead() -> None:
    kinds = [
        stage_kind(key) for key in ("d7", "eve", "day", "cutoff", "overdue-2026-11-11", "asked")
    ]
    assert kinds == ["lead", "eve", "day", "cutoff", "overdue", "lead"]


def test_a_plan_without_warnings_has_only_its_days() -> None:
    plan = parse_plan("day")
    assert [key for key, _ in instants(plan, day("2026-11-10"), CUTOFF, SHANGHAI)] == ["day"]
    assert list(late_instants(plan, CUTOFF, SHANGHAI, CUTOFF)) == []


def test_an_old_debt_has_only_the_late_stages_of_these_days() -> None:
    found = list(late_instants(DEFAULT_PLAN, CUTOFF, SHANGHAI, beijing("2027-03-05 12:00")))
    assert [key for key, _ in found] == [f"overdue-2027-03-0{number}" for number in range(3, 8)]
