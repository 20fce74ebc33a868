"""The backups as a person sees them: when, how big, whether they are sound, what is in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.paths import Paths
from assistant.services.vault import Vault
from assistant.store.backup import backups, replaced
from assistant.store.dump import Dump, dump_of
from assistant.store.header import check_sound
from assistant.store.key import id_of


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup.

    Attributes:
        path: the file.
        taken: when, UTC.
        reason: ``daily``, ``migration``, ``manual`` and so on.
        size: bytes.
        encrypted: whether it wants a key.
        state: ``good``, ``locked`` (another key), ``newer`` or ``damaged``; ``unknown`` before a check.
    """

    path: Path
    taken: datetime
    reason: str
    size: int
    encrypted: bool
    state: str


def listed(paths: Paths, vault: Vault, *, check: bool = True) -> list[Copy]:
    """All backups and files that restores replaced, newest first.

    ``check`` reads each whole, which is for a worker thread.
    """
    found = []
    rows = [*backups(paths.backups, paths.store.stem), *replaced(paths.store)]
    for row in sorted(rows, key=lambda row: row.taken, reverse=True):
        state = state_of(row.path, vault) if check else "unknown"
        size = row.path.stat().st_size
        encrypted = id_of(row.path) is not None
        found.append(Copy(row.path, row.taken, row.reason, size, encrypted, state))
    return found


def state_of(path: Path, vault: Vault) -> str:
    """Whether a backup could be put back."""
    try:
        check_sound(path, vault.key_for(path))
    except StorageError as error:
        known = {StorageTrouble.ENCRYPTED: "locked", StorageTrouble.NEWER: "newer"}
        return known.get(error.trouble, "damaged")
    return "good"


def content_of(path: Path, vault: Vault, passphrase: str = "") -> Dump:
    """What is in a backup, in the present form; the passphrase is for one under another key.

    Raises:
        StorageError: it is damaged, not ours, or of a newer version.
        UserError: it wants a passphrase, or another one.
    """
    key = vault.key_for(path)
    try:
        return dump_of(path, vault.unlock(passphrase, path) if passphrase else key)
    except StorageError as error:
        if error.trouble is StorageTrouble.ENCRYPTED:
            raise UserError("passphrase.needed", "passphrase") from None
        raise


def row(copy: Copy) -> Mapping[str, object]:
    """A backup as ``beifu backup --list --json`` prints it (docs/cli.md)."""
    return {
        "file": str(copy.path),
        "taken": copy.taken.isoformat(),
        "reason": copy.reason,
        "bytes": copy.size,
        "encrypted": copy.encrypted,
        "state": copy.state,
    }
