"""Everything out into a file of the user's choice, and our own export back in."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from assistant.domain.snapshot import Snapshot
from assistant.errors import UserError
from assistant.private_file import private_folder, write_private
from assistant.services.backups import content_of
from assistant.services.exporters import sealed
from assistant.services.exporters.tables import csv_zip, write_folder
from assistant.services.exporters.whole import LARGEST_BYTES, from_json, is_export, to_json
from assistant.services.exporters.workbook import workbook
from assistant.services.vault import Vault
from assistant.store.backup import SUFFIX
from assistant.store.dump import Dump
from assistant.store.header import is_store
from assistant.store.key import ID_BYTES, key_file

_HEAD_BYTES = 200
KINDS = ("json", "csv", "xlsx")
"""Kinds made here; a PDF needs the windows' library and is made by ``ui``."""


def export(
    kind: str, content: Dump, snapshot: Snapshot, target: Path, passphrase: str = ""
) -> Path:
    """Write one export, readable by the user alone; with a passphrase it becomes an age file.

    Args:
        kind: one of ``KINDS``; ``csv`` makes a ZIP, or a folder where ``target`` has no ``.zip``.
        content: everything in the store.
        snapshot: the same for reading.
        target: where to; ``.age`` is added to a sealed one.
        passphrase: empty for a plain file.

    Returns:
        The file or folder that was written.

    Raises:
        UserError: it cannot be written there, or the passphrase is too short.
    """
    try:
        if kind == "csv" and target.suffix.lower() != ".zip" and not passphrase:
            write_folder(content, target)
            return target
        return write(_made(kind, content, snapshot), target, passphrase)
    except OSError as error:
        raise UserError("file.not_written", "file", path=str(target)) from error


def write(made: bytes, target: Path, passphrase: str) -> Path:
    """Write bytes, sealed where there is a passphrase.

    Raises:
        OSError: it cannot be written there.
        UserError: the passphrase is too short.
    """
    if passphrase:
        made = sealed.seal(made, passphrase)
        if target.suffix != sealed.SUFFIX:
            target = target.with_name(target.name + sealed.SUFFIX)
    private_folder(target.parent)
    write_private(target, made)
    return target


def _made(kind: str, content: Dump, snapshot: Snapshot) -> bytes:
    if kind == "json":
        return to_json(content, snapshot.now)
    if kind == "csv":
        return csv_zip(content)
    if kind == "xlsx":
        return workbook(snapshot)
    raise UserError("export.unknown", "format", known=", ".join((*KINDS, "pdf")))


def suggested_name(kind: str, now: datetime) -> str:
    """A file name with the day."""
    ending = "zip" if kind == "csv" else kind
    return f"beifu-{now.date().isoformat()}.{ending}"


class Ours(StrEnum):
    """What a file of this program's own is."""

    EXPORT = "export"
    SEALED = "sealed"
    """Under a passphrase in the age format, which others use too: only what is inside tells."""
    BACKUP = "backup"


def ours(path: Path, vault: Vault) -> Ours | None:
    """What a file of ours is by its first bytes; None for any other, such as a bill file.

    Args:
        path: a file.
        vault: of the user's own store; an encrypted backup begins with the name of one of its keys.

    Raises:
        UserError: it is the store itself, which must not be opened beside its session.
    """
    if vault.guards(path):
        raise UserError("restore.itself", "file")
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError:
        return None
    if sealed.is_sealed(head):
        return Ours.SEALED
    if is_export(head):
        return Ours.EXPORT
    if is_store(head):
        return Ours.BACKUP
    named = path.suffix == SUFFIX or key_file(path) is not None
    wanted = vault.folder / f"{head[:ID_BYTES].hex()}.json"
    encrypted = not head.startswith(b"SQLite") and len(head) == _HEAD_BYTES
    return Ours.BACKUP if encrypted and (named or wanted.is_file()) else None


def content(path: Path, vault: Vault, passphrase: str = "") -> Dump:
    """What an export or a backup holds, in the present form.

    Raises:
        UserError: none of ours, a wrong or missing passphrase, or it cannot be read.
        StorageError: a backup that is damaged, or made by a newer version of this program.
    """
    kind = ours(path, vault)
    if kind in (Ours.EXPORT, Ours.SEALED):
        return read_export(path, passphrase)
    return content_of(path, vault, passphrase)


def read_export(path: Path, passphrase: str = "") -> Dump:
    """What a JSON export holds, in the present form; a sealed one is opened in memory.

    Raises:
        UserError: no export of ours, a wrong or missing passphrase, or it cannot be read.
        StorageError: made by a newer version of this program.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise UserError("dump.too_large", "file")
        text = path.read_bytes()
    except OSError as error:
        raise UserError("file.not_read", "file", path=str(path)) from error
    if sealed.is_sealed(text):
        if not passphrase:
            raise UserError("passphrase.needed", "passphrase")
        text = sealed.unseal(text, passphrase)
    return from_json(text)
