"""Search over short Chinese texts."""

from collections.abc import Iterator

import pytest

from assistant.store.text_index import TextIndex

DOCUMENTS = (
    ("a", "最低还款的利息", "利息,账单", "没有还的部分按日计息。"),
    ("b", "征信异议", "征信", "二十日内答复，利息与此无关。"),
    ("c", "LPR and the cap", "LPR", "Four times the one-year LPR."),
)


@pytest.fixture(scope="module")
def index() -> Iterator[TextIndex]:
    made = TextIndex(DOCUMENTS)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["a", "b", "c"]),
        ("利息", ["a", "b"]),
        ("息", ["a", "b"]),
        ("最低还款", ["a"]),
        ("最低还款 账单", ["a"]),
        ("征信 利息", ["b"]),
        ("征信 最低还款", []),
        ("lpr", ["c"]),
        ("ＬＰＲ", ["c"]),
        ("one-year", ["c"]),
        ("没有", ["a"]),
        ("没这个词", []),
        ('" OR 1', []),
        ("doc*", []),
        ("最低\0还款", ["a"]),
        ("100%", []),
    ],
)
def test_every_word_has_to_be_there_and_none_is_syntax(
    index: TextIndex, query: str, found: list[str]
) -> None:
    assert index.search(query) == found


def test_a_word_in_the_title_comes_before_one_in_the_text() -> None:
    index = TextIndex([("text", "甲", "乙", "答复期限是二十日"), ("title", "答复期限", "乙", "丙")])
    assert index.search("答复期限") == ["title", "text"]
    assert index.search("答复") == ["title", "text"]
    index.close()
