"""The written form of an instance (JSON objects) read into records; every mistake names its place."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from assistant.domain.planning.instance import Cycle, Flow, Instance, Loan, Product, Revolving
from assistant.errors import UserError

MOST_DAYS = 3660
MOST_PRODUCTS = 60
MOST_ROWS = 500
_LARGEST = 10**13


def read_instance(form: object, place: str = "") -> Instance:
    """An instance from its written form (docs/cli.md, ``beifu plan``); ``place`` is where it stands.

    Raises:
        UserError: the field is the place of the first mistake, such as ``products[0].rate``.
    """
    row = _Row(form, place)
    products = tuple(_product(one) for one in row.rows("products", MOST_PRODUCTS))
    ids = [product.id for product in products]
    if len(set(ids)) < len(ids):
        raise UserError("plan_form.twice", row.at("products"))
    alloc = row.text("alloc", "interest_first")
    if alloc not in {"interest_first", "principal_first"}:
        raise UserError("plan_form.choice", row.at("alloc"), value=alloc)
    return Instance(
        horizon=row.whole("horizon", high=MOST_DAYS),
        cash=row.whole("cash0", low=-_LARGEST),
        products=products,
        floor=row.whole("floor", 0),
        reserve=row.whole("reserve0", 0),
        reserve_min=row.whole("reserve_min", 0),
        incomes=row.flows("incomes"),
        expenses=row.flows("expenses"),
        alloc="principal_first" if alloc == "principal_first" else "interest_first",
    )


class _Row:
    """One object of the form and where it stands."""

    def __init__(self, form: object, place: str) -> None:
        if not isinstance(form, Mapping):
            raise UserError("plan_form.object", place or "instance")
        self._form: Mapping[str, Any] = form
        self._place = place

    def at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    def _get(self, key: str, default: object = None) -> Any:
        value = self._form.get(key, default)
        if value is None:
            raise UserError("plan_form.missing", self.at(key))
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self._get(key, default)
        if not isinstance(value, str) or not value.isprintable() or not 0 < len(value) <= 100:
            raise UserError("plan_form.text", self.at(key))
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise UserError("plan_form.flag", self.at(key))
        return value

    def whole(
        self, key: str, default: int | None = None, *, low: int = 0, high: int = _LARGEST
    ) -> int:
        return whole(self._get(key, default), self.at(key), low, high)

    def rate(self, key: str, default: str | None = None, *, high: int = 10) -> Decimal:
        return _rate(self._get(key, default), self.at(key), high)

    def list_of(self, key: str, most: int = MOST_ROWS) -> Sequence[Any]:
        value = self._get(key, [])
        if not isinstance(value, list):
            raise UserError("plan_form.list", self.at(key))
        if len(value) > most:
            raise UserError("plan_form.too_many", self.at(key), most=most)
        return value

    def rows(self, key: str, most: int = MOST_ROWS) -> "list[_Row]":
        return [
            _Row(one, f"{self.at(key)}[{index}]")
            for index, one in enumerate(self.list_of(key, most))
        ]

    def flows(self, key: str) -> tuple[Flow, ...]:
        found: list[Flow] = []
        for index, pair in enumerate(self.list_of(key, MOST_DAYS)):
            place = f"{self.at(key)}[{index}]"
            if not isinstance(pair, list) or len(pair) != 2:
                raise UserError("plan_form.pair", place)
            day = whole(pair[0], place, 0, MOST_DAYS)
            found.append((day, whole(pair[1], place, 0, _LARGEST)))
        return tuple(sorted(found))

    def offers(self, key: str) -> tuple[tuple[int, Decimal], ...]:
        value = self._get(key, {})
        if not isinstance(value, Mapping):
            raise UserError("plan_form.object", self.at(key))
        found: list[tuple[int, Decimal]] = []
        for periods, rate in value.items():
            place = f"{self.at(key)}.{periods}"
            if not (isinstance(periods, str) and periods.isascii() and periods.isdigit()):
                raise UserError("plan_form.whole", place)
            found.append((whole(int(periods[:9]), place, 1, 120), _rate(rate, place, 10)))
        return tuple(sorted(found))


def whole(value: object, place: str, low: int, high: int) -> int:
    """A whole number between two bounds.

    Raises:
        UserError: it is none; ``field`` is ``place``.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise UserError("plan_form.whole", place)
    if not low <= value <= high:
        raise UserError("plan_form.range", place, low=low, high=high)
    return value


