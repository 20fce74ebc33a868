"""Everything as one JSON text, and back: what a store holds, in a form that any program reads."""

import base64
import json
import re
from datetime import datetime
from typing import Any

from assistant.errors import UserError
from assistant.store.dump import Dump, upgraded

FORMAT = "beifu-export-1"
LARGEST_BYTES = 2**29
_HEAD = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"beifu-export-')


def to_json(content: Dump, now: datetime | None) -> bytes:
    """The whole content as UTF-8 JSON (docs/cli.md)."""
    document = {
        "format": FORMAT,
        "exported_at": None if now is None else now.isoformat(timespec="seconds"),
        "schema": content.schema,
        "sequences": dict(content.sequences),
        "tables": {name: [dict(row) for row in rows] for name, rows in content.tables.items()},
    }
    text = json.dumps(document, ensure_ascii=False, indent=1, default=_encoded)
    return f"{text}\n".encode()


def from_json(text: bytes) -> Dump:
    """What an export holds, brought to the present form and checked against every rule of the store.

    Raises:
        UserError: it is no export of ours, or says what no store could hold.
        StorageError: made by a newer version of this program.
    """
    if len(text) > LARGEST_BYTES:
        raise UserError("dump.too_large", "file")
    try:
        document = json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise UserError("dump.not_json", "file") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UserError("dump.not_ours", "file")
    schema, tables = document.get("schema"), document.get("tables")
    sequences = document.get("sequences")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise UserError("dump.not_ours", "file")
    if not isinstance(tables, dict) or not isinstance(sequences, dict):
        raise UserError("dump.not_ours", "file")
    read = {name: [_row(name, row) for row in _list(name, rows)] for name, rows in tables.items()}
    if not all(isinstance(highest, int) for highest in sequences.values()):
        raise UserError("dump.not_ours", "file")
    return upgraded(Dump(schema, read, sequences))


def is_export(text: bytes) -> bool:
    """Whether a file is our export, by its first bytes: what names the form comes first."""
    return _HEAD.match(text) is not None


def _list(table: str, rows: object) -> list[Any]:
    if not isinstance(rows, list):
        raise UserError("dump.broken", "file", what=table)
    return rows


def _row(table: str, row: object) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise UserError("dump.broken", "file", what=table)
    return {name: _decoded(table, value) for name, value in row.items()}


def _encoded(value: object) -> dict[str, str]:
    if not isinstance(value, bytes):
        raise TypeError(type(value).__name__)
    return {"base64": base64.b64encode(value).decode()}


def _decoded(table: str, value: object) -> object:
    if not isinstance(value, dict):
        return value
    try:
        return base64.b64decode(value["base64"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise UserError("dump.broken", "file", what=table) from None


def _refused(_name: str) -> None:
    raise ValueError
