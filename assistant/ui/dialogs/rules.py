"""The alert rules: each with its switch and its thresholds."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.rule import ENABLED
from assistant.domain.rules import RULES
from assistant.errors import UserError
from assistant.ui.context import Context
from assistant.ui.fields import SwitchField, TextField
from assistant.ui.form import Field, FormDialog


class RulesDialog(FormDialog):
    """One switch a rule; its thresholds stand below it, empty for the usual value."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        super().__init__(
            i18n.t("rules.title"),
            list(self._fields()),
            self._save,
            parent,
            note=i18n.t("rules.note"),
        )

    def _fields(self) -> Iterator[Field]:
        settings = self._context.session.watch.rule_settings()
        for rule in RULES:
            value = settings.get((rule.id, ENABLED), "yes")
            switch = SwitchField(i18n.t("preferences.on"))
            yield Field(rule.id, i18n.t(f"rule.{rule.id}.name"), switch, value=value)
            for row in rule.thresholds:
                yield Field(
                    f"{rule.id}.{row.name}",
                    f"   {i18n.t(f'rule.{rule.id}.{row.name}')}",
                    TextField(),
                    value=settings.get((rule.id, row.name), row.usual),
                )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        ledger, run = self._context.session.ledger, self._context.bus.run
        for rule in RULES:
            for row in rule.thresholds:
                field = f"{rule.id}.{row.name}"
                try:
                    row.parse(values[field].strip() or row.usual)
                except UserError as error:
                    raise UserError(error.key, field, **error.params) from None
        settings = self._context.session.watch.rule_settings()
        for rule in RULES:
            if values[rule.id] != settings.get((rule.id, ENABLED), "yes"):
                run(ledger.switch_rule, rule.id, on=values[rule.id] == "yes")
            for row in rule.thresholds:
                text = values[f"{rule.id}.{row.name}"].strip() or row.usual
                if text != settings.get((rule.id, row.name), row.usual):
                    run(ledger.set_threshold, rule.id, row.name, text)
