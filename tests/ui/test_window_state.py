from collections.abc import Callable

import pytest

from assistant.services.session import Session
from assistant.ui.window_state import recall, remembered
from tests.ui.conftest import Driver

Drive = Callable[[Session], Driver]


def test_a_window_comes_back_where_it_was(drive: Drive, demo: Session) -> None:
    first = drive(demo).window
    first.resize(1024, 700)
    first.open_account(2)
    line = remembered(first)
    demo.ledger.set_setting("window", line)
    again = drive(demo).window
    assert again.tabs.tabText(again.tabs.currentIndex()) == "借呗"
    assert again.height() == 700  # the offscreen screen is narrower than the window


@pytest.mark.parametrize("line", ["", "nonsense", "%%% accounts 1", "AAAA nowhere x", "AAAA a b c"])
def test_a_line_that_cannot_be_read_changes_nothing(drive: Drive, demo: Session, line: str) -> None:
    window = drive(demo).window
    before = window.size(), window.pages.currentIndex(), window.tabs.currentIndex()
    recall(window, line)
    assert (window.size(), window.pages.currentIndex(), window.tabs.currentIndex()) == before
