"""What the composition root offers to the window."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from assistant.clock import Clock
from assistant.paths import Paths
from assistant.services.session import Session
from assistant.services.vault import Vault


class Opener(Protocol):
    """What the composition root offers to the window."""

    @property
    def paths(self) -> Paths:
        """Where the files are."""

    @property
    def clock(self) -> Clock:
        """The program's clock."""

    @property
    def vault(self) -> Vault:
        """What opens an encrypted store."""

    def open(self, now: datetime | None = None) -> Session:
        """Open the user's own store."""

    def open_demo(self) -> Session:
        """Open the demo store."""

    def newest_backup(self) -> Path | None:
        """The newest sound backup."""

    def restore(self, backup: Path) -> None:
        """Put a backup in the store's place."""
