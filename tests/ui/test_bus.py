"""The one path of a change: who hears of it, when, and what happens when nothing was stored."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from assistant.domain.snapshot import Changes
from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.ui.bus import Bus, NotSaved, Refresher


class View(QWidget):
    """A view of bills that counts its refreshes."""

    def __init__(self, bus: Bus) -> None:
        super().__init__()
        self.refreshes = 0
        self.refresher = Refresher(bus, self, Changes.BILLS, self.count)

    def count(self) -> None:
        """One more."""
        self.refreshes += 1


def nothing_stored() -> Changes:
    """A command on a full disk."""
    raise StorageError(StorageTrouble.FULL, "beifu.db")


def test_a_command_is_called_as_given_and_its_changes_are_told(qtbot: QtBot) -> None:
    bus = Bus()
    calls: list[tuple[int, bool]] = []

    def command(number: int, *, confirmed: bool) -> Changes:
        calls.append((number, confirmed))
        return Changes.BILLS

    with qtbot.waitSignal(bus.changed) as told:
        assert bus.run(command, 7, confirmed=True) is Changes.BILLS
    assert calls == [(7, True)]
    assert told.args == [Changes.BILLS]


def test_a_command_that_touched_nothing_is_not_told(qtbot: QtBot) -> None:
    bus = Bus()
    with qtbot.assertNotEmitted(bus.changed):
        assert bus.run(lambda: Changes.NONE) is Changes.NONE


def test_a_refusal_passes_to_the_caller(qtbot: QtBot) -> None:
    def refuse() -> Changes:
        raise UserError("money.empty", "amount")

    bus = Bus()
    with (
        qtbot.assertNotEmitted(bus.changed),
        qtbot.assertNotEmitted(bus.storage_failed),
        pytest.raises(UserError, match="amount: money"),
    ):
        bus.run(refuse)


def test_a_store_that_failed_is_told_and_the_caller_knows_that_nothing_was_saved(
    qtbot: QtBot,
) -> None:
    bus = Bus()
    with (
        qtbot.assertNotEmitted(bus.changed),
        qtbot.waitSignal(bus.storage_failed) as told,
        pytest.raises(NotSaved),
    ):
        bus.run(nothing_stored)
    assert told.args is not None
    assert told.args[0].trouble is StorageTrouble.FULL


def test_a_view_that_is_seen_refreshes_at_once_and_only_for_its_own_part(qtbot: QtBot) -> None:
    bus = Bus()
    view = View(bus)
    qtbot.addWidget(view)
    view.show()
    assert view.refreshes == 1  # filled before its first paint
    bus.changed.emit(Changes.SETTINGS)
    assert view.refreshes == 1
    bus.changed.emit(Changes.BILLS | Changes.CASH)
    assert view.refreshes == 2


def test_a_hidden_view_refreshes_once_when_it_is_shown_again(qtbot: QtBot) -> None:
    bus = Bus()
    view = View(bus)
    qtbot.addWidget(view)
    view.show()
    view.hide()
    bus.changed.emit(Changes.BILLS)
    bus.changed.emit(Changes.BILLS)
    assert view.refreshes == 1
    view.show()
    assert view.refreshes == 2
    view.hide()
    view.show()
    assert view.refreshes == 2


def test_a_view_that_is_gone_hears_nothing(qtbot: QtBot) -> None:
    bus = Bus()
    view = View(bus)
    view.show()
    with qtbot.waitSignal(view.destroyed):
        view.close()
        view.deleteLater()
    bus.changed.emit(Changes.BILLS)
    assert view.refreshes == 1
