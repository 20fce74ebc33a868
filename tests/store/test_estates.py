"""Saved estates in the store."""

from dataclasses import replace

import pytest

from assistant.domain.estate_case import SavedEstate
from assistant.errors import UserError
from assistant.store.unit import Store
from tests.store import samples


def test_an_estate_comes_back_as_it_was_told(filled: Store) -> None:
    assert filled.estates.all() == (SavedEstate(1, samples.estate()),)


def test_an_estate_is_replaced_and_undone(filled: Store) -> None:
    with filled.transaction("save_estate"):
        filled.estates.update(1, replace(samples.estate(), deceased="张三"))
    assert filled.estates.all()[0].case.deceased == "张三"
    filled.journal.undo()
    assert filled.estates.all() == (SavedEstate(1, samples.estate()),)
    with pytest.raises(UserError, match=r"row\.gone"), filled.transaction("x"):
        filled.estates.remove(2)
