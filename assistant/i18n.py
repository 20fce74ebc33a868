"""Words: keys to sentences, and amounts and days as the chosen language writes them."""

import gettext
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from pathlib import Path

from assistant import resources

LANGUAGES = ("zh_CN", "en")
DEFAULT = "zh_CN"
_MAC_PREFERENCES = "Library/Preferences/.GlobalPreferences.plist"
_HALF_A_YEAR = 183
_FIRST = ("base", "window")
"""Files whose words the first screen says."""


class _Words:
    """The language in force; a module-level state because every sentence of the program needs it."""

    language = DEFAULT
    catalogue: gettext.NullTranslations | None = None


def preferred() -> str:
    """The language of the user's environment or system, Chinese unless it says English plainly."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.startswith("en") else DEFAULT
    return "en" if _of_the_system().startswith("en") else DEFAULT


def _of_the_system() -> str:
    """What Windows and macOS show their own windows in: no environment tells it there; empty elsewhere."""
    if sys.platform == "win32":
        import ctypes  # late: not on Linux
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(number, "")
    if sys.platform == "darwin":
        import plistlib  # late, as above

        try:
            kept = plistlib.loads((Path.home() / _MAC_PREFERENCES).read_bytes())
            return str(kept["AppleLanguages"][0])
        except (OSError, ValueError, KeyError, IndexError, TypeError):
            return ""
    return ""


def use(language: str) -> None:
    """Speak ``language`` (one of LANGUAGES) from now on.

    Raises:
        ValueError: the language is not one that ships.
    """
    if language not in LANGUAGES:
        raise ValueError(language)
    _Words.language = language
    _Words.catalogue = _load(language, _FIRST, _Rest(language))


def language() -> str:
    """The language in force."""
    return _Words.language


def t(key: str, **params: object) -> str:
    """The sentence of ``key`` with its placeholders filled in."""
    if _Words.catalogue is None:
        use(_Words.language)
    catalogue = _Words.catalogue
    sentence = key if catalogue is None else catalogue.gettext(key)
    return sentence.format(**params) if params else sentence


def cited(text: str) -> str:
    """A source that a shipped file names in Chinese, in the language in force; as it is where none is known.

    What stands in a product file of the user's own has no other language.
    """
    return t(text) if text else text


class _Rest(gettext.NullTranslations):
    """The words that the first screen does not need, read when one of them is first asked for."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._read: gettext.NullTranslations | None = None

    def gettext(self, message: str) -> str:
        """The sentence of a key."""
        if self._read is None:
            names = {path.stem for path in resources.path(f"i18n/{self._language}").glob("*.mo")}
            self._read = _load(self._language, sorted(names - set(_FIRST)), None)
        return self._read.gettext(message)


def _load(
    language: str, names: Sequence[str], behind: gettext.NullTranslations | None
) -> gettext.NullTranslations:
    merged = gettext.NullTranslations() if behind is None else behind
    for name in names:
        with resources.path(f"i18n/{language}/{name}.mo").open("rb") as stream:
            part = gettext.GNUTranslations(stream)
        part.add_fallback(merged)
        merged = part
    return merged


def listed(names: Iterable[str]) -> str:
    """Names one after the other, as the language writes a list."""
    return t("list.comma").join(names)


def money(fen: int) -> str:
    """An amount of 分 as people read it: ``¥1,234.56``, a minus sign in front when negative."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}¥{yuan:,}.{rest:02d}"


def day(on: date, today: date | None = None) -> str:
    """A calendar day with its weekday, short: ``11月10日 周二`` or ``Tue 10 Nov``.

    In another year than ``today``'s and more than half a year away, the year is said too.
    """
    weekday = t(f"weekday.{on.isoweekday()}")
    near = today is None or on.year == today.year or abs((on - today).days) <= _HALF_A_YEAR
    key = "date.day" if near else "date.day_of_year"
    name = t(f"month.{on.month}")
    return t(key, year=on.year, month=on.month, day=on.day, weekday=weekday, month_name=name)


def full_day(on: date) -> str:
    """A calendar day with its year: ``2026-11-10``."""
    return on.isoformat()


def clock_time(minutes: int) -> str:
    """Minutes after midnight as ``HH:MM``; 1440 is ``24:00``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def moment(instant: datetime, zone: tzinfo) -> str:
    """An instant as local day and time."""
    local = instant.astimezone(zone)
    return f"{local.date().isoformat()} {local:%H:%M}"
