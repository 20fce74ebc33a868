"""A what-if scenario from typed text."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.drafts import optional_rate, positive, read_name, required
from assistant.domain.money import ZERO
from assistant.domain.planning.what_if import Change, WhatIf
from assistant.errors import UserError


@dataclass(frozen=True, slots=True)
class Asks:
    """What a change asks for: the field of its number with its bounds, and further fields."""

    number: str
    low: int
    high: int
    amount: str = ""
    account: str = ""
    rate: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are shown for it."""
        return tuple(name for name in (self.account, self.amount, self.number, self.rate) if name)


ASKED = {
    Change.INCOME_LOST: Asks("what_months", 1, 60),
    Change.EXTRA: Asks("what_days", 0, 1000, amount="what_amount"),
    Change.NEW_LOAN: Asks("what_terms", 1, 60, amount="what_amount", rate="what_rate"),
    Change.RATE: Asks("what_percent", -100, 500, account="what_account"),
    Change.MISS: Asks("what_late", 1, 365, account="what_due"),
}


def what_if_draft(values: Mapping[str, str]) -> WhatIf:
    """A scenario as typed; what its change does not ask for is not read. Its name may be empty.

    Raises:
        UserError: a number, an amount or the name cannot be taken; the field is the typed one's.
    """
    change = Change(values["what_change"])
    asks = ASKED[change]
    account = values.get(asks.account, "")
    return WhatIf(
        name=read_name(values, "what_name") if values.get("what_name", "").strip() else "",
        change=change,
        number=_whole(values, asks),
        fen=(positive(values, asks.amount) if asks.amount else ZERO).fen,
        account_id=int(account) if account else None,
        rate=optional_rate(values, asks.rate) if asks.rate else None,
    )


def _whole(values: Mapping[str, str], asks: Asks) -> int:
    text = required(values, asks.number).replace("−", "-")
    digits = text.removeprefix("-")
    # Eight digits are more than any bound, and a text of a thousand is never turned into a number.
    if not (digits.isascii() and digits.isdigit() and asks.low <= int(text[:9]) <= asks.high):
        raise UserError("number.out_of_range", asks.number, low=asks.low, high=asks.high)
    return int(text)
