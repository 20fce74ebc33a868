"""Files for the user alone: their mode from the first byte, whole or not at all, whatever lay there before."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import UserError
from assistant.private_file import part_of, private_folder, save, write_private
from assistant.services.files import write_text

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes and limits")


@contextmanager
def limited(largest: int) -> Iterator[None]:
    """A disk that takes no more than so many bytes of one file."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_a_leftover_that_others_may_read_gives_its_mode_to_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    part_of(target).write_text("half")
    part_of(target).chmod(0o644)
    write_text(target, "whole")
    assert mode(target) == 0o600
    assert [row.name for row in tmp_path.iterdir()] == ["a.csv"]


@posix
def test_a_leftover_that_is_a_link_leads_nowhere(tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "a", tmp_path / "elsewhere"
    elsewhere.write_text("stays")
    part_of(target).symlink_to(elsewhere)
    write_private(target, b"new")
    assert (target.read_bytes(), elsewhere.read_text()) == (b"new", "stays")
    assert not target.is_symlink()


@posix
def test_a_full_disk_is_told_and_the_older_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "a"
    save(target, b"old")
    with limited(1000), pytest.raises(UserError, match=r"file\.not_written"):
        save(target, b"x" * 5000)
    assert target.read_bytes() == b"old"
    assert [row.name for row in tmp_path.iterdir()] == ["a"]


def test_what_is_written_is_on_the_disk_before_it_takes_the_older_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def sync_told(handle: int) -> None:
        steps.append("sync")
        sync(handle)

    def replace_told(one: Path, other: Path) -> Path:
        steps.append("replace")
        return replace(one, other)

    monkeypatch.setattr(os, "fsync", sync_told)
    monkeypatch.setattr(Path, "replace", replace_told)
    write_text(tmp_path / "a.csv", "text")
    assert steps == ["sync", "replace"]


def test_a_folder_that_is_not_there_is_a_refusal_until_it_is_made(tmp_path: Path) -> None:
    target = tmp_path / "one" / "two" / "a"
    with pytest.raises(UserError, match=r"file\.not_written"):
        save(target, b"x")
    private_folder(target.parent)
    save(target, b"x")
    if sys.platform != "win32":
        assert mode(target.parent) == 0o700
