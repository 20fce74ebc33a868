"""Where reports and tables are saved; a failure is told and can be tried again."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.errors import UserError
from assistant.services.files import write_text
from assistant.ui import boxes, pick, report, words


def save_pdf(parent: QWidget, title: str, html: str) -> bool:
    """Ask where, and write the PDF; whether it was written. A failure is told."""
    path = pick.file_to_save(parent, i18n.t("record.save_pdf"), f"{title}.pdf", "PDF (*.pdf)")
    if path is None:
        return False
    return _told(parent, lambda: report.write_pdf(path, title, report.document_of(html)))


def save_csv(parent: QWidget, title: str, text: str) -> bool:
    """Ask where, and write the CSV for spreadsheets; whether it was written. A failure is told."""
    path = pick.file_to_save(parent, i18n.t("record.save_csv"), f"{title}.csv", "CSV (*.csv)")
    if path is None:
        return False
    return _told(parent, lambda: write_text(path, text))


def _told(parent: QWidget, write: Callable[[], None]) -> bool:
    try:
        write()
    except UserError as problem:
        boxes.warn(parent, i18n.t("record.save_failed"), words.error(problem))
        return False
    return True