def _rate(value: object, place: str, high: int) -> Decimal:
    rate = _decimal(value)
    if rate is None or not rate.is_finite() or rate < 0:
        raise UserError("plan_form.rate", place)
    if rate > high:
        raise UserError("plan_form.range", place, low=0, high=high)
    if -int(rate.as_tuple().exponent) > 20:
        raise UserError("plan_form.rate", place)
    return rate


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _product(row: _Row) -> Product:
    kind = row.text("kind")
    if kind in {"huabei", "card"}:
        return _revolving(row, card=kind == "card")
    if kind in {"level", "bullet", "equal"}:
        return _loan(row, kind)
    if kind == "fixed":
        return _fixed(row)
    raise UserError("plan_form.kind", row.at("kind"), value=kind)


def _revolving(row: _Row, *, card: bool) -> Revolving:
    min_floor, ratio = row.whole("min_floor", 0), row.rate("min_ratio", "0.1", high=1)
    of_cash = row.rate("cash_ratio", str(ratio), high=1)
    most_fee = row.whole("late_fee_cap", -1, low=-1) if card else -1
    cycles = tuple(_cycle(one, min_floor) for one in row.rows("cycles"))
    for before, after in pairwise(cycles):
        if not before.due < after.stmt:  # a bill takes the place of the one before
            raise UserError("plan_form.order", row.at("cycles"))
    return Revolving(
        id=row.text("id"),
        rate=row.rate("rate"),
        min_ratio=ratio,
        harm=row.whole("harm", 1, high=1000),
        cycles=cycles,
        offers=row.offers("inst"),
        inst_min=row.whole("inst_min", 10_000),
        pool=row.whole("pool0", 0),
        card=card,
        retro=card and row.flag("retro", default=True),
        late_fee=row.rate("late_fee", "0", high=1) if card else Decimal(0),
        late_fee_floor=row.whole("late_fee_floor", 0) if card else 0,
        late_fee_cap=None if most_fee < 0 else most_fee,
        grace=row.flag("grace0", default=True),
        tolerance=row.whole("tolerance", 0),
        cash_ratio=None if of_cash == ratio else of_cash,
    )


def _cycle(row: _Row, min_floor: int) -> Cycle:
    stmt = row.whole("stmt", high=MOST_DAYS)
    due = row.whole("due", low=stmt + 1, high=MOST_DAYS)
    post = row.whole("post", stmt, low=-400, high=stmt)
    new = row.whole("new")
    cash = row.whole("cash", 0, high=new)
    return Cycle(stmt, due, new, post, min_floor=row.whole("min_floor", min_floor), cash=cash)


def _loan(row: _Row, kind: str) -> Loan:
    dues = _dues(row)
    last = row.whole("last", 0, low=-400, high=min(dues[0], MOST_DAYS))
    rate = row.rate("rate")
    starts = (last, *dues[:-1])
    return Loan(
        id=row.text("id"),
        kind="level" if kind == "level" else "equal" if kind == "equal" else "bullet",
        harm=row.whole("harm", 1, high=1000),
        dues=dues,
        od_rate=row.rate("od_rate", "0"),
        principal=row.whole("principal"),
        last=last,
        shares=tuple(rate * (due - start) for start, due in zip(starts, dues, strict=True)),
    )


def _fixed(row: _Row) -> Loan:
    dues = _dues(row)
    amounts = row.list_of("amounts")
    if len(amounts) != len(dues):
        raise UserError("plan_form.amounts", row.at("amounts"))
    return Loan(
        id=row.text("id"),
        kind="fixed",
        harm=row.whole("harm", 1, high=1000),
        dues=dues,
        od_rate=row.rate("od_rate", "0"),
        amounts=tuple(
            whole(fen, f"{row.at('amounts')}[{index}]", 0, _LARGEST)
            for index, fen in enumerate(amounts)
        ),
        prepay=False,
    )


def _dues(row: _Row) -> tuple[int, ...]:
    dues = tuple(
        whole(day, f"{row.at('dues')}[{index}]", 0, MOST_DAYS)
        for index, day in enumerate(row.list_of("dues"))
    )
    if not dues:
        raise UserError("plan_form.missing", row.at("dues"))
    if list(dues) != sorted(set(dues)):
        raise UserError("plan_form.order", row.at("dues"))
    return dues
