"""After an import: rows that waited are booked once their account is there; rules are listed and deleted."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft
from assistant.domain.imports.meaning import Field, Kind, OwnRule
from assistant.domain.money import Money
from assistant.services.imports.reading import read_bytes
from assistant.services.session import Session
from tests import bill_files as made
from tests.domain.facts import day
from tests.ui.conftest import Driver

Drive = Callable[[Session], Driver]
RULES = (
    OwnRule(Field.PARTY, "超市", Kind.EXPENSE),
    OwnRule(Field.ITEM, "没有过", Kind.TRANSFER),
)


@pytest.fixture
def imported(session: Session) -> Session:
    """Rows of a file in a store without accounts."""
    plan = session.ledger.preview_import(read_bytes("x", made.alipay_app()), RULES)
    session.ledger.import_rows(plan, RULES)
    return session


def rows(inside: QWidget, name: str) -> list[list[str]]:
    table: Any = inside.findChild(QWidget, name)
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def open_huabei(session: Session) -> None:
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()), PayingAccountDraft("余额宝"))
    session.ledger.record_bill(
        BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of(120), Money.of(12))
    )


def test_what_waits_is_listed_with_its_reason_and_booked_when_it_fits(
    drive: Drive, imported: Session
) -> None:
    driver = drive(imported)

    def look(dialog: QDialog) -> None:
        assert {row[5] for row in rows(dialog, "waiting_rows")} == {
            "还没有这个账户，或有几个分不清"
        }
        assert not driver.find(QPushButton, "waiting_go", dialog).isEnabled()

    driver.in_dialog(lambda: driver.trigger("waiting"), look)
    open_huabei(imported)

    def book(dialog: QDialog) -> None:
        listed = rows(dialog, "waiting_rows")
        assert listed[0][5] == "可以入账"
        assert listed[0][4] == "¥120.00"
        button = driver.find(QPushButton, "waiting_go", dialog)
        assert button.text() == "入账 1 笔"
        button.click()

    driver.in_dialog(lambda: driver.trigger("waiting"), book)
    assert len(imported.queries.snapshot().payments) == 1
    assert imported.ledger.next_undo() == "book_waiting"


def test_an_account_that_is_added_offers_what_waited_for_it(
    drive: Drive, imported: Session
) -> None:
    driver = drive(imported)
    seen: list[str] = []

    def book(dialog: QDialog) -> None:
        assert dialog.objectName() == "waiting_dialog"
        seen.append(driver.text("waiting_go", dialog))
        driver.press("waiting_go", dialog)

    open_huabei(imported)
    driver.in_dialog(driver.window.bills.offer_waiting, book)
    assert seen == ["入账 1 笔"]
    driver.window.bills.offer_waiting()  # nothing is left to be offered: no dialog comes


def test_rules_are_listed_with_what_they_match_and_deleted_with_undo(
    drive: Drive, imported: Session
) -> None:
    driver = drive(imported)

    def act(dialog: QDialog) -> None:
        assert rows(dialog, "import_rules") == [
            ["商品说明", "没有过", "转移", "0"],
            ["交易对方", "超市", "支出", "3"],
        ]
        assert not driver.find(QWidget, "import_rule_matches", dialog).isVisible()
        table: Any = driver.find(QWidget, "import_rules", dialog)
        table.selectRow(1)
        assert [row[0] for row in rows(dialog, "import_rule_matches")] == [
            "2026-10-19",
            "2026-10-18",
            "2026-10-17",
        ]
        driver.press("import_rule_remove", dialog)
        assert [row[1] for row in rows(dialog, "import_rules")] == ["没有过"]
        (undo,) = (
            key
            for key in dialog.findChildren(QShortcut)
            if key.key() == QKeySequence(QKeySequence.StandardKey.Undo)
        )
        undo.activated.emit()
        assert len(rows(dialog, "import_rules")) == 2
        for _ in range(2):
            driver.press("import_rule_remove", dialog)
        assert "还没有规则" in driver.text("import_rules_note", dialog)
        assert not driver.find(QPushButton, "import_rule_remove", dialog).isEnabled()

    driver.in_dialog(lambda: driver.trigger("import_rules"), act)
    assert imported.store.imports.rules() == ()
    imported.ledger.undo()
    assert len(imported.store.imports.rules()) == 1
