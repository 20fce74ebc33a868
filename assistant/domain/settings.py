"""What the user can set for the whole program, with defaults."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """One field, one default; the store keeps only what differs.

    Attributes:
        language: ``zh_CN``, ``en``, or empty for the system's.
        theme: ``system``, ``light`` or ``dark``.
        sound: ``yes`` when notices may be heard.
        own_popup: ``yes`` when the program's own pop-up is used whatever the desktop offers.
        close_to_tray: ``yes`` when closing the window keeps the program in the tray.
        stages: the general reminder stages, as ``stages.parse_plan`` reads them.
        quiet_from: begin of the quiet hours, local ``HH:MM``; empty for none. ``quiet_until`` their end.
        tray_hint_shown: whether the user was told once that closing keeps the app in the tray.
    """

    language: str = ""
    theme: str = "system"
    stages: str = "d7,d3,eve,day,cutoff,overdue"
    sound: str = "yes"
    own_popup: str = "no"
    close_to_tray: str = "yes"
    quiet_from: str = ""
    quiet_until: str = ""
    tray_hint_shown: str = "no"
