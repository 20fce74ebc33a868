"""What is shown to the user, and what every way of showing it can do."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Notification:
    """What is shown. A notice of the same tag is replaced, others never.

    Attributes:
        actions: (key, words) of the buttons; a click on the notice itself is ``open``. A way that can
            offer more times for ``snooze`` says ``snooze:tonight`` and the like.
        critical: stays until acted on, where the desktop can do that.
        sound: whether it may be heard; set by the notifier from the user's setting.
    """

    tag: str
    title: str
    body: str
    actions: tuple[tuple[str, str], ...] = ()
    critical: bool = False
    sound: bool = True


class Way(Protocol):
    """One way to tell the user."""

    def show(self, notification: Notification) -> bool:
        """Show it; False when this way is not to be had now."""

    def withdraw(self, tag: str) -> None:
        """Take a notice away, if this way shows it."""

    def close(self) -> None:
        """The session ends: take all away and let go of what is held."""


class DesktopWay(Way, Protocol):
    """The desktop's own notifications."""

    def reachable(self) -> bool:
        """Whether there is a notification service now."""

    def has_buttons(self) -> bool:
        """Whether it draws buttons."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What this desktop offers just now."""

    tray: bool
    service: bool
    buttons: bool
