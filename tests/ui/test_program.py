"""The running program: where closing leads, what a broken file leads to, the demo's coming and going."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from assistant.app import App
from assistant.domain.draft import AccountDraft
from assistant.domain.snapshot import Changes
from assistant.errors import StorageError, StorageTrouble
from assistant.ui.instance import Instance
from assistant.ui.program import Program
from tests.conftest import FakeClock


@pytest.fixture
def program(app: App, started: Callable[[App], Program]) -> Callable[[], Program]:
    """Starts the program."""
    return lambda: started(app)


def answer(name: str, said: list[str]) -> None:
    """Press a button of the next message box, and keep what it said; Esc when it has no such button."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(f"{box.text()}\n{box.informativeText()}")
        button = box.findChild(QPushButton, name) if name else None
        if button is not None:
            button.click()
        else:
            box.reject()

    QTimer.singleShot(0, press)


def test_without_a_tray_closing_minimises_instead_of_vanishing(
    program: Callable[[], Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    running = program()
    monkeypatch.setattr("assistant.ui.tray.Tray.available", False)
    running.window.close()
    assert running.window.isMinimized()
    assert running.window.isVisible()


def test_with_a_tray_closing_hides_and_says_so_once(
    program: Callable[[], Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    running = program()
    monkeypatch.setattr("assistant.ui.tray.Tray.available", True)
    monkeypatch.setattr(
        "assistant.ui.notify.Notifier.show",
        lambda _self, notification: not shown.append(notification.tag),  # type: ignore[func-returns-value]
    )
    for _ in range(2):
        running.window.close()
        assert not running.window.isVisible()
        running.come_forward()
        assert running.window.isVisible()
    assert shown == ["tray"]


def test_the_demo_has_a_file_of_its_own_and_goes_with_one_click(
    app: App, program: Callable[[], Program], qtbot: QtBot
) -> None:
    running = program()
    with qtbot.waitSignal(running.painted):
        running.window.demo_requested.emit()
    assert app.paths.demo.exists()
    assert running.window.tabs.count() == 4
    own = app.open()
    assert own.queries.snapshot().accounts == ()
    own.close()
    with qtbot.waitSignal(running.painted):
        running.window.demo_discarded.emit()
    assert not app.paths.demo.exists()
    assert running.window.tabs.count() == 1


def test_the_demo_is_shown_again_only_while_the_user_has_nothing_of_his_own(
    app: App, program: Callable[[], Program]
) -> None:
    app.open_demo().close()
    assert program().window.tabs.count() == 4
    own = app.open()
    own.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    own.close()
    assert program().window.tabs.count() == 2


def test_the_language_changes_at_run_time(program: Callable[[], Program], qtbot: QtBot) -> None:
    running = program()
    assert running.window.tabs.tabText(0) == "总览"
    with qtbot.waitSignal(running.painted):
        running.window.language_chosen.emit("en")
    assert running.window.tabs.tabText(0) == "Overview"


def test_a_damaged_file_is_replaced_by_the_newest_backup_only_on_request(
    app: App, program: Callable[[], Program]
) -> None:
    session = app.open()
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    session.back_up(app.paths.backups)
    session.close()
    damaged = app.paths.store.read_bytes()[:4096] + b"\xff" * 40_000
    app.paths.store.write_bytes(damaged)

    said: list[str] = []
    answer("", said)
    refused = Program(app, QApplication.instance())  # type: ignore[arg-type]
    assert not refused.start()
    assert app.paths.store.read_bytes() == damaged
    assert "已损坏" in said[0]
    assert "beifu-" in said[0]  # the backup that is offered

    answer("use_backup", said)
    assert program().window.tabs.tabText(1) == "花呗"
    kept = list(app.paths.data.glob("beifu.db.damaged-*"))
    assert [path.read_bytes() for path in kept if path.suffix.startswith(".damaged")] == [damaged]


def damage_of(app: App) -> StorageError:
    """What the check behind the window says of a damaged file."""
    return StorageError(StorageTrouble.DAMAGED, str(app.paths.store))


def test_damage_that_is_found_while_running_is_mended_by_the_newest_backup_on_request(
    app: App, program: Callable[[], Program], qtbot: QtBot
) -> None:
    session = app.open()
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    session.back_up(app.paths.backups)
    session.ledger.open_account(AccountDraft("jiebei", "借呗", ()))
    session.close()
    running = program()
    first, said = running.window, []  # type: ignore[var-annotated]
    context = first._context  # noqa: SLF001

    answer("", said)
    context.bus.storage_failed.emit(damage_of(app))
    assert "已损坏" in said[0]
    assert "beifu-" in said[0]
    assert running.window is first  # left as it is
    assert running.window.tabs.count() == 3

    answer("use_backup", said)
    with qtbot.waitSignal(running.painted):
        context.bus.storage_failed.emit(damage_of(app))
    assert running.window.tabs.count() == 2
    assert list(app.paths.data.glob("beifu.db.damaged-*"))


def test_without_a_sound_backup_the_box_says_what_to_do(
    app: App, program: Callable[[], Program]
) -> None:
    running, said = program(), []  # type: ignore[var-annotated]
    answer("", said)
    running.window._context.bus.storage_failed.emit(damage_of(app))  # noqa: SLF001
    assert "复制到别处" in said[0]


@pytest.mark.parametrize(
    ("trouble", "mend"),
    [
        (StorageTrouble.FULL, "请腾出空间"),
        (StorageTrouble.READ_ONLY, "请检查文件和文件夹的权限"),
        (StorageTrouble.LOCKED, "请稍后再试"),
    ],
)
def test_what_the_disk_refuses_comes_with_what_to_do(
    app: App, program: Callable[[], Program], trouble: StorageTrouble, mend: str
) -> None:
    running, said = program(), []  # type: ignore[var-annotated]
    answer("", said)
    error = StorageError(trouble, str(app.paths.store))
    running.window._context.bus.storage_failed.emit(error)  # noqa: SLF001
    assert mend in said[0]


def test_the_same_trouble_again_opens_no_second_box(
    app: App, program: Callable[[], Program]
) -> None:
    running, seen = program(), []
    bus = running.window._context.bus  # noqa: SLF001

    def again() -> None:
        bus.storage_failed.emit(damage_of(app))
        seen.append(
            sum(
                row.isVisible()
                for row in QApplication.topLevelWidgets()
                if isinstance(row, QMessageBox)
            )
        )
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.reject()

    QTimer.singleShot(0, again)
    bus.storage_failed.emit(damage_of(app))
    assert seen == [1]


def test_a_discarded_demo_leaves_nothing_beside_it(
    app: App, program: Callable[[], Program], qtbot: QtBot
) -> None:
    app.open_demo().close()
    running = program()
    left = app.paths.demo.with_name(f"{app.paths.demo.name}-journal")
    left.write_bytes(b"what a crash left")
    with qtbot.waitSignal(running.painted):
        running.window.demo_discarded.emit()
    assert not list(app.paths.data.glob("demo.db*"))


def test_a_newer_file_is_refused_and_not_touched(app: App, qtbot: QtBot) -> None:
    app.open().close()
    content = bytearray(app.paths.store.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    app.paths.store.write_bytes(content)
    said: list[str] = []
    answer("use_backup", said)
    assert not Program(app, QApplication.instance()).start()  # type: ignore[arg-type]
    assert "更新版本" in said[0]
    assert app.paths.store.read_bytes() == content


def test_a_second_start_raises_the_first_window(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = Instance(), Instance()
    assert first.claim(tmp_path)
    first.listen()
    with qtbot.waitSignal(first.raise_requested):
        assert not second.claim(tmp_path)
    given = tmp_path / "账单 \n1.csv"
    with qtbot.waitSignal(first.file_requested) as told:
        assert not second.claim(tmp_path, quietly=True, file=given)
    assert told.args == [given]
    other = Instance()
    assert other.claim(tmp_path / "elsewhere")
    first.release()
    assert second.claim(tmp_path)
    second.release()
    other.release()


def test_what_another_process_wrote_is_shown_at_the_next_tick(
    app: App, program: Callable[[], Program]
) -> None:
    running: Any = program()
    other = app.open()
    other.ledger.open_account(AccountDraft("huabei", "命令行花呗", ()))
    other.close()
    running.background.tick()
    assert running.window.tabs.tabText(1) == "命令行花呗"


def test_a_window_that_stands_open_overnight_shows_the_new_day(
    program: Callable[[], Program], clock: FakeClock
) -> None:
    running: Any = program()
    heard: list[Changes] = []
    running.window._context.bus.changed.connect(heard.append)  # noqa: SLF001 - what the views hear
    running.background.tick()
    assert heard == []
    clock.move(minutes=10)
    running.background.tick()
    clock.move(days=1)
    running.background.tick()
    assert heard == [Changes.CLOCK, Changes.EVERYTHING]


def test_a_backup_is_made_on_the_first_tick_of_a_day(
    app: App, program: Callable[[], Program], clock: FakeClock, qtbot: QtBot
) -> None:
    running: Any = program()
    qtbot.waitUntil(lambda: len(list(app.paths.backups.glob("*.beifu"))) == 1)
    clock.move(days=1)

    def is_there() -> bool:
        running.background.tick()  # one that comes while a backup is being made leaves it to the next
        return len(list(app.paths.backups.glob("*.beifu"))) == 2

    qtbot.waitUntil(is_there)


def test_a_day_whose_backup_is_known_costs_no_thread(
    app: App,
    program: Callable[[], Program],
    clock: FakeClock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running: Any = program()
    qtbot.waitUntil(lambda: len(list(app.paths.backups.glob("*.beifu"))) == 1)
    begun: list[object] = []
    pool = QThreadPool.globalInstance()
    pool.waitForDone()
    monkeypatch.setattr(type(pool), "start", lambda _pool, task: begun.append(task))
    for _tick in range(3):
        running.background.tick()
    assert begun == []
    clock.move(days=1)
    running.background.tick()
    assert len(begun) == 1
    begun[0].run()  # type: ignore[attr-defined]
    assert len(list(app.paths.backups.glob("*.beifu"))) == 2


def test_a_wrong_product_file_of_the_users_is_named_and_nothing_starts(
    app: App, qtbot: QtBot
) -> None:
    app.paths.products.mkdir(parents=True)
    (app.paths.products / "mine.toml").write_text("schema = 2\n", "utf-8")
    said: list[str] = []
    answer("", said)
    assert not Program(app, QApplication.instance()).start()  # type: ignore[arg-type]
    assert "mine.toml: schema" in said[0]


def hidden(app: App, qtbot: QtBot) -> Program:
    """The program started as after login."""
    running = Program(app, QApplication.instance())  # type: ignore[arg-type]
    with qtbot.waitSignal(running.painted):
        assert running.start(hidden=True)
    return running


def test_hidden_it_ticks_without_a_window_and_shows_it_when_asked(app: App, qtbot: QtBot) -> None:
    running = hidden(app, qtbot)
    assert running.background is not None
    assert not running.window.isVisible()
    begun = running.background
    with qtbot.waitSignal(running.window.painted):
        running.come_forward()
    assert running.background is begun  # the tray and its timer are not doubled
    running.leave()


def test_hidden_the_reminder_centre_opens_with_the_window(app: App, qtbot: QtBot) -> None:
    running: Any = hidden(app, qtbot)
    with qtbot.waitSignal(running.window.painted):
        running.background.centre_requested.emit()
    assert running.window.pages.currentIndex() > 0
    running.leave()


def test_a_hidden_window_is_not_lost_where_the_tray_goes_away(
    app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    running: Any = hidden(app, qtbot)
    monkeypatch.setattr("assistant.ui.tray.Tray.available", True)
    running.background.tray_lost.emit()  # it is back already
    assert not running.window.isVisible()
    monkeypatch.setattr("assistant.ui.tray.Tray.available", False)
    running.background._tray.availability_changed.emit(False)  # noqa: SLF001 - the panel crashed
    assert running.window.isMinimized()
    running.leave()


def test_who_does_not_want_the_tray_quits_by_closing(
    program: Callable[[], Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[bool] = []
    running: Any = program()
    monkeypatch.setattr(running, "quit", lambda: left.append(True))
    running._set(running.window._context, "close_to_tray", "no")  # noqa: SLF001 - as the preferences do
    running.window.close()
    assert left == [True]


def test_the_settings_of_the_notices_are_obeyed_at_once(program: Callable[[], Program]) -> None:
    running: Any = program()
    context, notifier = running.window._context, running.background._notifier  # noqa: SLF001 - what is set
    assert (notifier.own_popup, notifier.sound) == (False, True)
    for name, value in (("own_popup", "yes"), ("sound", "no")):
        context.bus.run(context.session.ledger.set_setting, name, value)
    assert (notifier.own_popup, notifier.sound) == (True, False)


def test_a_test_reminder_really_comes(program: Callable[[], Program]) -> None:
    running: Any = program()
    delivery = running.window._context.delivery  # noqa: SLF001 - what the page's button does
    delivery.test_requested.emit()
    assert delivery.tested == "alert_list"  # offscreen has neither tray nor service
    window = running.background._notifier.alert_list.window  # noqa: SLF001 - what the user sees
    assert "测试" in next(iter(window.cards.values())).accessibleName()


def test_a_failing_back_end_never_stops_the_timer(
    program: Callable[[], Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    running: Any = program()
    background = running.background

    def breaks(*_: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr(background._notifier.alert_list, "show", breaks)  # noqa: SLF001 - a broken desktop
    monkeypatch.setattr(background._notifier.popup, "show", breaks)  # noqa: SLF001 - as above
    running.window._context.delivery.test_requested.emit()  # noqa: SLF001 - as above
    assert running.window._context.delivery.tested == "none"  # noqa: SLF001 - as above
    background.tick()
    assert background._ticker._timer.isActive()  # noqa: SLF001 - the heart beats on
