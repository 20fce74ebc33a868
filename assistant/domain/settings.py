"""What the user can set for the whole program, with defaults."""

from dataclasses import dataclass

SCALES = ("100", "125", "150", "175", "200")


@dataclass(frozen=True, slots=True)
class Settings:
    """One field, one default; the store keeps only what differs.

    Attributes:
        language: ``zh_CN``, ``en``, or empty for the system's.
        theme: ``system``, ``light`` or ``dark``.
        font_scale: the size of all text, in per cent of the usual one.
        window: the window's place and size as Qt wrote it, and the page and tab that were open.
        stages: reminder stages in force, comma-separated keys of ``reminders.STAGES``.
        tray_hint_shown: whether the user was told once that closing keeps the app in the tray.
    """

    language: str = ""
    theme: str = "system"
    font_scale: str = "100"
    window: str = ""
    stages: str = "d7,d3,eve,day,cutoff,overdue"
    tray_hint_shown: str = "no"
