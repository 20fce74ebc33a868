"""Preferences: how reminders reach the user, when they come, how the program starts and closes."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.snapshot import Changes
from assistant.domain.stages import readable_plan
from assistant.errors import UserError
from assistant.services.update import checked_address
from assistant.ui.areas import FlagField
from assistant.ui.context import Context
from assistant.ui.fields import TextField
from assistant.ui.form import Field, FormDialog
from assistant.ui.stage_fields import check_stages, plan_of, stage_fields, typed_plan
from assistant.ui.updates import last_answer

SWITCHES = ("sound", "own_popup", "close_to_tray")


class PreferencesDialog(FormDialog):
    """Switches first; the times of the reminders and the quiet hours are folded away.

    Args:
        context: where the settings are kept.
        parent: the window.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        self._entry = context.delivery.autostart()
        self._plan = readable_plan(context.snapshot().settings.stages)
        super().__init__(
            i18n.t("preferences.title"),
            [*self._switches(), *self._updates(), *self._times()],
            self._save,
            parent,
        )

    def _switches(self) -> Iterator[Field]:
        settings = self._context.snapshot().settings
        values = {name: getattr(settings, name) for name in SWITCHES}
        values["autostart"] = "yes" if self._entry.is_on() else "no"
        for name in ("autostart", "close_to_tray", "sound", "own_popup"):
            switch = FlagField(i18n.t("preferences.on"))
            hint = i18n.t(f"preferences.{name}_hint")
            yield Field(name, i18n.t(f"preferences.{name}"), switch, hint, values[name])

    def _updates(self) -> Iterator[Field]:
        settings, t = self._context.snapshot().settings, i18n.t
        switch = FlagField(t("preferences.on"))
        hint = f"{t('preferences.updates_hint')} {last_answer(settings, self._context)}"
        yield Field("updates", t("preferences.updates"), switch, hint, settings.updates)
        hint = t("preferences.update_address_hint")
        address = TextField()
        yield Field(
            "update_address",
            t("preferences.update_address"),
            address,
            hint,
            settings.update_address,
        )

    def _times(self) -> Iterator[Field]:
        settings, t = self._context.snapshot().settings, i18n.t
        yield from stage_fields(self._plan, more=True)
        for name in ("quiet_from", "quiet_until"):
            hint = t("preferences.quiet_hint") if name == "quiet_until" else ""
            value = getattr(settings, name)
            yield Field(name, t(f"preferences.{name}"), TextField(), hint, value, more=True)

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        address = checked_address(values["update_address"])
        if values["updates"] == "yes" and not address:
            raise UserError("update.no_address", "update_address")
        run = self._context.bus.run
        run(self._times_command, values)
        for name in SWITCHES:
            self._set(name, values[name])
        if address != self._context.snapshot().settings.update_address:
            self._set("update_told", "")  # another address, another answer
        self._set("update_address", address)
        self._set("updates", values["updates"])
        on = values["autostart"] == "yes"
        if on != self._entry.is_on():
            try:
                self._entry.turn(on=on)
            except OSError as error:
                raise UserError("autostart", "autostart", why=error.strerror or "") from None

    def _set(self, name: str, value: str) -> None:
        if value != getattr(self._context.snapshot().settings, name):
            self._context.bus.run(self._context.session.ledger.set_setting, name, value)

    def _times_command(self, values: Mapping[str, str]) -> Changes:
        """Plan and quiet hours; a refusal is told at the field whose text it is."""
        ledger = self._context.session.ledger
        plan = typed_plan(self._plan, values)
        for name in ("quiet_from", "quiet_until"):
            check_stages(plan_of({"day": values[name]}), name)
        quiet = (values["quiet_from"].strip(), values["quiet_until"].strip())
        return ledger.plan_reminders(plan) | ledger.set_quiet_hours(*quiet)
