"""The desktop's services on a real bus: notifications and logind, played by python-dbusmock."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from assistant.ui.dbus_notify import PATH, SERVICE, DBusWay
from assistant.ui.logind import Logind
from assistant.ui.notification import Notification
from assistant.ui.ticker import Ticker
from tests.conftest import FakeClock
from tests.e2e.mock_bus import MockBus

ACTIONS = (("paid", "已还"), ("snooze", "稍后提醒"), ("open", "打开"))
ONE = Notification("bill:1", "花呗 ¥500.00", "<b>明天</b> & 后天", ACTIONS, critical=True)
OTHER = Notification("loan:1:1", "借呗 ¥900.41", "今天", ACTIONS)
NOTIFY = (PATH, SERVICE, SERVICE)
LOGIN = "org.freedesktop.login1"
MANAGER = ("/org/freedesktop/login1", LOGIN, f"{LOGIN}.Manager")
WITH_BUTTONS = '{"capabilities": "actions body body-markup"}'


class Emitter(QObject):
    """Carries the signal that a way emits."""

    acted = Signal(str, str)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[MockBus]:
    """A private bus that is the session's and the system's."""
    made = MockBus()
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, made.address)
    yield made
    made.stop()


@pytest.fixture
def emitter(qtbot: QtBot) -> Emitter:
    """What hears of the buttons."""
    return Emitter()


@pytest.fixture
def way(bus: MockBus, emitter: Emitter) -> Iterator[DBusWay]:
    """The way to the bus's notification service."""
    made = DBusWay(emitter.acted, emitter)
    yield made
    made.close()


def notify_calls(bus: MockBus) -> list[tuple[Any, ...]]:
    """The calls of Notify so far; a call of other types is refused by the bus and is not here."""
    return bus.calls(PATH, SERVICE, "Notify")


def test_a_notice_arrives_with_its_words_buttons_and_hints(bus: MockBus, way: DBusWay) -> None:
    bus.serve("notification_daemon", SERVICE, WITH_BUTTONS)
    assert way.reachable()
    assert way.has_buttons()
    assert way.show(ONE)
    (call,) = notify_calls(bus)
    name, replaces, _icon, title, body, actions, hints, expires = call
    assert (name, replaces, title) == ("备付", 0, "花呗 ¥500.00")
    assert body == "&lt;b&gt;明天&lt;/b&gt; &amp; 后天"
    assert actions == ["default", "", "paid", "已还", "snooze", "稍后提醒", "open", "打开"]
    assert hints["urgency"] == ("y", 2)
    assert hints["suppress-sound"] == ("b", False)
    assert expires == 0  # a critical one stays


@pytest.mark.parametrize("key", ["paid", "snooze", "open"])
def test_a_button_pressed_on_the_desktop_arrives(
    bus: MockBus, way: DBusWay, emitter: Emitter, qtbot: QtBot, key: str
) -> None:
    bus.serve("notification_daemon", SERVICE, WITH_BUTTONS)
    way.show(ONE)
    way.show(OTHER)
    with qtbot.waitSignal(emitter.acted) as acted:
        bus.emit(NOTIFY, "ActionInvoked", "us", [2, key])
    assert acted.args == [OTHER.tag, key]


def test_two_notices_never_replace_each_other_and_the_same_one_does(
    bus: MockBus, way: DBusWay
) -> None:
    bus.serve("notification_daemon", SERVICE, WITH_BUTTONS)
    for notice in (ONE, OTHER, ONE):
        assert way.show(notice)
    assert [call[1] for call in notify_calls(bus)] == [0, 0, 1]


def test_an_answered_notice_is_closed_and_its_button_says_nothing_more(
    bus: MockBus, way: DBusWay, emitter: Emitter, qtbot: QtBot
) -> None:
    bus.serve("notification_daemon", SERVICE, WITH_BUTTONS)
    way.show(ONE)
    way.withdraw(ONE.tag)
    assert bus.calls(PATH, SERVICE, "CloseNotification") == [(1,)]
    with qtbot.assertNotEmitted(emitter.acted, wait=200):
        bus.emit(NOTIFY, "ActionInvoked", "us", [1, "paid"])


