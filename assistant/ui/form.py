"""Forms: a label, a field, a hint where to find the number, and the refusal right below it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
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
from assistant.ui import plain, theme, words
from assistant.ui.bus import NotSaved
from assistant.ui.fields import AnyField

WIDTH, WIDEST, HIGHEST = 520, 760, 560
_ROW_GAP = 4


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
    grown = Signal()

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {field.name: field for field in fields}
        self._errors: dict[str, QLabel] = {}
        self._rows: dict[str, list[QWidget]] = {}
        self._gaps: dict[str, int] = {}
        self._below = int(theme.is_large())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP_M)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._general = _error_label("form.error")
        self._grid.addWidget(self._general, 0, 0, 1, 2)
        self._fold = QPushButton()
        self._fold.setObjectName("more")
        self._fold.setProperty("role", "fold")
        self._fold.setAccessibleName(i18n.t("form.more"))
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
        self.grown.emit()
        _bring_into_view(self, label if field is None else field.widget, label)

    def clear_errors(self) -> None:
        """Drop all refusals."""
        for label in (self._general, *self._errors.values()):
            label.hide()
            label.clear()
        for field in self.fields.values():
            if field.widget.property("invalid"):
                _mark(field.widget, "")

    def ask_for(self, names: Collection[str]) -> None:
        """Show only these of the fields that are not folded away; the others keep what was typed."""
        for name, field in self.fields.items():
            if not field.more:
                for part in self._rows[name]:
                    part.setVisible(name in names)
                self._grid.setRowMinimumHeight(self._gaps[name], _ROW_GAP if name in names else 0)
        self.clear_errors()
        self.grown.emit()

    def _add(self, field: Field) -> None:
        row = max([self._grid.rowCount(), *(gap + 1 for gap in self._gaps.values())])
        label = plain.label(field.label)
        label.setBuddy(field.widget)
        label.setContentsMargins(0, 4, 0, 0)
        widget = field.widget
        widget.setObjectName(field.name)
        widget.setAccessibleName(field.label)
        widget.set_text_value(field.value)
        if isinstance(widget, QComboBox):  # as wide as the form; its list shows a long choice whole
            widget.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        changed = getattr(widget, "textChanged", None) or widget.currentTextChanged  # type: ignore[union-attr]
        changed.connect(lambda *_text, name=field.name: self._on_edited(name))
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        row += self._below
        self._put(widget, row)
        parts: list[QWidget] = [label, widget]
        if field.hint:
            hint = plain.label(field.hint)
            hint.setProperty("role", "muted")
            hint.setWordWrap(True)
            hint.setFont(theme.font(theme.POINTS_SMALL))
            self._put(hint, row + 1)
            parts.append(hint)
            if not widget.toolTip():
                plain.set_tip(widget, field.hint)
        error = _error_label(f"{field.name}.error")
        self._put(error, row + 2)
        self._errors[field.name] = error
        self._gaps[field.name] = row + 3
        self._grid.setRowMinimumHeight(row + 3, _ROW_GAP)
        self._rows[field.name] = parts

    def _put(self, widget: QWidget, row: int) -> None:
        """Beside the label, or below it where the text is so large that it would take half the width."""
        self._grid.addWidget(widget, row, 1 - self._below, 1, 1 + self._below)

    def _on_edited(self, name: str) -> None:
        self._general.hide()
        if self._errors[name].text():
            self._errors[name].hide()
            self._errors[name].clear()
            _mark(self.fields[name].widget, "")
        self.edited.emit()

    def _on_folded(self, shown: bool) -> None:
        self._fold.setText(f"{'▾' if shown else '▸'} {i18n.t('form.more')}")
        for name, field in self.fields.items():
            if field.more:
                for part in self._rows[name]:
                    part.setVisible(shown)
                self._grid.setRowMinimumHeight(self._gaps[name], _ROW_GAP if shown else 0)
                error = self._errors[name]
                error.setVisible(shown and bool(error.text()))
        self.grown.emit()


def _error_label(name: str) -> QLabel:
    label = plain.label()
    label.setObjectName(name)
    label.setProperty("role", "error")
    label.setWordWrap(True)
    label.hide()
    return label


def _mark(widget: QWidget, message: str) -> None:
    widget.setProperty("invalid", bool(message))
    widget.setAccessibleDescription(message)
    theme.repolish(widget)


def _bring_into_view(owner: QWidget, *widgets: QWidget) -> None:
    """Scroll the page around ``owner`` so that ``widgets`` are seen, the last one above all."""
    area: QWidget | None = owner
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is None:
        return

    def scroll() -> None:
        for widget in widgets:
            area.ensureWidgetVisible(widget, 0, theme.GAP_M)

    # Later, when the layout has made room for the message.
    QTimer.singleShot(0, owner, scroll)


Submit = Callable[[dict[str, str], bool], None]
"""Called with the form's values and whether an unusual input was confirmed."""


class Submission(QWidget):
    """A form with its buttons: saves, shows refusals, asks once where the input is unusual."""

    saved = Signal()
    asked = Signal()

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
        self._question_text = plain.label()
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
            self.asked.emit()
            _bring_into_view(self, self._question)
        except UserError as problem:
            self.form.show_error(problem)
        except NotSaved:
            return  # what was typed stays, to be saved again when the store is well
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
        self.submission.saved.connect(self.accept)
        self.submission.asked.connect(self._grow)
        self.form.grown.connect(self._grow)
        cancel = QPushButton(i18n.t("form.cancel"))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self.submission.buttons.insertWidget(1, cancel)
        inner = QWidget()
        self._column = column = QVBoxLayout(inner)
        if note:
            text = plain.label(note)
            text.setWordWrap(True)
            text.setProperty("role", "muted")
            column.addWidget(text)
        column.addWidget(self.form)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(self.submission)
        # Not before the button is in the dialog: else Enter would press the first button there is.
        self.submission.save_button.setDefault(True)
        self.resize(min(theme.scaled(WIDTH), WIDEST), 0)
        self._grow()

    def add_action(self, words: str, name: str, act: Callable[[], object]) -> None:
        """A further button left of the others, for what is no saving."""
        button = QPushButton(words)
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: act())
        self.submission.buttons.insertWidget(0, button)

    def _grow(self) -> None:
        """Be as high as the contents want, up to what a small screen has; never shrink."""
        content = self._column.totalSizeHint().height()
        if self._column.hasHeightForWidth():
            content = self._column.totalHeightForWidth(self.width() - 4 * theme.GAP_M)
        wanted = content + self.submission.sizeHint().height() + 4 * theme.GAP_M
        self.resize(self.width(), max(self.height(), min(wanted, HIGHEST)))
