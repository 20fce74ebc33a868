"""All bill formats in the order they are asked; each knows its own by what the file holds."""

from collections.abc import Iterator
from typing import Protocol

from assistant.domain.imports.movement import Broken, Movement
from assistant.services.importers import (
    alipay_app,
    alipay_cashbook,
    alipay_web,
    banks,
    cmb_text,
    jd,
    meituan,
    normalised,
    ofx,
    qif,
    wechat,
)
from assistant.services.imports.document import Document


class Format(Protocol):
    """One bill format."""

    @property
    def name(self) -> str:
        """Stable name; words under ``import.format.<name>``."""

    def matches(self, document: Document) -> bool:
        """Whether the file is of this format."""

    def rows(self, document: Document) -> Iterator[Movement | Broken]:
        """Its rows in the order of the file."""


FORMATS: tuple[Format, ...] = (
    *(ofx.FORMATS + qif.FORMATS + cmb_text.FORMATS),
    *(alipay_app.FORMAT, alipay_web.FORMAT, alipay_cashbook.FORMAT, wechat.FORMAT),
    *(jd.FORMAT, jd.VARIANT, meituan.FORMAT, normalised.FORMAT),
    *banks.FORMATS,
)


def format_of(document: Document) -> Format | None:
    """The format of a file, None for one that needs a mapping."""
    return next((found for found in FORMATS if found.matches(document)), None)
