"""A credit product as data: its family, its names, and dated default terms with their sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.term_text import resolve
from assistant.domain.terms import Terms


class Family(StrEnum):
    """What does the computing: bills that roll, loans with a schedule, or sums owed to people."""

    REVOLVING = "revolving"
    LOAN = "loan"
    IOU = "iou"


@dataclass(frozen=True, slots=True)
class TermDefault:
    """One default of a product.

    Attributes:
        key: the term, one of ``terms.SPECS``.
        value: its text form; empty where a term has no default and is only asked for.
        source: where the number comes from, shown beside the field.
        effective_from: first day it holds.
        effective_to: last day it holds; None while it has no known end.
        where: language -> where in the payment app the user finds his own value.
        form: ``main`` is asked when an account is opened, ``more`` is folded away.
    """

    key: str
    value: str
    source: str
    effective_from: date
    effective_to: date | None = None
    where: Mapping[str, str] | None = None
    form: str = "more"

    def holds_on(self, day: date) -> bool:
        """Whether this default is in force on ``day``."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Product:
    """A product kind (产品), read from one TOML file.

    Attributes:
        day_pairs: bill days with their due days, where the lender offers only some (products.md 2.1).
    """

    id: str
    family: Family
    order: int
    names: Mapping[str, str]
    defaults: tuple[TermDefault, ...]
    day_pairs: tuple[tuple[int, int], ...] = ()

    def name(self, language: str) -> str:
        """The product's name in ``language``, else in Chinese."""
        return self.names.get(language) or self.names["zh_CN"]

    def where(self, key: str, language: str) -> str:
        """Where in the payment app the user finds term ``key``; empty when the file does not say."""
        places = [row.where for row in self.defaults if row.key == key and row.where]
        return places[-1].get(language) or places[-1].get("zh_CN", "") if places else ""

    def changes_of(self, key: str) -> frozenset[date]:
        """The days on which a default of ``key`` begins."""
        return frozenset(row.effective_from for row in self.defaults if row.key == key)

    def defaults_on(self, day: date) -> Iterator[TermDefault]:
        """The defaults in force on ``day``, in the file's order, a later entry of a key last."""
        return (default for default in self.defaults if default.holds_on(day))

    def terms_on(self, day: date) -> Terms:
        """The product's default terms on ``day``."""
        rows = self.defaults_on(day)
        return resolve((default.key, default.value) for default in rows if default.value)
