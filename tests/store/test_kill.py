import random
import subprocess
import sys
from pathlib import Path

from assistant.clock import Clock
from assistant.store.database import integrity_check
from assistant.store.unit import Store

ROOT = Path(__file__).parents[2]
WANTED = 200
MOST_KILLS = 60


def _run_and_kill(path: Path, first: int, reads: int) -> int:
    """Let a writer work, kill it after so many acknowledged commands; the number it got to."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.store.kill_writer", str(path), str(first)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert writer.stdout is not None
    with writer:
        for _ in range(reads):
            writer.stdout.readline()
        writer.kill()
        writer.wait()
        # What is still in the pipe was acknowledged as well.
        rest = writer.stdout.read().split(b"\n")
    complete = [int(line) for line in rest[:-1]]
    return complete[-1] if complete else first + reads - 1


def _stored(path: Path, clock: Clock) -> tuple[set[str], str | None]:
    store = Store(path, clock)
    names = {account.name for account in store.cash.all()}
    newest = store.journal.peek_undo()
    store.close()
    return names, newest


def test_two_hundred_acknowledged_commands_survive_kill_9(path: Path, clock: Clock) -> None:
    draw = random.Random(20261123)
    last, kills = -1, 0
    while last + 1 < WANTED:
        last = _run_and_kill(path, last + 1, draw.randint(1, 30))
        kills += 1
        assert kills <= MOST_KILLS
        assert integrity_check(path) == ["ok"]
        names, newest = _stored(path, clock)
        sure = {f"{side} {number}" for side in ("left", "right") for number in range(last + 1)}
        one_more = {f"{side} {last + 1}" for side in ("left", "right")}
        assert names in (sure, sure | one_more)
        if names != sure:
            last += 1  # committed, but killed before it could say so
        assert newest == f"write {last}"
    assert kills > 5
