"""An estate read from text and written back: one form for the window, the store and ``beifu estate``.

The form is plain: texts, lists of texts by name, ``yes`` and ``no``. A refusal names the place, such
as ``debts.2.amount``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from assistant.domain.drafts import read_name, read_whole, required
from assistant.domain.estate_case import (
    Answer,
    Asset,
    AssetKind,
    CommunityRest,
    Cost,
    Debt,
    DebtKind,
    EstateCase,
    Taker,
    TakerKind,
)
from assistant.domain.money import ZERO, Money
from assistant.domain.term_text import read_date, read_money, read_ratio, write_percent
from assistant.errors import UserError

Values = Mapping[str, str]
Plain = dict[str, Any]
MOST_ROWS = 200
LISTS: Mapping[str, type] = {"assets": Asset, "debts": Debt, "costs": Cost, "takers": Taker}
_OWN = ("name", "deceased", "death", "spouse", "community_rest")
_Kind = TypeVar("_Kind", bound=StrEnum)
_Row = TypeVar("_Row")


def read_case(plain: Mapping[str, object]) -> EstateCase:
    """The case of its plain form.

    Raises:
        UserError: a key is unknown, a value is none of its kind, or the parts do not fit together;
            the field is the path to it.
    """
    _refuse_unknown(plain, (*_OWN, *LISTS), "")
    own = {key: _text(plain, key, key) for key in _OWN}
    case = EstateCase(
        death=read_date(required(own, "death"), "death"),
        assets=_rows(plain, "assets", read_asset),
        debts=_rows(plain, "debts", read_debt),
        costs=_rows(plain, "costs", read_cost),
        takers=_rows(plain, "takers", read_taker),
        spouse=_flag(own, "spouse"),
        community_rest=_choice(own, "community_rest", CommunityRest, CommunityRest.SPOUSE),
        name=read_name(own) if own["name"].strip() else "",
        deceased=read_name(own, "deceased") if own["deceased"].strip() else "",
    )
    check_case(case)
    return case


def check_case(case: EstateCase) -> None:
    """Refuse parts that do not fit together.

    Raises:
        UserError: a couple's property or debt without a spouse, collateral that is not there or no
            estate, or a will that gives more than all.
    """
    names = [asset.name for asset in case.assets]
    for number, asset in enumerate(case.assets, 1):
        if names.index(asset.name) != number - 1:
            raise UserError("estate.name_twice", f"assets.{number}.name")
        if asset.kind is AssetKind.COMMUNITY and not case.spouse:
            raise UserError("estate.no_spouse", f"assets.{number}.kind")
    pledgeable = {
        asset.name
        for asset in case.assets
        if asset.kind in (AssetKind.SEPARATE, AssetKind.COMMUNITY)
    }
    for number, debt in enumerate(case.debts, 1):
        if debt.kind is DebtKind.COMMUNITY and not case.spouse:
            raise UserError("estate.no_spouse", f"debts.{number}.kind")
        if debt.secured_by and debt.secured_by not in pledgeable:
            raise UserError("estate.no_such_asset", f"debts.{number}.secured_by")
    if sum(taker.share for taker in case.takers) > 1:
        raise UserError("estate.shares_above_all", "takers")


def read_asset(values: Values) -> Asset:
    """An asset of its texts.

    Raises:
        UserError: the field is the key's name.
    """
    return Asset(
        read_name(values),
        read_money(required(values, "value"), "value"),
        _choice(values, "kind", AssetKind, AssetKind.SEPARATE),
    )


def read_debt(values: Values) -> Debt:
    """A debt of its texts.

    Raises:
        UserError: the field is the key's name; fee and interest are parts of the amount.
    """
    amount = read_money(required(values, "amount"), "amount")
    fee, interest = _amount(values, "fee"), _amount(values, "interest")
    if fee + interest > amount:
        raise UserError("estate.parts_above_amount", "interest")
    lender = values.get("lender", "").strip()
    kind = _choice(values, "kind", DebtKind, DebtKind.ORDINARY)
    return Debt(
        read_name(values),
        amount,
        kind,
        read_name(values, "lender") if lender else "",
        values.get("secured_by", "").strip() if kind is not DebtKind.TAX else "",
        fee,
        interest,
        _amount(values, "since_death"),
        _flag(values, "older_than_security") and kind is DebtKind.TAX,
    )


def read_cost(values: Values) -> Cost:
    """A cost of its texts.

    Raises:
        UserError: the field is the key's name.
    """
    return Cost(read_name(values), read_money(required(values, "amount"), "amount"))


def read_taker(values: Values) -> Taker:
    """Somebody who may take, of his texts.

    Raises:
        UserError: the field is the key's name; a will gives an amount or a share.
    """
    kind = _choice(values, "kind", TakerKind, TakerKind.STATUTORY)
    by_will = kind is not TakerKind.STATUTORY
    amount = values.get("amount", "").strip() if by_will else ""
    share = values.get("share", "").strip() if by_will else ""
    if by_will and bool(amount) == bool(share):
        raise UserError("estate.amount_or_share", "amount")
    return Taker(
        read_name(values),
        kind,
        read_whole({"order": values.get("order") or "1"}, "order", 1, 2),
        read_whole({"parts": values.get("parts") or "1"}, "parts", 1, 1000),
        read_money(amount, "amount") if amount else None,
        read_ratio(share, "share") if share else Decimal(0),
        _choice(values, "answer", Answer, Answer.SILENT),
        _amount(values, "reserve"),
        _flag(values, "unable_to_work"),
        _flag(values, "no_income"),
    )


def write_case(case: EstateCase) -> Plain:
    """The plain form of a case; ``read_case`` of it gives the case back."""
    plain: Plain = {key: _written(getattr(case, key)) for key in _OWN}
    for key in LISTS:
        plain[key] = [write_row(row) for row in getattr(case, key)]
    return plain


def write_row(row: Asset | Debt | Cost | Taker) -> dict[str, str]:
    """One row as texts by field name."""
    return {field.name: _written(getattr(row, field.name)) for field in fields(row)}


def _written(value: object) -> str:
    if value is None or value == ZERO or value == Decimal(0):
        return "" if value is not False else "no"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return write_percent(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _rows(
    plain: Mapping[str, object], key: str, read: Callable[[Values], _Row]
) -> tuple[_Row, ...]:
    rows = plain.get(key, [])
    if not isinstance(rows, Sequence) or isinstance(rows, str) or len(rows) > MOST_ROWS:
        raise UserError("estate.not_a_list", key, most=MOST_ROWS)
    known = [field.name for field in fields(LISTS[key])]
    found = []
    for number, row in enumerate(rows, 1):
        where = f"{key}.{number}"
        if not isinstance(row, Mapping):
            raise UserError("estate.not_a_list", where, most=MOST_ROWS)
        _refuse_unknown(row, known, f"{where}.")
        values = {name: _text(row, name, f"{where}.{name}") for name in row}
        try:
            found.append(read(values))
        except UserError as error:
            raise UserError(error.key, f"{where}.{error.field}", **error.params) from None
    return tuple(found)


def _refuse_unknown(row: Mapping[str, object], known: Iterable[str], where: str) -> None:
    unknown = sorted(str(key) for key in set(row) - set(known))
    if unknown:
        raise UserError("estate.unknown_key", f"{where}{unknown[0]}", known=", ".join(known))


def _text(row: Mapping[str, object], key: str, where: str) -> str:
    value = row.get(key, "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int):
        return str(value)
    raise UserError("estate.not_a_text", where)


def _amount(values: Values, field: str) -> Money:
    text = values.get(field, "").strip()
    return read_money(text, field) if text else ZERO


def _flag(values: Values, field: str) -> bool:
    text = values.get(field, "").strip()
    if text not in ("", "yes", "no"):
        raise UserError("flag.unknown", field)
    return text == "yes"


def _choice(values: Values, field: str, kind: type[_Kind], default: _Kind) -> _Kind:
    text = values.get(field, "").strip() or default
    if text not in tuple(kind):
        raise UserError("choice.unknown", field, choices=", ".join(kind))
    return kind(text)
