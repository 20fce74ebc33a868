"""Pages to print: the HTML of letters and reports, and where they are saved. Everything told is escaped."""

from html import escape

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.errors import UserError
from assistant.ui import boxes, pick, report, words


def letter(text: str) -> str:
    """A letter: its first line is the title, empty lines part paragraphs."""
    title, _, body = text.strip().partition("\n")
    paragraphs = "".join(
        f"<p class='letter'>{escape(block).replace(chr(10), '<br>')}</p>"
        for block in body.strip().split("\n\n")
        if block.strip()
    )
    return f"<h1 align='center'>{escape(title)}</h1>{paragraphs}"


def heading(text: str, level: int = 2) -> str:
    """A heading."""
    return f"<h{level}>{escape(text)}</h{level}>"


def paragraph(text: str, *, small: bool = False) -> str:
    """A paragraph; ``small`` for sources."""
    shown = escape(text).replace("\n", "<br>")
    return f"<p class='muted'>{shown}</p>" if small else f"<p>{shown}</p>"


def save_pdf(parent: QWidget, title: str, html: str) -> bool:
    """Ask where, and write the PDF; whether it was written. A failure is told and can be tried again."""
    path = pick.file_to_save(parent, i18n.t("paper.save"), f"{title}.pdf", "PDF (*.pdf)")
    if path is None:
        return False
    try:
        report.write_pdf(path, title, report.document_of(html))
    except UserError as problem:
        boxes.warn(parent, i18n.t("paper.save"), words.error(problem))
        return False
    return True
