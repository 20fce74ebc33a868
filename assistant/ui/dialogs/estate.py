"""Dialogs of an estate: what it is about, and one row of what was left, owed, spent or taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import estate_drafts
from assistant.domain.estate_case import (
    Answer,
    AssetKind,
    CommunityRest,
    DebtKind,
    EstateCase,
    SavedEstate,
    TakerKind,
)
from assistant.errors import UserError
from assistant.ui.areas import FlagField
from assistant.ui.context import Context
from assistant.ui.fields import AnyField, ChoiceField, DateField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog


class EstateDialog(FormDialog):
    """A new estate, or what an estate is about."""

    def __init__(self, context: Context, saved: SavedEstate | None, parent: QWidget) -> None:
        self._context = context
        self._saved = saved
        t = i18n.t
        shown = {} if saved is None else estate_drafts.write_case(saved.case)
        rests = _choices(CommunityRest, "community_rest")
        super().__init__(
            t("estate.new" if saved is None else "estate.edit"),
            [
                _field("name", TextField(), shown, hint=True),
                _field("deceased", TextField(), shown),
                _field("death", DateField(), shown, hint=True),
                _field("spouse", FlagField(t("estate.spouse_yes")), shown, hint=True),
                _field("community_rest", ChoiceField(rests), shown, hint=True, more=True),
            ],
            self._save,
            parent,
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        plain: dict[str, Any] = {}
        if self._saved is not None:
            plain = estate_drafts.write_case(self._saved.case)
        case = estate_drafts.read_case(plain | values)
        estate_id = None if self._saved is None else self._saved.id
        self._context.bus.run(self._context.session.ledger.save_estate, case, estate_id)


@dataclass(frozen=True, slots=True)
class RowKind:
    """One list of an estate: its name in the case, and how a row is read from the form."""

    name: str
    read: Callable[[Mapping[str, str]], Any]


ROWS: Mapping[str, RowKind] = {
    kind.name: kind
    for kind in (
        RowKind("assets", estate_drafts.read_asset),
        RowKind("debts", estate_drafts.read_debt),
        RowKind("costs", estate_drafts.read_cost),
        RowKind("takers", estate_drafts.read_taker),
    )
}


class RowDialog(FormDialog):
    """One row of ``kind``; ``index`` is the one to be changed, None adds one."""

    def __init__(
        self,
        context: Context,
        saved: SavedEstate,
        kind: RowKind,
        index: int | None,
        parent: QWidget,
    ) -> None:
        self._context = context
        self._saved = saved
        self._kind = kind
        self._index = index
        self._rows: tuple[Any, ...] = getattr(saved.case, kind.name)
        shown = {} if index is None else estate_drafts.write_row(self._rows[index])
        act = "add" if index is None else "edit"
        super().__init__(
            i18n.t(f"estate.{act}_{kind.name}"),
            _FIELDS[kind.name](saved.case, shown),
            self._save,
            parent,
        )
        if index is not None:
            self.add_action(i18n.t("action.remove"), "remove_row", self._remove)

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        row = self._kind.read(values)
        rows = list(self._rows)
        if self._index is None:
            rows.append(row)
        else:
            rows[self._index] = row
        self._store(rows)

    def _remove(self) -> None:
        rows = [row for number, row in enumerate(self._rows) if number != self._index]
        try:
            self._store(rows)
        except UserError as problem:
            self.form.show_error(problem)
        else:
            self.accept()

    def _store(self, rows: Sequence[Any]) -> None:
        changed: dict[str, Any] = {self._kind.name: tuple(rows)}
        case = replace(self._saved.case, **changed)
        if self._kind.name == "assets" and self._index is not None and len(rows) == len(self._rows):
            case = _renamed(case, self._rows[self._index].name, rows[self._index].name)
        try:
            self._context.bus.run(self._context.session.ledger.save_estate, case, self._saved.id)
        except UserError as problem:
            # The case names the row; the form has only this one.
            field = (problem.field or "").rpartition(".")[2]
            raise UserError(problem.key, field, **problem.params) from None


def _renamed(case: EstateCase, before: str, after: str) -> EstateCase:
    """The case with its securities following an asset's new name."""
    debts = tuple(
        replace(debt, secured_by=after) if debt.secured_by == before else debt
        for debt in case.debts
    )
    return replace(case, debts=debts)


def _choices(kind: Any, prefix: str) -> list[tuple[str, str]]:
    return [(value.value, i18n.t(f"{prefix}.{value}")) for value in kind]


def _field(
    name: str,
    widget: AnyField,
    shown: Mapping[str, Any],
    *,
    hint: bool = False,
    more: bool = False,
) -> Field:
    label, told = i18n.t(f"estate.{name}"), i18n.t(f"estate.{name}_hint") if hint else ""
    return Field(name, label, widget, told, str(shown.get(name, "")), more)


def _asset_fields(_case: EstateCase, shown: Mapping[str, str]) -> list[Field]:
    return [
        _field("name", TextField(), shown),
        _field("value", MoneyField(), shown, hint=True),
        _field("kind", ChoiceField(_choices(AssetKind, "asset_kind")), shown),
    ]


def _debt_fields(case: EstateCase, shown: Mapping[str, str]) -> list[Field]:
    pledgeable = (AssetKind.SEPARATE, AssetKind.COMMUNITY)
    assets = [(row.name, row.name) for row in case.assets if row.kind in pledgeable]
    secured = ChoiceField([("", i18n.t("estate.unsecured")), *assets])
    return [
        _field("name", TextField(), shown),
        _field("lender", TextField(), shown),
        _field("amount", MoneyField(), shown, hint=True),
        _field("kind", ChoiceField(_choices(DebtKind, "debt_kind")), shown, hint=True),
        _field("since_death", MoneyField(), shown, hint=True),
        _field("secured_by", secured, shown, more=True),
        _field("fee", MoneyField(), shown, hint=True, more=True),
        _field("interest", MoneyField(), shown, hint=True, more=True),
        _field(
            "older_than_security",
            FlagField(i18n.t("estate.older_yes")),
            shown,
            hint=True,
            more=True,
        ),
    ]


def _cost_fields(_case: EstateCase, shown: Mapping[str, str]) -> list[Field]:
    return [_field("name", TextField(), shown), _field("amount", MoneyField(), shown)]


def _taker_fields(_case: EstateCase, shown: Mapping[str, str]) -> list[Field]:
    t = i18n.t
    orders = [(number, t(f"estate.order_{number}")) for number in ("1", "2")]
    return [
        _field("name", TextField(), shown),
        _field("kind", ChoiceField(_choices(TakerKind, "taker_kind")), shown),
        _field("answer", ChoiceField(_choices(Answer, "answer_of")), shown, hint=True),
        _field("order", ChoiceField(orders), shown),
        _field("amount", MoneyField(), shown),
        _field("share", TextField(), shown, hint=True),
        _field("parts", TextField(), shown, hint=True, more=True),
        _field("reserve", MoneyField(), shown, hint=True, more=True),
        _field("unable_to_work", FlagField(t("estate.unable_yes")), shown, more=True),
        _field("no_income", FlagField(t("estate.no_income_yes")), shown, more=True),
    ]


_FIELDS: Mapping[str, Callable[[EstateCase, Mapping[str, str]], list[Field]]] = {
    "assets": _asset_fields,
    "debts": _debt_fields,
    "costs": _cost_fields,
    "takers": _taker_fields,
}
