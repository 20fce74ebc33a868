"""TOML files of data, shipped or a user's own: read and checked, a refusal names the file and the entry."""

import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.errors import UserError

SCHEMA = 1
Entry = Mapping[str, Any]


def read(file: Path, known: Collection[str]) -> Entry:
    """The file's content, of this schema and with no key but ``known`` ones.

    Raises:
        UserError: ``file.not_toml``, ``file.unknown_key`` or ``file.schema``.
    """
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("file.not_toml", file.name) from error
    refuse_unknown(data, {"schema", *known}, file.name)
    if data.get("schema") != SCHEMA:
        raise UserError("file.schema", f"{file.name}: schema", expected=SCHEMA)
    return data


def refuse_unknown(entry: Entry, known: Collection[str], where: str) -> None:
    """Refuse the first key that nobody reads: most likely a mistyped one.

    Raises:
        UserError: ``file.unknown_key``.
    """
    unknown = set(entry) - set(known)
    if unknown:
        raise UserError("file.unknown_key", f"{where}: {min(unknown)}")


def entries(data: Entry, key: str, file: Path) -> list[Entry]:
    """The list of tables under ``key``; empty when there is none.

    Raises:
        UserError: ``file.bad_value``.
    """
    found = data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise UserError("file.bad_value", f"{file.name}: {key}")
    return found


def text(entry: Entry, key: str, where: str) -> str:
    """A text that is not empty.

    Raises:
        UserError: ``file.bad_value``.
    """
    found = entry.get(key)
    if not isinstance(found, str) or not found.strip():
        raise UserError("file.bad_value", f"{where}: {key}")
    return found


def day(entry: Entry, key: str, where: str) -> date:
    """A day, written without quotes.

    Raises:
        UserError: ``file.bad_value``.
    """
    found = entry.get(key)
    if not isinstance(found, date) or isinstance(found, datetime):
        raise UserError("file.bad_value", f"{where}: {key}")
    return found


def optional_day(entry: Entry, key: str, where: str) -> date | None:
    """A day or None when the entry does not say.

    Raises:
        UserError: ``file.bad_value``.
    """
    return day(entry, key, where) if key in entry else None


def table(entry: Entry, key: str, known: Collection[str], where: str) -> Entry:
    """A table with no key but ``known`` ones.

    Raises:
        UserError: ``file.bad_value`` or ``file.unknown_key``.
    """
    found = entry.get(key)
    if not isinstance(found, dict):
        raise UserError("file.bad_value", f"{where}: {key}")
    refuse_unknown(found, known, f"{where}: {key}")
    return found


def whole(entry: Entry, key: str, where: str, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``.

    Raises:
        UserError: ``file.bad_value``.
    """
    found = entry.get(key)
    if type(found) is not int or not low <= found <= high:
        raise UserError("file.bad_value", f"{where}: {key}")
    return found


def flag(entry: Entry, key: str, where: str, *, default: bool) -> bool:
    """``true`` or ``false``, never a text such as "no"; ``default`` where the entry does not say.

    Raises:
        UserError: ``file.bad_value``.
    """
    found = entry.get(key, default)
    if not isinstance(found, bool):
        raise UserError("file.bad_value", f"{where}: {key}")
    return found


def optional_text(entry: Entry, key: str, where: str) -> str:
    """A text, "" where the entry does not say.

    Raises:
        UserError: ``file.bad_value``.
    """
    found = entry.get(key, "")
    if not isinstance(found, str):
        raise UserError("file.bad_value", f"{where}: {key}")
    return found


def one_of(entry: Entry, key: str, choices: Collection[str], where: str) -> str:
    """One of several texts.

    Raises:
        UserError: ``file.bad_value``.
    """
    found = text(entry, key, where)
    if found not in choices:
        raise UserError("file.bad_value", f"{where}: {key}")
    return found


def names(entry: Entry, key: str, where: str) -> Mapping[str, str]:
    """Words by language; Chinese has to be there.

    Raises:
        UserError: ``file.bad_value``.
    """
    found = entry.get(key)
    if (
        not isinstance(found, dict)
        or not found.get("zh_CN")
        or not all(isinstance(words, str) for words in found.values())
    ):
        raise UserError("file.bad_value", f"{where}: {key}")
    return found
