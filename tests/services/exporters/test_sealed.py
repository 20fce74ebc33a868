"""Sealed files: what opens them, and what is said when nothing does."""

import re

import pytest

from assistant.errors import UserError
from assistant.services.exporters.sealed import is_sealed, seal, unseal

SENTENCE = "一句只有你知道的话"


def test_what_was_sealed_comes_back() -> None:
    sealed = seal(b"12.50", SENTENCE)
    assert is_sealed(sealed)
    assert b"12.50" not in sealed
    assert unseal(sealed, SENTENCE) == b"12.50"


@pytest.mark.parametrize(
    ("work", "passphrase", "key"),
    [
        (None, "另一句话，不是那一句", "passphrase.wrong"),
        # 2 to the 40th rounds: a machine that does them in a second would have to be invented.
        (b"40", SENTENCE, "passphrase.too_costly"),
    ],
)
def test_what_does_not_open_says_why(work: bytes | None, passphrase: str, key: str) -> None:
    sealed = seal(b"12.50", SENTENCE)
    if work:
        sealed = re.sub(rb"(-> scrypt \S+) \d+\n", rb"\1 " + work + b"\n", sealed, count=1)
    with pytest.raises(UserError) as refused:
        unseal(sealed, passphrase)
    assert (refused.value.key, refused.value.field) == (key, "passphrase")
