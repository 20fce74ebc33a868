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
        hide_amounts: ``yes`` writes amounts as dots in the window, in notices and in the tray.
        lock_after: minutes without a key or the mouse after which an encrypted store locks; 0 never.
        second_place: a folder or a WebDAV address for copies of the backups; empty for none.
        updates: ``yes`` when the program may ask for new versions; ``update_address`` is where, and
            empty for nowhere. ``update_told`` is the last answer as ``update.Told`` writes it,
            ``update_hidden`` a version that the user does not want to hear of again.
        second_user: the name to sign in with there; its password is in the system's keyring.
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
    hide_amounts: str = "no"
    lock_after: str = "10"
    second_place: str = ""
    second_user: str = ""
    updates: str = "no"
    update_address: str = ""
    update_told: str = ""
    update_hidden: str = ""
