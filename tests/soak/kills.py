"""Hundreds of kills -9 in migration, rekeying, backup, restore and import."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.store.kills import MODES, kill_many


def main(arguments: Sequence[str]) -> int:
    """Kill each mode equally often; an AssertionError tells what was found between two states."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    each = -(-chosen.kills // len(MODES))
    for mode in MODES:
        with tempfile.TemporaryDirectory() as folder:
            kill_many(mode, Path(folder), each, chosen.seed)
        print(f"{mode}: {each} kills, the store was whole after each")
    return 0
