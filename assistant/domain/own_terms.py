"""Which terms become an account's own: what was typed, and the defaults that the user saw beside it."""

from collections.abc import Iterable
from datetime import date

from assistant.domain.account import DatedTerm
from assistant.domain.product import Product


def owned_terms(product: Product, today: date, typed: Iterable[DatedTerm]) -> tuple[DatedTerm, ...]:
    """A new account's terms: what was typed, and the defaults of ``today`` beside it.

    The user owns what he saw: a later version's defaults do not change his account. Defaults with a
    last day stay the product's, so that they end by themselves; typed unchanged, they were not typed.
    """
    own = tuple(term for term in typed_values(product, today, typed) if term.value)
    taken = {term.key for term in own}
    defaults = (
        DatedTerm(default.key, default.value)
        for default in product.defaults_on(today)
        if default.key not in taken and default.value and default.effective_to is None
    )
    return (*defaults, *own)


def typed_values(
    product: Product, today: date, typed: Iterable[DatedTerm]
) -> tuple[DatedTerm, ...]:
    """What was typed, empty where it only repeats a default that has a last day: that one ends."""
    ending = {
        (default.key, default.value)
        for default in product.defaults_on(today)
        if default.effective_to is not None
    }
    return tuple(
        DatedTerm(term.key, "" if (term.key, term.value) in ending else term.value)
        for term in typed
    )
