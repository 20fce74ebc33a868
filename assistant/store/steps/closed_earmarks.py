"""Frees what was promised to accounts that were put away before putting away freed it."""

from sqlite_utils import Database

from assistant.store.undo import empty_journal

_KEPT = """
SELECT account.id, account.archived_at, sum(amount_fen),
    max(date(account.archived_at, '+8 hours'), max(happened_on))
FROM account JOIN reserve_entry ON reserve_entry.account_id = account.id
WHERE account.archived_at IS NOT NULL
GROUP BY account.id HAVING sum(amount_fen) > 0 ORDER BY account.id
"""


def apply(db: Database) -> None:
    """Two lines for each such account, as putting it away writes them now.

    Where there are any the journal is emptied: taking an older line back would leave them alone.
    """
    found = db.execute(_KEPT).fetchall()
    if found:
        empty_journal(db)
    for account_id, archived_at, fen, day in found:
        for owner, part in ((account_id, -fen), (None, fen)):
            db.execute(
                "INSERT INTO reserve_entry (kind, happened_on, amount_fen, account_id, created_at)"
                " VALUES ('move', ?, ?, ?, ?)",
                [day, part, owner, archived_at],
            )
