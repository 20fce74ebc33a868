"""The parts of the program: all of the lock file's are known, each with a licence that can be read."""

from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from assistant import __version__
from assistant.services import parts as made_of
from assistant.services.parts import normalised, parts, versions

LOCK = Path(__file__).parents[2] / "packaging" / "lock" / "run.txt"


def locked() -> set[str]:
    """The packages that this system takes."""
    found = set()
    for line in LOCK.read_text("utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            requirement = Requirement(line.removesuffix("\\").strip())
            if requirement.marker is None or requirement.marker.evaluate():
                found.add(normalised(requirement.name))
    return found


def test_every_package_of_the_lock_file_is_named() -> None:
    named = {normalised(part.name) for part in parts()}
    assert locked() <= named


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.name)
def test_every_part_names_its_licence_and_has_its_text(part: made_of.Part) -> None:
    assert part.licence
    assert len(part.text()) > 200


def test_the_program_comes_first_and_what_is_inside_a_package_says_so() -> None:
    found = parts()
    assert (found[0].name, found[0].version) == ("beifu", __version__)
    assert "GNU GENERAL PUBLIC LICENSE" in found[0].text()
    inside = {part.name: part.inside for part in found if part.inside}
    assert inside["SQLCipher"] == "sqlcipher3"
    assert inside["Qt"] == "PySide6-Essentials"
    assert {normalised(name) for name in inside.values()} <= {
        normalised(part.name) for part in found
    }


def test_development_tools_are_no_part() -> None:
    named = {normalised(part.name) for part in parts()}
    assert named.isdisjoint({"pytest", "hypothesis", "babel", "pyinstaller"})


def test_a_bundle_names_its_bootloader_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_of.sys, "frozen", True, raising=False)  # type: ignore[attr-defined]
    bootloader = next(part for part in parts() if part.name == "pyinstaller")
    assert "exception" in bootloader.text()


def test_the_versions_are_those_that_run() -> None:
    found = versions()
    assert found["program"] == __version__
    assert found["solver"] == distribution("highspy").version
    assert all(found[name][0].isdigit() for name in ("python", "sqlite", "sqlcipher"))
