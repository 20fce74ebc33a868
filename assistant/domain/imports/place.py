"""The place of a new row, and what an import knows and has used up while it finds the places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.domain.account import Account
from assistant.domain.draft import ItemDraft, PaymentDraft
from assistant.domain.dues import Obligation
from assistant.domain.imports.claims import Claim, claims_on
from assistant.domain.imports.movement import Movement
from assistant.domain.money import Money


class Place(StrEnum):
    """What becomes of a row.

    ``HISTORY`` is kept for lookups and changes no due: it lies in bills that are over. ``KNOWN``
    was typed by hand or came with another file. The others wait for the user.
    """

    ITEM = "item"
    PAYMENT = "payment"
    KNOWN = "known"
    HISTORY = "history"
    NO_ACCOUNT = "no_account"
    UNSURE = "unsure"
    NO_DUE = "no_due"
    ABOVE_DUE = "above_due"
    NO_LOAN = "no_loan"


WAITING = (Place.NO_ACCOUNT, Place.UNSURE, Place.NO_DUE, Place.ABOVE_DUE, Place.NO_LOAN)
"""The places that need the user."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row's place. ``index`` into the rows; ``dues`` beside ``payments`` say what was paid.

    Attributes:
        refund_of: the order id of the purchase that a refund gives back.
        known_id: the item that was there already.
    """

    index: int
    place: Place
    account_id: int | None = None
    item: ItemDraft | None = None
    payments: tuple[tuple[Obligation, PaymentDraft], ...] = ()
    refund_of: str = ""
    known_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What earlier files say about the rows of this one.

    Attributes:
        purchases: days of stored purchases by order id, for refunds of them.
        claims: the facts that earlier rows answer for.
        forms: the format of each row's file; one for all, or one a row.
    """

    purchases: Mapping[str, date] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    forms: tuple[str, ...] = ("",)

    def form(self, index: int) -> str:
        """The format of the file that a row is from."""
        return self.forms[index if len(self.forms) > 1 else 0]


@dataclass
class Taken:
    """What a row of one format cannot be: items, and repayments by account."""

    claims: tuple[Claim, ...]
    items: frozenset[int | None]
    repayments: dict[int, frozenset[int]] = field(default_factory=dict)


@dataclass
class State:
    """What this import has used up so far: each stored fact answers for one row."""

    stored: Stored
    used_items: set[int] = field(default_factory=set)
    used_payments: set[int] = field(default_factory=set)
    used_loans: set[int] = field(default_factory=set)
    taken: dict[tuple[str, bool], Taken] = field(default_factory=dict)
    left: dict[str, Money] = field(default_factory=dict)
    purchases: dict[str, date] = field(default_factory=dict)
    accounts: dict[tuple[str, str], Account | None] = field(default_factory=dict)
    dues: dict[int, tuple[Obligation, ...]] = field(default_factory=dict)


def taken_by(state: State, index: int, row: Movement) -> Taken:
    """What a row cannot be."""
    form = state.stored.form(index)
    key = (form, bool(row.order_id))
    if key not in state.taken:
        claims = claims_on(state.stored.claims, form, row.order_id)
        state.taken[key] = Taken(claims, frozenset(claim.item_id for claim in claims))
    return state.taken[key]
