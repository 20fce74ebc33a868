"""The dialog of one repayment over several dues."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from assistant.domain.dues import obligations
from assistant.domain.money import Money
from assistant.services.session import Session
from assistant.ui.dialogs.split import SplitDialog
from tests.ui.conftest import Driver, error_of


@pytest.fixture
def dialog(drive: Callable[[Session], Driver], demo: Session, qtbot: QtBot) -> SplitDialog:
    """On the demo's dues until the year's end."""
    driver = drive(demo)
    dues = tuple(obligations(driver.context.snapshot(), date(2026, 12, 31)))
    made = SplitDialog(driver.context, dues, driver.window)
    qtbot.addWidget(made)
    return made


def typed(dialog: SplitDialog, **values: str) -> None:
    """Fill in as a person does."""
    dialog.form.set_values(dialog.form.values() | values)
    dialog.submission.save()


def test_the_parts_follow_the_sum(dialog: SplitDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.form.fields["amount"].widget, "100")
    assert dialog.form.values()["part_0"] == "100.00"
    assert dialog.form.values()["part_1"] == ""


def test_a_part_above_its_due_is_refused_beside_its_own_field(
    dialog: SplitDialog, demo: Session
) -> None:
    before = len(demo.queries.snapshot().payments)
    typed(dialog, amount="99999", part_1="99999")
    assert error_of(dialog, "part_1")
    assert not error_of(dialog, "part_0")
    assert len(demo.queries.snapshot().payments) == before


def test_parts_that_sum_up_are_stored_as_one_step(dialog: SplitDialog, demo: Session) -> None:
    before = len(demo.queries.snapshot().payments)
    typed(dialog, amount="30", part_0="10", part_1="20")
    after = demo.queries.snapshot().payments
    assert len(after) == before + 2
    assert {row.amount for row in after} >= {Money.of(10), Money.of(20)}
