"""The wrapped key: what opens it, what does not, and what a foreign file cannot do."""

import json
import stat
import sys
from pathlib import Path

import pytest

from assistant.errors import UserError
from assistant.store.key import Key, fitting, id_of, key_file
from assistant.store.keyfile import check_passphrase, new_key, read_key, write_key

WORDS = "九月的雨下得很早"


pytestmark = pytest.mark.usefixtures("quick_keys")


def test_the_passphrase_opens_what_it_wrapped(tmp_path: Path) -> None:
    key = new_key()
    assert read_key(write_key(tmp_path / "keys", key, WORDS), WORDS) == key


def test_a_key_never_shows_itself(tmp_path: Path) -> None:
    key = new_key()
    assert key.raw.hex() not in repr(key)
    written = write_key(tmp_path, key, WORDS)
    assert key.raw.hex() not in written.read_text("utf-8")
    assert key.raw not in written.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(written.stat().st_mode) == 0o600


@pytest.mark.parametrize("typed", ["", "九月的雨下得很", f"{WORDS} ", WORDS.upper() + "x"])
def test_another_passphrase_opens_nothing(tmp_path: Path, typed: str) -> None:
    written = write_key(tmp_path, new_key(), WORDS)
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        read_key(written, typed)


def test_full_width_and_plain_letters_are_one_passphrase(tmp_path: Path) -> None:
    key = new_key()
    written = write_key(tmp_path, key, "Ａｂｃ１２３４５")
    assert read_key(written, "Abc12345") == key


def test_a_new_passphrase_takes_the_old_ones_place_and_the_key_stays(tmp_path: Path) -> None:
    key = new_key()
    first = write_key(tmp_path, key, WORDS)
    assert write_key(tmp_path, key, "another one") == first
    assert read_key(first, "another one") == key
    with pytest.raises(UserError):
        read_key(first, WORDS)
    assert [path.name for path in tmp_path.iterdir()] == [first.name]


def test_two_wrappings_of_one_key_have_nothing_in_common(tmp_path: Path) -> None:
    key = new_key()
    both = [json.loads(write_key(tmp_path, key, WORDS).read_text("utf-8")) for _ in range(2)]
    for name in ("salt", "sealed", "tag"):
        assert both[0][name] != both[1][name]


@pytest.mark.parametrize(
    "change",
    [
        {"n": 2**40},  # would take all memory
        {"n": 48},
        {"n": "16"},
        {"n": 131072.0},
        {"n": True},
        {"n": None},
        {"salt": "xyz"},
        {"sealed": "00"},
        {"tag": None},
    ],
)
def test_a_foreign_key_file_is_refused_before_it_costs_anything(
    tmp_path: Path, change: dict[str, object]
) -> None:
    written = write_key(tmp_path, new_key(), WORDS)
    content = json.loads(written.read_text("utf-8")) | change
    written.write_text(json.dumps(content), "utf-8")
    with pytest.raises(UserError, match=r"passphrase\.no_key"):
        read_key(written, WORDS)


@pytest.mark.parametrize("content", ["", "[]", "{", '"n"', "\x00"])
def test_what_is_no_key_file_is_refused(tmp_path: Path, content: str) -> None:
    written = write_key(tmp_path, new_key(), WORDS)
    written.write_text(content, "utf-8")
    with pytest.raises(UserError, match=r"passphrase\.no_key"):
        read_key(written, WORDS)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(UserError, match=r"passphrase\.short"):
        check_passphrase("1234567")
    check_passphrase("12345678")


def test_a_file_says_by_its_first_bytes_which_key_it_wants(tmp_path: Path) -> None:
    key = new_key()
    file = tmp_path / "backups" / "a.db"
    file.parent.mkdir()
    file.write_bytes(key.id + b"and then what nobody can read")
    assert id_of(file) == key.id
    assert key_file(file) is None
    assert fitting(file, key) is None
    wrapped = write_key(tmp_path / "keys", key, WORDS)  # one folder up
    assert key_file(file) == wrapped
    assert fitting(file, key) == key
    assert fitting(file, None) is None
    assert fitting(file, Key(b"x" * 16, key.raw)) is None


@pytest.mark.parametrize("content", [b"", b"short", b"SQLite format 3\0 and more", bytes(100)])
def test_a_plain_empty_or_blank_file_wants_no_key(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(content)
    assert id_of(file) is None
    assert id_of(tmp_path / "missing") is None
