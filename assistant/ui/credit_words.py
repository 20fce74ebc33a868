"""The credit record in words: codes, months, cells."""

from collections.abc import Mapping
from datetime import date

from assistant import i18n
from assistant.domain.credit_grid import Cell
from assistant.domain.late_outlook import Phase
from assistant.domain.record import Category, Mark, RecordRules
from assistant.ui import words

TONES = {
    Category.NORMAL: "ok",
    Category.LATE_IN_MONTH: "warning",
    Category.OVERDUE: "danger",
    Category.SPECIAL: "danger",
}


def said(names: Mapping[str, str]) -> str:
    """Words of a data file in the language in force, else in Chinese."""
    return names.get(i18n.language()) or names["zh_CN"]


def month(on: date) -> str:
    """A month as people read it."""
    return i18n.t("record.month", year=on.year, name=i18n.t(f"month.{on.month}"))


def meaning(rules: RecordRules, code: str | None) -> str:
    """What a code means; for a month of which nothing is known, that."""
    return i18n.t("record.unknown") if code is None else said(rules.codes[code].names)


def coded(code: str) -> str:
    """A code with how late it is, where it says that: 「1 逾期 1–30 天」."""
    found = next((mark for mark in Mark if mark.value == code), None)
    return code if found is None else i18n.t(f"mark.{found.name.lower()}")


def tone(rules: RecordRules, code: str | None) -> str | None:
    """The tone of a code; its letter says the same."""
    return None if code is None else TONES.get(rules.codes[code].category)


def until(cell: Cell) -> str:
    """Until when a bad entry is kept."""
    if cell.expires is None:
        return i18n.t("record.never")
    return i18n.t("record.until", day=i18n.full_day(cell.expires))


def cell(rules: RecordRules, found: Cell) -> str:
    """All that is known of a month, in sentences."""
    t = i18n.t
    shown = found.code or "—"
    parts = [
        t("record.cell", month=month(found.month), code=shown, meaning=meaning(rules, found.code))
    ]
    if found.provisional:
        parts.append(t("record.provisional"))
    if found.days_late:
        amount = words.money(found.amount)
        parts.append(t("record.late", days=found.days_late, amount=amount))
    if rules.is_bad(found.code):
        if found.ended is not None:
            parts.append(t("record.settled", day=i18n.full_day(found.ended)))
        parts.append(until(found))
    if found.repaired:
        parts.append(t("record.repaired"))
    if found.typed is not None:
        parts.append(t("record.typed"))
    if found.differs:
        own = meaning(rules, found.computed)
        parts.append(t("record.differs", code=found.computed, meaning=own))
    return " ".join(parts)


def phase_source(phase: Phase) -> str:
    """Where a phase comes from, how sure that is, and that the official text counts."""
    sure = i18n.t(f"links.sure_{phase.confidence}")
    day = i18n.full_day(phase.as_of)
    return i18n.t("late.phase_source", source=i18n.cited(phase.source), sure=sure, day=day)
