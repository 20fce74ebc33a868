"""Notifications of Windows and macOS with buttons, through desktop-notifier in a thread of its own.

On macOS they come only from a signed application; the library's stand-in for all else has no
buttons, and then this way says no and the program's own pop-up is taken.
"""

import asyncio
import logging
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as NoAnswer
from functools import partial
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from assistant import resources
from assistant.ui.notification import Notification
from assistant.ui.work import say_to

_LOG = logging.getLogger(__name__)

ANSWER_SECONDS = 1.0
LONGEST_TAG = 64  # of a Windows toast


class NativeWay(QObject):
    """The system's own notifications; built when first asked for, asked for leave once."""

    _pressed = Signal(str, str)  # crosses from the library's thread into Qt's

    def __init__(self, acted: SignalInstance, parent: QObject) -> None:
        super().__init__(parent)
        self._pressed.connect(acted)
        self._say = say_to(self)  # a button is pressed on the system's own thread, whenever that is
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._notifier: Any = None
        self._buttons = False
        self._asked = False

    def reachable(self) -> bool:
        """Whether the system shows our notices: it can, and the user allows it."""
        if not self._open():
            return False
        if self._run(self._notifier.has_authorisation()):
            return True
        if not self._asked:
            # The system asks the user, who may take his time: the answer is not waited for.
            self._asked = True
            self._start(self._notifier.request_authorisation())
        return False

    def has_buttons(self) -> bool:
        """Whether the system draws buttons."""
        return self._open() and self._buttons

    def show(self, notification: Notification) -> bool:
        """Show a notice; False where the system or its user does not allow it."""
        if not self.has_buttons() or not self.reachable():
            return False
        return self._run(self._send(notification)) is not None

    def withdraw(self, tag: str) -> None:
        """Take a notice away that is answered."""
        if self._notifier is not None:
            self._start(self._notifier.clear(tag[:LONGEST_TAG]))

    def close(self) -> None:
        """End the thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._loop = None
        if self._thread is not None:
            self._thread.join(ANSWER_SECONDS)
            self._thread = None
        self._notifier = None

    async def _send(self, notification: Notification) -> str:
        from desktop_notifier import DEFAULT_SOUND, Button, Urgency
        from desktop_notifier import Notification as Native

        tag = notification.tag
        native = Native(
            title=notification.title,
            message=notification.body,
            urgency=Urgency.Critical if notification.critical else Urgency.Normal,
            buttons=tuple(
                Button(words, on_pressed=self._presser(tag, key), identifier=key)
                for key, words in notification.actions
            ),
            on_clicked=self._presser(tag, "open"),
            sound=DEFAULT_SOUND if notification.sound else None,
            identifier=tag[:LONGEST_TAG],
        )
        return str(await self._notifier.send_notification(native))

    def _presser(self, tag: str, key: str) -> Any:
        return partial(self._say, "_pressed", tag, key)

    def _open(self) -> bool:
        if self._notifier is not None:
            return True
        try:
            from desktop_notifier import Capability, DesktopNotifier  # late: not on Linux

            self._notifier = DesktopNotifier(app_name="备付", app_icon=_icon())
        except (ImportError, OSError, RuntimeError):
            return False
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=_serve, args=(self._loop,), name="notices", daemon=True)
        self._thread.start()
        found = self._run(self._notifier.get_capabilities())
        self._buttons = Capability.BUTTONS in (found or ())
        return True

    def _start(self, work: Coroutine[Any, Any, Any]) -> Any:
        if self._loop is None:
            work.close()
            return None
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """The work's result; None when it failed or took too long."""
        future = self._start(work)
        if future is None:
            return None
        try:
            return future.result(ANSWER_SECONDS)
        except NoAnswer:
            future.cancel()
        except Exception as error:  # noqa: BLE001 - whatever the system says, the next way is tried
            _LOG.warning("the system's notices failed: %s", type(error).__name__)
        return None


def _icon() -> Any:
    """Our picture, which the bundle carries where notices can show one; never the library's own, Python's."""
    from desktop_notifier import Icon

    picture = resources.path("icons/256.png")
    return Icon(path=picture) if picture.is_file() else None


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()
