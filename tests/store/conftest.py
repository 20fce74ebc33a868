"""A store in a temp dir, its clock standing still."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.clock import Clock, fixed_clock
from assistant.store.unit import Store
from tests.store import samples


@pytest.fixture
def clock() -> Clock:
    return fixed_clock(samples.NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "beifu.db"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[Store]:
    opened = Store(path, clock)
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store) -> Store:
    samples.fill(store)
    return store
