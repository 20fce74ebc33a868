"""What changes in a content, row by row, in words; amounts hide where they hide everywhere."""

from assistant import i18n
from assistant.services.compare import Content, Difference, Example, Fact, examples
from assistant.ui import words


def lines(found: Difference, before: Content, after: Content) -> list[str]:
    """The rows in words, with ``+``, ``−`` and ``→``, and how many are not told."""
    told, left = examples(found, before, after)
    said = [_line(row) for row in told]
    return [*said, i18n.t("compare.more", count=left)] if left else said


def _line(row: Example) -> str:
    if row.before is None or row.after is None:
        return f"+ {_said(row.after)}" if row.before is None else f"− {_said(row.before)}"
    return f"→ {_said(row.before)}  ⇒  {_said(row.after)}"


def _said(found: Fact | None) -> str:
    if found is None:
        return ""
    parts = list(found.names)
    parts += [i18n.t(f"term.{found.term}")] if found.term else []
    parts += [i18n.full_day(found.day)] if found.day is not None else []
    parts += [words.money(found.amount)] if found.amount is not None else []
    return " · ".join([*parts, *([found.text] if found.text else [])])
