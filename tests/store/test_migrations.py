import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlite_utils import Database

from assistant.clock import Clock
from assistant.domain.account import DatedTerm, PlanKind
from assistant.domain.accrual import Per
from assistant.domain.money import Money
from assistant.domain.reserve import EntryKind, earmarks
from assistant.store import schema
from assistant.store.migrations import MIGRATIONS
from assistant.store.undo import JOURNALLED
from assistant.store.unit import Store
from tests.store import samples


@pytest.fixture
def database(filled: Store) -> Iterator[Database]:
    assert filled.path is not None
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield Database(connection, execute_plugins=False)


def test_the_steps_are_listed_in_their_order() -> None:
    with closing(Database(memory=True)) as empty:
        names = [step.name for step in MIGRATIONS.pending(empty)]
    assert names == list(schema.STEPS)
    assert schema.schema_version() == len(names)


def test_the_file_says_its_kind_and_form(database: Database) -> None:
    assert database.execute("PRAGMA application_id").fetchone() == (0x42656966,)
    assert database.execute("PRAGMA user_version").fetchone() == (len(schema.STEPS),)


def test_every_table_is_strict(database: Database) -> None:
    loose = [table.name for table in database.tables if not table.strict]
    assert loose == ["sqlite_sequence"]


def test_every_table_but_ledger_settings_and_journal_is_journalled(database: Database) -> None:
    others = {"setting", "reminder", "journal_step", "journal_entry", "exported_event", "lineage"}
    others |= {"kept_plan", "kept_plan_step"}
    others |= {"reminder_plan", "reminder_mute", "rule_setting"}
    others |= {"imported_row", "import_mapping", "evidence_part"}
    own = {table for table in database.table_names() if not table.startswith(("sqlite_", "_"))}
    assert own - others == set(JOURNALLED)
    triggers = {trigger.name for trigger in database.triggers}
    assert triggers == {
        f"journal_{table}_{event}"
        for table in JOURNALLED
        for event in ("insert", "update", "delete")
    }


def test_the_journal_keeps_every_column(database: Database) -> None:
    for table in JOURNALLED:
        image = "SELECT max(after) FROM journal_entry WHERE table_name = ?"
        ((row,),) = database.execute(image, [table]).fetchall()
        assert set(json.loads(row)) == set(database.table(table).columns_dict), table


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE account SET name = ''",
        "UPDATE account SET name = NULL",
        "UPDATE bill SET amount_fen = -1",
        "UPDATE bill SET amount_fen = 1.5",
        "UPDATE bill SET amount_fen = 'much'",
        "UPDATE bill SET minimum_fen = amount_fen + 1",
        "UPDATE bill SET carried_fen = amount_fen + 1",
        "UPDATE bill SET due_date = '2026-10-31'",
        "UPDATE bill SET intent = 'nothing'",
        "UPDATE loan SET terms = 0",
        "UPDATE loan SET paid_terms = terms + 1",
        "UPDATE loan SET repay_day = 32",
        "UPDATE payment SET amount_fen = 0",
        "UPDATE payment SET bill_id = 1, loan_id = 1",
        "UPDATE payment SET bill_id = NULL, loan_id = NULL",
        "UPDATE payment SET term_no = NULL WHERE loan_id IS NOT NULL",
        "UPDATE instalment_plan SET periods = 61",
        "UPDATE reading SET unbilled_fen = -1",
        "UPDATE paying_account SET balance_at = NULL",
        "UPDATE bill SET account_id = 99",
        "UPDATE payment SET amount_fen = 0, discount_fen = 0",
        "UPDATE payment SET plan_id = 1",
        "UPDATE payment SET account_id = 1",
        "UPDATE payment SET bill_date = '2026-12-01'",
        "UPDATE payment SET kind = 'prepayment' WHERE loan_id IS NOT NULL",
        "UPDATE item SET amount_fen = 0",
        "UPDATE item SET posted_on = '2026-01-01'",
        "UPDATE item SET destination = NULL WHERE kind = 'refund'",
        "UPDATE item SET destination = 'bill' WHERE kind = 'purchase'",
        "UPDATE frozen_row SET plan_id = 1, loan_id = 1",
        "UPDATE frozen_row SET no = 361",
        "UPDATE loan SET rate_per = 'week'",
        "UPDATE instalment_plan SET kind = 'other'",
        "INSERT INTO journal_step (command, done_at, open) VALUES ('a', '', 1), ('b', '', 1)",
    ],
)
def test_the_schema_refuses_what_cannot_be(database: Database, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)


