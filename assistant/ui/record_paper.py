"""The credit record and its letter of dispute as paper: HTML for the PDF, and where it is saved."""

from collections.abc import Callable, Sequence
from html import escape

from assistant import i18n
from assistant.domain.credit_grid import Cell, CreditRow
from assistant.domain.record import RecordRules
from assistant.domain.snapshot import Snapshot
from assistant.ui import credit_words, report, words

_SOFT = {"ok": "#e3f4e7", "warning": "#fdf1db", "danger": "#fce8e6"}


def record_html(snapshot: Snapshot, rows: Sequence[CreditRow], rules: RecordRules) -> str:
    """All accounts' grids with their bad entries, the meaning of the codes that occur, and the sources."""
    t = i18n.t
    day = i18n.full_day(snapshot.today)
    parts = [f"<h1>{escape(t('record.paper_title'))}</h1>", small(t("record.paper_day", day=day))]
    for row in rows:
        lender = snapshot.terms_of(row.account).lender or t("record.no_lender")
        parts.append(f"<h2>{escape(row.account.name)}</h2>")
        parts.append(small(f"{lender} · {t(f'record.reported_{row.reported}')}"))
        parts.append(_grid(row, rules))
        bad = row.bad_cells(rules)
        if bad:
            parts.append(report.html_table(_bad_head(), [_bad_row(cell) for cell in bad]))
    parts.append(f"<h2>{escape(t('record.legend'))}</h2>")
    used = {cell.code for row in rows for cell in row.cells if cell.code is not None}
    meanings = [[code, credit_words.meaning(rules, code)] for code in rules.codes if code in used]
    head = [t("record.code"), t("record.meaning")]
    parts.append(report.html_table(head, meanings) if meanings else "")
    parts += [small(line) for line in sources(rules)]
    return "".join(parts)


def sources(rules: RecordRules) -> list[str]:
    """Where the statements come from, and that the official text counts."""
    day = i18n.full_day(rules.as_of)
    return [
        i18n.t("record.source", source=i18n.cited(rules.source), day=day),
        i18n.t("record.source", source=i18n.cited(rules.kept_source), day=day),
        i18n.t("record.computed_note"),
    ]


def small(text: str) -> str:
    """A paragraph for sources and notes."""
    return f"<p class='muted'>{escape(text)}</p>"


def _grid(row: CreditRow, rules: RecordRules) -> str:
    cells = {(cell.month.year, cell.month.month): cell for cell in row.cells}
    head = "".join(f"<th style='text-align: center'>{number}</th>" for number in range(1, 13))
    lines = []
    for year in sorted({year for year, _ in cells}, reverse=True):
        months = "".join(_box(cells.get((year, number)), rules) for number in range(1, 13))
        lines.append(f"<tr><th>{year}</th>{months}</tr>")
    return f"<table width='100%'><tr><th></th>{head}</tr>{''.join(lines)}</table>"


def _box(cell: Cell | None, rules: RecordRules) -> str:
    if cell is None:
        return "<td></td>"
    tone = credit_words.tone(rules, cell.code)
    colour = f" bgcolor='{_SOFT[tone]}'" if tone else ""
    mark = "≠" if cell.differs else ""
    return f"<td align='center'{colour}>{escape(cell.code or '·')}{mark}</td>"


def _bad_head() -> list[str]:
    keys = ("entry_month", "code", "entry_days", "entry_amount", "entry_settled", "entry_until")
    return [i18n.t(f"record.{key}") for key in keys]


def _bad_row(cell: Cell) -> list[str]:
    return [text(cell) for text in BAD_TEXTS]


def settled(cell: Cell) -> str:
    """When the arrears were paid."""
    return i18n.t("record.open") if cell.ended is None else i18n.full_day(cell.ended)


BAD_TEXTS: tuple[Callable[[Cell], str], ...] = (
    lambda cell: cell.month.strftime("%Y-%m"),
    lambda cell: cell.code or "",
    lambda cell: str(cell.days_late) if cell.days_late else "—",
    lambda cell: words.money(cell.amount) if cell.amount else "—",
    settled,
    credit_words.until,
)
"""The columns of a bad entry, on paper and on screen."""
