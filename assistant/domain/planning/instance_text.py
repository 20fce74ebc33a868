"""An instance as text that is kept: every field as its annotation says, so that a new one is in it."""

import json
from collections.abc import Sequence
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from assistant.domain.planning.instance import Instance, Loan, Revolving
from assistant.domain.planning.instance_form import MOST_DAYS

_KIND = "is"  # which of several records an object is


def instance_text(instance: Instance) -> str:
    """The text; ``read_instance_text`` gives the same instance back, to the last digit."""
    return json.dumps(_plain(instance), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def read_instance_text(text: str) -> Instance | None:
    """The instance of a text; None where it is none: then only the explanation is missing."""
    try:
        found = _read(Instance, json.loads(text))
    except (ValueError, TypeError, LookupError, InvalidOperation, RecursionError):
        return None
    return found if isinstance(found, Instance) and _sound(found) else None


def _sound(instance: Instance) -> bool:
    """Whether the days and lists of an instance fit together: the text may come from an import."""
    ends = all(0 < one <= MOST_DAYS for one in (instance.horizon, len(instance.products) + 1))
    names = [product.id for product in instance.products]
    for place, product in enumerate(instance.products):
        if product.after in names[place:]:  # what is paid later stands behind
            return False
    return ends and all(
        _in_order(product) if isinstance(product, Revolving) else _as_long(product)
        for product in instance.products
    )


def _in_order(product: Revolving) -> bool:
    days = [day for cycle in product.cycles for day in (cycle.stmt, cycle.due)]
    return all(before < after for before, after in pairwise(days))


def _as_long(loan: Loan) -> bool:
    count = len(loan.dues)
    rows = loan.amounts if loan.kind == "fixed" else loan.shares
    extras = all(len(row) in {0, count} for row in (loan.annuity, loan.seen))
    return 0 < count == len(rows) and extras and sorted(set(loan.dues)) == list(loan.dues)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return named | {_KIND: type(value).__name__}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


def _read(kind: Any, value: Any) -> Any:
    """A value of an annotated kind.

    Raises:
        ValueError, TypeError, LookupError, InvalidOperation: it is none of that kind.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return _read(_meant(inner, value), value)
    if origin is Literal:
        return inner[inner.index(value)]
    if origin is tuple:
        return _rows(inner, value)
    if is_dataclass(kind):
        return _record(kind, value)
    if kind is Decimal:
        number = Decimal(value) if isinstance(value, str) else Decimal("NaN")
        if not number.is_finite():
            raise ValueError(value)
        return number
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _meant(kinds: Sequence[Any], value: Any) -> Any:
    if value is None:
        return kinds[kinds.index(NoneType)]
    named = value[_KIND] if isinstance(value, dict) else None
    fitting = [kind for kind in kinds if named is None or kind.__name__ == named]
    return fitting[0]


def _rows(inner: Sequence[Any], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    if inner[1:] == (...,):
        return tuple(_read(inner[0], one) for one in value)
    return tuple(_read(kind, one) for kind, one in zip(inner, value, strict=True))


def _record(kind: Any, value: Any) -> Any:
    hints = _hints(kind)
    given = {}
    for field in fields(kind):
        if field.name in value:
            given[field.name] = _read(hints[field.name], value[field.name])
        elif field.default is MISSING:
            raise KeyError(field.name)
    return kind(**given)


@lru_cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
