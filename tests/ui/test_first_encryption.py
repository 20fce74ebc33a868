"""Encryption is offered where the first numbers are asked for, and is no step that has to be taken."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from assistant.app import App
from assistant.paths import Paths
from assistant.services.session import Session
from assistant.ui.program import Program
from tests.conftest import SHANGHAI, FakeClock
from tests.ui.conftest import Driver
from tests.ui.test_first import begin
from tests.ui.test_safety import WORDS, encrypt_by, press, then

pytestmark = pytest.mark.usefixtures("quick_keys", "no_keyring")


def test_the_first_screen_leads_to_encryption_before_anything_is_stored(
    tmp_path: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    app = App(Paths(tmp_path / "data"), clock, SHANGHAI)
    running = Program(app, QApplication.instance())  # type: ignore[arg-type]
    assert running.start()
    qtbot.waitUntil(lambda: running.background is not None, timeout=20_000)
    link = running.window.findChild(QPushButton, "encrypt_first")
    assert link is not None
    assert link.text() == "加密保存…"
    first = running.window
    problems = then(encrypt_by(WORDS, WORDS), press("protect_copies"))
    link.click()
    qtbot.waitUntil(
        lambda: app.vault.key is not None and running._window not in {None, first},  # noqa: SLF001
        timeout=20_000,
    )
    qtbot.waitUntil(lambda: running.background is not None, timeout=20_000)
    assert problems == []
    assert running.window.findChild(QPushButton, "encrypt_first") is None
    running.leave()
    assert app.vault.is_encrypted()


def test_after_the_first_answer_it_is_offered_once_more(
    drive: Callable[[Session], Driver], session: Session
) -> None:
    driver = drive(session)
    asked: list[str] = []
    driver.window.safety_requested.connect(asked.append)

    def check(dialog: QDialog) -> None:
        assert not asked
        driver.press("first_encrypt", dialog)

    begin(driver, "add_huabei", check, amount="1200", due_date="2026-12-10", balance="1000")
    assert asked == ["encryption"]
    assert len(session.queries.snapshot().readings) == 1
