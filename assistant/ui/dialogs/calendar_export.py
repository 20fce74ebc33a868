"""Ask for a file and write all dues with alarms into it, for a phone's calendar."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from assistant import i18n
from assistant.errors import StorageError, UserError
from assistant.services.exporters.ical import ENDING
from assistant.ui import boxes, words
from assistant.ui.context import Context


def export_calendar(context: Context, parent: QWidget) -> None:
    """Export; says what was written, or why it was not."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, i18n.t("ical.title"), f"beifu{ENDING}", i18n.t("ical.filter")
    )
    if not chosen:
        return
    path = Path(chosen)
    try:
        done = context.session.export_calendar(
            path if path.suffix == ENDING else path.with_name(path.name + ENDING)
        )
    except UserError as error:
        boxes.warn(parent, i18n.t("ical.title"), words.error(error))
    except StorageError as error:
        context.bus.storage_failed.emit(error)
    else:
        said = i18n.t("ical.done", events=done.confirmed, cancelled=done.cancelled)
        boxes.say(parent, i18n.t("ical.title"), f"{said}\n{i18n.t('ical.how')}")
