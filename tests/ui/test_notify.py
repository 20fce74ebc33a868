"""Ways to tell the user: the first that works, two notices side by side, a failing way is no end."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from assistant.ui.dbus_notify import SERVICE, DBusWay
from assistant.ui.notification import Notification, Reach
from assistant.ui.notify import Notifier
from assistant.ui.tray import Tray

ONE = Notification("bill:1", "花呗 ¥500.00", "明天", (("paid", "已还"), ("snooze", "稍后提醒")))
OTHER = Notification("loan:1:1", "借呗 ¥900.41", "今天", ONE.actions)


class Fake:
    """A way that takes, refuses or breaks."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.taken: list[str] = []
        self.heard: list[bool] = []

    def withdraw(self, tag: str) -> None:
        """Nothing is shown."""

    def close(self) -> None:
        """Nothing is held."""

    def show(self, notification: Notification) -> bool:
        """Answer as told."""
        self.heard.append(notification.sound)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if answer:
            self.taken.append(notification.tag)
        return bool(answer)


def named(*ways: Any) -> list[tuple[str, Any]]:
    """Ways with a name each."""
    return [("fake", way) for way in ways]


def press(notice: QWidget, name: str) -> None:
    """Press a button of a notice."""
    button = notice.findChild(QPushButton, name)
    assert button is not None
    button.click()


@pytest.fixture
def notifier(qtbot: QtBot) -> Notifier:
    """A notifier whose ways the test chooses."""
    return Notifier(Tray())


def test_the_first_way_that_works_is_taken(notifier: Notifier) -> None:
    first, second = Fake(False, True), Fake(True)
    notifier.ways = lambda: named(first, second)  # type: ignore[method-assign]
    assert notifier.show(ONE)
    assert notifier.show(OTHER)
    assert (first.taken, second.taken) == ([OTHER.tag], [ONE.tag])


def test_a_way_that_breaks_is_passed_over_and_asked_again(
    notifier: Notifier, caplog: pytest.LogCaptureFixture
) -> None:
    broken, last = Fake(RuntimeError("¥500.00"), True), Fake(True)
    notifier.ways = lambda: named(broken, last)  # type: ignore[method-assign]
    assert notifier.show(ONE)
    assert notifier.show(OTHER)
    assert (broken.taken, last.taken) == ([OTHER.tag], [ONE.tag])
    assert "RuntimeError" in caplog.text
    assert "500" not in caplog.text  # no amounts in logs


def test_when_no_way_works_the_caller_is_told(notifier: Notifier) -> None:
    notifier.ways = lambda: named(Fake(False))  # type: ignore[method-assign]
    assert not notifier.show(ONE)


def test_with_neither_tray_nor_service_a_list_stays_on_top(
    notifier: Notifier, qtbot: QtBot
) -> None:
    assert notifier.reach() == Reach(tray=False, service=False, buttons=False)
    assert notifier.show(ONE)
    assert notifier.show(OTHER)
    window = notifier.alert_list.window
    assert window is not None
    assert window.isVisible()
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert list(window.cards) == [ONE.tag, OTHER.tag]
    # A key pressed while it comes up must not pay anything.
    assert not any(row.hasFocus() or row.autoDefault() for row in window.findChildren(QPushButton))
    with qtbot.waitSignal(notifier.acted) as acted:
        press(window.cards[ONE.tag], "popup_paid")
    assert acted.args == [ONE.tag, "paid"]
    assert list(window.cards) == [OTHER.tag]
    press(window.cards[OTHER.tag], "popup_close")
    assert not window.isVisible()
    notifier.close()


class Desk:
    """A desktop's own notifications that are there, or not."""

    def __init__(self, *, service: bool) -> None:
        self.service = service

    def reachable(self) -> bool:
        """As told."""
        return self.service

    def has_buttons(self) -> bool:
        """As told."""
        return self.service


