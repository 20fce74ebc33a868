"""Files that ship with the program: from the source tree, an installed wheel or a frozen bundle."""

import sys
from pathlib import Path


def root() -> Path:
    """The folder ``resources`` wherever this copy of the program has it."""
    package = Path(__file__).parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [package / "_resources", package.parent / "resources"]
    if bundle is not None:
        candidates.insert(0, Path(bundle) / "resources")
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("resources")


def path(name: str) -> Path:
    """A shipped file or folder by its relative name, such as ``products/huabei.toml``.

    Raises:
        ValueError: the name is absolute or climbs out of the folder.
    """
    relative = Path(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise ValueError(name)
    return root() / relative
