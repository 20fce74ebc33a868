"""From what a person typed about cash, reserve and ceilings to drafts."""

from decimal import Decimal

from assistant.domain.cash_rules import ALPHAS, CashRules
from assistant.domain.cashflow import CashItemDraft, Direction, Repeat, Spread
from assistant.domain.drafts import (
    Values,
    choice,
    optional_date,
    optional_money,
    positive,
    read_name,
    required,
)
from assistant.domain.money import ZERO, Money
from assistant.domain.reserve import EntryKind, ReserveDraft
from assistant.domain.term_text import read_date
from assistant.errors import UserError

LONGEST_NOTE = 80


def cash_item_draft(direction: Direction, values: Values) -> CashItemDraft:
    """An income or expense from ``name``, ``amount``, ``repeat``, ``first_on`` and what may be told.

    Raises:
        UserError: a field is empty or wrong, the end lies before the beginning, or the expected
            amount is not between the least and the most.
    """
    amount = positive(values, "amount")
    first_on = read_date(required(values, "first_on"), "first_on")
    repeat = Repeat(choice(values, "repeat", tuple(Repeat), Repeat.MONTHLY))
    last_on = None if repeat is Repeat.ONCE else optional_date(values, "last_on")
    if last_on is not None and last_on < first_on:
        raise UserError("cash.ends_before", "last_on")
    spread = Spread(choice(values, "spread", tuple(Spread), Spread.FIXED))
    low = high = None
    if spread is Spread.RANGE:
        low, high = optional_money(values, "low") or ZERO, positive(values, "high")
        if low > amount:
            raise UserError("cash.low_above", "low")
        if high < amount:
            raise UserError("cash.high_below", "high")
    source = values.get("paying_account", "")
    return CashItemDraft(
        direction,
        read_name(values),
        amount,
        repeat,
        first_on,
        last_on,
        spread,
        low,
        high,
        int(source) if source else None,
        essential=direction is Direction.EXPENSE and values.get("essential") == "yes",
    )


def reserve_draft(values: Values) -> ReserveDraft:
    """A line of the reserve from ``amount``, ``happened_on``, ``earmark``, ``paying_account``, ``note``.

    Raises:
        UserError: a field is empty or wrong.
    """
    note = values.get("note", "").strip()
    if len(note) > LONGEST_NOTE:
        raise UserError("name.too_long", "note", longest=LONGEST_NOTE)
    return ReserveDraft(
        EntryKind.DEPOSIT,
        read_date(required(values, "happened_on"), "happened_on"),
        positive(values, "amount"),
        _number(values, "earmark"),
        _number(values, "paying_account"),
        note=note,
    )


def rules_draft(values: Values) -> CashRules:
    """The rules from ``floor``, ``holder``, ``alpha`` and ``usual``; an empty floor is none."""
    return CashRules(
        optional_money(values, "floor") or ZERO,
        _number(values, "holder"),
        Decimal(choice(values, "alpha", ALPHAS, "0.05")),
        values.get("usual", "yes") == "yes",
    )


def ceiling_amounts(values: Values) -> dict[int | None, Money | None]:
    """Ceilings from ``all`` and one field per account id; an empty field takes the ceiling away."""
    return {
        None if field == "all" else int(field): optional_money(values, field) for field in values
    }


def _number(values: Values, field: str) -> int | None:
    text = values.get(field, "")
    return int(text) if text else None