@pytest.mark.parametrize(
    ("tray", "service", "own_popup", "names"),
    [
        (True, True, False, ["desktop", "popup", "balloon"]),
        (True, False, False, ["desktop", "popup", "balloon"]),
        (False, True, False, ["desktop", "popup", "balloon"]),
        (True, True, True, ["popup", "desktop", "balloon"]),
        (False, False, False, ["alert_list", "popup"]),
        (False, False, True, ["alert_list", "popup"]),
    ],
)
def test_which_way_comes_first(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tray: bool,
    service: bool,
    own_popup: bool,
    names: list[str],
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: tray)
    notifier = Notifier(Tray())
    notifier.desktop = Desk(service=service)  # type: ignore[assignment]
    notifier.own_popup = own_popup
    assert list(notifier.ways()) == [(name, getattr(notifier, name)) for name in names]


def test_the_own_pop_ups_stack_and_answer(notifier: Notifier, qtbot: QtBot) -> None:
    way = notifier.popup
    assert way.show(ONE)
    assert way.show(OTHER)
    assert list(way.open) == [ONE.tag, OTHER.tag]  # neither replaced the other
    with qtbot.waitSignal(notifier.acted) as acted:
        press(way.open[ONE.tag], "popup_paid")
    assert acted.args == [ONE.tag, "paid"]
    assert list(way.open) == [OTHER.tag]
    notifier.withdraw(OTHER.tag)
    assert not way.open


@pytest.mark.parametrize("choice", ["1h", "tonight", "tomorrow", "custom"])
def test_a_pop_up_offers_several_times_to_be_reminded(
    notifier: Notifier, qtbot: QtBot, choice: str
) -> None:
    notifier.popup.show(ONE)
    popup = notifier.popup.open[ONE.tag]
    button = popup.findChild(QPushButton, "popup_snooze")
    assert button is not None
    action = button.menu().findChild(QAction, f"snooze_{choice}")
    assert action is not None
    with qtbot.waitSignal(notifier.acted) as acted:
        action.trigger()
    assert acted.args == [ONE.tag, f"snooze:{choice}"]


def test_the_same_tag_replaces_its_pop_up(notifier: Notifier) -> None:
    notifier.popup.show(ONE)
    notifier.popup.show(Notification(ONE.tag, "新", "新"))
    assert [popup.accessibleName() for popup in notifier.popup.open.values()] == ["新"]
    notifier.close()


def test_sound_is_a_switch(notifier: Notifier) -> None:
    way = Fake(True, True)
    notifier.ways = lambda: named(way)  # type: ignore[method-assign]
    notifier.show(ONE)
    notifier.sound = False
    notifier.show(ONE)
    assert way.heard == [True, False]


class Emitter(QObject):
    """Carries the signal that a way emits."""

    acted = Signal(str, str)


class FakeMessage:
    """An answer or a signal of the bus, as far as the way looks at it."""

    def __init__(self, kind: Any, body: tuple[Any, ...], **fields: Any) -> None:
        from jeepney import HeaderFields

        self.body = body
        names = {
            "serial": HeaderFields.reply_serial,
            "member": HeaderFields.member,
            "interface": HeaderFields.interface,
        }
        values = {names[name]: value for name, value in fields.items()}
        self.header = type("Header", (), {"message_type": kind, "fields": values})()


class FakeBus:
    """A session bus with a notification service that numbers its notices from 7."""

    def __init__(self) -> None:
        from jeepney import MessageType

        self.kind = MessageType
        self.outgoing_serial = iter(range(100, 200))
        self.sent: list[Any] = []
        self.actions = True
        self.waiting: list[FakeMessage] = []
        self.numbers = iter(range(7, 99))
        self.sock = type("Socket", (), {"fileno": lambda _self: 0})()
        self.fails = False

    def send(self, message: Any, serial: int | None = None) -> None:
        """Take a call and lay its answer ready."""
        from jeepney import HeaderFields

        if self.fails:
            raise OSError
        self.sent.append(message)
        member = message.header.fields.get(HeaderFields.member)
        body: tuple[Any, ...] | None = None
        if member == "GetCapabilities":
            body = (["actions", "body-markup"] if self.actions else ["body"],)
        elif member == "Notify":
            body = (next(self.numbers),)
        if body is not None:
            self.waiting.append(FakeMessage(self.kind.method_return, body, serial=serial))

    def receive(self, timeout: float) -> FakeMessage:
        """The next message, or a time-out."""
        if not self.waiting:
            raise TimeoutError
        return self.waiting.pop(0)

    def close(self) -> None:
        """Nothing is open."""

    def signal(self, member: str, *body: Any) -> None:
        """Something was told on the bus."""
        self.waiting.append(FakeMessage(self.kind.signal, body, member=member, interface=SERVICE))

    def act(self, number: int, key: str) -> None:
        """A button of a notice was pressed."""
        self.signal("ActionInvoked", number, key)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> FakeBus:
    """The bus that the way connects to."""
    made = FakeBus()
    monkeypatch.setattr("jeepney.io.blocking.open_dbus_connection", lambda _bus: made)
    monkeypatch.setattr("assistant.ui.dbus_link.QSocketNotifier", FakeSocketNotifier)
    return made


