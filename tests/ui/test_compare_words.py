"""What a restore would change, as the window says it."""

from collections.abc import Iterator

import pytest

from assistant.services.compare import Difference, differences
from assistant.store.dump import Dump, TableRow
from assistant.ui import words
from assistant.ui.compare_words import lines


@pytest.fixture(autouse=True)
def shown() -> Iterator[None]:
    yield
    words.hide_amounts(hidden=False)


def contents(*rows: TableRow) -> tuple[Difference, Dump, Dump]:
    before, after = Dump(1, {"bill": []}, {}), Dump(1, {"bill": rows}, {})
    (found,) = differences(before, after)
    return found, before, after


def test_a_new_a_changed_and_a_gone_row_read_as_one_line_each() -> None:
    old: TableRow = {"id": 1, "bill_date": "2026-11-01", "amount_fen": 100}
    found, before, after = contents(old)
    assert lines(found, before, after) == ["+ 2026-11-01 · ¥1.00"]
    (gone,) = differences(after, before)
    assert lines(gone, after, before) == ["− 2026-11-01 · ¥1.00"]
    other = Dump(1, {"bill": [{**old, "amount_fen": 200}]}, {})
    (changed,) = differences(after, other)
    assert lines(changed, after, other) == ["→ 2026-11-01 · ¥1.00  ⇒  2026-11-01 · ¥2.00"]


def test_hidden_amounts_stay_hidden_here_too() -> None:
    words.hide_amounts(hidden=True)
    row: TableRow = {"id": 1, "bill_date": "2026-11-01", "amount_fen": 238650}
    assert lines(*contents(row)) == [f"+ 2026-11-01 · {words.HIDDEN}"]
    term: TableRow = {"id": 1, "account_id": 1, "key": "limit", "value": "8000.00"}
    after = Dump(1, {"account_term": [term]}, {})
    (found,) = differences(Dump(1, {}, {}), after)
    assert lines(found, Dump(1, {}, {}), after) == [f"+ 总额度 · {words.HIDDEN}"]


def test_how_many_rows_are_not_told_stands_below() -> None:
    rows = tuple({"id": number, "amount_fen": number} for number in range(45))
    said = lines(*contents(*rows))
    assert len(said) == 41
    assert "5" in said[-1]
