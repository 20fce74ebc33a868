"""Where the program keeps its files; the only module that knows about appdirs."""

from dataclasses import dataclass
from pathlib import Path

from assistant.private_file import part_of

APP_ID = "io.github.beifu.Beifu"


@dataclass(frozen=True, slots=True)
class Paths:
    """All places of one installation, derived from its data directory."""

    data: Path

    @property
    def store(self) -> Path:
        """The user's own store."""
        return self.data / "beifu.db"

    @property
    def demo(self) -> Path:
        """The demo data's store, thrown away with one click."""
        return self.data / "demo.db"

    @property
    def backups(self) -> Path:
        """Folder of the rotating backups."""
        return self.data / "backups"

    @property
    def products(self) -> Path:
        """Folder of products that the user made himself."""
        return self.data / "products"

    @property
    def law(self) -> Path:
        """Folder of rates and caps that the user keeps up to date himself."""
        return self.data / "law"

    @property
    def crash_report(self) -> Path:
        """The last crash, for the user to read and to copy."""
        return self.data / "crash.txt"

    @property
    def crash_trace(self) -> Path:
        """What Python's fault handler writes while the process dies; read at the next start."""
        return self.data / "crash-trace.txt"

    @property
    def crash_unread(self) -> Path:
        """Is there while the user was not told of the last crash."""
        return self.data / "crash-unread"

    @property
    def keys(self) -> Path:
        """Folder of the wrapped keys of encrypted files."""
        return self.data / "keys"

    @property
    def everything(self) -> tuple[str, ...]:
        """Patterns in the data directory of all that the program keeps there; ``purge`` deletes it."""
        stores = (f"{self.store.name}*", f".{self.store.name}.*", f"{self.demo.name}*")
        evidence = (evidence_folder(self.store), evidence_folder(self.demo))
        folders = (self.backups, self.products, self.law, self.keys, *evidence)
        crash = (self.crash_report, part_of(self.crash_report), self.crash_trace, self.crash_unread)
        return (*stores, *(path.name for path in (*folders, *crash)))


def evidence_folder(store: Path) -> Path:
    """The folder beside a store in which an older version kept its evidence: it is taken in, then gone."""
    return store.with_name(f"{store.stem}-evidence")


def default_paths() -> Paths:
    """The per-user data directory of this system (appdirs)."""
    import appdirs  # late: a given --data-dir does not need it

    return Paths(Path(appdirs.user_data_dir("beifu", appauthor=False)))
