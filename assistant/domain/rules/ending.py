"""A loan or an instalment plan ends soon: what it took each month is free from then on.

Told once for each end.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from assistant.domain.account import Account
from assistant.domain.alert import Alert, morning_of
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import Money
from assistant.domain.plan_parts import plan_rows
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit

_End = tuple[str, str, date, Money]


def _ends(facts: Facts, account: Account) -> Iterator[_End]:
    """Name, title, last day and last payment of what still runs."""
    for loan in facts.snapshot.loans_of(account.id):
        standing = loan_standing(facts.snapshot, loan)
        if not standing.settled:
            last = standing.terms[-1].row
            yield f"loan:{loan.id}", loan.title, last.due, last.payment
    for plan in facts.snapshot.plans_of(account.id):
        parts = [row for row in plan_rows(facts.snapshot, plan) if row.due is not None]
        if parts and parts[-1].due is not None:
            yield f"plan:{plan.id}", plan.title, parts[-1].due, parts[-1].payment


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    for account in facts.snapshot.accounts:
        for about, title, last, amount in _ends(facts, account):
            if last < facts.today:
                continue
            yield Alert(
                RULE.id,
                about,
                last,
                morning_of(last - timedelta(days=limits.number("days")), facts.zone),
                {"account": account.name, "what": title, "day": last, "amount": amount},
                account_id=account.id,
            )


RULE = Rule("ending", _find, (Threshold("days", Unit.DAYS, "7", 1, 60),))
