# ruff: noqa: PT012 -- what is expected to fail is a whole transaction
import random
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.clock import Clock, fixed_clock
from assistant.domain.account import DatedTerm, Intent, ItemKind
from assistant.domain.draft import PayingAccountDraft
from assistant.domain.money import Money
from assistant.errors import UserError
from assistant.store.undo import JOURNALLED, STEPS_KEPT
from assistant.store.unit import Store
from tests.store import samples


def _rename(store: Store, name: str, command: str = "rename") -> None:
    with store.transaction(command):
        store.cash.rename(1, name)


OF_NO_ACCOUNT = (
    *("cash_actual", "cash_rule", "collection_attachment", "estate"),
    *("import_file", "import_rule"),
)
KEPT = (
    *OF_NO_ACCOUNT,
    "cash_item",
    "reserve_entry",
    "collection_contact",
)  # they lose the account, and stay


def _peek(store: Store) -> tuple[str | None, str | None]:
    return store.journal.peek_undo(), store.journal.peek_redo()


def test_without_commands_there_is_nothing_to_undo_or_redo(store: Store) -> None:
    assert _peek(store) == (None, None)
    assert store.journal.undo() is None
    assert store.journal.redo() is None


def test_undo_and_redo_name_the_command_and_bring_its_content_back(filled: Store) -> None:
    before = samples.exported(filled)
    _rename(filled, "余额")
    after = samples.exported(filled)
    assert _peek(filled) == ("rename", None)
    assert filled.journal.undo() == "rename"
    assert samples.exported(filled) == before
    assert _peek(filled) == ("fill", "rename")
    assert filled.journal.redo() == "rename"
    assert samples.exported(filled) == after
    assert _peek(filled) == ("rename", None)


@pytest.mark.parametrize("table", JOURNALLED)
def test_a_removed_account_comes_back_with_all_that_hung_on_it(filled: Store, table: str) -> None:
    before = samples.rows(filled, table)
    assert before
    with filled.transaction("remove_paying_account"):
        filled.cash.remove(1)
    with filled.transaction("remove_account"):
        filled.accounts.remove(1)
    after = samples.rows(filled, table)
    assert after != before or table in OF_NO_ACCOUNT
    assert not after or table in KEPT
    assert filled.journal.undo() == "remove_account"
    assert filled.journal.undo() == "remove_paying_account"
    assert samples.rows(filled, table) == before
    assert filled.journal.redo() == "remove_paying_account"
    assert filled.journal.redo() == "remove_account"
    assert samples.rows(filled, table) == after


def test_undo_works_after_a_restart(filled: Store, clock: Clock) -> None:
    before = samples.exported(filled)
    _rename(filled, "余额")
    _rename(filled, "卡")
    filled.journal.undo()
    filled.close()
    again = Store(filled.path, clock)
    assert _peek(again) == ("rename", "rename")
    again.journal.undo()
    assert samples.exported(again) == before
    again.close()


def test_a_new_command_after_an_undo_ends_what_could_be_done_again(filled: Store) -> None:
    _rename(filled, "一", "first")
    _rename(filled, "二", "second")
    filled.journal.undo()
    _rename(filled, "三", "third")
    assert _peek(filled) == ("third", None)
    assert [filled.journal.undo() for _ in range(4)] == ["third", "first", "fill", None]


@pytest.mark.parametrize("name", ["余额宝", None])
def test_a_command_that_changed_nothing_is_no_step_and_ends_nothing(
    filled: Store, name: str | None
) -> None:
    _rename(filled, "一", "first")
    filled.journal.undo()
    with filled.transaction("nothing"):
        if name is not None:
            filled.cash.rename(1, name)
    assert _peek(filled) == ("fill", "first")


def test_a_failed_command_ends_nothing(filled: Store) -> None:
    _rename(filled, "一", "first")
    filled.journal.undo()
    with pytest.raises(UserError), filled.transaction("failed"):
        filled.cash.rename(1, "二")
        filled.bills.remove(99)
    assert _peek(filled) == ("fill", "first")


def test_settings_are_neither_undone_nor_a_step(filled: Store) -> None:
    with filled.unjournalled():
        filled.settings.save("theme", "dark")
    assert filled.journal.undo() == "fill"
    assert filled.settings.load().theme == "dark"


