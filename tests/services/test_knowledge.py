"""The shipped cards: enough of them, each with source and dates, in both languages, linked and found."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import i18n
from assistant.domain.learn import Doubt
from assistant.services.knowledge import Knowledge
from assistant.services.rulebook import law_changes

CHINESE, ENGLISH = Knowledge("zh_CN"), Knowledge("en")
TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module", autouse=True)
def closed() -> Iterator[None]:
    yield
    CHINESE.close()
    ENGLISH.close()


def test_there_are_at_least_forty_cards_in_both_languages() -> None:
    assert len(CHINESE.cards) >= 40
    assert CHINESE.cards.keys() == ENGLISH.cards.keys()
    for card_id, card in CHINESE.cards.items():
        other = ENGLISH.cards[card_id]
        assert (card.source, card.effective, card.checked) == (
            *(other.source, other.effective),
            other.checked,
        )
        assert card.laws == other.laws


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_card_is_short_and_its_links_lead_to_cards(language: str) -> None:
    knowledge = Knowledge(language)
    laws = {change.law for change in law_changes()}
    for card in knowledge.cards.values():
        assert len(card.body) <= (1200 if language == "en" else 500), card.id
        for link in re.findall(r"\]\((.*?)\)", card.body):
            assert link.removeprefix("learn:") in knowledge.cards, f"{card.id}: {link}"
        assert "违法" not in card.body
        assert set(card.laws) <= laws
        assert card.effective <= TODAY
        if card.confidence == "unverified":
            assert "未核对" in card.body or "not verified" in card.body, card.id


def test_two_characters_find_a_card() -> None:
    assert CHINESE.search("异议")[0].id == "dispute"
    assert "estate-cap" in [card.id for card in CHINESE.search("继承")]
    assert {card.id for card in CHINESE.search("", "催收")} >= {"collection-hours", "evidence"}
    assert ENGLISH.search("necessary share")[0].id == "estate-necessary-share"
    assert CHINESE.search("没有这样的词") == []


def test_the_common_tags_are_told() -> None:
    tags = CHINESE.tags()
    assert {"征信", "催收", "遗产"} <= set(tags)
    assert len(tags) == len(set(tags))


def test_a_card_is_marked_when_old_or_its_law_changed(tmp_path: Path) -> None:
    cap = CHINESE.cards["estate-cap"]
    assert CHINESE.doubt(cap, TODAY) is None
    assert CHINESE.doubt(cap, date(2027, 11, 24)) is Doubt.OLD
    (tmp_path / "changes.toml").write_text(
        "schema = 1\n[[change]]\nlaw = '催收指引'\neffective_from = 2026-11-25\n"
        "zh_CN = '新的'\nen = 'new'\n",
        "utf-8",
    )
    knowledge = Knowledge("zh_CN", tmp_path)
    card = knowledge.cards["collection-calls"]
    assert knowledge.doubt(card, TODAY) is Doubt.CHANGED
    assert knowledge.changes(card, TODAY)[0].words["zh_CN"] == "新的"
    assert CHINESE.doubt(card, TODAY) is None
