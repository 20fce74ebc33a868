"""A table of an unknown format: which column is what; the answers are kept for the next such file."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.imports.movement import Source
from assistant.services.imports.document import Document
from assistant.services.imports.mapping import PARTS, SIGNS, ColumnMapping, guess, header_row
from assistant.ui.context import Context
from assistant.ui.fields import ChoiceField
from assistant.ui.form import Field, FormDialog

_FIRST = ("at", "amount", "spent", "got", "flow", "party", "item")
_SOURCES = (Source.OTHER, Source.DEBIT, Source.CARD, Source.ALIPAY, Source.WECHAT)


class MappingDialog(FormDialog):
    """One choice per part of a row, guessed from the header's words; ``mapping`` is the answer."""

    def __init__(self, context: Context, document: Document, parent: QWidget) -> None:
        self._context = context
        self._document = document
        self.mapping: ColumnMapping | None = None
        header = [name for name in header_row(document) if name]
        guessed = guess(header)
        t = i18n.t
        columns = [("", t("import.no_column")), *((name, name) for name in header)]
        super().__init__(
            t("import.mapping_title"),
            [
                *(
                    Field(
                        part,
                        t(f"import.part.{part}"),
                        ChoiceField(columns),
                        value=guessed.columns.get(part, ""),
                        more=part not in _FIRST,
                    )
                    for part in PARTS
                ),
                Field(
                    "sign",
                    t("import.sign"),
                    ChoiceField([(sign, t(f"import.sign.{sign}")) for sign in SIGNS]),
                    t("import.sign_hint"),
                ),
                Field(
                    "source",
                    t("import.source"),
                    ChoiceField(
                        [(source.value, t(f"import.source.{source}")) for source in _SOURCES]
                    ),
                ),
            ],
            self._save,
            parent,
            note=t("import.mapping_note"),
            save_text=t("import.mapping_go"),
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        mapping = ColumnMapping.of(values)
        mapping.format()
        ledger = self._context.session.ledger
        self._context.bus.run(ledger.remember_mapping, self._document, mapping)
        self.mapping = mapping