def test_an_id_is_never_given_twice(filled: Store) -> None:
    (account,) = filled.accounts.all()
    with filled.transaction("remove_account"):
        filled.accounts.remove(account.id)
    with filled.transaction("open_account"):
        assert filled.accounts.add(samples.account(), samples.NOW).id > account.id


TICKED_AHEAD = """
INSERT INTO account VALUES (5, 'huabei', '花呗', '', 1, NULL, '2026-10-01T00:00:00+00:00');
INSERT INTO reading VALUES (1, 5, '2026-11-15', 50000, '2026-11-15T03:00:00+00:00');
INSERT INTO bill VALUES
    (3, 5, '2026-11-01', '2026-11-10', 9000, NULL, 0, 'full', '2026-10-31T16:00:00+00:00',
     '2026-10-31T16:00:00+00:00');
INSERT INTO bill VALUES
    (4, 5, '2026-12-01', '2026-12-10', 50000, NULL, 0, 'full', '2026-11-15T04:00:00+00:00',
     '2026-11-15T04:00:00+00:00');
INSERT INTO bill_estimate VALUES (1, 3, 9000, 0, 0, 0, 0, 0);
INSERT INTO bill_estimate VALUES (2, 4, 50000, 0, 0, 0, 0, 0);
INSERT INTO payment (id, amount_fen, paid_on, bill_id, kind, created_at) VALUES
    (6, 9000, '2026-11-01', 3, 'repayment', '2026-10-31T16:00:00+00:00');
INSERT INTO payment (id, amount_fen, paid_on, bill_id, kind, created_at) VALUES
    (7, 50000, '2026-11-15', 4, 'repayment', '2026-11-15T04:00:00+00:00');
INSERT INTO reserve_entry (id, kind, happened_on, amount_fen, account_id, payment_id, created_at)
    VALUES (1, 'repayment', '2026-11-15', -50000, 5, 7, '2026-11-15T04:00:00+00:00')
"""


def of_the_form_before(path: Path, step: str, facts: str) -> None:
    """A file as it was before ``step``, with some facts in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA application_id = 1113942374")
        old = Database(connection, execute_plugins=False)
        MIGRATIONS.apply(old, stop_before=step)
        connection.execute(f"PRAGMA user_version = {schema.STEPS.index(step)}")
        for statement in facts.split(";\n"):
            connection.execute(statement)


def test_a_bill_that_a_tick_made_before_its_day_is_a_repayment_ahead(
    path: Path, clock: Clock
) -> None:
    of_the_form_before(path, "unbilled_payments", TICKED_AHEAD)
    store = Store(path, clock)
    try:
        seen = store.snapshot(samples.NOW, {})
        assert [(row.id, row.amount) for row in seen.bills] == [(3, Money.of(90))]
        usual, ahead = seen.payments
        assert (usual.bill_id, usual.account_id) == (3, None)
        assert (ahead.id, ahead.bill_id, ahead.account_id, ahead.bill_date) == (
            *(7, None),
            *(5, date(2026, 12, 1)),
        )
        assert seen.reserve[0].payment_id == 7
        assert [row.bill_id for row in seen.estimates] == [3]
    finally:
        store.close()


@pytest.mark.parametrize(
    "touched",
    [
        "UPDATE bill SET amount_fen = 52000 WHERE id = 4",
        "UPDATE bill SET minimum_fen = 5000 WHERE id = 4",
        (
            "INSERT INTO bill VALUES (9, 5, '2027-01-01', '2027-01-10', 100, NULL, 0, 'full',"
            " '2027-01-01T04:00:00+00:00', '2027-01-01T04:00:00+00:00')"
        ),
    ],
    ids=["its amount", "its minimum", "a later bill"],
)
def test_a_bill_that_was_typed_over_or_has_a_later_one_stays_a_bill(
    path: Path, clock: Clock, touched: str
) -> None:
    of_the_form_before(path, "unbilled_payments", f"{TICKED_AHEAD};\n{touched}")
    store = Store(path, clock)
    try:
        seen = store.snapshot(samples.NOW, {})
        assert {3, 4} <= {row.id for row in seen.bills}
        assert [row.bill_id for row in seen.payments] == [3, 4]
    finally:
        store.close()


PUT_AWAY = """
INSERT INTO account (id, product_id, name, position, archived_at, created_at) VALUES
    (5, 'huabei', '花呗', 1, '2026-11-15T20:00:00+00:00', '2026-10-01T00:00:00+00:00'),
    (6, 'huabei', '花呗2', 2, NULL, '2026-10-01T00:00:00+00:00'),
    (7, 'huabei', '花呗3', 3, '2026-11-15T20:00:00+00:00', '2026-10-01T00:00:00+00:00');
