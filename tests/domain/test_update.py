"""New versions: which one is newer, when to ask, what is worth a notice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.settings import Settings
from assistant.domain.update import Told, is_due, is_newer, news, read_told

NOW = datetime(2026, 11, 3, 4, tzinfo=UTC)
ON = Settings(updates="yes", update_address="https://example.org/beifu.json")


@pytest.mark.parametrize(
    ("found", "own", "newer"),
    [
        ("0.2.0", "0.1.0", True),
        ("0.10.0", "0.9.1", True),
        ("1.0", "0.9.9.9", True),
        ("0.1.0", "0.1.0", False),
        ("0.1", "0.1.0", False),
        ("0.1.0.0", "0.1", False),
        ("0.0.9", "0.1.0", False),
        ("1", "0.1.0", False),
        ("0.2.0-beta", "0.1.0", False),
        ("", "0.1.0", False),
        ("0.2.0", "dev", False),
        ("0.0", "0.0.0", False),
        ("٠.٢", "", False),
    ],
)
def test_versions_are_compared_as_numbers(found: str, own: str, newer: bool) -> None:
    assert is_newer(found, own) is newer


@pytest.mark.parametrize(
    "told",
    [
        Told(NOW, "", "0.2.0", "https://example.org/news"),
        Told(NOW, "", "0.2.0"),
        Told(NOW, "unreachable"),
    ],
)
def test_an_answer_is_read_as_it_was_written(told: Told) -> None:
    assert read_told(str(told)) == told


@pytest.mark.parametrize(
    "text",
    ["", "never", "2026-11-03T04:00:00 good 1.0", NOW.isoformat(), f"{NOW.isoformat()} a b c d"],
)
def test_what_is_no_answer_reads_as_none(text: str) -> None:
    assert read_told(text) is None


def test_nothing_is_asked_unless_it_is_switched_on_and_has_an_address() -> None:
    assert not is_due(Settings(), NOW)
    assert not is_due(replace(ON, updates="no"), NOW)
    assert not is_due(replace(ON, update_address=""), NOW)
    assert is_due(ON, NOW)


def test_it_is_asked_once_a_week_whatever_came_of_it() -> None:
    for told in (Told(NOW, "", "0.2.0"), Told(NOW, "unreachable")):
        asked = replace(ON, update_told=str(told))
        assert not is_due(asked, NOW)
        assert not is_due(asked, NOW + timedelta(days=7, seconds=-1))
        assert is_due(asked, NOW + timedelta(days=7))
        assert is_due(asked, NOW - timedelta(hours=1))  # the clock was ahead


def test_a_newer_version_is_news_until_it_is_put_away() -> None:
    told = Told(NOW, "", "0.2.0")
    asked = replace(ON, update_told=str(told))
    assert news(asked, "0.1.0") == told
    assert news(asked, "0.2.0") is None
    assert news(replace(asked, update_hidden="0.2.0"), "0.1.0") is None
    assert news(replace(asked, update_hidden="0.1.9"), "0.1.0") == told
    assert news(replace(asked, updates="no"), "0.1.0") is None
    assert news(ON, "0.1.0") is None
    assert news(replace(ON, update_told=str(Told(NOW, "unreadable"))), "0.1.0") is None
