"""Two contents side by side, in words."""

from contextlib import closing
from typing import Any

from assistant import i18n
from assistant.clock import fixed_clock
from assistant.services.compare import NAMED, differences, examples, table_words
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
    assert list(examples(found["paying_account"], before, after)) == [
        "→ 余额宝 · ¥2,600.00  ⇒  零钱 · ¥2,600.00"
    ]
    assert list(examples(found["bill"], before, after)) == ["+ 花呗 · 2026-12-01 · ¥999.99"]
    assert list(examples(found["payment"], before, after)) == ["− 2026-11-09 · ¥100.00"]


def test_long_lists_end_with_how_many_more() -> None:
    rows: list[Any] = [{"id": number, "name": f"卡{number}"} for number in range(50)]
    empty, full = Dump(1, {"paying_account": []}, {}), Dump(1, {"paying_account": rows}, {})
    (found,) = differences(empty, full)
    lines = list(examples(found, empty, full))
    assert len(lines) == 41
    assert "10" in lines[-1]


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
