"""What shipped files name as their source is said in English too: no text is missing, none unused."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from assistant import i18n
from assistant.services.catalogue import load_products

ROOT = Path(__file__).parent.parent / "resources"
CITING = ("source", "article")
CHINESE = re.compile("[\u3400-\u9fff]")


def cited(data: Any, key: str = "") -> Iterator[str]:
    """The Chinese sources in a table of a file, however deep."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from cited(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from cited(value, key)
    elif isinstance(data, str) and key in CITING and CHINESE.search(data):
        yield data


def shipped() -> set[str]:
    files = [path for folder in ("products", "law") for path in (ROOT / folder).glob("*.toml")]
    return {text for path in files for text in cited(tomllib.loads(path.read_text("utf-8")))}


def english() -> dict[str, str]:
    with (ROOT / "i18n" / "en" / "sources.po").open("rb") as stream:
        messages = read_po(stream, abort_invalid=True)
    return {str(row.id): str(row.string) for row in messages if row.id}


def test_every_source_has_its_english_and_no_english_is_left_over() -> None:
    assert len(shipped()) > 100
    assert english().keys() == shipped()


def test_the_english_of_a_source_is_english() -> None:
    assert [text for text in english().values() if not text or CHINESE.search(text)] == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_source_is_cited_in_the_language_in_force(language: str) -> None:
    i18n.use(language)
    known = english() if language == "en" else {}
    for default in load_products()["huabei"].defaults:
        assert i18n.cited(default.source) == known.get(default.source, default.source)


def test_a_source_of_the_users_own_stays_as_he_wrote_it() -> None:
    i18n.use("en")
    assert (i18n.cited("我的合同第 3 条"), i18n.cited("")) == ("我的合同第 3 条", "")
