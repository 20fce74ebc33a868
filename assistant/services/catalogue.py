"""The products: shipped TOML files and the user's own; a file is read when its product is asked for."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant import resources
from assistant.domain.product import Family, Product, TermDefault
from assistant.domain.term_text import parse_term
from assistant.domain.terms import BY_KEY
from assistant.errors import UserError
from assistant.services import toml_file

_TOP = ("id", "order", "family", "like", "name", "term", "days")
_TERM = ("key", "value", "source", "effective_from", "effective_to", "where", "form")
_DAYS = ("bill", "due", "source")
_MONTH = range(1, 32)
_FORMS = ("main", "more")


class Catalogue(Mapping[str, Product]):
    """All products by id, in their own order; a user's file may replace a shipped one.

    A file is called after its id, so that the first screen reads the products it shows and no other.
    """

    def __init__(self, user_folder: Path | None = None) -> None:
        self._folders = [resources.path("products")]
        if user_folder is not None and user_folder.is_dir():
            self._folders.append(user_folder)
        self._read: dict[str, Product] = {}
        self._reading: set[str] = set()
        self._order: tuple[str, ...] | None = None

    def __getitem__(self, identifier: str) -> Product:
        if identifier not in self._read:
            if identifier in self._reading:  # two files that are each like the other
                raise KeyError(identifier)
            self._reading.add(identifier)
            try:
                self._read[identifier] = self._find(identifier)
            finally:
                self._reading.discard(identifier)
        return self._read[identifier]

    def __iter__(self) -> Iterator[str]:
        if self._order is None:
            names = {file.stem for folder in self._folders for file in folder.glob("*.toml")}
            products = sorted((self[name] for name in names), key=lambda row: (row.order, row.id))
            self._order = tuple(product.id for product in products)
        return iter(self._order)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _find(self, identifier: str) -> Product:
        for folder in reversed(self._folders):
            file = folder / f"{identifier}.toml"
            if identifier.isidentifier() and file.is_file():
                return _read_product(file, self)
        raise KeyError(identifier)


def load_products(user_folder: Path | None = None) -> Mapping[str, Product]:
    """All products by id, in their own order; the user's own files are checked at once.

    Raises:
        UserError: a file of the user's is no product (``file.*``, ``product.*``); ``field`` names
            the file and the entry.
    """
    found = Catalogue(user_folder)
    if user_folder is not None and user_folder.is_dir():
        for file in sorted(user_folder.glob("*.toml")):
            if not file.stem.isidentifier():
                raise UserError("file.bad_name", file.name)
            found[file.stem]
    return found


def _read_product(file: Path, others: Mapping[str, Product]) -> Product:
    data = toml_file.read(file, _TOP)
    name, names = file.name, data.get("name")
    if data.get("id") != file.stem:
        raise UserError("file.bad_value", f"{name}: id")
    if not isinstance(names, dict) or not isinstance(names.get("zh_CN"), str):
        raise UserError("file.bad_value", f"{name}: name")
    if data.get("family") not in tuple(Family):
        raise UserError("file.bad_value", f"{name}: family")
    if not isinstance(data.get("order", 1000), int):
        raise UserError("file.bad_value", f"{name}: order")
    own = tuple(_default(file, entry) for entry in toml_file.entries(data, "term", file))
    inherited = _like(data.get("like"), file, others)
    replaced = {default.key for default in own}
    kept = tuple(default for default in inherited if default.key not in replaced)
    return Product(
        *(data["id"], Family(data["family"]), data.get("order", 1000), names, (*kept, *own)),
        _day_pairs(data, file, others),
    )


def _day_pairs(
    data: toml_file.Entry, file: Path, others: Mapping[str, Product]
) -> tuple[tuple[int, int], ...]:
    """The bill days with their due days that the lender offers, else those of the product it is like."""
    found: list[tuple[int, int]] = []
    for entry in toml_file.entries(data, "days", file):
        toml_file.refuse_unknown(entry, _DAYS, f"{file.name}: days")
        bill, due = entry.get("bill", 0), entry.get("due", 0)
        if bill not in _MONTH or due not in _MONTH:
            raise UserError("file.bad_value", f"{file.name}: days")
        found.append((bill, due))
    model = data.get("like")
    return tuple(found) or (others[model].day_pairs if isinstance(model, str) else ())


def _like(model: object, file: Path, others: Mapping[str, Product]) -> tuple[TermDefault, ...]:
    """The defaults of the product that ``like`` names: all that the file does not say itself."""
    if model is None:
        return ()
    if not isinstance(model, str) or model == file.stem or model not in others:
        raise UserError("product.unknown_like", f"{file.name}: like")
    return others[model].defaults


def _default(file: Path, entry: toml_file.Entry) -> TermDefault:
    key = str(entry.get("key"))
    where = f"{file.name}: {key}"
    toml_file.refuse_unknown(entry, _TERM, where)
    if key not in BY_KEY:
        raise UserError("product.unknown_term", where)
    value, source = entry.get("value"), entry.get("source")
    if not isinstance(value, str):
        raise UserError("file.bad_value", f"{where}: value")
    if not isinstance(source, str) or not source:
        raise UserError("product.no_source", f"{where}: source")
    start = toml_file.day(entry, "effective_from", where)
    end = toml_file.optional_day(entry, "effective_to", where)
    if end is not None and end < start:
        raise UserError("file.bad_value", f"{where}: effective_to")
    if entry.get("form", "more") not in _FORMS:
        raise UserError("file.bad_value", f"{where}: form")
    try:
        if value:
            parse_term(key, value)
    except UserError as error:
        raise UserError(error.key, f"{where}: value", **error.params) from None
    return TermDefault(
        key, value, source, start, end, entry.get("where"), entry.get("form", "more")
    )
