"""Every control of every page and tab has a name for a screen reader and for tests; dialogs: test_dialogs."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from assistant.services.session import Session
from assistant.ui.pages import PAGES
from tests.ui.conftest import Driver

Drive = Callable[[Session], Driver]
CONTROLS = (
    *(QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox),
    *(QPlainTextEdit, QAbstractItemView),
)


def nameless(area: QWidget) -> Iterator[str]:
    """The controls inside ``area`` that a screen reader could not tell, or a test not find."""
    for kind in CONTROLS:
        for widget in area.findChildren(kind):
            parts = widget.objectName().startswith("qt_") or isinstance(
                widget.parent(), QComboBox | QAbstractSpinBox | QAbstractItemView
            )
            if parts or not widget.isVisibleTo(area):
                continue
            words = widget.text() if isinstance(widget, QAbstractButton) else ""
            if not (widget.accessibleName() or words):
                yield f"no accessible name: {kind.__name__} {widget.objectName()!r}"
            if not widget.objectName():
                yield f"no object name: {kind.__name__} {widget.accessibleName() or words!r}"


def test_every_control_of_every_account_has_a_name(drive: Drive, demo: Session) -> None:
    window = drive(demo).window
    found = []
    for number in range(window.tabs.count()):
        window.tabs.setCurrentIndex(number)
        tab = window.tabs.widget(number)
        assert tab is not None
        found += [f"tab {number}: {row}" for row in nameless(tab)]
    assert found == []


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_every_control_of_every_page_has_a_name(drive: Drive, demo: Session, key: str) -> None:
    window = drive(demo).window
    window.open_page(key)
    page = window.pages.currentWidget()
    assert page is not None
    assert list(nameless(page)) == []
