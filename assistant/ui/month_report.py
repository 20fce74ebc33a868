"""The month as a PDF: figures, two charts, what fell due, what was paid."""

from collections.abc import Sequence
from datetime import date, tzinfo
from html import escape
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument
from PySide6.QtWidgets import QApplication

from assistant import i18n
from assistant.domain.money import Money
from assistant.domain.month import Month, account_of, month_of
from assistant.domain.snapshot import Snapshot
from assistant.ui import theme, words
from assistant.ui.report import document_of, html_table, write_pdf

WIDTH, BAR = 540, 28
_SCALE = 4
_INK, _FAINT, _BLUE = QColor("#1c2330"), QColor("#e4e9f0"), QColor("#2f6fde")


def print_month(snapshot: Snapshot, first: date, target: Path, zone: tzinfo) -> None:
    """Write the report of the month that begins on ``first``; also without a window.

    Raises:
        UserError: it cannot be written there.
    """
    application = QApplication.instance() or QApplication(["beifu", "-platform", "offscreen"])
    month = month_of(snapshot, first)
    write_pdf(target, title_of(month), month_document(snapshot, month, zone))
    del application


def title_of(month: Month) -> str:
    """The report's name."""
    return i18n.t("month.title", year=month.first.year, month=month.first.month)


def month_document(snapshot: Snapshot, month: Month, zone: tzinfo) -> QTextDocument:
    """The report as a document."""
    made = i18n.t("month.made", when=i18n.moment(snapshot.now, zone))
    parts = [
        f"<h1>{escape(title_of(month))}</h1>",
        f"<p class=muted>{escape(made)}</p>",
        html_table(
            [i18n.t(key) for key in ("month.due", "month.paid", "month.left", "month.owed")],
            [
                [
                    _money(sum((row.total for row in month.owed), Money(0)))
                    if key is None
                    else _money(key)
                    for key in (month.due, month.paid, month.left, None)
                ]
            ],
            frozenset(range(4)),
        ),
    ]
    charts = {
        "owed": [(row.account.name, row.total) for row in month.owed],
        "coming": [
            (i18n.t("month.name", year=day.year, month=day.month), due) for day, due in month.coming
        ],
    }
    for name, bars in charts.items():
        parts.append(f"<h2>{escape(i18n.t(f'month.chart_{name}'))}</h2>")
        size = chart_size(bars)
        parts.append(f"<img src='chart:{name}' width={size.width()} height={size.height()}>")
    parts += [_dues(snapshot, month), _payments(snapshot, month)]
    document = document_of("".join(parts))
    for name, bars in charts.items():
        kind = QTextDocument.ResourceType.ImageResource.value
        document.addResource(kind, QUrl(f"chart:{name}"), bar_chart(bars))
    return document


def chart_size(bars: Sequence[tuple[str, Money]]) -> QSize:
    """How big a chart of so many bars is."""
    return QSize(WIDTH, max(len(bars), 1) * BAR)


def bar_chart(bars: Sequence[tuple[str, Money]]) -> QImage:
    """Horizontal bars with their names and amounts; fine enough for print."""
    size = chart_size(bars)
    image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SCALE, _SCALE)
    font = theme.font()
    font.setPixelSize(12)
    painter.setFont(font)
    most = max((amount.fen for _, amount in bars), default=0) or 1
    names, amounts = 130, 100
    room = WIDTH - names - amounts
    for number, (name, amount) in enumerate(bars):
        top = number * BAR
        line = QRectF(0, top, names - 10, BAR)
        painter.setPen(_INK)
        short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, names - 10)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), short)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, width in ((_FAINT, room), (_BLUE, room * max(amount.fen, 0) / most)):
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(names, top + 8, width, BAR - 16), 3, 3)
        painter.setPen(_INK)
        right = QRectF(WIDTH - amounts, top, amounts, BAR)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(right, int(align), _money(amount))
    painter.end()
    return image


def _dues(snapshot: Snapshot, month: Month) -> str:
    rows = [
        [
            i18n.full_day(row.due_date),
            words.title(snapshot, row),
            _money(row.whole),
            _money(row.to_pay if row.open else Money(0)),
            words.due_state(row),
        ]
        for row in month.dues
    ]
    heads = ("column.due_date", "column.what", "column.amount", "column.left", "column.state")
    return _section("month.dues", heads, rows)


def _payments(snapshot: Snapshot, month: Month) -> str:
    rows = []
    for row in month.payments:
        account_id = account_of(snapshot, row)
        name = "" if account_id is None else snapshot.account(account_id).name
        source = snapshot.paying_account(row.paying_account_id)
        paid_from = "" if source is None else source.name
        rows.append([i18n.full_day(row.paid_on), name, _money(row.amount), paid_from])
    heads = ("payment.paid_on", "column.what", "payment.amount", "payment.source")
    return _section("month.payments", heads, rows)


def _section(title: str, heads: Sequence[str], rows: list[list[str]]) -> str:
    head = f"<h2>{escape(i18n.t(title))}</h2>"
    if not rows:
        return f"{head}<p class=muted>{escape(i18n.t('month.nothing'))}</p>"
    numbers = frozenset({2, 3} if len(heads) == 5 else {2})
    return head + html_table([i18n.t(key) for key in heads], rows, numbers)


def _money(amount: Money) -> str:
    """Never hidden: the reader asked for this paper."""
    return i18n.money(amount.fen)
