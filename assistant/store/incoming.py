"""Where the second place's copy lies while it is looked at: beside the store, and never for long."""

import time
from pathlib import Path

from assistant.private_file import part_of
from assistant.store.connection import sidecar

_SUFFIX = ".incoming"
_AT_MOST = 3600
"""Seconds after which nobody looks at it any more: another process may be doing so before."""


def incoming_of(store: Path) -> Path:
    """The file that such a copy is written to."""
    return sidecar(store, _SUFFIX)


def is_left(store: Path) -> bool:
    """Whether a program that was killed left one."""
    return any(path.exists() and _is_old(path) for path in _files(store))


def clear_incoming(store: Path) -> None:
    """Take it away; its bytes are overwritten, because it may be in plain text."""
    from assistant.store.copy import wipe  # late: no part of the start

    for path in _files(store):
        if path.exists():
            wipe(path)
            path.unlink(missing_ok=True)


def _files(store: Path) -> tuple[Path, Path]:
    incoming = incoming_of(store)
    return incoming, part_of(incoming)


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > _AT_MOST
