"""The rules of record, links and phases in ``resources/law``, each file replaced by the user's own."""

from pathlib import Path

from assistant.domain.late_outlook import Phase
from assistant.domain.linkage import SCOPES, Effect, LinkRule
from assistant.domain.money import Money
from assistant.domain.product import Family
from assistant.domain.record import Category, RecordRules, Repair, StatusCode
from assistant.errors import UserError
from assistant.services import toml_file
from assistant.services.lawbook import law_file

CONFIDENCES = ("high", "medium", "secondary", "unverified")
KINDS, VERDICTS = ("direct", "indirect"), ("separate", "linked")


def load_record_rules(user_folder: Path | None = None) -> RecordRules:
    """The codes of the credit record and how long a bad one stays.

    Raises:
        UserError: the file is wrong; ``field`` names the entry.
    """
    file = law_file("credit_status.toml", user_folder)
    data = toml_file.read(file, ("as_of", "source", "months", "retention", "repair", "code"))
    name = file.name
    kept = toml_file.table(data, "retention", ("years", "source"), name)
    repair = toml_file.table(data, "repair", ("from", "to", "most", "repaid_by", "source"), name)
    where = f"{name}: repair"
    codes = [_code(entry, name) for entry in toml_file.entries(data, "code", file)]
    return RecordRules(
        {row.code: row for row in codes},
        toml_file.day(data, "as_of", name),
        toml_file.text(data, "source", name),
        toml_file.whole(data, "months", name, 1, 120),
        toml_file.whole(kept, "years", f"{name}: retention", 1, 20),
        toml_file.text(kept, "source", f"{name}: retention"),
        Repair(
            toml_file.day(repair, "from", where),
            toml_file.day(repair, "to", where),
            Money.of(toml_file.text(repair, "most", where)),
            toml_file.day(repair, "repaid_by", where),
            toml_file.text(repair, "source", where),
        ),
    )


def _code(entry: toml_file.Entry, file: str) -> StatusCode:
    code = toml_file.text(entry, "code", file)
    where = f"{file}: {code}"
    toml_file.refuse_unknown(entry, ("code", "category", "severity", "confidence", "name"), where)
    return StatusCode(
        code,
        Category(toml_file.one_of(entry, "category", tuple(Category), where)),
        toml_file.whole(entry, "severity", where, 0, 99),
        toml_file.one_of(entry, "confidence", CONFIDENCES, where),
        toml_file.names(entry, "name", where),
    )


_LINK = (
    *("id", "kind", "scope", "verdict", "effect", "confidence", "source"),
    *("name", "text", "from", "to"),
)


def load_link_rules(user_folder: Path | None = None) -> tuple[LinkRule, ...]:
    """How accounts hang together, in the file's order.

    Raises:
        UserError: the file is wrong; ``field`` names the entry.
    """
    file = law_file("links.toml", user_folder)
    data = toml_file.read(file, ("as_of", "link"))
    as_of = toml_file.day(data, "as_of", file.name)
    found = []
    for entry in toml_file.entries(data, "link", file):
        where = f"{file.name}: {toml_file.text(entry, 'id', file.name)}"
        toml_file.refuse_unknown(entry, _LINK, where)
        found.append(
            LinkRule(
                toml_file.text(entry, "id", where),
                toml_file.one_of(entry, "kind", KINDS, where),
                toml_file.one_of(entry, "scope", SCOPES, where),
                toml_file.one_of(entry, "verdict", VERDICTS, where),
                Effect(toml_file.one_of(entry, "effect", tuple(Effect), where)),
                toml_file.one_of(entry, "confidence", CONFIDENCES, where),
                toml_file.text(entry, "source", where),
                as_of,
                toml_file.names(entry, "name", where),
                toml_file.names(entry, "text", where),
                (_ids(entry, "from", where), _ids(entry, "to", where)),
            )
        )
    return tuple(found)


def _ids(entry: toml_file.Entry, key: str, where: str) -> frozenset[str]:
    found = entry.get(key, [])
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise UserError("file.bad_value", f"{where}: {key}")
    return frozenset(found)


_PHASE = ("id", "from_day", "families", "confidence", "source", "name", "what", "do")


def load_phases(user_folder: Path | None = None) -> tuple[Phase, ...]:
    """What tends to happen to a due that is late, by days.

    Raises:
        UserError: the file is wrong; ``field`` names the entry.
    """
    file = law_file("overdue_phases.toml", user_folder)
    data = toml_file.read(file, ("as_of", "phase"))
    as_of = toml_file.day(data, "as_of", file.name)
    found: list[Phase] = []
    for entry in toml_file.entries(data, "phase", file):
        where = f"{file.name}: {toml_file.text(entry, 'id', file.name)}"
        toml_file.refuse_unknown(entry, _PHASE, where)
        families = _ids(entry, "families", where)
        if not families or not families <= set(Family):
            raise UserError("file.bad_value", f"{where}: families")
        phase = Phase(
            toml_file.text(entry, "id", where),
            toml_file.whole(entry, "from_day", where, 1, 1000),
            families,
            toml_file.one_of(entry, "confidence", CONFIDENCES, where),
            toml_file.text(entry, "source", where),
            as_of,
            *(toml_file.names(entry, key, where) for key in ("name", "what", "do")),
        )
        if found and phase.from_day <= found[-1].from_day:
            raise UserError("file.not_ascending", f"{where}: from_day")
        found.append(phase)
    return tuple(found)
