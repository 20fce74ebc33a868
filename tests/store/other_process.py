"""Another process that has a store open, as a second program of the user's would."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
OPEN = (
    "import sys; from pathlib import Path; from assistant.clock import system_clock;"
    "from assistant.store.unit import Store; s = Store(Path(sys.argv[1]), system_clock);"
    "s.accounts.all(); print('open', flush=True); sys.stdin.read()"
)


@contextmanager
def held_open(path: Path) -> Iterator[None]:
    """The store is open elsewhere until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-c", OPEN, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"open\n"
        yield
        other.stdin.close()
