"""The alert rules' dialog: every rule has a switch, every threshold a field; a refusal stands at its own."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QLabel

from assistant.domain.rules import RULES
from assistant.services.session import Session
from assistant.ui.dialogs.rules import RulesDialog


def change(driver: Any, act: Callable[[QDialog], None]) -> None:
    """Open the dialog and act in it."""
    dialog = RulesDialog(driver.context, driver.window)
    driver.in_dialog(dialog.exec, act)


def test_every_rule_can_be_switched_and_every_threshold_changed(
    session: Session, drive: Callable[[Session], Any]
) -> None:
    driver = drive(session)

    def act(dialog: QDialog) -> None:
        for rule in RULES:
            driver.fill(dialog, **{rule.id: "no"})
            for row in rule.thresholds:
                driver.fill(dialog, **{f"{rule.id}.{row.name}": str(row.low)})
        driver.press("save", dialog)

    change(driver, act)
    kept = session.watch.rule_settings()
    for rule in RULES:
        assert kept[rule.id, "enabled"] == "no"
        for row in rule.thresholds:
            if row.parse(str(row.low)) != row.parse(row.usual):
                assert kept[rule.id, row.name] == str(row.low)

    def back(dialog: QDialog) -> None:
        for rule in RULES:
            driver.fill(dialog, **{rule.id: "yes"})
            for row in rule.thresholds:
                driver.fill(dialog, **{f"{rule.id}.{row.name}": ""})
        driver.press("save", dialog)

    change(driver, back)
    assert dict(session.watch.rule_settings()) == {}


def test_a_threshold_out_of_range_is_refused_at_its_field(
    session: Session, drive: Callable[[Session], Any]
) -> None:
    driver = drive(session)

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, **{"utilisation.percent": "999", "bill_day": "no"})
        driver.press("save", dialog)
        assert driver.find(QLabel, "utilisation.percent.error", dialog).text()

    change(driver, act)
    assert dict(session.watch.rule_settings()) == {}
