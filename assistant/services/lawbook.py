"""The rates and caps of ``resources/law``, each file replaced by the user's own of the same name."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from assistant import resources
from assistant.domain.caps import CapRule, RateRules
from assistant.domain.term_text import read_number, read_ratio
from assistant.domain.terms import LENDER_TYPES
from assistant.errors import UserError
from assistant.services import toml_file

WEIGHTS = ("law", "court", "regulation", "guidance")
_CAP = (
    *("id", "lenders", "cap", "lpr_multiple", "effective_from", "effective_to"),
    *("weight", "source"),
)


def load_rate_rules(user_folder: Path | None = None) -> RateRules:
    """The one-year LPR and the caps.

    Raises:
        UserError: a file is wrong; ``field`` names the file and the entry.
    """
    lpr_file, caps_file = law_file("lpr.toml", user_folder), law_file("caps.toml", user_folder)
    lpr = toml_file.read(lpr_file, ("as_of", "source", "rate"))
    toml_file.text(lpr, "source", lpr_file.name)
    rates: list[tuple[date, Decimal]] = []
    for number, entry in enumerate(toml_file.entries(lpr, "rate", lpr_file), 1):
        where = f"{lpr_file.name}: rate {number}"
        toml_file.refuse_unknown(entry, ("effective_from", "value"), where)
        since = toml_file.day(entry, "effective_from", where)
        value = read_ratio(toml_file.text(entry, "value", where), f"{where}: value")
        if rates and since <= rates[-1][0]:
            raise UserError("file.not_ascending", f"{where}: effective_from")
        rates.append((since, value))
    caps = toml_file.read(caps_file, ("cap",))
    rules = tuple(_cap(entry, caps_file) for entry in toml_file.entries(caps, "cap", caps_file))
    return RateRules(tuple(rates), toml_file.day(lpr, "as_of", lpr_file.name), rules)


def law_file(name: str, user_folder: Path | None) -> Path:
    """A file of ``resources/law``, or the user's own of the same name."""
    own = None if user_folder is None else user_folder / name
    return own if own is not None and own.is_file() else resources.path(f"law/{name}")


def _cap(entry: toml_file.Entry, file: Path) -> CapRule:
    identifier = toml_file.text(entry, "id", file.name)
    where = f"{file.name}: {identifier}"
    toml_file.refuse_unknown(entry, _CAP, where)
    lenders, weight = entry.get("lenders"), entry.get("weight")
    if not isinstance(lenders, list) or not lenders or not set(lenders) <= set(LENDER_TYPES):
        raise UserError("file.bad_value", f"{where}: lenders")
    if weight not in WEIGHTS:
        raise UserError("file.bad_value", f"{where}: weight")
    cap = multiple = None
    if ("cap" in entry) == ("lpr_multiple" in entry):
        raise UserError("file.bad_value", f"{where}: cap")
    if "cap" in entry:
        cap = read_ratio(toml_file.text(entry, "cap", where), f"{where}: cap")
    else:
        multiple = read_number(
            toml_file.text(entry, "lpr_multiple", where), f"{where}: lpr_multiple", Decimal(100)
        )
    return CapRule(
        id=identifier,
        lenders=frozenset(lenders),
        weight=weight,
        source=toml_file.text(entry, "source", where),
        effective_from=toml_file.day(entry, "effective_from", where),
        effective_to=toml_file.optional_day(entry, "effective_to", where),
        cap=cap,
        lpr_multiple=multiple,
    )
