"""A few kills of each kind; ``make soak`` makes hundreds."""

from pathlib import Path

import pytest

from tests.store.kills import MODES, kill_many


@pytest.mark.parametrize("mode", MODES)
def test_a_kill_leaves_the_old_store_or_the_new_one(mode: str, tmp_path: Path) -> None:
    kill_many(mode, tmp_path, times=3, seed=7)
