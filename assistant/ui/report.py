"""Reports as PDF: simple HTML on A4, Chinese fonts embedded, page numbers at the foot."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from assistant.private_file import save
from assistant.ui import theme

_MARGIN_MM = 0.0  # printing a document leaves 20 mm of its own on each side
_DPI = 1200
# Their glyphs have no character: digits beside Latin letters would be lost when a hash is copied.
_NOT_COPIED_BACK = ("locl", "liga")
_CSS = """
body { color: #1c2330; }
h1 { font-size: 17pt; margin-bottom: 4px; }
h2 { font-size: 12.5pt; margin-top: 14px; margin-bottom: 4px; }
p { margin-top: 3px; margin-bottom: 3px; }
p.letter { margin-top: 10px; line-height: 140%; }
p.muted, td.muted { color: #596273; font-size: 9pt; }
table { border-collapse: collapse; margin-top: 4px; margin-bottom: 8px; }
th { background: #eaeef4; text-align: left; font-weight: bold; }
th, td { border: 1px solid #c5ccd6; padding: 3px 7px; }
td.number, th.number { text-align: right; }
"""


def html_table(
    head: list[str], rows: list[list[str]], numbers: frozenset[int] = frozenset()
) -> str:
    """A table over the page's width; the texts are escaped, their lines kept.

    Args:
        head: the columns' titles.
        rows: one text per column.
        numbers: the columns that stand to the right.
    """

    def cells(tag: str, texts: list[str]) -> str:
        return "".join(
            f"<{tag}{' class=number' if place in numbers else ''}>{_lines(words)}</{tag}>"
            for place, words in enumerate(texts)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table width='100%'><tr>{cells('th', head)}</tr>{body}</table>"


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def document_of(html: str) -> QTextDocument:
    """The HTML as a document in the program's font."""
    document = QTextDocument()
    font = theme.font()
    for feature in _NOT_COPIED_BACK:
        font.setFeature(QFont.Tag(feature), 0)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_CSS)
    document.setHtml(html)
    return document


def write_pdf(path: Path, title: str, document: QTextDocument) -> None:
    """Write a document as PDF, readable by the user alone; an existing file is replaced at the end.

    Raises:
        UserError: the file cannot be written there.
    """
    save(path, _pdf(title, document))


def _pdf(title: str, document: QTextDocument) -> bytes:
    """The document as PDF; into memory, because a writer says nothing when the disk takes no more."""
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(made)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    writer.setCreator("Beifu")
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document.print_(writer)
    del writer  # it ends what it wrote
    return bytes(made.data().data())
