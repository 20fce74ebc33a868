"""Evidence is copied, private, and found changed when it is changed."""

import hashlib
import os
from pathlib import Path

import pytest

from assistant.errors import UserError
from assistant.services import attachments
from assistant.services.attachments import Attachments


@pytest.fixture
def evidence(tmp_path: Path) -> Attachments:
    return Attachments(tmp_path / "evidence")


def test_a_file_is_copied_under_its_hash_for_the_users_eyes_only(
    evidence: Attachments, tmp_path: Path
) -> None:
    file = tmp_path / "录音.m4a"
    file.write_bytes(b"hello")
    kept = evidence.keep(file)
    assert kept.sha256 == hashlib.sha256(b"hello").hexdigest()
    assert (kept.name, kept.size) == ("录音.m4a", 5)
    copy = evidence.path(kept.sha256)
    assert copy.read_bytes() == b"hello"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert evidence.keep(file) == kept
    assert [path.name for path in copy.parent.iterdir()] == [kept.sha256]


def test_a_copy_that_was_changed_or_lost_is_not_intact(
    evidence: Attachments, tmp_path: Path
) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"one")
    kept = evidence.keep(file)
    assert evidence.is_intact(kept.sha256)
    evidence.path(kept.sha256).write_bytes(b"two")
    assert not evidence.is_intact(kept.sha256)
    evidence.path(kept.sha256).unlink()
    assert not evidence.is_intact(kept.sha256)


def test_a_copy_that_is_stopped_leaves_nothing(evidence: Attachments, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"one")
    with pytest.raises(UserError, match=r"attachment\.stopped"):
        evidence.keep(file, lambda: True)
    assert list((tmp_path / "evidence").iterdir()) == []


def test_a_copy_that_did_not_change_is_read_once(
    evidence: Attachments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"one")
    kept = evidence.keep(file)
    assert evidence.is_intact(kept.sha256)
    monkeypatch.setattr(Path, "open", lambda *_arguments: pytest.fail("read again"))
    assert evidence.is_intact(kept.sha256)


def refusal(evidence: Attachments, file: Path) -> str:
    with pytest.raises(UserError) as caught:
        evidence.keep(file)
    assert caught.value.field == "attachment"
    return caught.value.key


def test_what_is_no_evidence_is_refused_and_leaves_nothing(
    evidence: Attachments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, pipe, big = tmp_path / "empty", tmp_path / "pipe", tmp_path / "big"
    empty.touch()
    os.mkfifo(pipe)
    big.write_bytes(b"12345")
    monkeypatch.setattr(attachments, "LARGEST_BYTES", 4)
    assert refusal(evidence, empty) == "attachment.empty"
    assert refusal(evidence, pipe) == "attachment.no_file"
    assert refusal(evidence, big) == "attachment.too_large"
    assert refusal(evidence, tmp_path) == "attachment.no_file"
    assert refusal(evidence, tmp_path / "nothing") == "attachment.unreadable"
    assert not (tmp_path / "evidence").exists()


def test_a_name_that_would_disturb_a_page_is_made_plain(
    evidence: Attachments, tmp_path: Path
) -> None:
    file = tmp_path / "a\u202e\nb.png"
    file.write_bytes(b"x")
    assert evidence.keep(file).name == "ab.png"


@pytest.mark.parametrize("name", ["../x", "A" * 64, "a" * 63])
def test_only_a_hash_names_a_copy(evidence: Attachments, name: str) -> None:
    with pytest.raises(ValueError, match=name[:3]):
        evidence.path(name)
