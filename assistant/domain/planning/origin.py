"""What a product of an instance is in the user's store."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """An account, and of a loan or an overdue due its own id; ``overdue`` marks what is late already."""

    account_id: int
    loan_id: int | None = None
    overdue: bool = False
