"""Knowledge cards: a short text with its source and dates, and whether it may be out of date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.domain.drafts import required
from assistant.domain.law_rule import CONFIDENCES, LawChange
from assistant.domain.term_text import read_date
from assistant.errors import UserError

FRESH_FOR = timedelta(days=365)
GROUNDS = (*CONFIDENCES, "product")  # product: how products or this program work, no rule of law
_KNOWN = ("id", "title", "tags", "source", "effective", "checked", "confidence", "laws")
_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Card:
    """One card.

    Attributes:
        effective: since when what it says holds; ``checked`` when it was last looked up.
        confidence: as a rule's, or ``product``.
        laws: names of ``resources/law/changes.toml`` whose change makes it doubtful.
        body: Markdown; links to other cards are ``learn:<id>``.
    """

    id: str
    title: str
    tags: tuple[str, ...]
    source: str
    effective: date
    checked: date
    confidence: str
    laws: tuple[str, ...]
    body: str


class Doubt(StrEnum):
    """Why a card may be out of date."""

    OLD = "old"
    CHANGED = "changed"


def read_card(text: str, file: str) -> Card:
    """A card of its file: front matter between two ``---`` lines, then Markdown.

    Raises:
        UserError: a key is unknown, missing or wrong; the field is ``<file>: <key>``.
    """
    opening, _, rest = text.partition("\n")
    front, fence, body = rest.partition(f"\n{_FENCE}\n")
    if opening != _FENCE or not fence:
        raise UserError("file.bad_value", f"{file}: {_FENCE}")
    values: dict[str, str] = {}
    for line in front.splitlines():
        key, _, value = line.partition(":")
        if key not in _KNOWN:
            raise UserError("file.unknown_key", f"{file}: {key}")
        values[key] = value.strip()
    try:
        return _card(values, body.strip())
    except UserError as error:
        raise UserError(error.key, f"{file}: {error.field}", **error.params) from None


def _card(values: dict[str, str], body: str) -> Card:
    confidence = required(values, "confidence")
    if confidence not in GROUNDS:
        raise UserError("file.bad_value", "confidence")
    return Card(
        required(values, "id"),
        required(values, "title"),
        _list(required(values, "tags")),
        required(values, "source"),
        read_date(required(values, "effective"), "effective"),
        read_date(required(values, "checked"), "checked"),
        confidence,
        _list(values.get("laws", "")),
        required({"body": body}, "body"),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def changes_of(card: Card, changes: Iterable[LawChange], today: date) -> tuple[LawChange, ...]:
    """The changes of its laws that came into force after it was checked."""
    return tuple(
        change
        for change in changes
        if change.law in card.laws and card.checked < change.effective_from <= today
    )


def doubt(card: Card, changes: Iterable[LawChange], today: date) -> Doubt | None:
    """Whether a card should be read with doubt: its law changed, or it is older than a year."""
    if changes_of(card, changes, today):
        return Doubt.CHANGED
    return Doubt.OLD if today - card.checked > FRESH_FOR else None