def test_undo_leaves_no_row_that_refers_to_nothing_and_foreign_keys_on(filled: Store) -> None:
    filled.journal.undo()
    with pytest.raises(UserError), filled.transaction("try"):
        filled.bills.add(samples.bill(1), samples.NOW)
    assert filled.bills.all() == ()


def test_a_journal_that_names_another_table_is_refused(filled: Store) -> None:
    assert filled.path is not None
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("UPDATE journal_entry SET table_name = 'journal_step' WHERE id = 1")
    before = samples.exported(filled)
    with pytest.raises(ValueError, match="journal_step"):
        filled.journal.undo()
    assert samples.exported(filled) == before


def test_only_the_newest_500_steps_are_kept(filled: Store) -> None:
    for number in range(STEPS_KEPT):
        _rename(filled, f"名 {number}", f"rename {number}")
    assert len(samples.rows(filled, "journal_step")) == STEPS_KEPT
    assert len(samples.rows(filled, "journal_entry")) == STEPS_KEPT
    while filled.journal.undo() is not None:
        pass
    assert [account.name for account in filled.cash.all()] == ["余额宝"]


# Any sequence of commands ---------------------------------------------------------------------


class RandomUser:
    """Draws commands over all repositories; a refusal by the store is one of the outcomes."""

    def __init__(self, store: Store, seed: int) -> None:
        self._store = store
        self._draw = random.Random(seed)

    def command(self) -> None:
        """One to four writes as one command."""
        actions = [self._draw.choice(ACTIONS) for _ in range(self._draw.randint(1, 4))]
        try:
            with self._store.transaction("command"):
                for action in actions:
                    action(self._store, self._draw)
        except UserError:
            return


def _one(rows: tuple[object, ...], draw: random.Random) -> int:
    """An id of these rows, sometimes one that is gone."""
    ids = [row.id for row in rows]  # type: ignore[attr-defined]
    return draw.choice([*ids, 999] if draw.random() < 0.1 or not ids else ids)


def _account(store: Store, draw: random.Random) -> int:
    return _one(store.accounts.all(), draw)


def _cash(store: Store, draw: random.Random) -> int | None:
    return draw.choice([None, _one(store.cash.all(), draw)])


def _sources(store: Store, draw: random.Random) -> tuple[int, ...]:
    rows = [_one(store.cash.all(), draw) for _ in range(draw.randint(0, 2))]
    return tuple(dict.fromkeys(rows))


def _frozen(store: Store, draw: random.Random) -> tuple[int | None, int | None]:
    if draw.random() < 0.5:
        return _one(store.loans.all(), draw), None
    return None, _one(store.plans.all(), draw)


def _name(draw: random.Random) -> str:
    return draw.choice(["花呗", "借呗", "白条", "'; --", "信用卡"])


def _change_terms(store: Store, draw: random.Random) -> None:
    key = draw.choice(["limit", "lender"])
    day = draw.choice([date.min, date(2026, 12, 1)])
    term = DatedTerm(key, draw.choice(["", "1", "2"]), day)
    store.accounts.set_terms(_account(store, draw), (term,))


def _pay(store: Store, draw: random.Random) -> None:
    cash = _cash(store, draw)
    if draw.random() < 0.5:
        bill_id = _one(store.bills.all(), draw)
        draft = samples.payment(bill_id=bill_id, paying_account_id=cash)
    else:
        loan_id, term_no = _one(store.loans.all(), draw), draw.randint(1, 12)
        draft = samples.payment(loan_id=loan_id, term_no=term_no, paying_account_id=cash)
    store.payments.add(draft, samples.NOW)