INSERT INTO reserve_entry (id, kind, happened_on, amount_fen, account_id, created_at) VALUES
    (1, 'deposit', '2026-11-01', 90000, 5, '2026-11-01T04:00:00+00:00'),
    (2, 'repayment', '2026-11-10', -40000, 5, '2026-11-10T04:00:00+00:00'),
    (3, 'deposit', '2026-11-01', 7000, 6, '2026-11-01T04:00:00+00:00'),
    (4, 'deposit', '2026-11-01', 300, 7, '2026-11-01T04:00:00+00:00'),
    (5, 'move', '2026-11-15', -300, 7, '2026-11-15T20:00:00+00:00'),
    (6, 'move', '2026-11-15', 300, NULL, '2026-11-15T20:00:00+00:00');
INSERT INTO journal_step (id, command, done_at, open) VALUES (1, 'put', '2026-11-15T04:00:00+00:00', 0);
INSERT INTO journal_entry (step_id, table_name, row_id, before, after) VALUES
    (1, 'reserve_entry', 1, NULL, '{}')
"""


def test_what_was_promised_to_an_account_put_away_long_ago_is_promised_to_none(
    path: Path, clock: Clock
) -> None:
    of_the_form_before(path, "closed_earmarks", PUT_AWAY)
    with closing(Store(path, clock)) as store:
        ledger = store.snapshot(samples.NOW, {}).reserve
        held = earmarks(ledger)
        assert held == {5: Money(0), 6: Money(7000), 7: Money(0), None: Money(50_300)}
        moved = [row for row in ledger if row.id > 6]
        # Put away at four in the morning of the 16th in Beijing.
        assert {(row.kind, row.happened_on) for row in moved} == {
            (EntryKind.MOVE, date(2026, 11, 16))
        }
        assert store.journal.peek_undo() is None


def test_where_nothing_is_promised_to_an_account_put_away_steps_can_still_be_undone(
    path: Path, clock: Clock
) -> None:
    freed = "DELETE FROM reserve_entry WHERE account_id = 5"
    of_the_form_before(path, "closed_earmarks", f"{PUT_AWAY};\n{freed}")
    with closing(Store(path, clock)) as store:
        assert len(store.snapshot(samples.NOW, {}).reserve) == 4
        assert store.journal.peek_undo() == "put"


TICKED = """
INSERT INTO account (id, product_id, name, position, created_at) VALUES
    (5, 'huabei', '花呗', 1, '2026-10-01T00:00:00+00:00');
INSERT INTO bill (id, account_id, bill_date, due_date, amount_fen, minimum_fen, carried_fen, intent,
    created_at, dated_at) VALUES
    (3, 5, '2026-10-01', '2026-10-10', 800, NULL, 0, 'full',
     '2026-10-02T04:00:00.000900+00:00', '2026-10-02T04:00:00.000900+00:00'),
    (4, 5, '2026-11-01', '2026-11-10', 700, NULL, 0, 'full',
     '2026-11-02T04:00:00.000900+00:00', '2026-11-02T04:00:00.000900+00:00');
INSERT INTO bill_estimate (id, bill_id, spending_fen, refunds_fen, instalments_fen, rolled_fen,
    interest_fen, fees_fen, prepaid_fen) VALUES
    (1, 3, 900, 50, 0, 0, 0, 0, 50), (2, 4, 900, 50, 0, 0, 0, 0, 150);
INSERT INTO payment (id, amount_fen, paid_on, bill_id, kind, created_at) VALUES
    (6, 700, '2026-10-02', 3, 'repayment', '2026-10-02T04:00:00.000950+00:00'),
    (7, 700, '2026-11-02', 4, 'repayment', '2026-11-02T04:00:00.000950+00:00')
