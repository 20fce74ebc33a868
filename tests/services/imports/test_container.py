"""Files from outside."""

from pathlib import Path

import pytest

from assistant.errors import UserError
from assistant.services.imports import container
from assistant.services.imports.container import read_file


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path, key in ((tmp_path, "no_file"), (tmp_path / "x", "no_file")):
        with pytest.raises(UserError, match=f"import.{key}"):
            read_file(path)


def test_an_empty_file_and_a_huge_one_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"\0\n ")
    with pytest.raises(UserError, match=r"import\.empty"):
        read_file(path)
    path.write_bytes(b"x" * 20)
    assert read_file(path) == b"x" * 20
    monkeypatch.setattr(container, "LARGEST_BYTES", 10)
    with pytest.raises(UserError, match=r"import\.too_large"):
        read_file(path)
