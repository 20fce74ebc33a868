"""A letter that the data filled in: the user edits it, copies it, or saves it as PDF."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.errors import UserError
from assistant.services.letters import Sender
from assistant.ui import cards, papers, theme, words
from assistant.ui.areas import AreaField
from assistant.ui.context import Context
from assistant.ui.fields import AnyField, TextField
from assistant.ui.form import Field, Form

_WIDTH, _HEIGHT = 640, 600

Write = Callable[[Sender, dict[str, str]], str]
"""Makes the text from who writes and what else was typed."""


class LetterDialog(QDialog):
    """Fields above, the letter below; a changed field writes the letter anew, unless it was edited.

    Args:
        context: the window's.
        title: of the dialog and of the file.
        write: makes the text.
        more: further fields, whose values ``write`` gets.
        parent: the window.
    """

    def __init__(
        self,
        context: Context,
        title: str,
        write: Write,
        parent: QWidget,
        *,
        more: Sequence[Field] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("letter_dialog")
        self._context = context
        self._title = title
        self._write = write
        self._written = ""
        t = i18n.t
        name: AnyField = TextField()
        self._form = Form(
            [
                *more,
                Field("sender", t("letter.sender"), name),
                Field("phone", t("letter.phone"), TextField()),
            ]
        )
        self._form.edited.connect(self._on_edited)
        self._text = AreaField(12, grows=True)
        self._text.setObjectName("letter_text")
        self._text.setAccessibleName(t("letter.text"))
        self._text.setFont(theme.font(theme.POINTS_TITLE))
        self._note = cards.wrapped(cards.text(role="muted", name="letter_note"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_L, theme.GAP_L, theme.GAP_L, theme.GAP_M)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        column.addWidget(self._text, 1)
        layout.addWidget(cards.page(inner), 1)
        layout.addWidget(self._note)
        layout.addLayout(self._buttons())
        self.resize(_WIDTH, _HEIGHT)
        self._fill()

    def _buttons(self) -> QHBoxLayout:
        t = i18n.t
        row = QHBoxLayout()
        row.addWidget(cards.button(t("letter.copy"), "letter_copy", self._copy))
        self._anew = cards.button(t("letter.anew"), "letter_anew", self._fill)
        row.addWidget(self._anew)
        row.addStretch(1)
        row.addWidget(cards.button(t("learn.close"), "letter_close", self.reject))
        save = cards.button(t("letter.save"), "letter_save", self._save, primary=True)
        row.addWidget(save)
        return row

    def _on_edited(self) -> None:
        if self._text.toPlainText() == self._written:
            self._fill()
        else:  # what was typed into the letter is not overwritten
            self._tell("letter.kept", "warning")

    def _fill(self) -> None:
        values = self._form.values()
        today = self._context.snapshot().today
        sender = Sender(values.pop("sender"), values.pop("phone"), today)
        try:
            self._written = self._write(sender, values)
        except (
            UserError
        ) as problem:  # not shown in the form: that would take the focus while typing
            field = self._form.fields[problem.field or "sender"]
            self._note.setText(f"{field.label}: {words.error(problem)}")
            cards.set_tone(self._note, "warning")
            return
        self._text.setPlainText(self._written)
        self._tell("letter.note", None)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._tell("letter.copied", "ok")

    def _save(self) -> None:
        html = papers.letter(self._text.toPlainText())
        if papers.save_pdf(self, self._title, html):
            self._tell("paper.saved", "ok")

    def _tell(self, key: str, tone: str | None) -> None:
        self._note.setText(i18n.t(key))
        cards.set_tone(self._note, tone)
