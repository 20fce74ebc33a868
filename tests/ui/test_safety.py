"""Locking, encryption, exports, backups and hidden amounts in the real window."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assistant.app import App
from assistant.domain.draft import AccountDraft, PayingAccountDraft
from assistant.domain.money import Money
from assistant.paths import Paths
from assistant.services import transfer
from assistant.services.demo import fill
from assistant.ui import words
from assistant.ui.dialogs.backups import BackupsDialog
from assistant.ui.dialogs.export import ExportDialog
from assistant.ui.idle import Idle
from assistant.ui.month_report import print_month
from assistant.ui.notification import Notification
from assistant.ui.program import Program
from assistant.ui.second import DailyCopy
from tests.conftest import SHANGHAI, FakeClock
from tests.ui.conftest import error_of

WORDS = "seven kinds of rain"
ROOT = Path(__file__).parents[2]


pytestmark = pytest.mark.usefixtures("quick_keys", "no_keyring")


@pytest.fixture(autouse=True)
def shown_again() -> Iterator[None]:
    yield
    words.hide_amounts(hidden=False)


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> App:
    made = App(Paths(tmp_path / "data"), clock, SHANGHAI)
    session = made.open()
    fill(session.ledger, session.queries)
    session.back_up(made.paths.backups)
    session.close()
    return made


@pytest.fixture
def program(app: App, qtbot: QtBot) -> Iterator[Callable[[], Program]]:
    started: list[Program] = []

    def start(*, hidden: bool = False) -> Program:
        made = Program(app, QApplication.instance())  # type: ignore[arg-type]
        started.append(made)
        assert made.start(hidden=hidden)
        if made.unlock_window is None:
            qtbot.waitUntil(lambda: made.background is not None, timeout=20_000)
        return made

    yield start
    for made in started:
        made.leave()


def request(running: Program, name: str) -> None:
    running.window.safety_requested.emit(name)


def find(area: QWidget, name: str) -> Any:
    found = area.findChild(QWidget, name)
    assert found is not None, name
    return found


def then(*acts: Callable[[Any], None]) -> list[BaseException]:
    """Act in one modal dialog after the other, as each comes up."""
    waiting = list(acts)
    problems: list[BaseException] = []

    def look() -> None:
        if not waiting:
            return
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.property("acted") or dialog.objectName() == "busy":
            QTimer.singleShot(10, look)
            return
        dialog.setProperty("acted", True)
        act = waiting.pop(0)
        QTimer.singleShot(10, look)
        try:
            act(dialog)
        except BaseException as error:  # noqa: BLE001 - told after the dialogs are closed
            problems.append(error)
            if isinstance(dialog, QDialog):
                dialog.reject()

    QTimer.singleShot(0, look)
    return problems


def encrypt_by(typed: str, again: str) -> Callable[[Any], None]:
    def act(dialog: Any) -> None:
        dialog.form.set_values({"new": typed, "again": again})
        find(dialog, "save").click()

    return act


def press(name: str) -> Callable[[Any], None]:
    return lambda dialog: find(dialog, name).click()


# Encryption and lock ----------------------------------------------------------------------------


def test_encryption_is_switched_on_in_the_window_and_old_backups_are_asked_about(
    app: App, program: Callable[[], Program], qtbot: QtBot
) -> None:
    running = program()
    first = running.window
    problems = then(encrypt_by(WORDS, WORDS), press("protect_copies"))
    request(running, "encryption")
    qtbot.waitUntil(
        lambda: app.vault.is_encrypted() and app.vault.plain_copies() == [], timeout=20_000
    )
    qtbot.waitUntil(lambda: running._window not in {None, first})  # noqa: SLF001
    assert problems == []
    assert running.window.findChild(QAction, "lock") is None or app.vault.key is not None


def test_two_passphrases_that_differ_are_refused_beside_the_field(
    app: App, program: Callable[[], Program]
) -> None:
    running = program()

    def act(dialog: Any) -> None:
        for typed, again, field in ((WORDS, "another", "again"), ("short", "short", "new")):
            dialog.form.set_values({"new": typed, "again": again})
            find(dialog, "save").click()
            assert error_of(dialog, field).startswith("✕")
        dialog.reject()

    problems = then(act)
    request(running, "encryption")
    assert problems == []
    assert app.vault.key is None


def test_a_locked_store_starts_with_the_unlock_window(
    app: App, program: Callable[[], Program], qtbot: QtBot, clock: FakeClock
) -> None:
    app.vault.encrypt(WORDS)
    app.vault.lock()
    running = program()
    window = running.unlock_window
    assert window is not None
    assert window.field.echoMode() is QLineEdit.EchoMode.Password
    for _ in range(3):
        window.field.setText("wrong one")
        window.unlock()
    assert "2" in window.problem.text()
    assert not window.button.isEnabled()
    clock.move(seconds=2)
    window.count_down()
    assert window.button.isEnabled()
    window.field.setText(WORDS)
    window.unlock()
    qtbot.waitUntil(lambda: running.unlock_window is None)
    assert running.window.isVisible()


def test_locking_closes_the_store_and_forgets_the_key(
    app: App, program: Callable[[], Program], qtbot: QtBot
) -> None:
    app.vault.encrypt(WORDS)
    running = program()
    running.lock()
    assert app.vault.key is None
    assert running.background is None
    running.lock()  # a second signal changes nothing
    window = running.unlock_window
    assert window is not None
    running.come_forward()
    window.field.setText(WORDS)
    window.unlock()
    qtbot.waitUntil(lambda: running.unlock_window is None)
    assert len(running.window._context.snapshot().accounts) == 3  # noqa: SLF001


def test_locking_and_unlocking_again_and_again_leaves_one_window(
    app: App, program: Callable[[], Program], qtbot: QtBot
) -> None:
    app.vault.encrypt(WORDS)
    running = program()
    for _ in range(5):
        running.lock()
        window = running.unlock_window
        assert window is not None
        window.field.setText(WORDS)
        window.unlock()
        qtbot.waitUntil(lambda: running.background is not None, timeout=20_000)
    assert running.locked is None
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    assert shown == [running.window]


def test_it_locks_when_the_machine_slept(
    app: App, program: Callable[[], Program], qtbot: QtBot, clock: FakeClock
) -> None:
    app.vault.encrypt(WORDS)
    running = program()
    background = running.background
    assert background is not None
    clock.move(minutes=5)
    background._ticker.kick()  # noqa: SLF001
    qtbot.waitUntil(lambda: running.unlock_window is not None)
    assert app.vault.key is None


@pytest.mark.parametrize("told", ["sleeping", "locked"])
def test_it_locks_before_the_machine_sleeps_and_with_its_screen(
    app: App, program: Callable[[], Program], qtbot: QtBot, told: str
) -> None:
    app.vault.encrypt(WORDS)
    running = program()
    getattr(running.background._logind, told).emit()  # type: ignore[union-attr]  # noqa: SLF001
    qtbot.waitUntil(lambda: running.unlock_window is not None)
    assert app.vault.key is None
    assert running.background is None


def heard(running: Program) -> list[Notification]:
    """The notices that a locked program shows from now on."""
    told: list[Notification] = []

    def show(notification: Notification) -> bool:
        told.append(notification)
        return True

    assert running.locked is not None
    running.locked.notifier.show = show  # type: ignore[method-assign]
    running.locked.notifier.ready = lambda: True  # type: ignore[method-assign]
    return told


def test_while_it_is_locked_each_coming_time_asks_to_unlock_and_names_nothing(
    app: App, program: Callable[[], Program], clock: FakeClock
) -> None:
    app.vault.encrypt(WORDS)
    running = program()
    session = running.window._context.session  # noqa: SLF001
    coming = session.watch.locked_schedule().coming
    running.lock()
    told, locked = heard(running), running.locked
    assert locked is not None
    locked.tick()
    assert told == []
    for count, at in enumerate(coming[:3], 1):
        clock.now = at
        locked.tick()
        locked.tick()
        assert len(told) == count
    assert {(row.title, row.body) for row in told} == {
        ("请解锁查看待还", "数据已加密锁定，解锁后会告诉你有哪些要还。")
    }


def test_a_start_without_the_key_asks_once(app: App, program: Callable[[], Program]) -> None:
    app.vault.encrypt(WORDS)
    app.vault.lock()
    running = program()
    told, locked = heard(running), running.locked
    assert locked is not None
    locked.tick()
    locked.tick()
    assert [row.title for row in told] == ["请解锁查看待还"]


def test_a_locked_notice_waits_for_a_desktop_that_starts(
    app: App, program: Callable[[], Program], clock: FakeClock
) -> None:
    app.vault.encrypt(WORDS)
    app.vault.lock()
    running = program()
    told, locked = heard(running), running.locked
    assert locked is not None
    locked.notifier.ready = lambda: False  # type: ignore[method-assign]
    locked.tick()
    assert told == []
    clock.move(seconds=21)
    locked.tick()
    assert len(told) == 1


def test_a_locked_program_starts_hidden_after_login_and_its_notice_brings_the_window(
    app: App, program: Callable[..., Program]
) -> None:
    app.vault.encrypt(WORDS)
    app.vault.lock()
    running = program(hidden=True)
    window, locked = running.unlock_window, running.locked
    assert window is not None
    assert locked is not None
    assert not window.isVisible()
    locked.notifier.acted.emit("locked", "open")
    assert window.isVisible()
    window.close()  # the reminders go on
    assert running.locked is locked


def test_a_locked_program_without_a_tray_minimises_so_that_it_is_found(
    app: App, program: Callable[..., Program], qtbot: QtBot
) -> None:
    app.vault.encrypt(WORDS)
    app.vault.lock()
    locked = program(hidden=True).locked
    assert locked is not None
    locked.start(hidden=True, patience_ms=1)
    qtbot.waitUntil(locked.window.isMinimized)


def test_a_plain_store_does_not_lock(program: Callable[[], Program]) -> None:
    running = program()
    running.lock()
    assert running.unlock_window is None
    assert running.window.isVisible()


def test_it_locks_when_nobody_touched_it_for_as_long_as_was_set(
    qtbot: QtBot, clock: FakeClock
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    idle = Idle(clock, 10, widget)
    idled: list[bool] = []
    idle.idled.connect(lambda: idled.append(True))
    idle.start()
    clock.move(minutes=9)
    qtbot.keyClick(widget, "a")
    clock.move(minutes=9)
    idle.look()
    assert idled == []
    clock.move(minutes=1)
    idle.look()
    assert idled == [True]
    idle.stop()


# Privacy ----------------------------------------------------------------------------------------


def test_hidden_amounts_are_hidden_in_the_window_the_tray_and_notices(
    app: App, program: Callable[[], Program], qtbot: QtBot
) -> None:
    running = program()
    first = running.window
    first.hiding_chosen.emit("yes")
    qtbot.waitUntil(lambda: running._window not in {None, first})  # noqa: SLF001
    with qtbot.waitSignal(running.painted):
        pass
    from assistant.domain.overview import overview
    from assistant.ui.alerts import next_line

    snapshot = running.window._context.snapshot()  # noqa: SLF001
    said = [next_line(snapshot, overview(snapshot).next_due)]
    said += [
        str(label.text())
        for label in running.window.findChildren(QWidget)
        if hasattr(label, "text")
    ]
    assert any(words.HIDDEN in text for text in said)
    assert [text for text in said if re.search(r"¥\s*[\d−-]", text)] == []


def test_no_view_writes_an_amount_past_the_switch() -> None:
    for path in sorted((ROOT / "assistant" / "ui").rglob("*.py")):
        if path.name not in {"words.py", "month_report.py"}:
            assert "i18n.money(" not in path.read_text("utf-8"), path.name
    words.hide_amounts(hidden=True)
    assert words.money(Money(12345)) == words.HIDDEN


# Exports and backups ----------------------------------------------------------------------------


def test_an_export_goes_where_the_user_says(
    app: App, program: Callable[[], Program], tmp_path: Path
) -> None:
    running = program()
    context = running.window._context  # noqa: SLF001
    for kind in ("json", "csv", "xlsx", "pdf"):
        target = tmp_path / transfer.suggested_name(kind, app.clock())
        dialog = ExportDialog(context, running.window, lambda _parent, _name, to=target: str(to))  # type: ignore[misc]
        dialog.form.set_values({"format": kind, "month": "2026-11", "passphrase": ""})
        problems = then(lambda box: box.accept())
        find(dialog, "save").click()
        assert problems == []
        assert dialog.written == target
        assert target.stat().st_size > 500


def test_the_month_report_says_what_fell_due_and_draws_it(
    app: App, program: Callable[[], Program], tmp_path: Path
) -> None:
    snapshot = program().window._context.snapshot()  # noqa: SLF001
    print_month(snapshot, snapshot.today, tmp_path / "a.pdf", SHANGHAI)
    reader = PdfReader(tmp_path / "a.pdf")
    text = "".join(page.extract_text() for page in reader.pages)
    assert "2026-11-03 12:00" in " ".join(text.split())
    assert re.search(r"¥[\d,]+\.\d\d", text)
    assert sum(len(page.images) for page in reader.pages) == 2


def test_a_backup_is_put_back_after_its_changes_were_shown(
    app: App, program: Callable[[], Program], qtbot: QtBot
) -> None:
    running = program()
    context = running.window._context  # noqa: SLF001
    before = context.session.store.dump().tables["paying_account"]
    context.bus.run(context.session.ledger.save_paying_account, PayingAccountDraft("新卡"), None)
    shown: list[str] = []

    def act(dialog: Any) -> None:
        shown.append(find(dialog, "differences").toPlainText())
        find(dialog, "put_back").click()

    def choose(dialog: Any) -> None:
        assert isinstance(dialog, BackupsDialog)
        find(dialog, "backup_restore").click()

    def read(box: Any) -> None:
        shown.append(box.text())
        box.accept()

    first = running.window
    problems = then(choose, act, read)
    request(running, "backups")
    qtbot.waitUntil(lambda: running._window not in {None, first}, timeout=20_000)  # noqa: SLF001
    assert problems == []
    assert "新卡" in shown[0]
    context = running.window._context  # noqa: SLF001
    assert context.session.store.dump().tables["paying_account"] == before
    assert context.session.ledger.next_undo() == "import_all"
    (kept,) = app.paths.data.glob("beifu.db.replaced-*")  # the file itself, and it is said where
    assert str(kept) in shown[1]
    context.session.ledger.undo()
    assert "新卡" in {row.name for row in context.snapshot().paying_accounts}


def test_what_is_no_backup_is_refused_in_words(
    program: Callable[[], Program], tmp_path: Path
) -> None:
    running = program()
    wrong = tmp_path / "holiday.db"
    wrong.write_bytes(b"dear diary" * 500)
    safety = running._safety(running.window._context)  # noqa: SLF001
    said: list[str] = []

    def act(box: Any) -> None:
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.accept()

    problems = then(act)
    assert not safety.put_back(wrong)
    assert problems == []
    assert str(wrong) in said[0]


def test_the_second_place_gets_its_copy_and_the_daily_one_follows(
    app: App, program: Callable[[], Program], tmp_path: Path, qtbot: QtBot, clock: FakeClock
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    running = program()

    def act(dialog: Any) -> None:
        find(dialog, "second_place").setText("nowhere")
        find(dialog, "save").click()
        assert error_of(dialog, "second_place").startswith("✕")
        find(dialog, "second_place").setText(str(place))
        find(dialog, "save").click()

    problems = then(act, lambda box: box.accept())
    request(running, "second")
    assert problems == []
    assert len(list(place.glob("*.beifu"))) == 1
    context = running.window._context  # noqa: SLF001
    context.bus.run(context.session.ledger.open_account, AccountDraft("huabei", "又一个", (), ()))
    copies = DailyCopy(context, app.vault, clock)
    with qtbot.waitSignal(copies.done, timeout=20_000) as told:
        copies.tick()
    assert told.args == ["push"]
    assert len(list(place.glob("*.beifu"))) == 2


def test_a_second_place_that_is_switched_off_leaves_no_password(
    app: App, program: Callable[[], Program]
) -> None:
    running = program()
    app.vault.place_password.keep("https://dav.example/", "me", "secret")
    ledger = running.window._context.session.ledger  # noqa: SLF001
    ledger.set_setting("second_place", "https://dav.example/")
    ledger.set_setting("second_user", "me")

    def act(dialog: Any) -> None:
        assert find(dialog, "password").text() == "secret"
        for name in ("second_place", "second_user", "password"):
            find(dialog, name).setText("")
        find(dialog, "save").click()

    problems = then(act, lambda box: box.accept())
    request(running, "second")
    assert problems == []
    assert app.vault.place_password.recall("https://dav.example/", "me") == ""


def test_every_button_has_a_name(program: Callable[[], Program]) -> None:
    running = program()

    def act(dialog: Any) -> None:
        for button in dialog.findChildren(QPushButton):
            assert button.objectName()
            assert button.accessibleName() or button.text()
        dialog.reject()

    for name in ("export", "backups", "second", "encryption"):
        problems = then(act)
        request(running, name)
        assert problems == []
