from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from assistant.domain.money import Money
from assistant.services.session import Session
from assistant.ui.app_sketch import AppSketch
from assistant.ui.dialogs.first import FirstDialog
from tests.ui.conftest import Driver, error_of

Drive = Callable[[Session], Driver]


def begin(driver: Any, button: str, check: Callable[[FirstDialog], None], **values: str) -> None:
    """Press the first screen's button, type, ask for the answer, look at it."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, FirstDialog)
        driver.fill(dialog, **values)
        driver.press("save", dialog)
        check(dialog)

    driver.in_dialog(lambda: driver.press(button), act)


def words_of(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_six_fields_lead_to_the_first_answer(drive: Drive, session: Session) -> None:
    driver = drive(session)

    def check(dialog: FirstDialog) -> None:
        assert len(dialog.form.fields) <= 6
        said = words_of(dialog)
        assert "¥1,200.00" in said
        assert "还差 ¥200.00" in said
        driver.press("first_done", dialog)

    begin(
        driver, "add_huabei", check, amount="1200", due_date="2026-12-10",
        paying_account="余额宝", balance="1000",
    )  # fmt: skip
    snapshot = session.queries.snapshot()
    # That bill is out on 1 December: until then it is 未出账.
    assert [row.unbilled for row in snapshot.readings] == [Money.of(1200)]
    assert session.ledger.next_undo() == "begin"
    session.ledger.undo()
    snapshot = session.queries.snapshot()
    assert (snapshot.accounts, snapshot.bills, snapshot.paying_accounts) == ((), (), ())


def test_a_loan_is_begun_with_what_is_left_of_it(drive: Drive, session: Session) -> None:
    driver = drive(session)

    def check(dialog: FirstDialog) -> None:
        assert "填上扣款账户的余额" in driver.text("first_advice", dialog)
        assert "备付金至少要有 ¥" in driver.text("first_needed", dialog)

    begin(
        driver, "add_jiebei", check, principal="6000", daily_rate="0.04%", terms="8",
        due_date="2026-12-20", balance="",
    )  # fmt: skip
    (loan,) = session.queries.snapshot().loans
    assert (loan.principal, loan.terms) == (Money.of(6000), 8)


def test_a_refusal_stands_at_its_field_and_nothing_is_stored(
    drive: Drive, session: Session
) -> None:
    driver = drive(session)

    def check(dialog: FirstDialog) -> None:
        assert error_of(dialog, "amount")
        assert dialog.isVisible()

    begin(driver, "add_huabei", check, amount="", due_date="2026-12-10")
    assert session.queries.snapshot().accounts == ()


@pytest.mark.parametrize(("field", "place"), [("limit", "总额度"), ("balance", "我的")])
def test_the_drawing_shows_where_the_number_of_the_field_stands(
    drive: Drive, session: Session, field: str, place: str
) -> None:
    driver = drive(session)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, FirstDialog)
        dialog.form.fields[field].widget.setFocus()
        sketch = driver.find(AppSketch, "app_sketch", dialog)
        driver.qtbot.waitUntil(lambda: place in sketch.accessibleName())
        sketch.grab()

    driver.in_dialog(lambda: driver.press("add_huabei"), look)


@pytest.mark.parametrize(
    ("values", "question"),
    [
        ({"amount": "2000", "limit": "200", "due_date": "2026-12-10"}, "超过了额度 ¥200.00"),
        ({"amount": "2000", "limit": "", "due_date": "2025-12-10"}, "还款日是 328 天前"),
    ],
)
def test_what_is_probably_mistyped_asks_once(
    drive: Drive, session: Session, values: dict[str, str], question: str
) -> None:
    driver = drive(session)

    def check(dialog: FirstDialog) -> None:
        assert question in driver.text("question", dialog)
        assert session.queries.snapshot().accounts == ()
        driver.press("confirm", dialog)

    begin(driver, "add_huabei", check, **values)
    seen = session.queries.snapshot()
    stored = [*(row.amount for row in seen.bills), *(row.unbilled for row in seen.readings)]
    assert stored == [Money.of(2000)]


def test_enter_presses_the_button_that_has_the_focus(drive: Drive, session: Session) -> None:
    driver = drive(session)
    button = driver.find(QPushButton, "add_huabei")

    def open_it() -> None:
        driver.qtbot.keyClick(button, Qt.Key.Key_Return)

    driver.in_dialog(open_it, lambda dialog: dialog.reject())


def test_the_third_door_is_a_bill_file(
    drive: Drive, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = drive(session)
    chosen: list[bool] = []
    monkeypatch.setattr(driver.window.bills, "choose", lambda: chosen.append(True))
    driver.press("import_first")
    assert chosen == [True]
