"""Paste a bill's text: the rows of a statement, or a message that tells one bill."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.account import Account
from assistant.domain.imports.meaning import Kind, Meaning
from assistant.domain.imports.movement import Flow, Movement, Source
from assistant.domain.imports.notice import Notice, read_notice
from assistant.domain.imports.owner import account_for
from assistant.errors import UserError
from assistant.services.imports.reading import read_text
from assistant.ui import cards, theme, words
from assistant.ui.context import Context
from assistant.ui.dialogs.bill import BillDialog, usual_dates
from assistant.ui.dialogs.import_file import BillSource, ImportDialog


class PasteDialog(QDialog):
    """A field for text; what it is becomes clear when it is read."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        t = i18n.t
        self.setObjectName("paste_dialog")
        self.setWindowTitle(t("import.paste_title"))
        self.resize(620, 420)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_M)
        layout.addWidget(cards.wrapped(cards.text(t("import.paste_note"), role="muted")))
        self._text = QPlainTextEdit()
        self._text.setObjectName("paste_text")
        self._text.setAccessibleName(t("import.paste_field"))
        self._text.setTabChangesFocus(True)
        self._text.setPlainText(QGuiApplication.clipboard().text()[:200_000])
        self._text.selectAll()
        layout.addWidget(self._text, 1)
        self._error = cards.wrapped(cards.text(role="error", name="paste_error"))
        self._error.hide()
        layout.addWidget(self._error)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cards.button(t("form.cancel"), "paste_cancel", self.reject))
        buttons.addWidget(cards.button(t("import.paste_go"), "paste_go", self._read, primary=True))
        layout.addLayout(buttons)

    def _read(self) -> None:
        self._error.hide()
        text = self._text.toPlainText()
        try:
            read_text(text[:200_000])
        except UserError:
            self._read_words(text)
            return
        if ImportDialog(self._context, BillSource(text=text), self).exec():
            self.accept()

    def _read_words(self, text: str) -> None:
        snapshot = self._context.snapshot()
        notice = read_notice(text, snapshot.today)
        if not notice.is_bill:
            self._refuse(UserError("import.paste_unknown"))
            return
        account = self._account(notice)
        if account is None:
            self._refuse(UserError("import.paste_no_account"))
            return
        dialog = BillDialog(self._context, account.id, None, self)
        dialog.form.set_values(self._values(notice, account))
        if dialog.exec():
            self.accept()

    def _refuse(self, problem: UserError) -> None:
        self._error.setText(f"✕ {words.error(problem)}")
        self._error.show()

    def _account(self, notice: Notice) -> Account | None:
        """The account that the text names, found as for a row of a file."""
        method = f"{notice.bank}银行信用卡({notice.card})" if notice.bank or notice.card else ""
        row = Movement(0, "", "", "", Flow.OUT, 0, method, "", "", "", Source.CARD)
        meaning = Meaning(Kind.SPEND, notice.product, "notice")
        return account_for(self._context.snapshot(), meaning, row)

    def _values(self, notice: Notice, account: Account) -> dict[str, str]:
        bill_date, due = usual_dates(self._context.snapshot(), account.id)
        if notice.billed is not None:
            bill_date = notice.billed.isoformat()
        if notice.due is not None:
            due = notice.due.isoformat()
        return {
            "bill_date": bill_date,
            "due_date": due,
            "amount": words.plain(notice.amount),
            "minimum": words.plain(notice.minimum),
        }
