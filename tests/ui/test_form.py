"""Forms: refusals stand beside their field, nothing typed is lost, the keyboard is enough."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from assistant.errors import Unconfirmed, UserError
from assistant.ui import theme
from assistant.ui.bus import NotSaved
from assistant.ui.fields import DateField, MoneyField, TextField
from assistant.ui.form import HIGHEST, Field, FormDialog
from tests.ui.conftest import error_of

Calls = list[tuple[dict[str, str], bool]]
Open = Callable[..., FormDialog]


def fields() -> list[Field]:
    """Two fields in sight, one folded away."""
    return [
        Field("amount", "本期应还", MoneyField(), "账单页最上面的数字", "12"),
        Field("due_date", "最后还款日", DateField(), value="2026-02-31"),
        Field("factor", "罚息倍数", TextField(), value="1.5", more=True),
    ]


@pytest.fixture
def open_form(qtbot: QtBot, qapp: QApplication) -> Open:
    """Opens a dialog with a way to save."""
    theme.apply_theme(qapp, "light")

    def open_it(submit: Callable[[dict[str, str], bool], None], rows: Any = None) -> FormDialog:
        dialog = FormDialog("添加账单", rows or fields(), submit)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_it


def refusing(problem: Exception) -> Callable[[dict[str, str], bool], None]:
    """A way to save that does not."""

    def submit(_values: dict[str, str], _confirmed: bool) -> None:
        raise problem

    return submit


def button(dialog: FormDialog, name: str) -> QPushButton:
    """A button by name."""
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


def label(dialog: FormDialog, name: str) -> QLabel:
    """A label by name."""
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found


def in_sight(dialog: FormDialog, widget: QWidget) -> bool:
    """Whether the scroll area shows the whole widget."""
    area = dialog.findChild(QScrollArea)
    assert area is not None
    view = area.viewport()
    return view.rect().contains(QRect(widget.mapTo(view, QPoint()), widget.size()))


def test_enter_in_a_field_saves_and_closes(qtbot: QtBot, open_form: Open) -> None:
    calls: Calls = []
    for rows in (fields(), fields()[:2]):  # with and without a fold
        dialog = open_form(lambda values, confirmed: calls.append((values, confirmed)), rows)
        qtbot.keyClick(dialog.form.fields["amount"].widget, Qt.Key.Key_Return)
        assert not dialog.isVisible()
    assert calls[0] == ({"amount": "12", "due_date": "2026-02-31", "factor": "1.5"}, False)
    assert len(calls) == 2


def test_esc_and_cancel_leave_without_saving(qtbot: QtBot, open_form: Open) -> None:
    calls: Calls = []
    for leave in (
        lambda dialog: qtbot.keyClick(dialog.form.fields["amount"].widget, Qt.Key.Key_Escape),
        lambda dialog: button(dialog, "cancel").click(),
    ):
        dialog = open_form(lambda values, confirmed: calls.append((values, confirmed)))
        leave(dialog)
        assert not dialog.isVisible()
    assert calls == []


def test_a_refusal_stands_below_its_field_and_the_text_stays(open_form: Open) -> None:
    dialog = open_form(refusing(UserError("date.no_such_day", "due_date")))
    dialog.submission.save()
    widget = dialog.form.fields["due_date"].widget
    message = error_of(dialog, "due_date")
    assert "没有这一天" in message
    assert label(dialog, "due_date.error").isVisible()
    assert widget.property("invalid") is True
    assert widget.accessibleDescription() == message
    assert dialog.focusWidget() is widget
    assert dialog.isVisible()
    assert dialog.form.values()["due_date"] == "2026-02-31"


def test_a_refusal_goes_when_its_field_is_edited(open_form: Open) -> None:
    dialog = open_form(refusing(UserError("date.no_such_day", "due_date")))
    dialog.submission.save()
    dialog.form.fields["amount"].widget.set_text_value("13")
    assert error_of(dialog, "due_date")
    widget = dialog.form.fields["due_date"].widget
    widget.set_text_value("2026-02-28")
    assert error_of(dialog, "due_date") == ""
    assert widget.property("invalid") is False
    assert widget.accessibleDescription() == ""


@pytest.mark.parametrize("field", [None, "no_field_of_this_form"])
def test_a_refusal_of_no_field_stands_on_top_until_something_is_edited(
    open_form: Open, field: str | None
) -> None:
    dialog = open_form(refusing(UserError("row.gone", field)))
    dialog.submission.save()
    general = label(dialog, "form.error")
    assert general.isVisible()
    assert general.text().startswith("✕ 这条记录已不存在")
    dialog.form.fields["amount"].widget.set_text_value("13")
    assert not general.isVisible()


def test_a_refused_field_out_of_sight_is_brought_into_sight(qtbot: QtBot, open_form: Open) -> None:
    for more in (False, True):
        rows = [
            Field(f"field{n}", f"字段{n}", MoneyField(), "在哪里看", more=more and n > 1)
            for n in range(25)
        ]
        dialog = open_form(refusing(UserError("money.empty", "field24")), rows)
        last = dialog.form.fields["field24"].widget
        assert not in_sight(dialog, last)
        dialog.submission.save()
        qtbot.waitUntil(partial(in_sight, dialog, last))
        assert in_sight(dialog, label(dialog, "field24.error"))
        assert dialog.height() <= HIGHEST


def test_the_fold_hides_fields_with_their_refusals(open_form: Open) -> None:
    dialog = open_form(refusing(UserError("number.not_a_number", "factor")))
    widget, fold = dialog.form.fields["factor"].widget, button(dialog, "more")
    assert not widget.isVisible()
    dialog.submission.save()
    assert fold.isChecked()
    assert widget.isVisible()
    assert label(dialog, "factor.error").isVisible()
    fold.click()
    assert not widget.isVisible()
    assert not label(dialog, "factor.error").isVisible()
    fold.click()
    assert label(dialog, "factor.error").isVisible()


def test_the_dialog_grows_with_its_contents_as_far_as_a_small_screen_allows(
    open_form: Open,
) -> None:
    dialog = open_form(lambda _values, _confirmed: None)
    before = dialog.height()
    button(dialog, "more").click()
    assert before < dialog.height() <= HIGHEST


def test_an_unusual_input_is_asked_about_once_and_then_saved(open_form: Open) -> None:
    calls: Calls = []

    def submit(values: dict[str, str], confirmed: bool) -> None:
        calls.append((values, confirmed))
        if not confirmed:
            raise Unconfirmed("payment_above_remaining", "amount", left="¥1.00")

    dialog = open_form(submit)
    dialog.submission.save()
    assert label(dialog, "question").isVisible()
    assert "¥1.00" in label(dialog, "question").text()
    assert dialog.focusWidget() is button(dialog, "confirm")
    button(dialog, "confirm").click()
    assert not dialog.isVisible()
    assert [confirmed for _, confirmed in calls] == [False, True]


@pytest.mark.parametrize("way", ["back", "edit"])
def test_going_back_or_editing_takes_the_question_away(open_form: Open, way: str) -> None:
    dialog = open_form(refusing(Unconfirmed("payment_above_remaining", "amount", left="¥1.00")))
    dialog.submission.save()
    if way == "back":
        button(dialog, "back").click()
    else:
        dialog.form.fields["amount"].widget.set_text_value("11")
    assert not label(dialog, "question").isVisible()
    assert dialog.isVisible()


def test_what_was_typed_stays_when_the_store_fails(open_form: Open) -> None:
    dialog = open_form(refusing(NotSaved()))
    dialog.form.fields["amount"].widget.set_text_value("1234.56")
    dialog.submission.save()
    assert dialog.isVisible()
    assert dialog.form.values()["amount"] == "1234.56"


def test_words_are_never_taken_for_markup(open_form: Open) -> None:
    dialog = open_form(lambda _values, _confirmed: None)
    for name in ("question", "form.error", "amount.error"):
        assert label(dialog, name).textFormat() is Qt.TextFormat.PlainText


def test_every_field_and_button_has_a_name_for_screen_readers(open_form: Open) -> None:
    dialog = open_form(lambda _values, _confirmed: None)
    for name, field in dialog.form.fields.items():
        assert field.widget.objectName() == name
        assert field.widget.accessibleName() == field.label
    assert button(dialog, "more").accessibleName() == "更多设置"
    for name in ("save", "cancel", "confirm", "back"):
        assert button(dialog, name).text()
