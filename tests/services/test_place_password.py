"""The second place's password: kept by the keyring, forgotten when nobody is asked for it any more."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from assistant.clock import fixed_clock
from assistant.services.place_password import PlacePassword
from assistant.services.vault import Vault
from tests.conftest import NOON
from tests.services.test_vault import Ring

PLACE = ("https://dav.example/beifu", "me")


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_the_keyring_keeps_it_for_the_next_start_and_its_entry_tells_no_address(
    ring: Ring, tmp_path: Path
) -> None:
    PlacePassword(tmp_path / "beifu.db").keep(*PLACE, "secret")
    assert PlacePassword(tmp_path / "beifu.db").recall(*PLACE) == "secret"
    assert PlacePassword(tmp_path / "other" / "beifu.db").recall(*PLACE) == ""
    assert not any("dav.example" in name for _service, name in ring.kept)


def test_another_address_or_user_gets_none_and_a_new_one_takes_its_place(
    ring: Ring, tmp_path: Path
) -> None:
    kept = PlacePassword(tmp_path / "beifu.db")
    kept.keep(*PLACE, "secret")
    assert kept.recall("https://evil.example/", "me") == ""
    assert kept.recall(PLACE[0], "you") == ""
    kept.keep("https://new.example/", "me", "new")
    assert kept.recall(*PLACE) == ""
    assert len(ring.kept) == 1


def test_switched_off_nothing_is_left(ring: Ring, tmp_path: Path) -> None:
    kept = PlacePassword(tmp_path / "beifu.db")
    kept.keep(*PLACE, "secret")
    kept.forget()
    assert ring.kept == {}
    assert kept.recall(*PLACE) == ""


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_it_is_known_until_the_store_is_locked(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "beifu.db", fixed_clock(NOON))
    vault.place_password.keep(*PLACE, "secret")
    assert vault.place_password.recall(*PLACE) == "secret"
    vault.lock()
    assert vault.place_password.recall(*PLACE) == ""
    assert "secret" not in repr(vars(vault.place_password))


def test_an_entry_that_others_wrote_is_no_password(ring: Ring, tmp_path: Path) -> None:
    kept = PlacePassword(tmp_path / "beifu.db")
    kept.keep(*PLACE, "secret")
    for name in ring.kept:
        ring.kept[name] = "[1"
    assert kept.recall(*PLACE) == ""
