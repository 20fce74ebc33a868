"""Everything out as JSON and in again."""

import json
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.clock import fixed_clock
from assistant.domain.draft import PayingAccountDraft
from assistant.domain.money import Money
from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.services.exporters.whole import from_json, is_export, to_json
from assistant.store.dump import Dump
from assistant.store.unit import Store
from tests.store import samples

CLOCK = fixed_clock(samples.NOW)
START = b'{"format": "beifu-export-1", "schema": 1, '
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def filled() -> Dump:
    with closing(Store(None, CLOCK)) as store:
        samples.fill_all(store)
        return store.dump()


def imported(content: Dump) -> Dump:
    with closing(Store(None, CLOCK)) as store:
        with store.transaction("import_all"):
            store.replace_all(content)
        return store.dump()


def test_a_full_store_comes_back_identical() -> None:
    held = filled()
    assert imported(from_json(to_json(held, samples.NOW))) == held
    assert is_export(to_json(held, samples.NOW))


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(TEXT, st.none() | st.integers(-(10**15), 10**15)), unique_by=lambda row: row[0]
    ),
    st.lists(
        st.tuples(TEXT, st.integers(1, 12), st.integers(0, 10**12), st.integers(0, 5)),
        unique_by=lambda row: row[0],
        max_size=6,
    ),
)
def test_a_random_store_comes_back_identical(
    cash: list[tuple[str, int | None]], accounts: list[tuple[str, int, int, int]]
) -> None:
    with closing(Store(None, CLOCK)) as store:
        with store.transaction("some"):
            for name, fen in cash:
                balance = None if fen is None else Money(fen)
                store.cash.add(PayingAccountDraft(name, balance), samples.NOW)
            for name, month, fen, payments in accounts:
                owner = store.accounts.add(samples.account(name), samples.NOW)
                draft = samples.bill(owner.id, month, str(Money(fen + 45_945)))
                billed = store.bills.add(draft, samples.NOW)
                for _ in range(payments):
                    store.payments.add(samples.payment(bill_id=billed.id), samples.NOW)
        with store.unjournalled():
            store.settings.save("theme", "dark")
        held = store.dump()
    assert imported(from_json(to_json(held, samples.NOW))) == held


def test_bytes_survive_as_base64() -> None:
    held = Dump(1, {"later": [{"id": 1, "much": b"\x00\xff"}]}, {})
    row = json.loads(to_json(held, samples.NOW))["tables"]["later"][0]
    assert row == {"id": 1, "much": {"base64": "AP8="}}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (b"", "dump.not_json"),
        (b"\xff\xfe", "dump.not_json"),
        (b"[" * 100_000, "dump.not_json"),
        (b"[1]", "dump.not_ours"),
        (b'{"format": "beifu-export-2"}', "dump.not_ours"),
        (b'{"format": "beifu-export-1", "schema": NaN}', "dump.not_json"),
        (
            b'{"format": "beifu-export-1", "schema": 0, "tables": {}, "sequences": {}}',
            "dump.not_ours",
        ),
        (
            b'{"format": "beifu-export-1", "schema": true, "tables": {}, "sequences": {}}',
            "dump.not_ours",
        ),
        (
            START + b'"tables": [], "sequences": {}}',
            "dump.not_ours",
        ),
        (
            START + b'"tables": {"a": 1}, "sequences": {}}',
            "dump.broken",
        ),
        (
            START + b'"tables": {"a": [1]}, "sequences": {}}',
            "dump.broken",
        ),
        (
            START + b'"tables": {"a": [{}]}, "sequences": {}}',
            "dump.unknown",
        ),
        (
            START + b'"tables": {}, "sequences": {"bill": "x"}}',
            "dump.not_ours",
        ),
        (
            START + b'"sequences": {}, "tables": {"bill": [{"id": {"base64": "!"}}]}}',
            "dump.broken",
        ),
    ],
)
def test_what_is_no_export_is_refused(text: bytes, key: str) -> None:
    with pytest.raises(UserError) as caught:
        from_json(text)
    assert caught.value.key == key


def test_an_export_of_a_newer_version_is_refused() -> None:
    content: dict[str, Any] = json.loads(to_json(filled(), samples.NOW))
    with pytest.raises(StorageError) as caught:
        from_json(json.dumps(content | {"schema": 999}).encode())
    assert caught.value.trouble is StorageTrouble.NEWER
