"""Full-text search over short texts, in memory: SQLite's FTS5 with trigrams, which need no word borders.

A Chinese word has often two characters and a trigram three: shorter words are looked for as they are.
"""

import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence

Document = tuple[str, str, str, str]
"""Id, title, tags, body."""

_TRIGRAM = 3
_WEIGHTS = "0, 8, 6, 1"  # a word of the title says more than one of the text
_PARTS = ("title", "tags", "body")


def plain(text: str) -> str:
    """Text as it is compared: full-width as half-width, no capitals, NUL (which ends SQL text) a space."""
    return unicodedata.normalize("NFKC", text).casefold().replace("\0", " ")


class TextIndex:
    """Documents that are found by words; their order of equal rank is the order they came in."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.execute(
            "CREATE VIRTUAL TABLE doc USING fts5"
            "(id UNINDEXED, title, tags, body, tokenize = 'trigram')"
        )
        self._connection.executemany(
            "INSERT INTO doc VALUES (?, ?, ?, ?)",
            ((name, *(plain(part) for part in parts)) for name, *parts in documents),
        )

    def search(self, query: str) -> list[str]:
        """Ids of the documents that hold every word of ``query``, best first; all for an empty one."""
        words = plain(query).split()
        short = [word for word in words if len(word) < _TRIGRAM]
        long = [word for word in words if len(word) >= _TRIGRAM]
        conditions = ["(" + " OR ".join(f"instr({part}, ?)" for part in _PARTS) + ")"] * len(short)
        parameters: list[object] = [word for word in short for _ in _PARTS]
        if long:
            conditions.append("doc MATCH ?")
            parameters.append(" AND ".join(_quoted(word) for word in long))
        order = f"bm25(doc, {_WEIGHTS})" if long else _rank(short, parameters)
        where = " AND ".join(conditions) or "1"
        sql = f"SELECT id FROM doc WHERE {where} ORDER BY {order}, rowid"  # noqa: S608
        return [str(row[0]) for row in self._connection.execute(sql, parameters)]

    def close(self) -> None:
        """Free the memory."""
        self._connection.close()


def _rank(short: Sequence[str], parameters: list[object]) -> str:
    """Titles first, then tags; appends its own parameters."""
    if not short:
        return "rowid"
    parameters.extend((short[0], short[0]))
    return "CASE WHEN instr(title, ?) THEN 0 WHEN instr(tags, ?) THEN 1 ELSE 2 END"


def _quoted(word: str) -> str:
    """A word as an FTS5 string: nothing in it is syntax."""
    return '"' + word.replace('"', '""') + '"'
