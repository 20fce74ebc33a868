from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from assistant.services.session import Session
from assistant.ui import main_window
from assistant.ui.context import Context
from assistant.ui.pages import ACCOUNTS, PAGES, Page, Shell
from tests.ui.conftest import Driver


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Shell]:
    """The window has one page more, which is noted when it is built."""
    shells: list[Shell] = []

    def make(_context: Context, shell: Shell) -> QWidget:
        shells.append(shell)
        return QLabel("here")

    extra = Page("accounts_again", "calendar", make)
    monkeypatch.setattr(main_window, "PAGES", (*PAGES, extra))
    monkeypatch.setattr("assistant.i18n.t", lambda key, **_: key)
    return shells


def test_a_page_is_built_when_it_is_first_shown(
    drive: Callable[[Session], Driver], session: Session, built: list[Shell]
) -> None:
    driver = drive(session)
    assert built == []
    button = driver.find(QToolButton, "page_accounts_again", driver.window.rail)
    button.click()
    assert built == [driver.window]
    assert button.isChecked()
    driver.find(QToolButton, f"page_{ACCOUNTS}", driver.window.rail).click()
    assert driver.window.pages.currentWidget() is driver.window.tabs
    button.click()
    assert len(built) == 1


def test_the_overview_comes_to_the_front_from_any_page(
    drive: Callable[[Session], Driver], session: Session, built: list[Shell]
) -> None:
    driver = drive(session)
    driver.window.open_page("accounts_again")
    driver.window.open_overview()
    assert driver.window.pages.currentWidget() is driver.window.tabs
    assert driver.window.tabs.currentIndex() == 0
    assert driver.find(QToolButton, f"page_{ACCOUNTS}", driver.window.rail).isChecked()
