"""The one row that says which line of copies the store belongs to."""

from assistant.domain.lineage import Lineage
from assistant.store.repo import Repo


class LineageRepo(Repo):
    """Table ``lineage``."""

    table = "lineage"

    def load(self) -> Lineage:
        """Line, counter, mark and digest."""
        row = self._row(1)
        return Lineage(row["line"], row["counter"], row["mark"], row["digest"])

    def save(self, lineage: Lineage) -> None:
        """Store them; not an undo step."""
        self._execute(
            "UPDATE lineage SET line = ?, counter = ?, mark = ?, digest = ? WHERE id = 1",
            lineage.line,
            lineage.counter,
            lineage.mark,
            lineage.digest,
        )
