"""A card's file, and when a card is doubtful."""

from datetime import date

import pytest

from assistant.domain.law_rule import LawChange
from assistant.domain.learn import Doubt, changes_of, doubt, read_card
from assistant.errors import UserError

TEXT = """---
id: cap
title: 上限
tags: 利率, LPR
source: 某规定
effective: 2021-01-01
checked: 2026-01-01
confidence: verified
laws: 某法
---
第一段：见 [别的](learn:other)。

---
还有一段。
"""
CHANGE = LawChange("某法", date(2026, 6, 1), {"zh_CN": "改了", "en": "changed"})


def test_a_card_is_read_whole() -> None:
    card = read_card(TEXT, "cap.md")
    assert (card.id, card.title, card.tags) == ("cap", "上限", ("利率", "LPR"))
    assert card.laws == ("某法",)
    assert card.checked == date(2026, 1, 1)
    assert card.body.startswith("第一段")
    assert card.body.endswith("还有一段。")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "cap.md: ---"),
        ("---\nid: a\n", "cap.md: ---"),
        (TEXT.replace("title", "name"), "cap.md: name"),
        (TEXT.replace("id: cap", "id:"), "cap.md: id"),
        (TEXT.replace("verified", "sure"), "cap.md: confidence"),
        (TEXT.replace("2021-01-01", "2021"), "cap.md: effective"),
        (TEXT[: TEXT.index("第一段")], "cap.md: body"),
    ],
)
def test_a_wrong_file_is_named(text: str, field: str) -> None:
    with pytest.raises(UserError) as caught:
        read_card(text, "cap.md")
    assert caught.value.field == field


def test_a_card_is_doubtful_after_a_year_or_when_its_law_changed() -> None:
    card = read_card(TEXT, "cap.md")
    assert doubt(card, [], date(2027, 1, 1)) is None
    assert doubt(card, [], date(2027, 1, 2)) is Doubt.OLD
    assert doubt(card, [CHANGE], date(2026, 5, 31)) is None
    assert doubt(card, [CHANGE], date(2026, 6, 1)) is Doubt.CHANGED
    assert changes_of(card, [CHANGE], date(2026, 6, 1)) == (CHANGE,)
    other = LawChange("别的法", date(2026, 6, 1), {})
    before = LawChange("某法", date(2026, 1, 1), {})
    assert doubt(card, [other, before], date(2026, 6, 1)) is None
