"""Each product kind as its user meets it: from the template, one bill or loan, part, roll, close."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton, QWidget

from assistant.domain.money import Money
from assistant.domain.product import Family
from assistant.domain.standing import State
from assistant.services.catalogue import load_products
from assistant.services.session import Session
from assistant.ui.table import TableView
from tests.conftest import FakeClock

Drive = Callable[[Session], Any]
PRODUCTS = load_products()
REVOLVING = [key for key, row in PRODUCTS.items() if row.family is Family.REVOLVING]
LOANS = [key for key, row in PRODUCTS.items() if row.family is not Family.REVOLVING]


def save(dialog: QDialog) -> None:
    button = dialog.findChild(QPushButton, "save")
    assert button is not None
    button.click()


def typed(driver: Any, **values: str) -> Callable[[QDialog], None]:
    """Type into a dialog and save it."""

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, **values)
        save(dialog)

    return act


def create(driver: Any, product: str) -> None:
    """Open an account from the product's template: nothing but 保存."""
    driver.in_dialog(lambda: driver.trigger(f"add_{product}"), save)
    assert [row.product_id for row in driver.session.queries.snapshot().accounts] == [product]


def enter_bill(driver: Any, amount: str) -> None:
    """Type the newest bill's amount; a card's of last month gets a due day that lies ahead."""
    numbers = driver.find(QWidget, "numbers")
    today = driver.session.queries.snapshot().today
    due: Any = driver.find(QWidget, "due_date", numbers)
    if date.fromisoformat(due.text()) <= today:
        due.setText((today + timedelta(days=9)).isoformat())
    driver.fill(numbers, amount=amount)
    driver.press("save", numbers)


def archive(driver: Any) -> None:
    """Close the account: the tab goes, the history stays."""

    def agree(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        driver.press("confirm_archive", box)

    driver.in_dialog(lambda: driver.trigger("archive_account"), agree)
    snapshot = driver.session.queries.snapshot()
    assert (snapshot.accounts, len(snapshot.archived)) == ((), 1)
    assert driver.window.tabs.count() == 1


@pytest.mark.parametrize("product", REVOLVING)
def test_a_bill_is_entered_paid_in_part_rolled_and_the_account_closed(
    session: Session, clock: FakeClock, drive: Drive, product: str
) -> None:
    driver = drive(session)
    create(driver, product)
    enter_bill(driver, "1000")
    bills = driver.find(TableView, "bill_table")
    assert (bills.current().amount, bills.current().state) == (Money.of(1000), State.DUE)

    driver.in_dialog(lambda: driver.press("partial"), typed(driver, amount="150", discount="0"))
    assert bills.current().amount == Money.of(850)

    (bill,) = session.queries.snapshot().bills
    offers_minimum = PRODUCTS[product].terms_on(bill.bill_date).min_ratio is not None
    if offers_minimum:  # 150 covers a tenth of 1,000: past the due day the rest rolls on
        clock.move(days=(bill.due_date - clock.now.date()).days + 1)
        driver.context.bus.changed.emit(session.ledger.set_setting("theme", "light"))
        rows = {row.bill_date: row for row in bills.table.rows}
        assert rows[bill.bill_date].state is State.MINIMUM_PAID
        rolled = [row for row in bills.table.rows if row.estimated]
        assert rolled
        assert rolled[0].whole >= Money.of(850)
    else:  # no minimum: the rest goes into instalments, or stays a due
        ways = [row.way for row in driver.find(TableView, "choice_table").table.rows]
        assert "minimum" not in ways
        assert not driver.find(QPushButton, "minimum").isEnabled()

    pay_rest(driver, bills, bill.bill_date)
    assert session.queries.snapshot().payments
    archive(driver)


def pay_rest(driver: Any, bills: TableView, bill_date: date) -> None:
    """Pay what is left of the bill that was typed."""
    number = [row.bill_date for row in bills.table.rows].index(bill_date)
    bills.selectRow(number)
    driver.in_dialog(
        lambda: driver.press("partial"), typed(driver, amount=str(bills.current().amount))
    )
    assert bills.current().state is State.SETTLED


@pytest.mark.parametrize(
    "product", [key for key in REVOLVING if key not in ("fenfu", "custom_bill")]
)
def test_a_bill_is_put_into_instalments_from_the_decision(
    session: Session, drive: Drive, product: str
) -> None:
    driver = drive(session)
    create(driver, product)
    enter_bill(driver, "900")
    table = driver.find(TableView, "choice_table")
    ways = [(row.way, row.periods) for row in table.table.rows]
    table.selectRow(ways.index(("instalment", 12)))
    fee = table.current().cost
    driver.in_dialog(lambda: driver.press("decide"), save)
    snapshot = session.queries.snapshot()
    (plan,) = snapshot.plans
    assert (plan.principal, plan.total_fee, plan.periods) == (Money.of(900), fee, 12)
    assert plan.bill_id == snapshot.bills[0].id
    bills = driver.find(TableView, "bill_table")
    states = {row.bill_date: row.state for row in bills.table.rows}
    assert states[snapshot.bills[0].bill_date] is State.SETTLED
    assert len(driver.find(TableView, "part_table").table.rows) == 12


@pytest.mark.parametrize("product", LOANS)
def test_a_loan_is_entered_paid_in_part_late_and_the_account_closed(
    session: Session, clock: FakeClock, drive: Drive, product: str
) -> None:
    driver = drive(session)
    create(driver, product)
    driver.in_dialog(
        lambda: driver.press("add_loan"), typed(driver, principal="6000", paid_terms="0")
    )
    if not session.queries.snapshot().loans:  # above the limit: asked, and meant
        driver.in_dialog(lambda: driver.press("add_loan"), confirmed(driver, principal="6000"))
    (loan,) = session.queries.snapshot().loans
    terms = driver.find(TableView, "term_table")
    assert sum(row.row.principal.fen for row in terms.table.rows) == 600_000
    first = terms.current()
    assert first.row.no == 1

    driver.in_dialog(lambda: driver.press("partial"), typed(driver, amount="10"))
    assert terms.current().remaining == first.remaining - Money.of(10)

    clock.move(days=(loan.first_due - clock.now.date()).days + 5)
    driver.context.bus.changed.emit(session.ledger.set_setting("theme", "light"))
    assert terms.current().state is State.OVERDUE

    driver.in_dialog(lambda: driver.press("settle"), save)
    assert {row.state for row in terms.table.rows} == {State.SETTLED}
    archive(driver)


def confirmed(driver: Any, **values: str) -> Callable[[QDialog], None]:
    """Type, save, and say yes to the question."""

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, **values)
        save(dialog)
        driver.press("confirm", dialog)

    return act
