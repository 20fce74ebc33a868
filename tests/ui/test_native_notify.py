"""Windows and macOS: desktop-notifier in its thread, unit-tested with a module that stands for it."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from assistant.ui.native_notify import NativeWay
from assistant.ui.notification import Notification

ACTIONS = (("paid", "已还"), ("snooze", "稍后提醒"), ("open", "打开"))
NOTICE = Notification("bill:1", "花呗 ¥500.00", "明天", ACTIONS, critical=True)


class Urgency(Enum):
    """As there."""

    Critical = "critical"
    Normal = "normal"


class Capability(Enum):
    """As there."""

    BUTTONS = 1


@dataclass
class Button:
    """As there."""

    title: str
    on_pressed: Any = None
    identifier: str = ""


@dataclass
class Icon:
    """As there."""

    path: Path


@dataclass
class Native:
    """As there, with the names of its fields."""

    title: str
    message: str
    urgency: Urgency
    buttons: tuple[Button, ...]
    on_clicked: Any
    sound: object
    identifier: str


@dataclass
class System:
    """What the system allows, and what it was asked to show."""

    allowed: bool = True
    buttons: bool = True
    breaks: bool = False
    asked: int = 0
    shown: list[Native] = field(default_factory=list)
    cleared: list[str] = field(default_factory=list)


class FakeNotifier:
    """The library's notifier."""

    system: ClassVar[System]
    icons: ClassVar[list[Icon | None]] = []

    def __init__(self, app_name: str, app_icon: Icon | None) -> None:
        assert app_name == "备付"
        self.icons.append(app_icon)

    async def get_capabilities(self) -> frozenset[Capability]:
        return frozenset({Capability.BUTTONS} if self.system.buttons else ())

    async def has_authorisation(self) -> bool:
        return self.system.allowed

    async def request_authorisation(self) -> bool:
        self.system.asked += 1
        return self.system.allowed

    async def send_notification(self, native: Native) -> str:
        if self.system.breaks:
            raise RuntimeError("¥500.00")
        self.system.shown.append(native)
        return native.identifier

    async def clear(self, identifier: str) -> None:
        self.system.cleared.append(identifier)


class Emitter(QObject):
    """Carries the signal that the way emits."""

    acted = Signal(str, str)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    """The system behind the library."""
    FakeNotifier.system = System()
    module = SimpleNamespace(
        DEFAULT_SOUND="default",
        Button=Button,
        Capability=Capability,
        DesktopNotifier=FakeNotifier,
        Icon=Icon,
        Notification=Native,
        Urgency=Urgency,
    )
    monkeypatch.setitem(sys.modules, "desktop_notifier", module)
    return FakeNotifier.system


@pytest.fixture
def desk(qtbot: QtBot, system: System) -> Iterator[tuple[NativeWay, Emitter]]:
    """The way, and what hears of its buttons."""
    emitter = Emitter()
    way = NativeWay(emitter.acted, emitter)
    yield way, emitter
    way.close()


def test_a_notice_has_its_words_and_buttons(
    desk: tuple[NativeWay, Emitter], system: System
) -> None:
    way, _ = desk
    assert way.show(NOTICE)
    (native,) = system.shown
    assert (native.title, native.message) == (NOTICE.title, NOTICE.body)
    assert native.urgency is Urgency.Critical
    assert [(row.identifier, row.title) for row in native.buttons] == list(ACTIONS)
    assert native.sound == "default"
    assert native.identifier == NOTICE.tag


@pytest.mark.parametrize("key", ["paid", "snooze", "open"])
def test_a_button_pressed_in_the_librarys_thread_arrives_in_qts(
    desk: tuple[NativeWay, Emitter], system: System, qtbot: QtBot, key: str
) -> None:
    from threading import Thread

    way, emitter = desk
    way.show(NOTICE)
    (press,) = [row.on_pressed for row in system.shown[0].buttons if row.identifier == key]
    with qtbot.waitSignal(emitter.acted) as acted:
        Thread(target=press).start()
    assert acted.args == [NOTICE.tag, key]


def test_a_click_on_the_notice_opens(
    desk: tuple[NativeWay, Emitter], system: System, qtbot: QtBot
) -> None:
    way, emitter = desk
    way.show(NOTICE)
    with qtbot.waitSignal(emitter.acted) as acted:
        system.shown[0].on_clicked()
    assert acted.args == [NOTICE.tag, "open"]


def test_what_the_user_forbade_is_asked_for_once_and_left_to_the_pop_up(
    desk: tuple[NativeWay, Emitter], system: System, qtbot: QtBot
) -> None:
    way, _ = desk
    system.allowed = False
    assert not way.show(NOTICE)
    assert not way.show(NOTICE)
    qtbot.waitUntil(lambda: system.asked == 1)
    system.allowed = True
    assert way.show(NOTICE)


def test_the_librarys_stand_in_without_buttons_is_no_way(
    desk: tuple[NativeWay, Emitter], system: System
) -> None:
    way, _ = desk
    system.buttons = False  # what an unsigned macOS application gets
    assert not way.show(NOTICE)
    assert system.shown == []


def test_a_way_that_breaks_says_no_and_works_again(
    desk: tuple[NativeWay, Emitter], system: System, caplog: pytest.LogCaptureFixture
) -> None:
    way, _ = desk
    system.breaks = True
    assert not way.show(NOTICE)
    assert "500" not in caplog.text
    system.breaks = False
    assert way.show(NOTICE)


def test_an_answered_notice_is_taken_away(
    desk: tuple[NativeWay, Emitter], system: System, qtbot: QtBot
) -> None:
    way, _ = desk
    way.show(NOTICE)
    way.withdraw(NOTICE.tag)
    qtbot.waitUntil(lambda: system.cleared == [NOTICE.tag])


def test_without_the_library_there_is_no_such_way(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "desktop_notifier", None)
    emitter = Emitter()
    way = NativeWay(emitter.acted, emitter)
    assert not way.reachable()
    assert not way.show(NOTICE)
    way.withdraw(NOTICE.tag)
    way.close()
