"""What the user can set for the whole program, with defaults."""

from dataclasses import dataclass

SCALES = ("100", "125", "150", "175", "200")


@dataclass(frozen=True, slots=True)
class Settings:
    """One field, one default; the store keeps only what differs.

    Attributes:
        language: ``zh_CN``, ``en``, or empty for the system's.
        theme: ``system``, ``light`` or ``dark``.
        sound: ``yes`` when notices may be heard.
        own_popup: ``yes`` when the program's own pop-up is used whatever the desktop offers.
        close_to_tray: ``yes`` when closing the window keeps the program in the tray.
        font_scale: the size of all text, in per cent of the usual one.
        window: the window's place and size as Qt wrote it, and the page and tab that were open.
        stages: the general reminder stages, as ``stages.parse_plan`` reads them.
        quiet_from: begin of the quiet hours, local ``HH:MM``; empty for none. ``quiet_until`` their end.
        article_rule: whether dues are put in the order of the article's rule (priority.py).
        tray_hint_shown: whether the user was told once that closing keeps the app in the tray.
    """

    language: str = ""
    theme: str = "system"
    font_scale: str = "100"
    window: str = ""
    stages: str = "d7,d3,eve,day,cutoff,overdue"
    sound: str = "yes"
    own_popup: str = "no"
    close_to_tray: str = "yes"
    quiet_from: str = ""
    quiet_until: str = ""
    article_rule: str = "yes"
    tray_hint_shown: str = "no"
