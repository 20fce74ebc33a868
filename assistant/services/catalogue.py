"""The products: shipped TOML files and the user's own, read once and checked."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assistant import resources
from assistant.domain.product import Family, Product, TermDefault
from assistant.domain.terms import BY_KEY, parse_term
from assistant.errors import UserError

SCHEMA = 1
_TOP = {"schema", "id", "order", "family", "name", "term"}
_TERM = {"key", "value", "source", "effective_from", "effective_to", "where", "form"}
_FORMS = ("main", "more")


def load_products(user_folder: Path | None = None) -> Mapping[str, Product]:
    """All products by id, in their own order; a user's file may replace a shipped one.

    Raises:
        UserError: a file is no product; ``field`` names the file and the entry.
    """
    found: dict[str, Product] = {}
    for folder in (resources.path("products"), user_folder):
        if folder is not None and folder.is_dir():
            for file in sorted(folder.glob("*.toml")):
                product = read_product(file)
                found[product.id] = product
    return {
        product.id: product
        for product in sorted(found.values(), key=lambda product: (product.order, product.id))
    }


def read_product(file: Path) -> Product:
    """One product file.

    Raises:
        UserError: ``product.*`` with the file's name and the entry in ``field``.
    """
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("product.not_toml", file.name) from error
    unknown = set(data) - _TOP
    if unknown:
        raise UserError("product.unknown_key", f"{file.name}: {min(unknown)}")
    if data.get("schema") != SCHEMA:
        raise UserError("product.schema", f"{file.name}: schema", expected=SCHEMA)
    names = data.get("name")
    identifier = data.get("id")
    if not isinstance(identifier, str) or not identifier.isidentifier():
        raise UserError("product.bad_value", f"{file.name}: id")
    if not isinstance(names, dict) or not isinstance(names.get("zh_CN"), str):
        raise UserError("product.bad_value", f"{file.name}: name")
    if data.get("family") not in tuple(Family):
        raise UserError("product.bad_value", f"{file.name}: family")
    if not isinstance(data.get("order", 1000), int):
        raise UserError("product.bad_value", f"{file.name}: order")
    defaults = tuple(_default(file, entry) for entry in data.get("term", ()))
    return Product(identifier, Family(data["family"]), data.get("order", 1000), names, defaults)


def _default(file: Path, entry: Mapping[str, Any]) -> TermDefault:
    key = str(entry.get("key"))
    where = f"{file.name}: {key}"
    unknown = set(entry) - _TERM
    if unknown:
        raise UserError("product.unknown_key", f"{where}.{min(unknown)}")
    if key not in BY_KEY:
        raise UserError("product.unknown_term", where)
    value, source, start = entry.get("value"), entry.get("source"), entry.get("effective_from")
    if not isinstance(value, str):
        raise UserError("product.bad_value", f"{where}.value")
    if not isinstance(source, str) or not source:
        raise UserError("product.no_source", f"{where}.source")
    end = entry.get("effective_to")
    if not isinstance(start, date) or not (end is None or isinstance(end, date)):
        raise UserError("product.bad_value", f"{where}.effective_from")
    if end is not None and end < start:
        raise UserError("product.bad_value", f"{where}.effective_to")
    if entry.get("form", "more") not in _FORMS:
        raise UserError("product.bad_value", f"{where}.form")
    try:
        if value:
            parse_term(key, value)
    except UserError as error:
        raise UserError(error.key, f"{where}.value", **error.params) from None
    return TermDefault(
        key, value, source, start, end, entry.get("where"), entry.get("form", "more")
    )
