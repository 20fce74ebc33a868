"""Months of the credit record as typed: from, to, code, and when a bad one was settled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.domain.calendar import add_months
from assistant.domain.record import RecordRules, first_of, months_until
from assistant.domain.term_text import read_date
from assistant.errors import UserError

_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """Some months of an account; ``code`` None: compute them again."""

    account_id: int
    months: tuple[date, ...]
    code: str | None
    settled_on: date | None = None


def read_month(text: str, field: str) -> date:
    """A month by its first day: ``2026-11``, ``2026年11月``.

    Raises:
        UserError: ``month.not_a_month``.
    """
    found = _MONTH.fullmatch(text.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or not int(found[1]):
        raise UserError("month.not_a_month", field)
    return date(int(found[1]), int(found[2]), 1)


def record_draft(
    account_id: int, values: Mapping[str, str], rules: RecordRules, today: date
) -> RecordDraft:
    """What was typed: ``first``, ``last`` (empty: only the first), ``code``, ``settled_on``.

    Raises:
        UserError: a field is wrong; ``field`` names it.
    """
    first = read_month(values["first"], "first")
    last = read_month(values["last"], "last") if values["last"].strip() else first
    if last < first:
        raise UserError("month.before_first", "last")
    if last > first_of(today):
        raise UserError("month.in_future", "last" if values["last"].strip() else "first")
    oldest = months_until(today, rules.months)[0]
    if first < oldest:
        raise UserError("month.too_old", "first", month=oldest.strftime("%Y-%m"))
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = tuple(add_months(first, number) for number in range(count))
    code = values["code"].strip().upper()
    if not code:
        return RecordDraft(account_id, months, None)
    if code not in rules.codes:
        raise UserError("record.unknown_code", "code", codes=" ".join(rules.codes))
    settled = values["settled_on"].strip()
    if not settled:
        return RecordDraft(account_id, months, code)
    if not rules.codes[code].bad:
        raise UserError("record.nothing_to_settle", "settled_on")
    day = read_date(settled, "settled_on")
    if day <= last:
        raise UserError("record.settled_before", "settled_on")
    return RecordDraft(account_id, months, code, day)
