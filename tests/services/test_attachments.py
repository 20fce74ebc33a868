"""Evidence is copied into the store, found changed when it is changed, and shown without a file."""

import hashlib
import os
from contextlib import closing
from pathlib import Path

import pytest

from assistant.app import build
from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.paths import evidence_folder
from assistant.services import attachments
from assistant.services.attachments import Attachments
from assistant.services.session import Session
from assistant.store.collection import PART_BYTES, EvidenceRepo
from tests.conftest import FakeClock
from tests.store import samples

SHA = hashlib.sha256(b"hello").hexdigest()


@pytest.fixture
def evidence(session: Session) -> Attachments:
    return session.rights.evidence


def file_of(folder: Path, content: bytes, name: str = "录音.m4a") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def stored(session: Session) -> int:
    return session.store.evidence.size()


def test_a_file_is_copied_into_the_store_once(
    session: Session, evidence: Attachments, tmp_path: Path
) -> None:
    file = file_of(tmp_path, b"hello")
    kept = evidence.keep(file)
    assert (kept.name, kept.sha256, kept.size) == ("录音.m4a", SHA, 5)
    assert evidence.content(SHA) == b"hello"
    assert evidence.keep(file) == kept
    assert stored(session) == 5
    assert not evidence_folder(session.store.path or tmp_path).exists()


def test_a_large_file_lies_in_parts(evidence: Attachments, tmp_path: Path) -> None:
    content = os.urandom(PART_BYTES * 2 + 1)
    kept = evidence.keep(file_of(tmp_path, content))
    assert evidence.content(kept.sha256) == content
    assert evidence.is_intact(kept.sha256)


def test_a_copy_that_was_changed_or_lost_is_not_intact(
    session: Session, evidence: Attachments, tmp_path: Path
) -> None:
    evidence.keep(file_of(tmp_path, b"hello"))
    with session.store.unjournalled():
        session.store.evidence.keep("b" * 64, b"other", samples.NOW)
    assert evidence.is_intact(SHA)
    assert not evidence.is_intact("b" * 64)
    assert not evidence.is_intact("c" * 64)


def test_a_copy_is_read_once(
    evidence: Attachments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence.keep(file_of(tmp_path, b"hello"))
    assert evidence.is_intact(SHA)
    monkeypatch.setattr(EvidenceRepo, "parts", lambda *_arguments: pytest.fail("read again"))
    assert evidence.is_intact(SHA)


def test_a_copy_that_is_stopped_leaves_nothing(
    session: Session, evidence: Attachments, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=r"attachment\.stopped"):
        evidence.keep(file_of(tmp_path, b"hello"), lambda: True)
    assert stored(session) == 0


def refusal(evidence: Attachments, file: Path) -> str:
    with pytest.raises(UserError) as caught:
        evidence.keep(file)
    assert caught.value.field == "attachment"
    return caught.value.key


def test_what_is_no_evidence_is_refused_and_leaves_nothing(
    session: Session, evidence: Attachments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
    assert stored(session) == 0


def test_all_evidence_together_stays_below_what_an_export_may_hold(
    session: Session, evidence: Attachments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", 8)
    evidence.keep(file_of(tmp_path, b"hello"))
    evidence.keep(file_of(tmp_path, b"hello"))  # it is there already and takes no more room
    assert refusal(evidence, file_of(tmp_path, b"more")) == "attachment.too_much"
    assert stored(session) == 5


def test_a_name_that_would_disturb_a_page_is_made_plain(
    evidence: Attachments, tmp_path: Path
) -> None:
    assert evidence.keep(file_of(tmp_path, b"x", "a\u202e\nb.png")).name == "ab.png"


def test_what_nobody_can_ask_for_goes_with_the_next_file(
    session: Session, evidence: Attachments, tmp_path: Path, clock: FakeClock
) -> None:
    chosen = evidence.keep(file_of(tmp_path, b"chosen and left"))
    kept = evidence.keep(file_of(tmp_path, b"hello"))
    session.ledger.add_contact(samples.contact(), [kept])
    session.ledger.remove_contact(1)
    evidence.keep(file_of(tmp_path, b"soon after"))
    assert evidence.content(chosen.sha256)  # its dialog may still be open
    clock.move(days=2)
    evidence.keep(file_of(tmp_path, b"later"))
    assert not evidence.content(chosen.sha256)
    assert evidence.content(kept.sha256) == b"hello"  # undo brings its contact back
    session.ledger.undo()
    assert session.queries.contacts()[0].attachments[0].sha256 == kept.sha256
    assert evidence.is_intact(kept.sha256)


def test_a_copy_is_saved_for_the_users_eyes_only(evidence: Attachments, tmp_path: Path) -> None:
    evidence.keep(file_of(tmp_path, b"hello"))
    target = tmp_path / "out.m4a"
    evidence.save_copy(SHA, target)
    assert target.read_bytes() == b"hello"
    assert target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UserError, match=r"row\.gone"):
        evidence.save_copy("a" * 64, target)
    with pytest.raises(UserError, match=r"file\.not_written"):
        evidence.save_copy(SHA, target / "below a file")


def old_folder(store: Path) -> Path:
    folder = evidence_folder(store)
    folder.mkdir(parents=True)
    (folder / SHA).write_bytes(b"hello")
    (folder / ("b" * 64)).write_bytes(b"changed since")
    (folder / "tmpabc").write_bytes(b"half a copy")
    return folder


def test_the_folder_of_an_older_version_is_taken_in(tmp_path: Path, clock: FakeClock) -> None:
    app = build(tmp_path, clock)
    other = tmp_path / "not ours.txt"
    other.write_text("stays")
    folder = old_folder(app.paths.store)
    (folder / "link").symlink_to(other)
    with closing(app.open()) as session:
        evidence = session.rights.evidence
        assert evidence.content(SHA) == b"hello"
        assert not evidence.is_intact("b" * 64)
        assert evidence.content("b" * 64) == b"changed since"
    assert not folder.exists()
    assert other.read_text() == "stays"


def test_what_cannot_be_taken_in_now_stays_for_the_next_start(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build(tmp_path, clock)
    folder = old_folder(app.paths.store)

    def full(*_arguments: object) -> None:
        raise StorageError(StorageTrouble.FULL, "")

    with monkeypatch.context() as patched:
        patched.setattr(EvidenceRepo, "keep", full)
        app.open().close()
    assert (folder / SHA).read_bytes() == b"hello"
    with closing(app.open()) as session:
        assert session.rights.evidence.is_intact(SHA)
    assert not folder.exists()
