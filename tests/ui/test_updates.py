"""The notice of new versions: nothing by itself, once a week where it is switched on, quiet in failure."""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from assistant.app import App
from assistant.domain.update import Told
from assistant.services.demo import fill
from assistant.services.session import Session
from assistant.ui.cards import Banner
from assistant.ui.program import Program
from tests.conftest import FakeClock

ADDRESS = "https://example.org/beifu.json"
PAGE = "https://example.org/news"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> list[str]:
    """The addresses that were asked; each answers version 9.0."""
    found: list[str] = []

    def ask(address: str, now: Any) -> Told:
        found.append(address)
        return Told(now, "", "9.0", PAGE)

    monkeypatch.setattr("assistant.services.update.ask", ask)
    return found


@pytest.fixture
def program(app: App, started: Callable[[App], Program]) -> Callable[..., Program]:
    """Starts the program on the demo, with settings made before."""

    def start(**settings: str) -> Program:
        session = app.open()
        if not session.queries.snapshot().accounts:
            fill(session.ledger, session.queries)
        for name, value in settings.items():
            session.ledger.set_setting(name, value)
        session.close()
        return started(app)

    return start


@pytest.fixture
def running(asked: list[str], program: Callable[..., Program]) -> Program:
    """The program, told to ask for new versions."""
    return program(updates="yes", update_address=ADDRESS)


@pytest.fixture
def noticed(running: Program, asked: list[str], qtbot: QtBot) -> Program:
    """The same once it shows what is new."""
    qtbot.waitUntil(lambda: notice(running) is not None)
    assert asked == [ADDRESS]
    return running


def tick(running: Program) -> None:
    """What the timer does each half minute."""
    assert running.background is not None
    running.background.tick()


def told(running: Program) -> str:
    return running.window._context.snapshot().settings.update_told  # noqa: SLF001


def notice(running: Program) -> QPushButton | None:
    return running.window.findChild(QPushButton, "hide_update")


def test_the_program_uses_no_network_by_default(
    program: Callable[..., Program], clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[object] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:  # the desktop's own buses
            used.append(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **_: used.append(asked))
    running = program()
    for key in running.window.page_keys:
        running.window.open_page(key)
    for _ in range(3):
        clock.move(days=8)
        tick(running)
    assert used == []


def test_switched_off_nothing_is_asked(
    program: Callable[..., Program], asked: list[str], clock: FakeClock
) -> None:
    running = program(update_address=ADDRESS)
    clock.move(days=30)
    tick(running)
    assert asked == []
    assert notice(running) is None


def test_switched_on_it_asks_once_a_week_and_shows_what_is_new(
    noticed: Program,
    asked: list[str],
    clock: FakeClock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pages.append(QUrl(url).toString()))
    clock.move(days=6)
    tick(noticed)
    assert asked == [ADDRESS]
    banner = noticed.window.findChild(Banner)
    assert banner is not None
    assert banner.words.text().startswith("有新版本 9.0")
    show = noticed.window.findChild(QPushButton, "show_update")
    assert show is not None
    assert show.toolTip() == PAGE
    show.click()
    assert pages == [PAGE]
    clock.move(days=1)
    tick(noticed)
    qtbot.waitUntil(lambda: len(asked) == 2)


def test_a_version_that_was_put_away_is_not_shown_again(
    program: Callable[..., Program], noticed: Program, qtbot: QtBot
) -> None:
    button = notice(noticed)
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: notice(noticed) is None)
    noticed.leave()
    assert notice(program()) is None


def test_a_failure_is_silent_and_the_preferences_tell_it(
    program: Callable[..., Program], qtbot: QtBot
) -> None:
    running = program(updates="yes", update_address="http://127.0.0.1:9/")
    qtbot.waitUntil(lambda: "unreachable" in told(running))
    assert notice(running) is None
    assert QApplication.activeModalWidget() is None


def test_an_answer_after_the_window_closed_is_dropped(
    asked: list[str], running: Program, qtbot: QtBot
) -> None:
    running.leave()
    qtbot.waitUntil(lambda: asked == [ADDRESS])
    qtbot.wait(20)


@pytest.fixture
def driver(session: Session, drive: Callable[[Session], Any]) -> Any:
    """The window alone."""
    return drive(session)


def save(driver: Any, look: Callable[[QDialog], None], **values: str) -> None:
    def act(dialog: QDialog) -> None:
        driver.fill(dialog, **values)
        driver.press("save", dialog)
        look(dialog)

    driver.in_dialog(lambda: driver.trigger("preferences"), act)


def refusal(driver: Any, dialog: QDialog) -> str:
    return str(driver.find(QLabel, "update_address.error", dialog).text())


def test_the_preferences_refuse_no_address_and_one_without_https(
    driver: Any, session: Session
) -> None:
    save(driver, lambda seen: _has(refusal(driver, seen), "请先填查询地址"), updates="yes")
    save(
        driver,
        lambda seen: _has(refusal(driver, seen), "https://"),
        update_address="http://example.org",
    )
    assert session.queries.snapshot().settings.updates == "no"


def _has(text: str, part: str) -> None:
    assert part in text


def test_another_address_forgets_the_old_answer(
    driver: Any, session: Session, clock: FakeClock
) -> None:
    session.ledger.set_setting("update_told", str(Told(clock(), "", "9.0")))
    save(driver, lambda _seen: None, updates="yes", update_address=ADDRESS)
    settings = session.queries.snapshot().settings
    assert (settings.updates, settings.update_address) == ("yes", ADDRESS)
    assert settings.update_told == ""


def test_the_preferences_tell_when_it_was_asked(
    driver: Any, session: Session, clock: FakeClock
) -> None:
    def words() -> str:
        found: list[str] = []
        driver.in_dialog(
            lambda: driver.trigger("preferences"),
            lambda dialog: found.extend(label.text() for label in dialog.findChildren(QLabel)),
        )
        return "\n".join(found)

    assert "还没有问过" in words()
    session.ledger.set_setting("update_told", str(Told(clock(), "", "9.0")))
    assert "上次 2026-11-03 12:00 问过：最新是 9.0。" in words()
    for failure, said in (("unreachable", "没有连上"), ("unreadable", "回答看不懂")):
        session.ledger.set_setting("update_told", str(Told(clock(), failure)))
        assert said in words()
