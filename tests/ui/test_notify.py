"""Ways to tell the user: the first that works, two notices side by side, a failing way is no end."""

from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from assistant.ui.dbus_notify import DBusWay
from assistant.ui.notify import Notification, Notifier, PopupWay, TrayWay
from assistant.ui.tray import Tray

ONE = Notification("bill:1", "花呗 ¥500.00", "明天", (("paid", "已还"), ("snooze", "稍后提醒")))
OTHER = Notification("loan:1:1", "借呗 ¥900.41", "今天", ONE.actions)


class Fake:
    """A way that takes, refuses or breaks."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.taken: list[str] = []

    def show(self, notification: Notification) -> bool:
        """Answer as told."""
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if answer:
            self.taken.append(notification.tag)
        return bool(answer)


@pytest.fixture
def notifier(qtbot: QtBot) -> Notifier:
    """A notifier whose ways the test chooses."""
    return Notifier(Tray())


def test_the_first_way_that_works_is_taken(notifier: Notifier) -> None:
    first, second = Fake(False, True), Fake(True)
    notifier.ways = [first, second]
    assert notifier.show(ONE)
    assert notifier.show(OTHER)
    assert (first.taken, second.taken) == ([OTHER.tag], [ONE.tag])


def test_a_way_that_breaks_is_passed_over_and_asked_again(
    notifier: Notifier, caplog: pytest.LogCaptureFixture
) -> None:
    broken, last = Fake(RuntimeError("¥500.00"), True), Fake(True)
    notifier.ways = [broken, last]
    assert notifier.show(ONE)
    assert notifier.show(OTHER)
    assert (broken.taken, last.taken) == ([OTHER.tag], [ONE.tag])
    assert "RuntimeError" in caplog.text
    assert "500" not in caplog.text  # no amounts in logs


def test_when_no_way_works_the_caller_is_told(notifier: Notifier) -> None:
    notifier.ways = [Fake(False)]
    assert not notifier.show(ONE)


def test_without_bus_and_tray_the_own_pop_up_is_used(notifier: Notifier, qtbot: QtBot) -> None:
    assert [type(way) for way in notifier.ways][-2:] == [TrayWay, PopupWay]
    assert notifier.show(ONE)
    assert notifier.show(OTHER)
    popups = notifier.ways[-1].open  # type: ignore[attr-defined]
    assert list(popups) == [ONE.tag, OTHER.tag]  # neither replaced the other
    with qtbot.waitSignal(notifier.acted) as acted:
        popups[ONE.tag].findChild(QPushButton, "popup_paid").click()
    assert acted.args == [ONE.tag, "paid"]
    assert list(popups) == [OTHER.tag]
    popups[OTHER.tag].close()


def test_the_same_tag_replaces_its_pop_up(notifier: Notifier) -> None:
    notifier.show(ONE)
    notifier.show(Notification(ONE.tag, "新", "新"))
    popups = notifier.ways[-1].open  # type: ignore[attr-defined]
    assert [popup.accessibleName() for popup in popups.values()] == ["新"]
    popups[ONE.tag].close()


class Emitter(QObject):
    """Carries the signal that a way emits."""

    acted = Signal(str, str)


class FakeMessage:
    """An answer or a signal of the bus, as far as the way looks at it."""

    def __init__(self, kind: Any, body: tuple[Any, ...], **fields: Any) -> None:
        from jeepney import HeaderFields

        self.body = body
        names = {"serial": HeaderFields.reply_serial, "member": HeaderFields.member}
        values = {names[name]: value for name, value in fields.items()}
        self.header = type("Header", (), {"message_type": kind, "fields": values})()


class FakeBus:
    """A session bus with a notification service that numbers its notices from 7."""

    def __init__(self) -> None:
        from jeepney import MessageType

        self.kind = MessageType
        self.outgoing_serial = iter(range(100, 200))
        self.sent: list[Any] = []
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
            body = (["actions", "body-markup"],)
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

    def act(self, number: int, key: str) -> None:
        """A button of a notice was pressed."""
        self.waiting.append(FakeMessage(self.kind.signal, (number, key), member="ActionInvoked"))


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> FakeBus:
    """The bus that the way connects to."""
    made = FakeBus()
    monkeypatch.setattr("jeepney.io.blocking.open_dbus_connection", lambda _bus: made)
    monkeypatch.setattr("assistant.ui.dbus_notify.QSocketNotifier", FakeSocketNotifier)
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
    notify = bus.sent[-2:]
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
