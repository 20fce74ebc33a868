"""A store's protection changed: encrypted, opened up, or put under another key, whole or not at all.

What decides is the file itself: its first bytes say whether it is encrypted and by which key. The
wrapped key is there before the file is encrypted and goes after it was opened up, so a program
killed at any moment leaves a store that opens.
"""

import sys
from pathlib import Path

from assistant.store.backup import FRESH as RESTORING
from assistant.store.connection import file_errors, sidecar
from assistant.store.copy import copy_store, discard, sync_folder, wipe, written_anew
from assistant.store.header import check_stamp
from assistant.store.incoming import clear_incoming, is_left
from assistant.store.key import Key

FRESH, LAST = ".rekeying", ".wiping"


def rekey(store: Path, key: Key | None, new_key: Key | None) -> None:
    """Put a store that nobody has open under ``new_key``; None stores it in plain text.

    Args:
        store: the file, closed in this process.
        key: what opens it now.
        new_key: what opens it afterwards; its wrapping must be stored already.

    Raises:
        StorageError: another process has it open, or it cannot be written; it stays as it was.
    """
    if key == new_key:
        return
    fresh = sidecar(store, FRESH)
    opened_files_stay = sys.platform == "win32"  # they cannot be replaced there
    with file_errors(store):
        check_stamp(store, key)
        try:
            with written_anew(store, fresh, key, new_key, alone=True):
                if not opened_files_stay:
                    _replace(fresh, store)
            if opened_files_stay:
                _replace(fresh, store)
        finally:
            discard(fresh)


def reseal(path: Path, key: Key | None, new_key: Key | None) -> None:
    """Put a copy that lies still, such as a backup, under another key.

    Raises:
        StorageError: it is not sound, or cannot be written; it stays as it was.
    """
    fresh = path.with_suffix(".part")
    with file_errors(path):
        try:
            copy_store(path, fresh, key, new_key)
            _replace(fresh, path)
        finally:
            discard(fresh)


def clear_leftovers(store: Path) -> None:
    """What a rekeying or a restore that was killed left beside a store, which is open and so not theirs."""
    last = sidecar(store, LAST)
    if last.exists():
        wipe(last)
        last.unlink(missing_ok=True)
    discard(sidecar(store, FRESH))
    discard(sidecar(store, RESTORING))
    if is_left(store):
        clear_incoming(store)


def _replace(fresh: Path, old: Path) -> None:
    """Put ``fresh`` in the place of ``old``, whose bytes are overwritten once they are out of the way."""
    last = sidecar(old, LAST)
    last.unlink(missing_ok=True)
    try:
        last.hardlink_to(old)
    except OSError:  # a file system without links: the old bytes cannot be reached any more
        fresh.replace(old)
    else:
        fresh.replace(old)
        wipe(last)
        last.unlink()
    sync_folder(old.parent)
