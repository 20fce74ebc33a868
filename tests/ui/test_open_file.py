"""A file that the desktop, a second start or a drop brings: bill files are imported, our own restored."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from assistant.app import App
from assistant.domain.draft import PayingAccountDraft
from assistant.paths import Paths
from assistant.services import transfer
from assistant.services.demo import fill
from assistant.store import keyfile
from assistant.ui.program import Program
from tests import bill_files
from tests.conftest import SHANGHAI, FakeClock
from tests.ui.test_safety import WORDS, find, then


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setattr(keyfile, "COST", 2**4)
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    made = App(Paths(tmp_path / "data"), clock, SHANGHAI)
    with closing(made.open()) as session:
        fill(session.ledger, session.queries)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def exported(app: App, tmp_path: Path) -> Path:
    """An export, and one paying account more since."""
    with closing(app.open()) as session:
        snapshot = session.queries.snapshot()
        file = transfer.export("json", session.store.dump(), snapshot, tmp_path / "a.json")
        session.ledger.save_paying_account(PayingAccountDraft("新卡"), None)
    return file


@pytest.fixture
def program(app: App) -> Iterator[Callable[[], Program]]:
    started: list[Program] = []

    def make() -> Program:
        started.append(Program(app, QApplication.instance()))  # type: ignore[arg-type]
        return started[-1]

    yield make
    for made in started:
        made.leave()
        if made.unlock_window is not None:
            made.unlock_window.close_for_good()


def names(running: Program) -> set[str]:
    if running._window is None:  # noqa: SLF001 - the store is being replaced
        return {"新卡"}
    snapshot = running.window._context.snapshot()  # noqa: SLF001
    return {row.name for row in snapshot.paying_accounts}


def restore(dialog: Any) -> None:
    assert "新卡" in find(dialog, "differences").toPlainText()
    find(dialog, "put_back").click()


def read(box: Any) -> None:
    assert "beifu.db.replaced-" in box.text()
    box.accept()


def test_an_export_given_at_the_start_is_restored_after_its_changes_were_shown(
    program: Callable[[], Program], exported: Path, qtbot: QtBot
) -> None:
    running = program()
    running.open_file(exported)
    problems = then(restore, read)
    assert running.start()
    qtbot.waitUntil(lambda: running.background is not None, timeout=20_000)
    qtbot.waitUntil(lambda: "新卡" not in names(running), timeout=20_000)
    assert problems == []


def test_a_bill_file_from_a_second_start_is_shown_and_not_stored(
    app: App, program: Callable[[], Program], tmp_path: Path, qtbot: QtBot
) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_bytes(bill_files.alipay_app())
    running = program()
    assert running.start()
    qtbot.waitUntil(lambda: running.background is not None, timeout=20_000)
    seen: list[str] = []

    def look(dialog: Any) -> None:
        assert dialog.objectName() == "import_dialog"
        seen.append(find(dialog, "import_name").text())
        dialog.reject()

    problems = then(look)
    running.open_file(bill)
    assert (problems, seen) == ([], ["bill.csv"])
    with closing(app.open()) as session:
        assert session.store.imports.count() == 0


def test_a_locked_store_shows_the_file_once_it_is_open(
    app: App, program: Callable[[], Program], exported: Path, qtbot: QtBot
) -> None:
    app.vault.encrypt(WORDS)
    app.vault.lock()
    running = program()
    assert running.start()
    running.open_file(exported)
    assert running.unlock_window is not None
    problems = then(restore, read)
    running.unlock_window.field.setText(WORDS)
    running.unlock_window.unlock()
    qtbot.waitUntil(lambda: running.background is not None, timeout=20_000)
    qtbot.waitUntil(lambda: "新卡" not in names(running), timeout=20_000)
    assert problems == []


def test_the_store_in_use_and_the_demo_are_not_replaced(
    app: App, program: Callable[[], Program], exported: Path, qtbot: QtBot
) -> None:
    running = program()
    assert running.start()
    qtbot.waitUntil(lambda: running.background is not None, timeout=20_000)
    said: list[str] = []

    def read(box: Any) -> None:
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.accept()

    problems = then(read)
    running.open_file(app.paths.store)
    running.window.demo_requested.emit()
    qtbot.waitUntil(lambda: running.background is not None, timeout=20_000)
    problems += then(read)
    running.open_file(exported)
    assert problems == []
    assert ["正在使用的数据文件" in said[0], "示例" in said[1]] == [True, True]