ACTIONS: tuple[Callable[[Store, random.Random], object], ...] = (
    lambda s, d: s.accounts.add(samples.account(_name(d), _cash(s, d)), samples.NOW),
    lambda s, d: s.accounts.add(samples.account(_name(d), _cash(s, d)), samples.NOW),
    lambda s, d: s.accounts.update(_account(s, d), _name(d), "", _sources(s, d)),
    _change_terms,
    lambda s, d: s.accounts.remove(_account(s, d)) if d.random() < 0.3 else None,
    lambda s, d: s.cash.add(PayingAccountDraft(_name(d), Money(d.randint(0, 9))), samples.NOW),
    lambda s, d: s.cash.rename(_one(s.cash.all(), d), _name(d)),
    lambda s, d: s.cash.set_balance(_one(s.cash.all(), d), Money(d.randint(0, 9)), samples.NOW),
    lambda s, d: s.cash.remove(_one(s.cash.all(), d)) if d.random() < 0.3 else None,
    lambda s, d: s.bills.add(samples.bill(_account(s, d), d.randint(1, 12)), samples.NOW),
    lambda s, d: s.bills.add(samples.bill(_account(s, d), d.randint(1, 12)), samples.NOW),
    lambda s, d: s.bills.update(
        _one(s.bills.all(), d), samples.bill(_account(s, d), d.randint(1, 12)), samples.LATER
    ),
    lambda s, d: s.bills.set_intent(_one(s.bills.all(), d), d.choice(list(Intent))),
    lambda s, d: s.bills.remove(_one(s.bills.all(), d)),
    lambda s, d: s.readings.save(samples.reading(_account(s, d), d.randint(1, 3)), samples.NOW),
    lambda s, d: s.plans.add(samples.plan(_account(s, d)), samples.NOW),
    lambda s, d: s.plans.remove(_one(s.plans.all(), d)),
    lambda s, d: s.accounts.archive(_account(s, d), d.choice([None, samples.LATER])),
    lambda s, d: s.accounts.arrange([_account(s, d)]),
    lambda s, d: s.items.add(samples.item(_account(s, d)), samples.NOW),
    lambda s, d: s.items.add(
        samples.item(_account(s, d), ItemKind.REFUND, _one(s.plans.all(), d)), samples.NOW
    ),
    lambda s, d: s.items.update(_one(s.items.all(), d), samples.item(_account(s, d))),
    lambda s, d: s.items.remove(_one(s.items.all(), d)),
    lambda s, d: s.estimates.book(samples.estimate(_one(s.bills.all(), d))),
    lambda s, d: s.frozen.save(_frozen(s, d), d.randint(1, 3), Money(d.randint(0, 9)), Money(7)),
    lambda s, d: s.frozen.thaw(_frozen(s, d), d.randint(1, 3)),
    lambda s, d: s.loans.set_rate(
        _one(s.loans.all(), d), date(2027, d.randint(1, 3), 1), d.choice([None, Decimal("0.0003")])
    ),
    lambda s, d: s.loans.add(samples.loan(_account(s, d)), samples.NOW),
    lambda s, d: s.loans.update(
        _one(s.loans.all(), d), samples.loan(_account(s, d), d.randint(2, 12)), samples.LATER
    ),
    lambda s, d: s.loans.remove(_one(s.loans.all(), d)),
    _pay,
    _pay,
    lambda s, d: s.payments.remove(_one(s.payments.all(), d)),
)


def _all_back(store: Store, start: Mapping[str, list[str]], commands: int) -> None:
    end = samples.exported(store)
    done = 0
    while store.journal.undo() is not None:
        done += 1
    assert samples.exported(store) == start
    assert done <= commands
    for _ in range(done):
        assert store.journal.redo() == "command"
    assert samples.exported(store) == end
    assert store.journal.redo() is None


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_any_fifty_commands_undone_are_the_start_and_redone_the_end(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / f"{seed}.db"
    path.unlink(missing_ok=True)
    store = Store(path, fixed_clock(samples.NOW))
    try:
        start = samples.exported(store)
        user = RandomUser(store, seed)
        for _ in range(50):
            user.command()
        _all_back(store, start, 50)
    finally:
        store.close()


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(min_value=0, max_value=2**32), data=st.data())
def test_commands_mixed_with_undo_and_redo_still_lead_back(
    tmp_path: Path, seed: int, data: st.DataObject
) -> None:
    path = tmp_path / f"mixed-{seed}.db"
    path.unlink(missing_ok=True)
    store = Store(path, fixed_clock(samples.NOW))
    try:
        start = samples.exported(store)
        user = RandomUser(store, seed)
        moves = data.draw(st.lists(st.sampled_from("cccuur"), min_size=30, max_size=30))
        for move in moves:
            {"c": user.command, "u": store.journal.undo, "r": store.journal.redo}[move]()
        while store.journal.redo() is not None:
            pass
        _all_back(store, start, 30)
    finally:
        store.close()
