"""A term or a part taken over as the payment app shows it, and computed again."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import Money
from assistant.domain.plan_parts import plan_rows
from assistant.services.session import Session
from assistant.ui.dialogs.loan_changes import FreezeTermDialog
from assistant.ui.dialogs.plan import FreezePartDialog

Drive = Callable[[Session], Any]


@pytest.fixture
def driver(drive: Drive, demo: Session) -> Any:
    """The window on the demo, which has a loan and an instalment plan."""
    return drive(demo)


def term(driver: Any) -> Any:
    snapshot = driver.session.queries.snapshot()
    return loan_standing(snapshot, snapshot.loans[0]).terms[-2].row


def part(driver: Any) -> Any:
    snapshot = driver.session.queries.snapshot()
    return plan_rows(snapshot, snapshot.plans[0])[-2]


def of_term(driver: Any) -> QDialog:
    loan = driver.session.queries.snapshot().loans[0]
    return FreezeTermDialog(driver.context, loan.id, term(driver), driver.window)


def of_part(driver: Any) -> QDialog:
    plan = driver.session.queries.snapshot().plans[0]
    return FreezePartDialog(driver.context, plan, part(driver), driver.window)


@pytest.mark.parametrize(
    ("row", "dialog", "cost"), [(term, of_term, "interest"), (part, of_part, "fee")]
)
def test_a_row_is_taken_over_as_shown_and_computed_again(
    driver: Any,
    row: Callable[[Any], Any],
    dialog: Callable[[Any], QDialog],
    cost: str,
) -> None:
    computed = row(driver)

    def take_over(shown: QDialog) -> None:
        driver.fill(shown, principal="123.45", **{cost: "6.78"})
        driver.press("save", shown)

    driver.in_dialog(lambda: dialog(driver).exec(), take_over)
    kept = row(driver)
    assert (kept.principal, getattr(kept, cost)) == (Money.of("123.45"), Money.of("6.78"))
    assert kept.frozen
    driver.in_dialog(lambda: dialog(driver).exec(), lambda shown: driver.press("thaw", shown))
    assert row(driver) == computed
