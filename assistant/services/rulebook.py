"""Rules of law as data: collection, the complaint ladder, estates, laws that changed (resources/law)."""

from datetime import date
from pathlib import Path

from assistant import i18n
from assistant.domain.collection import Check, CollectionRule, Conduct, Reached
from assistant.domain.law_rule import CONFIDENCES, LawChange, LawRule, Rung
from assistant.domain.term_text import read_clock
from assistant.errors import UserError
from assistant.services import toml_file
from assistant.services.lawbook import law_file
from assistant.services.toml_file import Entry

_LAW = (
    *("id", "article", "source", "effective_from", "effective_to", "confidence"),
    *i18n.LANGUAGES,
)
_CHECK = ("check", "opens", "closes", "most", "answered", "per_number", "value", "least")
_RUNG = ("phone", "letter", *(f"to_{language}" for language in i18n.LANGUAGES))


def estate_rules(user_folder: Path | None = None) -> tuple[LawRule, ...]:
    """The rules that an estate's steps name.

    Raises:
        UserError: the file is wrong; ``field`` names the file and the entry.
    """
    file = law_file("estate.toml", user_folder)
    checked, entries = _entries(file, "rule")
    return tuple(_law(entry, _LAW, checked, file) for entry in entries)


def collection_rules(user_folder: Path | None = None) -> tuple[CollectionRule, ...]:
    """What contacts are checked against.

    Raises:
        UserError: the file is wrong; ``field`` names the file and the entry.
    """
    file = law_file("collection.toml", user_folder)
    checked, entries = _entries(file, "rule")
    return tuple(_collection_rule(entry, checked, file) for entry in entries)


def complaint_ladder(user_folder: Path | None = None) -> tuple[Rung, ...]:
    """Where to complain, first things first.

    Raises:
        UserError: the file is wrong; ``field`` names the file and the entry.
    """
    file = law_file("ladder.toml", user_folder)
    checked, entries = _entries(file, "rung")
    rungs = []
    for entry in entries:
        rule = _law(entry, (*_LAW, *_RUNG), checked, file)
        where = f"{file.name}: {rule.id}"
        to = {
            language: toml_file.text(entry, f"to_{language}", where) for language in i18n.LANGUAGES
        }
        phone, letter = (toml_file.optional_text(entry, key, where) for key in ("phone", "letter"))
        rungs.append(Rung(rule.id, to, phone, letter, rule))
    return tuple(rungs)


def law_changes(user_folder: Path | None = None) -> tuple[LawChange, ...]:
    """Laws that changed or will.

    Raises:
        UserError: the file is wrong; ``field`` names the file and the entry.
    """
    file = law_file("changes.toml", user_folder)
    found = []
    for number, entry in enumerate(
        toml_file.entries(toml_file.read(file, ("change",)), "change", file), 1
    ):
        where = f"{file.name}: change {number}"
        toml_file.refuse_unknown(entry, ("law", "effective_from", *i18n.LANGUAGES), where)
        words = {language: toml_file.text(entry, language, where) for language in i18n.LANGUAGES}
        since = toml_file.day(entry, "effective_from", where)
        found.append(LawChange(toml_file.text(entry, "law", where), since, words))
    return tuple(found)


def _entries(file: Path, key: str) -> tuple[date, list[Entry]]:
    data = toml_file.read(file, ("checked", key))
    return toml_file.day(data, "checked", file.name), toml_file.entries(data, key, file)


def _law(entry: Entry, known: tuple[str, ...], checked: date, file: Path) -> LawRule:
    identifier = toml_file.text(entry, "id", file.name)
    where = f"{file.name}: {identifier}"
    toml_file.refuse_unknown(entry, known, where)
    confidence = toml_file.text(entry, "confidence", where)
    if confidence not in CONFIDENCES:
        raise UserError("file.bad_value", f"{where}: confidence")
    return LawRule(
        identifier,
        toml_file.text(entry, "article", where),
        toml_file.text(entry, "source", where),
        toml_file.day(entry, "effective_from", where),
        toml_file.optional_day(entry, "effective_to", where),
        checked,
        confidence,
        {language: toml_file.text(entry, language, where) for language in i18n.LANGUAGES},
    )


def _collection_rule(entry: Entry, checked: date, file: Path) -> CollectionRule:
    law = _law(entry, (*_LAW, *_CHECK), checked, file)
    where = f"{file.name}: {law.id}"
    check = toml_file.text(entry, "check", where)
    if check not in tuple(Check):
        raise UserError("file.bad_value", f"{where}: check")
    value = toml_file.optional_text(entry, "value", where)
    if value not in ("", *Conduct, *Reached):
        raise UserError("file.bad_value", f"{where}: value")
    return CollectionRule(
        law,
        Check(check),
        opens=_minutes(entry, "opens", where),
        closes=_minutes(entry, "closes", where),
        most=_whole(entry, "most", where),
        answered=toml_file.flag(entry, "answered", where, default=True),
        per_number=toml_file.flag(entry, "per_number", where, default=False),
        value=value,
        least=_whole(entry, "least", where),
    )


def _whole(entry: Entry, key: str, where: str) -> int:
    found = entry.get(key, 0)
    if type(found) is not int or found < 0:
        raise UserError("file.bad_value", f"{where}: {key}")
    return found


def _minutes(entry: Entry, key: str, where: str) -> int:
    return read_clock(toml_file.text(entry, key, where), f"{where}: {key}") if key in entry else 0
