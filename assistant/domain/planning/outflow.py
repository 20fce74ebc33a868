"""What a plan pays month by month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.calendar import add_months
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.plan import How, Ledger


@dataclass(frozen=True, slots=True)
class MonthPaid:
    """One month by its first day: 分 by product; a conversion into instalments is no payment."""

    month: date
    by_product: Mapping[str, int]

    @property
    def fen(self) -> int:
        """All of it together."""
        return sum(self.by_product.values())


def monthly_outflow(case: Case, ledger: Ledger) -> tuple[MonthPaid, ...]:
    """Every month from the plan's first day to its last payment, also those without one."""
    paid: dict[date, dict[str, int]] = {}
    for step in ledger.steps:
        if step.how is not How.INSTALMENT:
            month = (case.start + timedelta(days=step.day)).replace(day=1)
            of_month = paid.setdefault(month, {})
            of_month[step.product] = of_month.get(step.product, 0) + step.fen
    found: list[MonthPaid] = []
    month = case.start.replace(day=1)
    while paid and month <= max(paid):
        found.append(MonthPaid(month, paid.get(month, {})))
        month = add_months(month, 1)
    return tuple(found)
