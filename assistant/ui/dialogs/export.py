"""Everything into a file: what kind, which month, under a passphrase or not, and where to."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from assistant import i18n
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import read_date
from assistant.errors import UserError
from assistant.services import transfer
from assistant.services.session import Session
from assistant.ui import boxes
from assistant.ui.busy import run_on_store
from assistant.ui.context import Context
from assistant.ui.dialogs.encryption import passphrase_field
from assistant.ui.fields import ChoiceField, TextField
from assistant.ui.form import Field, FormDialog
from assistant.ui.month_report import print_month

KINDS = (*transfer.KINDS, "pdf")


def ask_target(parent: QWidget, name: str) -> str:
    """Where to; empty when the user thought better of it."""
    chosen, _ = QFileDialog.getSaveFileName(parent, i18n.t("export.where"), name)
    return chosen


class ExportDialog(FormDialog):
    """One export."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        where: Callable[[QWidget, str], str] = ask_target,
    ) -> None:
        self._context = context
        self._where = where
        self.written: Path | None = None
        t = i18n.t
        today = context.snapshot().today
        kinds = ChoiceField([(kind, t(f"export.{kind}")) for kind in KINDS])
        super().__init__(
            t("export.title"),
            [
                Field("format", t("export.format"), kinds, t("export.format_hint"), "json"),
                Field(
                    "month",
                    t("export.month"),
                    TextField(),
                    t("export.month_hint"),
                    f"{today:%Y-%m}",
                ),
                Field(
                    "passphrase",
                    t("export.passphrase"),
                    passphrase_field(),
                    t("export.passphrase_hint"),
                ),
            ],
            self._save,
            parent,
            save_text=t("export.do"),
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        kind, passphrase = values["format"], values["passphrase"]
        first = self._month(values["month"]) if kind == "pdf" else None
        if first and passphrase:
            raise UserError("export.pdf_plain", "passphrase")
        snapshot = self._context.snapshot()
        chosen = self._where(self, transfer.suggested_name(kind, snapshot.now))
        if not chosen:
            raise UserError("export.nowhere", "format")
        target = Path(chosen)
        if first is not None:
            print_month(snapshot, first, target, self._context.session.zone)
            self.written = target
        else:
            self.written = self._export(kind, snapshot, target, passphrase)
        boxes.say(self, i18n.t("export.title"), i18n.t("export.done", path=self.written))

    def _export(self, kind: str, snapshot: Snapshot, target: Path, passphrase: str) -> Path:
        def work(session: Session, _stopped: Callable[[], bool]) -> Path:
            return transfer.export(kind, session.store.dump(), snapshot, target, passphrase)

        session, said = self._context.session, i18n.t("export.working")
        written: Path = run_on_store(self, said, session, work, stoppable=False)
        return written

    def _month(self, text: str) -> date:
        return read_date(f"{text.strip()}-01", "month")
