"""The times of the reminders' stages as fields of a form, and the plan that they make."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from assistant import i18n
from assistant.domain.stages import (
    CUTOFF,
    NO_STAGES,
    OVERDUE,
    Plan,
    parse_plan,
    readable_plan,
    stage_kind,
)
from assistant.errors import UserError
from assistant.ui.fields import TextField
from assistant.ui.form import Field

_USUAL = ("d7", "d3", "eve", "day")


def stage_fields(plan: Plan, *, more: bool = False) -> Iterator[Field]:
    """A field for every stage that can be edited; ``more`` are folded away."""
    t = i18n.t
    for number, (key, value) in enumerate(stage_values(plan).items()):
        label = t(f"stage.{stage_kind(key)}", days=key[1:])
        hint = t("preferences.stage_hint") if number == 0 else ""
        hint = t("preferences.cutoff_hint") if key == CUTOFF else hint
        yield Field(key, label, TextField(), hint, value, more=more)


def stage_values(plan: Plan) -> dict[str, str]:
    """Every stage that can be edited with its time, empty for none, earliest first."""
    times = {stage.key: f"{stage.at:%H:%M}" for stage in plan.leads}
    usual = [key for key in _USUAL if key not in times]
    days = {stage.key: stage.days_before for stage in readable_plan(",".join(_USUAL)).leads}
    days |= {stage.key: stage.days_before for stage in plan.leads}
    found = {
        key: times.get(key, "") for key in sorted([*times, *usual], key=lambda key: -days[key])
    }
    lead = plan.cutoff_lead
    found[CUTOFF] = "" if lead is None else str(lead // timedelta(hours=1))
    found[OVERDUE] = "" if plan.overdue_at is None else f"{plan.overdue_at:%H:%M}"
    return found


def typed_plan(plan: Plan, values: Mapping[str, str]) -> str:
    """The plan's text of a form made by ``stage_fields`` of ``plan``.

    Raises:
        UserError: a time cannot be read; ``field`` is the one it was typed in.
    """
    keys = stage_values(plan)
    for key in keys:
        check_stages(plan_of({key: values[key]}), key)
    return plan_of({key: values[key] for key in keys})


def check_stages(text: str, field: str) -> None:
    """Refuse a text that is no plan, at the field it was typed in.

    Raises:
        UserError: it is none.
    """
    try:
        parse_plan(text)
    except UserError as error:
        raise UserError(error.key, field, **error.params) from None


def plan_of(values: Mapping[str, str]) -> str:
    """The plan's text of the edited stages; an empty time leaves its stage out."""
    parts = [f"{key}@{text.strip()}" for key, text in values.items() if text.strip()]
    return ",".join(parts) or NO_STAGES
