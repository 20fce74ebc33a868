"""Forms of the cash page: an income or expense, what it came to, the user's rules about cash."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import cash_drafts, drafts
from assistant.domain.cash_rules import ALPHAS, CashRules
from assistant.domain.cashflow import CashActual, CashItem, Direction, Repeat, Spread
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import read_date
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.fields import ChoiceField, DateField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog


def paying_choices(snapshot: Snapshot, none_key: str) -> list[tuple[str, str]]:
    """The paying accounts to choose from, none first."""
    rows = [(str(row.id), row.name) for row in snapshot.paying_accounts]
    return [("", i18n.t(none_key)), *rows]


class CashItemDialog(FormDialog):
    """One income or expense."""

    def __init__(
        self, context: Context, direction: Direction, item: CashItem | None, parent: QWidget
    ) -> None:
        self._context = context
        self._direction = direction
        self._item = item
        act = "add" if item is None else "edit"
        super().__init__(
            i18n.t(f"flows.{act}_{direction}"), self._fields(context.snapshot()), self._save, parent
        )

    def _fields(self, snapshot: Snapshot) -> list[Field]:
        t, item = i18n.t, self._item
        expense = self._direction is Direction.EXPENSE
        accounts = paying_choices(snapshot, "flows.account_unknown")
        first = accounts[1][0] if len(accounts) > 1 else ""
        source = None if item is None else item.paying_account_id
        fields = [
            Field(
                "name",
                t("flows.name"),
                TextField(),
                t(f"flows.name_hint_{self._direction}"),
                "" if item is None else item.title,
            ),
            Field(
                "amount",
                t("flows.amount"),
                MoneyField(),
                t("flows.amount_hint"),
                words.plain(None if item is None else item.amount),
            ),
            *self._when(snapshot),
            Field(
                "paying_account",
                t(f"flows.account_{self._direction}"),
                ChoiceField(accounts),
                value=first if item is None else "" if source is None else str(source),
            ),
            Field(
                "spread",
                t("flows.spread"),
                ChoiceField([(row.value, t(f"spread.{row}")) for row in Spread]),
                t("flows.spread_hint"),
                Spread.FIXED if item is None else item.spread,
            ),
            *_bounds(item),
            Field(
                "last_on",
                t("flows.last_on"),
                DateField(),
                t("flows.last_on_hint"),
                "" if item is None or item.last_on is None else item.last_on.isoformat(),
                more=True,
            ),
        ]
        if expense:
            fields.insert(5, _essential(item))
        return fields

    def _when(self, snapshot: Snapshot) -> list[Field]:
        t, item = i18n.t, self._item
        start = snapshot.today if item is None else item.first_on
        return [
            Field(
                "repeat",
                t("flows.repeat"),
                ChoiceField([(row.value, t(f"repeat.{row}")) for row in Repeat]),
                value=Repeat.MONTHLY if item is None else item.repeat,
            ),
            Field(
                "first_on",
                t("flows.first_on"),
                DateField(),
                t("flows.first_on_hint"),
                start.isoformat(),
            ),
        ]

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        self._context.bus.run(
            self._context.session.ledger.save_cash_item,
            cash_drafts.cash_item_draft(self._direction, values),
            None if self._item is None else self._item.id,
        )


def _essential(item: CashItem | None) -> Field:
    t = i18n.t
    return Field(
        "essential",
        t("flows.essential"),
        ChoiceField([("no", t("flag.no")), ("yes", t("flag.yes"))]),
        t("flows.essential_hint"),
        "yes" if item is not None and item.essential else "no",
    )


def _bounds(item: CashItem | None) -> Iterator[Field]:
    """The least and the most; folded away unless the amount is a range."""
    found = (None, None) if item is None else (item.low, item.high)
    folded = item is None or item.spread is not Spread.RANGE
    for name, amount in zip(("low", "high"), found, strict=True):
        label, hint = i18n.t(f"flows.{name}"), i18n.t("flows.range_hint")
        yield Field(name, label, MoneyField(), hint, words.plain(amount), more=folded)


class ActualDialog(FormDialog):
    """What an income or expense really came to on a day."""

    def __init__(self, context: Context, item: CashItem, parent: QWidget) -> None:
        self._context = context
        self._item = item
        t = i18n.t
        snapshot = context.snapshot()
        known = [row for row in snapshot.cash_actuals if row.item_id == item.id]
        super().__init__(
            t("flows.actual_of", name=item.title),
            [
                Field(
                    "happened_on", t("flows.happened_on"), DateField(), value=str(snapshot.today)
                ),
                Field(
                    "amount",
                    t("flows.actual"),
                    MoneyField(),
                    t("flows.actual_hint"),
                    words.plain(item.amount),
                ),
            ],
            self._save,
            parent,
            note=t("flows.actuals_known", count=len(known)),
        )
        if known:
            last = max(known, key=lambda row: row.happened_on)
            told = t(
                "flows.remove_actual",
                day=i18n.day(last.happened_on),
                amount=words.money(last.amount),
            )
            self.add_action(told, "remove_actual", lambda: self._remove(last))

    def _remove(self, row: CashActual) -> None:
        self._context.bus.run(self._context.session.ledger.remove_actual, row.id)
        self.accept()

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        on = read_date(drafts.required(values, "happened_on"), "happened_on")
        amount = drafts.optional_money(values, "amount")
        if amount is None:
            drafts.required(values, "amount")
            return
        self._context.bus.run(self._context.session.ledger.record_actual, self._item.id, on, amount)


class CashRulesDialog(FormDialog):
    """The floor for living, where the reserve lies, how sure to be, whether usual bills count."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        snapshot = context.snapshot()
        rules: CashRules = snapshot.cash_rules
        t = i18n.t
        holder = "" if rules.holder_id is None else str(rules.holder_id)
        super().__init__(
            t("flows.rules"),
            [
                Field(
                    "floor",
                    t("flows.floor"),
                    MoneyField(),
                    t("flows.floor_hint"),
                    words.plain(rules.floor) if rules.floor else "",
                ),
                Field(
                    "holder",
                    t("flows.holder"),
                    ChoiceField(paying_choices(snapshot, "flows.holder_apart")),
                    t("flows.holder_hint"),
                    holder,
                ),
                Field(
                    "alpha",
                    t("flows.alpha"),
                    ChoiceField([(row, f"{float(row):.0%}") for row in ALPHAS]),
                    t("flows.alpha_hint"),
                    str(rules.alpha),
                ),
                Field(
                    "usual",
                    t("flows.usual"),
                    ChoiceField([("yes", t("flag.yes")), ("no", t("flag.no"))]),
                    t("flows.usual_hint"),
                    "yes" if rules.usual else "no",
                ),
            ],
            self._save,
            parent,
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        rules = cash_drafts.rules_draft(values)
        self._context.bus.run(self._context.session.ledger.set_cash_rules, rules)
