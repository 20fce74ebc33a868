"""What the lock files say: which packages this system's bundle takes, and what only developers have."""

import importlib.metadata
import re
from pathlib import Path

from packaging.requirements import Requirement

LOCK = Path(__file__).parent / "lock" / "run.txt"
BUILDER = "pyinstaller"
"""For developers, but its bootloader and its hooks' modules are a part of each bundle."""

NOT_SHIPPED = {"lxml", "pip"}
"""Asked for by packages that never need it here: ofxparse reads with ``html.parser``, and what
sqlite-utils would install with pip are plug-ins."""


def locked() -> dict[str, str]:
    """The pinned packages of this system by their names (PEP 503): ``name==version`` and its hashes."""
    found = {}
    for text in LOCK.read_text("utf-8").replace("\\\n", " ").splitlines():
        if not text or text.startswith((" ", "#")):
            continue
        requirement = Requirement(text.split(" --hash")[0].strip())
        if requirement.marker is None or requirement.marker.evaluate():
            hashes = [part for part in text.split() if part.startswith("--hash")]
            name = str(requirement).split(";")[0].strip()
            found[normalised(requirement.name)] = f"{name} {' '.join(hashes)}"
    return {name: pin for name, pin in found.items() if name not in NOT_SHIPPED}


def strangers() -> list[str]:
    """Modules that are installed here and would not be at a user's, so that no bundle may hold them.

    A package of ours that looks for one of them, as httpx for rich, does at its user's without.
    """
    ours = {*locked(), "beifu", BUILDER}
    owners = importlib.metadata.packages_distributions().items()
    return sorted(module for module, names in owners if ours.isdisjoint(map(normalised, names)))


def normalised(name: str) -> str:
    """A package's name as PEP 503 compares them."""
    return re.sub(r"[-_.]+", "-", name).lower()