"""


@pytest.mark.parametrize(
    ("touched", "assumed"),
    [
        ("UPDATE bill SET amount_fen = 700 WHERE id = 4", [True, True]),
        ("UPDATE bill SET minimum_fen = 70 WHERE id = 4", [True, False]),
        ("UPDATE bill SET amount_fen = 701 WHERE id = 4", [True, False]),
        ("UPDATE payment SET created_at = '2026-11-02T04:00:02+00:00' WHERE id = 7", [True, False]),
        ("DELETE FROM bill_estimate WHERE bill_id = 4", [True, False]),
    ],
    ids=["as ticked", "its minimum", "its amount", "paid later", "nothing expected"],
)
def test_a_bill_that_a_repayment_made_is_known_as_such(
    path: Path, clock: Clock, touched: str, assumed: list[bool]
) -> None:
    of_the_form_before(path, "assumed_bills", f"{TICKED};\n{touched}")
    with closing(Store(path, clock)) as store:
        assert [row.assumed for row in store.snapshot(samples.NOW, {}).bills] == assumed


OLD_FACTS = """
INSERT INTO paying_account VALUES (3, '余额宝', 260000, '2026-11-01T00:00:00+00:00');
INSERT INTO account VALUES (5, 'huabei', '花呗', 1, 3, '2026-10-01T00:00:00+00:00');
INSERT INTO account VALUES (9, 'jiebei', '借呗', 2, NULL, '2026-10-01T00:00:00+00:00');
DELETE FROM account WHERE id = 9;
INSERT INTO account VALUES (8, 'jiebei', '借呗', 2, NULL, '2026-10-01T00:00:00+00:00');
INSERT INTO account_term VALUES (1, 5, 'limit', '8000.00', '0001-01-01');
INSERT INTO bill VALUES
    (4, 5, '2026-11-01', '2026-11-10', 238650, 23865, 0, 'full', '2026-11-01T00:00:00+00:00',
     '2026-11-01T00:00:00+00:00');
INSERT INTO reading VALUES (1, 5, '2026-11-03', 1200, '2026-11-03T00:00:00+00:00');
INSERT INTO instalment_plan VALUES
    (2, 5, '手机', 300000, 12, 26400, '2026-12-10', '2026-11-01T00:00:00+00:00');
INSERT INTO loan VALUES
    (6, 8, '旅行', 1000000, '0.0004', '2026-07-20', '2026-08-20', 20, 12, 'LEVEL_ACTUAL', 1,
     '2026-11-01T00:00:00+00:00', '2026-11-01T00:00:00+00:00');
INSERT INTO payment VALUES
    (7, 10000, '2026-11-05', 4, NULL, NULL, 'repayment', 3, '2026-11-05T00:00:00+00:00');
INSERT INTO reminder VALUES ('bill:4', '2026-11-10', 'd3', '2026-11-07T00:00:00+00:00', NULL)
"""


def test_a_store_of_the_first_form_keeps_every_fact(path: Path, clock: Clock) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA application_id = 1113942374")
        old = Database(connection, execute_plugins=False)
        MIGRATIONS.apply(old, stop_before="product_engine")
        connection.execute("PRAGMA user_version = 1")
        for statement in OLD_FACTS.split(";\n"):
            connection.execute(statement)
    store = Store(path, clock)
    try:
        seen = store.snapshot(samples.NOW, {})
        assert [(row.id, row.name, row.sources) for row in seen.accounts] == [
            (5, "花呗", (3,)),
            (8, "借呗", ()),
        ]
        assert seen.account(5).terms == (DatedTerm("limit", "8000.00"),)
        (bill,), (plan,), (loan,) = seen.bills, seen.plans, seen.loans
        assert (bill.amount, bill.minimum) == (Money.of("2386.50"), Money.of("238.65"))
        assert (plan.principal, plan.kind, plan.remainder) == (
            Money.of(3000),
            PlanKind.CHECKOUT,
            "last",
        )
        assert (loan.rate, loan.rate_per, loan.paid_terms) == (Decimal("0.0004"), Per.DAY, 1)
        (paid,) = seen.payments
        assert (paid.id, paid.amount, paid.bill_id, paid.paying_account_id) == (
            *(7, Money.of(100)),
            *(4, 3),
        )
        assert len(seen.readings) == len(store.reminders.all(date(2026, 1, 1))) == 1
        # 9 was given to an account that is gone: it is not given again.
        with store.transaction("open_account"):
            assert store.accounts.add(samples.account("新"), samples.NOW).id == 10
        assert store.journal.undo() == "open_account"
        assert store.journal.undo() is None
    finally:
        store.close()


UNDO_STEPS = """
INSERT INTO journal_step (id, command, done_at, open) VALUES (1, 'pay', '2026-11-15T04:00:00+00:00', 0);
INSERT INTO journal_entry (step_id, table_name, row_id, before, after) VALUES (1, 'bill', 3, NULL, '{}')
"""


@pytest.mark.parametrize("step", schema.STEPS[1:])
def test_a_file_of_every_form_opens_with_steps_to_undo_in_it(
    path: Path, clock: Clock, step: str
) -> None:
    of_the_form_before(path, step, UNDO_STEPS)
    Store(path, clock).close()