def test_a_service_without_buttons_is_no_way_for_a_reminder(bus: MockBus, way: DBusWay) -> None:
    bus.serve("notification_daemon", SERVICE, '{"capabilities": "body"}')
    assert way.reachable()
    assert not way.has_buttons()
    assert not way.show(ONE)


def test_a_service_that_dies_is_no_end_and_its_successor_is_found(
    bus: MockBus, way: DBusWay
) -> None:
    assert not way.show(ONE)  # nobody there yet
    first = bus.serve("notification_daemon", SERVICE, WITH_BUTTONS)
    assert way.show(ONE)
    bus.stop_service(first, SERVICE)
    assert not way.show(OTHER)
    bus.serve("notification_daemon", SERVICE, WITH_BUTTONS)
    assert way.show(OTHER)
    assert [call[1] for call in notify_calls(bus)] == [0]


def test_waking_up_ticks_at_once(bus: MockBus, qtbot: QtBot, clock: FakeClock) -> None:
    bus.serve("logind", LOGIN)
    parent = QObject()
    ticker, logind = Ticker(clock, parent), Logind(parent)
    logind.woke.connect(ticker.wake)
    assert logind.start()
    with qtbot.assertNotEmitted(ticker.ticked, wait=200), qtbot.waitSignal(logind.sleeping):
        bus.emit(MANAGER, "PrepareForSleep", "b", [True])
    with qtbot.waitSignals([ticker.resumed, ticker.ticked]):
        bus.emit(MANAGER, "PrepareForSleep", "b", [False])
    logind.stop()


def test_locking_and_unlocking_the_screen_is_heard(bus: MockBus, qtbot: QtBot) -> None:
    bus.serve("logind", LOGIN)
    mock = ("/org/freedesktop/login1", LOGIN, "org.freedesktop.DBus.Mock")
    (path,) = bus.call(mock, "AddSession", "ssusb", "c1", "seat0", 1000, "wang", True)
    parent = QObject()
    logind = Logind(parent)
    assert logind.start()
    with qtbot.waitSignal(logind.unlocked):
        bus.emit((path, LOGIN, f"{LOGIN}.Session"), "Unlock", "", [])
    session = (path, LOGIN, "org.freedesktop.DBus.Mock")
    with qtbot.waitSignal(logind.locked):
        bus.emit((path, LOGIN, f"{LOGIN}.Session"), "Lock", "", [])
    with qtbot.assertNotEmitted(logind.unlocked, wait=200), qtbot.waitSignal(logind.locked):
        bus.call(
            *(session, "UpdateProperties", "sa{sv}"),
            *(f"{LOGIN}.Session", {"LockedHint": ("b", True)}),
        )
    with qtbot.waitSignal(logind.unlocked):
        bus.call(
            *(session, "UpdateProperties", "sa{sv}"),
            *(f"{LOGIN}.Session", {"LockedHint": ("b", False)}),
        )
    logind.stop()


def test_a_changed_time_zone_is_heard(bus: MockBus, qtbot: QtBot) -> None:
    name = "org.freedesktop.timedate1"
    bus.serve("timedated", name)
    parent = QObject()
    logind = Logind(parent)
    assert logind.start()
    where = ("/org/freedesktop/timedate1", name, name)
    with qtbot.waitSignal(logind.zone_changed):
        bus.call(where, "SetTimezone", "sb", "Asia/Urumqi", False)
    logind.stop()


def test_without_a_system_bus_it_is_quiet_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
    parent = QObject()
    logind = Logind(parent)
    assert not logind.start()
    bus = MockBus()
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
    assert logind.start()
    logind.stop()
    bus.stop()
