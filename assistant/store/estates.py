"""Saved estates: one document each, in the form of ``beifu estate``."""

import json
from datetime import datetime

from assistant.domain.estate_case import EstateCase, SavedEstate
from assistant.domain.estate_drafts import read_case, write_case
from assistant.store import codec
from assistant.store.repo import Repo


class EstateRepo(Repo):
    """Table ``estate``."""

    table = "estate"

    def add(self, case: EstateCase, created_at: datetime) -> int:
        """Add an estate; its id."""
        return self._insert(
            {"document": _document(case), "created_at": codec.instant_text(created_at)}
        )

    def update(self, row_id: int, case: EstateCase) -> None:
        """Replace an estate.

        Raises:
            UserError: it is gone.
        """
        self._update(row_id, {"document": _document(case)})

    def remove(self, row_id: int) -> None:
        """Delete an estate.

        Raises:
            UserError: it is gone.
        """
        self._delete(row_id)

    def all(self) -> tuple[SavedEstate, ...]:
        """All estates, oldest first."""
        return tuple(
            SavedEstate(row["id"], read_case(json.loads(row["document"]))) for row in self._rows()
        )


def _document(case: EstateCase) -> str:
    return json.dumps(write_case(case), ensure_ascii=False, separators=(",", ":"))
