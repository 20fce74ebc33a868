"""From what a person typed about a contact to its facts: every refusal names its field."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar

from assistant.domain.calendar import BEIJING
from assistant.domain.collection import Channel, Conduct, ContactFacts, Reached
from assistant.domain.drafts import read_name, read_whole, required
from assistant.domain.term_text import read_clock, read_date
from assistant.errors import UserError

LONGEST_TEXT = 5000
LARGEST_ID = 2**31
_Kind = TypeVar("_Kind", bound=StrEnum)


def contact_facts(values: Mapping[str, str], now: datetime) -> ContactFacts:
    """A contact from the form's fields, named like ``ContactFacts``'s; ``conduct`` is a list of words.

    Raises:
        UserError: a field is empty or wrong, or the contact lies in the future.
    """
    at = _instant(values)
    if at > now:
        raise UserError("date.in_the_future", "day")
    said = values.get("said", "").strip()
    if len(said) > LONGEST_TEXT:
        raise UserError("text.too_long", "said", longest=LONGEST_TEXT)
    channel = _choice(Channel, required(values, "channel"), "channel")
    visitors = values.get("visitors", "").strip() if channel is Channel.VISIT else ""
    account = values.get("account_id", "").strip()
    return ContactFacts(
        at,
        read_name(values, "lender"),
        channel,
        values.get("answered", "yes") == "yes" or channel is not Channel.CALL,
        _short(values, "number"),
        _short(values, "called"),
        _short(values, "who"),
        _choice(Reached, values.get("reached", "") or Reached.SELF, "reached"),
        said,
        read_whole(values, "visitors", 1, 50) if visitors else None,
        values.get("consent") == "yes",
        frozenset(_choice(Conduct, word, "conduct") for word in values.get("conduct", "").split()),
        read_whole(values, "account_id", 1, LARGEST_ID) if account else None,
    )


def contact_values(facts: ContactFacts) -> dict[str, str]:
    """The facts as a form shows them; ``contact_facts`` reads them back."""
    local = facts.at.astimezone(BEIJING)
    return {
        "day": local.date().isoformat(),
        "time": f"{local:%H:%M}",
        "lender": facts.lender,
        "channel": facts.channel,
        "answered": "yes" if facts.answered else "no",
        "number": facts.number,
        "called": facts.called,
        "who": facts.who,
        "reached": facts.reached,
        "said": facts.said,
        "visitors": "" if facts.visitors is None else str(facts.visitors),
        "consent": "yes" if facts.consent else "no",
        "conduct": " ".join(sorted(facts.conduct)),
        "account_id": "" if facts.account_id is None else str(facts.account_id),
    }


def _instant(values: Mapping[str, str]) -> datetime:
    day = read_date(required(values, "day"), "day")
    minutes = read_clock(required(values, "time"), "time")
    return datetime.combine(day, time(), BEIJING) + timedelta(minutes=minutes)


def _choice(kind: type[_Kind], text: str, field: str) -> _Kind:
    if text not in tuple(kind):
        raise UserError("choice.unknown", field, choices=", ".join(kind))
    return kind(text)


def _short(values: Mapping[str, str], field: str) -> str:
    return read_name(values, field) if values.get(field, "").strip() else ""
