"""What a loan, plan or rolled bill really costs a year is above a cap that binds its lender (law.md 2.1).

Told once for each contract, the morning after the account was typed last.
"""

from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.account import Account
from assistant.domain.activity import last_touched
from assistant.domain.alert import Alert, morning_after
from assistant.domain.caps import CapCheck, cap_checks
from assistant.domain.costs import Cost, running_costs
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit


def _worst(facts: Facts, account: Account, cost: Cost, slack: Decimal) -> CapCheck | None:
    """The lowest cap that the cost is above by more than the slack."""
    if facts.rates is None:
        return None
    lender = facts.snapshot.terms_of(account).lender_type
    above = [
        check
        for check in cap_checks(facts.rates, lender, cost.since, cost.nominal)
        if check.annual > check.cap + slack
    ]
    return min(above, key=lambda check: check.cap, default=None)


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    for account in facts.snapshot.accounts:
        for cost in running_costs(facts.snapshot, account):
            check = _worst(facts, account, cost, limits.share("slack"))
            if check is None:
                continue
            yield Alert(
                RULE.id,
                cost.about,
                # What rolls has no contract day: its occurrence is the cap's first day.
                check.rule.effective_from if cost.is_rolling else cost.since,
                morning_after(last_touched(facts.snapshot, account), facts.zone),
                {
                    "account": account.name,
                    "what": cost.title or account.name,
                    "cost": cost.nominal,
                    "cap": check.cap,
                },
                account_id=account.id,
            )


RULE = Rule("over_cap", _find, (Threshold("slack", Unit.PERCENT, "0", 0, 20),))