class FakeSocketNotifier(QObject):
    """Stands for Qt's watcher of the socket."""

    activated = Signal()
    Type = type("Type", (), {"Read": 0})

    def __init__(self, _number: int, _kind: int, parent: QObject) -> None:
        super().__init__(parent)

    def setEnabled(self, _on: bool) -> None:
        """Nothing to switch."""


def test_a_button_on_the_desktops_notice_arrives(qtbot: QtBot, bus: FakeBus) -> None:
    emitter = Emitter()
    way = DBusWay(emitter.acted, emitter)
    assert way.show(ONE)
    assert way.show(OTHER)
    bus.act(8, "snooze")
    bus.act(7, "default")
    with qtbot.waitSignals([emitter.acted, emitter.acted]):
        watcher = emitter.findChild(FakeSocketNotifier)
        assert watcher is not None
        watcher.activated.emit()
    notify = [message for message in bus.sent if message.body and len(message.body) == 8]
    assert [message.body[1] for message in notify] == [0, 0]  # nothing is replaced
    assert notify[0].body[5] == ["default", "", "paid", "已还", "snooze", "稍后提醒"]
    assert way.show(ONE)
    assert bus.sent[-1].body[1] == 7  # the same due replaces its own notice


def test_markup_in_a_name_is_not_markup_on_the_desktop(bus: FakeBus) -> None:
    emitter = Emitter()
    assert DBusWay(emitter.acted, emitter).show(Notification("x", "t", "<b>&"))
    assert bus.sent[-1].body[4] == "&lt;b&gt;&amp;"


def test_a_bus_that_went_away_is_tried_anew_next_time(bus: FakeBus) -> None:
    emitter = Emitter()
    way = DBusWay(emitter.acted, emitter)
    bus.fails = True
    assert not way.show(ONE)
    bus.fails = False
    assert way.show(ONE)


def test_without_a_session_bus_the_way_says_no() -> None:
    emitter = Emitter()
    assert not DBusWay(emitter.acted, emitter).show(ONE)


def test_a_service_without_buttons_leaves_the_notice_to_the_own_pop_up(bus: FakeBus) -> None:
    bus.actions = False
    emitter = Emitter()
    way = DBusWay(emitter.acted, emitter)
    assert way.reachable()
    assert not way.show(ONE)
    assert way.show(Notification("tray", "t", "b"))  # which wants none


def test_a_service_that_was_replaced_is_given_no_old_number(qtbot: QtBot, bus: FakeBus) -> None:
    emitter = Emitter()
    way = DBusWay(emitter.acted, emitter)
    assert way.show(ONE)
    bus.signal("NameOwnerChanged", SERVICE, ":1.5", ":1.9")
    watcher = emitter.findChild(FakeSocketNotifier)
    assert watcher is not None
    watcher.activated.emit()
    assert way.show(ONE)
    assert bus.sent[-1].body[1] == 0


def test_an_answered_notice_is_taken_from_the_desktop(bus: FakeBus) -> None:
    emitter = Emitter()
    way = DBusWay(emitter.acted, emitter)
    way.show(ONE)
    way.withdraw(ONE.tag)
    assert bus.sent[-1].body == (7,)


def test_silence_is_asked_for(bus: FakeBus) -> None:
    emitter = Emitter()
    way = DBusWay(emitter.acted, emitter)
    way.show(ONE)
    assert bus.sent[-1].body[6]["suppress-sound"] == ("b", False)
    way.show(replace(ONE, sound=False))
    assert bus.sent[-1].body[6]["suppress-sound"] == ("b", True)
