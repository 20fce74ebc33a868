"""The dialog of the alert rules through the real window."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog

from assistant.domain.rules import RULES
from assistant.services.session import Session

Drive = Callable[[Session], Any]


def test_switch_and_threshold_are_kept(session: Session, drive: Drive) -> None:
    driver = drive(session)

    def act(dialog: QDialog) -> None:
        names = {name.rpartition("_")[0] for name in dialog.form.fields}  # type: ignore[attr-defined]
        assert names == {rule.id for rule in RULES}
        driver.fill(dialog, ending_days="14", credit_report_enabled="no")
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.trigger("rules"), act)
    assert session.store.rules.all() == {
        ("ending", "days"): "14",
        ("credit_report", "enabled"): "no",
    }


def test_a_number_out_of_range_is_refused_beside_its_field(session: Session, drive: Drive) -> None:
    driver = drive(session)

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, credit_report_enabled="no", utilisation_percent="120")
        driver.press("save", dialog)
        assert dialog.isVisible()
        assert "1 到 100" in driver.text("utilisation_percent.error", dialog)

    driver.in_dialog(lambda: driver.trigger("rules"), act)
    assert session.store.rules.all() == {}
