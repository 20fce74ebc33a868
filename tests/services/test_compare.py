"""Two contents side by side."""

from contextlib import closing
from datetime import date

from assistant import i18n
from assistant.clock import fixed_clock
from assistant.domain.money import Money
from assistant.services.compare import NAMED, Example, Fact, differences, examples, table_words
from assistant.store.dump import Dump
from assistant.store.unit import Store
from tests.store import samples


def test_what_was_added_removed_and_changed_is_told_by_table() -> None:
    with closing(Store(None, fixed_clock(samples.NOW))) as store:
        samples.fill(store)
        before = store.dump()
        with store.transaction("some"):
            store.cash.rename(1, "零钱")
            store.payments.remove(1)
            store.bills.add(samples.bill(1, 12, "999.99"), samples.NOW)
        after = store.dump()
    assert differences(before, before) == ()
    found = {row.table: row for row in differences(before, after)}
    assert set(found) == {"paying_account", "payment", "bill"}
    assert len(found["payment"].removed) == 1
    assert examples(found["paying_account"], before, after) == (
        (
            Example(
                Fact(("余额宝",), amount=Money.of("2600")), Fact(("零钱",), amount=Money.of("2600"))
            ),
        ),
        0,
    )
    added = Fact(("花呗",), day=date(2026, 12, 1), amount=Money.of("999.99"))
    assert examples(found["bill"], before, after) == ((Example(None, added),), 0)
    (gone,) = examples(found["payment"], before, after)[0]
    assert gone.after is None
    assert gone.before is not None
    assert (gone.before.day, gone.before.amount) == (date(2026, 11, 9), Money.of(100))


def test_no_key_that_only_the_program_knows_is_told() -> None:
    rows: dict[str, list[dict[str, int | str | bytes | None]]] = {
        "account": [{"id": 1, "name": "花呗"}, {"id": 2, "name": "借呗"}],
        "loan": [{"id": 7, "account_id": 2, "title": "旅行"}],
        "bill": [{"id": 9, "account_id": 1}],
        "reminder_mute": [
            {"obligation": "bill:1:2026-11-01", "due_date": "2026-11-10"},
            {"obligation": "loan:7:3", "due_date": "2026-11-20"},
        ],
        "account_term": [
            {"id": 1, "account_id": 1, "key": "limit", "value": "8000.00"},
            {"id": 2, "account_id": 1, "key": "daily_rate", "value": "0.0005"},
            {"id": 3, "account_id": 1, "key": "reported", "value": "yes"},
        ],
        "cash_rule": [{"id": 1, "key": "floor", "value": "100000"}],
        "setting": [{"key": "window", "value": "AdnQywADAAA"}],
        "payment": [{"id": 1, "bill_id": 9, "amount_fen": 5, "paid_on": "yesterday"}],
    }
    full = Dump(1, rows, {})
    found = {
        row.table: examples(row, Dump(1, {}, {}), full)[0]
        for row in differences(Dump(1, {}, {}), full)
    }
    told = {table: [row.after for row in lines] for table, lines in found.items()}
    assert set(told["reminder_mute"]) == {
        Fact(("花呗",), day=date(2026, 11, 10)),
        Fact(("借呗", "旅行"), day=date(2026, 11, 20)),
    }
    assert set(told["account_term"]) == {
        Fact(("花呗",), "limit", amount=Money.of(8000)),
        Fact(("花呗",), "daily_rate", text="0.0005"),
        Fact(("花呗",), "reported"),
    }
    assert told["cash_rule"] == [Fact(amount=Money.of(1000))]
    assert told["setting"] == []
    assert told["payment"] == [Fact(("花呗",), amount=Money(5))]


def test_long_lists_end_with_how_many_more() -> None:
    rows: list[dict[str, int | str | bytes | None]]
    rows = [{"id": number, "name": f"卡{number}"} for number in range(50)]
    empty, full = Dump(1, {"paying_account": []}, {}), Dump(1, {"paying_account": rows}, {})
    (found,) = differences(empty, full)
    told, left = examples(found, empty, full)
    assert (len(told), left) == (40, 10)


def test_rows_without_an_id_are_told_apart_by_their_key() -> None:
    one = Dump(1, {"setting": [{"key": "theme", "value": "dark"}]}, {})
    two = Dump(1, {"setting": [{"key": "theme", "value": "light"}]}, {})
    (found,) = differences(one, two)
    assert len(found.changed) == 1


def test_tables_have_words_and_one_of_a_later_step_keeps_its_name() -> None:
    assert {table_words(name) for name in NAMED} & set(NAMED) == set()
    assert table_words("income_item") == "income item"
    i18n.use("en")
    assert table_words("bill") == "Bills"
