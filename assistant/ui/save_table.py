"""Where tables are saved as CSV; a failure is told and can be tried again."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.errors import UserError
from assistant.services.files import write_text
from assistant.ui import boxes, pick, words


def save_csv(parent: QWidget, title: str, text: str) -> bool:
    """Ask where, and write the CSV for spreadsheets; whether it was written. A failure is told."""
    path = pick.file_to_save(parent, i18n.t("record.save_csv"), f"{title}.csv", "CSV (*.csv)")
    if path is None:
        return False
    try:
        write_text(path, text)
    except UserError as problem:
        boxes.warn(parent, i18n.t("record.save_failed"), words.error(problem))
        return False
    return True
