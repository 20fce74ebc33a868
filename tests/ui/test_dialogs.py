"""Every dialog there is: names for a screen reader, Enter and Esc, the Tab order, focus that is seen."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from assistant.services.session import Session
from assistant.ui.pages import PAGES
from tests.ui.conftest import Driver
from tests.ui.every_dialog import MAKERS, classes
from tests.ui.test_names import nameless

Drive = Callable[[Session], Driver]
Open = Callable[[str], QDialog]
KINDS = {kind.__name__: kind for kind in classes()}


@pytest.fixture
def opened(drive: Drive, demo: Session, tmp_path: Path, qtbot: QtBot) -> Open:
    """Shows a dialog of a class's name on the demo's data."""

    def show(name: str) -> QDialog:
        made = MAKERS[name](drive(demo), KINDS[name], tmp_path)
        qtbot.addWidget(made)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return show


def focusable(area: QWidget) -> list[QWidget]:
    """What Tab stops at inside ``area``, in its order, by pressing Tab until it comes round."""
    found: list[QWidget] = []
    window = area.window()
    window.setFocus()
    for _ in range(_MOST):
        if not window.focusNextChild():
            break
        widget = QApplication.focusWidget()
        if widget is None or widget in found:
            break
        found.append(widget)
    return [widget for widget in found if area.isAncestorOf(widget)]


def test_every_dialog_there_is_stands_in_the_list() -> None:
    assert set(KINDS) == set(MAKERS)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_control_of_a_dialog_has_a_name_and_the_dialog_a_title(
    opened: Open, name: str
) -> None:
    dialog = opened(name)
    assert dialog.windowTitle()
    assert list(nameless(dialog)) == []


@pytest.mark.parametrize("name", sorted(KINDS))
def test_esc_leaves_and_enter_has_one_button_to_press(
    opened: Open, name: str, qtbot: QtBot
) -> None:
    dialog = opened(name)
    defaults = [row for row in dialog.findChildren(QPushButton) if row.isDefault()]
    if name not in (
        "AlertList",
        "Palette",
    ):  # Enter acts on the notice in focus, on the entry chosen
        assert len(defaults) == 1, [row.objectName() for row in defaults]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("name", sorted(KINDS))
def test_tab_stops_at_every_control_from_top_to_bottom(opened: Open, name: str) -> None:
    dialog = opened(name)
    stops = focusable(dialog)
    assert stops
    assert len(set(stops)) == len(stops)
    jumps = [
        (before.objectName(), after.objectName())
        for before, after in pairwise(stops)
        if _top_of(after, before, dialog) < _top_of(before, after, dialog) - _SAME_LINE
        and not _beside(before, after, dialog)
    ]
    assert jumps == []


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_control_in_focus_looks_different(opened: Open, name: str) -> None:
    assert unseen(opened(name)) == []


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_the_control_in_focus_looks_different_on_pages_too(
    drive: Drive, demo: Session, key: str, qtbot: QtBot
) -> None:
    window = drive(demo).window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page(key)
    page = window.pages.currentWidget()
    assert page is not None
    assert unseen(page) == []


def unseen(area: QWidget) -> list[str]:
    """The controls that look the same with and without the focus."""
    found = []
    stops = focusable(area)
    for widget, other in zip(stops, stops[1:] + stops[:1], strict=True):
        if widget is other:
            continue
        _bring_into_view(widget)
        other.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if QApplication.focusWidget() is widget and widget.grab().toImage() == before:
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


_SAME_LINE = 24
_MOST = 200


def _top_of(widget: QWidget, other: QWidget, dialog: QDialog) -> int:
    """Where it stands; where only one of the two scrolls, where the whole scrolled part stands."""
    area = _area(widget)
    seen = area if area is not None and area is not _area(other) else widget
    return seen.mapTo(dialog, QPoint(0, 0)).y()


def _beside(before: QWidget, after: QWidget, dialog: QDialog) -> bool:
    """Whether the second stands in a column further right: columns are read one after the other."""
    right = before.mapTo(dialog, QPoint(before.width(), 0)).x()
    return after.mapTo(dialog, QPoint(0, 0)).x() >= right - _SAME_LINE


def _area(widget: QWidget) -> QScrollArea | None:
    area: QWidget | None = widget
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    return area


def _bring_into_view(widget: QWidget) -> None:
    area = _area(widget)
    if area is not None:
        area.ensureWidgetVisible(widget)
