"""The alert rules: each with its switch and its thresholds."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.rule import ENABLED, Rule, Unit
from assistant.domain.rules import RULES
from assistant.ui.context import Context
from assistant.ui.fields import AnyField, ChoiceField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog


class RulesDialog(FormDialog):
    """Every rule of the list; what is saved holds from the next tick on."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        settings = context.session.watch.rule_settings()
        fields = [field for rule in RULES for field in _fields(rule, settings)]
        t = i18n.t
        super().__init__(t("rules.title"), fields, self._save, parent, note=t("rules.note"))

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        named = {
            (rule.id, name): values[f"{rule.id}_{name}"]
            for rule in RULES
            for name in (ENABLED, *(row.name for row in rule.thresholds))
        }
        self._context.bus.run(self._context.session.ledger.save_rules, named)


def _fields(rule: Rule, settings: Mapping[tuple[str, str], str]) -> list[Field]:
    switch = ChoiceField([(value, i18n.t(f"rules.{value}")) for value in ("yes", "no")])
    name = i18n.t(f"rule.{rule.id}.name")
    on = settings.get((rule.id, ENABLED), "yes")
    rows = [Field(f"{rule.id}_{ENABLED}", name, switch, value=on)]
    for row in rule.thresholds:
        widget: AnyField = MoneyField() if row.unit is Unit.MONEY else TextField()
        label = i18n.t(f"rule.{rule.id}.{row.name}")
        widget.setAccessibleDescription(name)
        value = settings.get((rule.id, row.name), row.usual)
        rows.append(Field(f"{rule.id}_{row.name}", f"　{label}", widget, value=value))
    return rows
