"""Forms: a label, a field, a hint where to find the number, and the refusal right below it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assistant import i18n
from assistant.errors import Unconfirmed, UserError
from assistant.ui import theme, words
from assistant.ui.fields import AnyField


@dataclass(frozen=True, slots=True)
class Field:
    """One row of a form. ``more`` fields are folded away at first."""

    name: str
    label: str
    widget: AnyField
    hint: str = ""
    value: str = ""
    more: bool = False


class Form(QWidget):
    """Rows of fields that are read as text and show refusals beside themselves."""

    edited = Signal()

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {field.name: field for field in fields}
        self._errors: dict[str, QLabel] = {}
        self._rows: dict[str, list[QWidget]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP_M)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._general = _error_label("form.error")
        self._grid.addWidget(self._general, 0, 0, 1, 2)
        self._fold = QPushButton(i18n.t("form.more"))
        self._fold.setObjectName("more")
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._on_folded)
        plain = [field for field in fields if not field.more]
        folded = [field for field in fields if field.more]
        for field in plain:
            self._add(field)
        self._grid.addWidget(self._fold, self._grid.rowCount(), 0, 1, 2)
        for field in folded:
            self._add(field)
        self._fold.setVisible(bool(folded))
        self._on_folded(shown=False)

    def values(self) -> dict[str, str]:
        """What is typed, by field name."""
        return {name: field.widget.text_value() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show values and drop refusals."""
        for name, text in values.items():
            self.fields[name].widget.set_text_value(text)
        self.clear_errors()

    def show_error(self, problem: UserError) -> None:
        """Mark the refused field and say why below it; the text stays."""
        self.clear_errors()
        message = f"✕ {words.error(problem)}"
        field = self.fields.get(problem.field or "")
        label = self._general if field is None else self._errors[field.name]
        label.setText(message)
        label.show()
        if field is not None:
            if field.more:
                self._fold.setChecked(True)
            _mark(field.widget, message)
            field.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        """Drop all refusals."""
        for label in (self._general, *self._errors.values()):
            label.hide()
            label.clear()
        for field in self.fields.values():
            if field.widget.property("invalid"):
                _mark(field.widget, "")

    def error_of(self, name: str) -> str:
        """The refusal that stands below a field, empty when none."""
        return self._errors[name].text()

    def _add(self, field: Field) -> None:
        row = self._grid.rowCount()
        label = QLabel(field.label)
        label.setBuddy(field.widget)
        label.setContentsMargins(0, 4, 0, 0)
        widget = field.widget
        widget.setObjectName(field.name)
        widget.setAccessibleName(field.label)
        widget.set_text_value(field.value)
        changed = getattr(widget, "textChanged", None) or widget.currentTextChanged  # type: ignore[union-attr]
        changed.connect(lambda _text, name=field.name: self._on_edited(name))
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)
        parts: list[QWidget] = [label, widget]
        if field.hint:
            hint = QLabel(field.hint)
            hint.setProperty("role", "muted")
            hint.setWordWrap(True)
            hint.setFont(theme.font(theme.POINTS_SMALL))
            self._grid.addWidget(hint, row + 1, 1)
            parts.append(hint)
            if not widget.toolTip():
                widget.setToolTip(field.hint)
        error = _error_label(f"{field.name}.error")
        self._grid.addWidget(error, row + 2, 1)
        self._errors[field.name] = error
        self._rows[field.name] = parts

    def _on_edited(self, name: str) -> None:
        if self._errors[name].text():
            self._errors[name].hide()
            self._errors[name].clear()
            _mark(self.fields[name].widget, "")
        self.edited.emit()

    def _on_folded(self, shown: bool) -> None:
        for name, field in self.fields.items():
            if field.more:
                for part in self._rows[name]:
                    part.setVisible(shown)


def _error_label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", "error")
    label.setWordWrap(True)
    label.hide()
    return label


def _mark(widget: QWidget, message: str) -> None:
    widget.setProperty("invalid", bool(message))
    widget.setAccessibleDescription(message)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


Submit = Callable[[dict[str, str], bool], None]
"""Called with the form's values and whether an unusual input was confirmed."""


class Submission(QWidget):
    """A form with its buttons: saves, shows refusals, asks once where the input is unusual."""

    saved = Signal()

    def __init__(
        self, form: Form, submit: Submit, save_text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.form = form
        self._submit = submit
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._question = QFrame()
        self._question.setProperty("role", "banner")
        self._question_text = QLabel()
        self._question_text.setObjectName("question")
        self._question_text.setWordWrap(True)
        confirm = QPushButton(i18n.t("form.confirm"))
        confirm.setObjectName("confirm")
        confirm.clicked.connect(lambda: self.save(confirmed=True))
        back = QPushButton(i18n.t("form.back"))
        back.setObjectName("back")
        back.clicked.connect(self._question.hide)
        asked = QGridLayout(self._question)
        asked.addWidget(self._question_text, 0, 0, 1, 3)
        asked.addWidget(back, 1, 1)
        asked.addWidget(confirm, 1, 2)
        asked.setColumnStretch(0, 1)
        self._question.hide()
        self.save_button = QPushButton(save_text)
        self.save_button.setObjectName("save")
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        layout.addWidget(self._question)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.save_button)
        layout.addLayout(self.buttons)
        form.edited.connect(self._question.hide)

    def save(self, *, confirmed: bool = False) -> None:
        """Hand the values over; what is refused stays in the form with its reason."""
        self.form.clear_errors()
        self._question.hide()
        try:
            self._submit(self.form.values(), confirmed)
        except Unconfirmed as problem:
            self._question_text.setText(words.error(problem))
            self._question.show()
            self._question.findChild(QPushButton, "confirm").setFocus()  # type: ignore[union-attr]
        except UserError as problem:
            self.form.show_error(problem)
        else:
            self.saved.emit()


class FormDialog(QDialog):
    """A form in a dialog: Enter saves, Esc leaves; closes once it was saved."""

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        parent: QWidget | None = None,
        *,
        note: str = "",
        save_text: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = Form(fields)
        self.submission = Submission(self.form, submit, save_text or i18n.t("form.save"))
        self.submission.save_button.setDefault(True)
        self.submission.saved.connect(self.accept)
        cancel = QPushButton(i18n.t("form.cancel"))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self.submission.buttons.insertWidget(1, cancel)
        inner = QWidget()
        column = QVBoxLayout(inner)
        if note:
            text = QLabel(note)
            text.setWordWrap(True)
            text.setProperty("role", "muted")
            column.addWidget(text)
        column.addWidget(self.form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(self.submission)
        wanted = inner.sizeHint().height() + self.submission.sizeHint().height() + 48
        self.resize(520, min(wanted, 560))
