"""What the program is made of: packages, libraries inside them, their licences with the full texts.

One mechanism from source, wheel and bundle: the packages' own metadata (the bundle carries them
along), and ``resources/licences`` for what has none.
"""

import importlib.metadata
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath
from pathlib import Path

from assistant import __version__, resources
from assistant.services import toml_file
from assistant.store.connection import engine_versions

PROGRAM = "beifu"
BOOTLOADER = "pyinstaller"
"""Starts the bundle and is a part of it; from source nothing of it runs."""
_FOLDER = "licences"
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST_NAME = 40
"""Some packages put the whole text where the licence's name belongs."""
_READ = "\n\n" + "─" * 60 + "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """One part.

    Attributes:
        version: of a package; empty for a library inside one.
        inside: the package that carries it; empty for a package.
        files: where the licence's text stands, as many as there are.
    """

    name: str
    version: str
    licence: str
    inside: str
    files: tuple[Path, ...]

    def text(self) -> str:
        """The licence as its owner wrote it."""
        return _READ.join(path.read_text("utf-8", "replace").strip() for path in self.files)


def parts() -> list[Part]:
    """The program first, then every part in order of name."""
    table = toml_file.read(resources.path(f"{_FOLDER}/parts.toml"), ("part", "package"))
    said = {normalised(row["name"]): row for row in table["package"]}
    found = [_packaged(row, said.get(normalised(_name(row)), {})) for row in distributions()]
    found += [
        Part(row["name"], "", row["licence"], row.get("inside", ""), _shipped(row))
        for row in table["part"]
    ]
    return sorted(found, key=lambda part: (part.name != PROGRAM, part.name.casefold()))


def versions() -> dict[str, str]:
    """The versions that a report of a fault should name, in the order in which people read them."""
    return {
        "program": __version__,
        "python": platform.python_version(),
        **engine_versions(),
        "solver": importlib.metadata.version("highspy"),
        "platform": platform.platform(),
    }


def distributions() -> list[Distribution]:
    """The program's package and all that it asks for, as far as they are there."""
    roots = [PROGRAM, BOOTLOADER] if getattr(sys, "frozen", False) else [PROGRAM]
    found: dict[str, Distribution | None] = {}
    for root in roots:
        _walk(root, found)
    return [row for row in found.values() if row is not None]


def normalised(name: str) -> str:
    """A package's name as PEP 503 compares them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _walk(name: str, found: dict[str, Distribution | None]) -> None:
    key = normalised(name)
    if key in found:
        return
    try:
        found[key] = row = importlib.metadata.distribution(name)
    except PackageNotFoundError:  # of another system, or left out of the bundle
        found[key] = None
        return
    for asked in row.requires or ():
        match = _NAME.match(asked)
        if match is not None and "extra ==" not in asked:
            _walk(match[0], found)


def _packaged(row: Distribution, said: toml_file.Entry) -> Part:
    licence = said.get("licence") or _licence(row)
    files = tuple(Path(str(row.locate_file(file))) for file in _licence_files(row))
    return Part(_name(row), row.version, licence, "", _shipped(said) + files)


def _shipped(said: toml_file.Entry) -> tuple[Path, ...]:
    return (resources.path(f"{_FOLDER}/{said['text']}"),) if "text" in said else ()


def _licence_files(row: Distribution) -> Iterator[PackagePath]:
    for file in row.files or ():
        beside = any(part.endswith(".dist-info") for part in file.parts)
        if beside and _LICENCE_FILE.search(file.name) and file.suffix != ".py":
            yield file


def _name(row: Distribution) -> str:
    return str(row.metadata["Name"])


def _licence(row: Distribution) -> str:
    """The licence's name: SPDX where told, else the short text, else the classifiers'."""
    told = [*_all(row, "License-Expression"), *_all(row, "License")]
    for name in told:
        if len(name) <= _LONGEST_NAME and "\n" not in name:
            return name
    classifiers = [text for text in _all(row, "Classifier") if text.startswith("License")]
    named = [text.split(" :: ")[-1] for text in classifiers]
    return ", ".join(named) or "".join(told).partition("\n")[0]


def _all(row: Distribution, header: str) -> list[str]:
    return row.metadata.get_all(header) or []
