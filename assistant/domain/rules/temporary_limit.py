"""A temporary limit (临时额度) is about to run out; what is used beyond the fixed limit must be back by then.

Told once for each last day.
"""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.alert import Alert, morning_of
from assistant.domain.money import ZERO
from assistant.domain.overview import owed
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    for account in facts.snapshot.accounts:
        terms = facts.snapshot.terms_of(account)
        until = terms.temporary_limit_until
        if not terms.temporary_limit or until is None or until < facts.today:
            continue
        used = owed(facts.snapshot, account).total
        beyond = ZERO if terms.limit is None else max(used - terms.limit, ZERO)
        yield Alert(
            RULE.id,
            f"account:{account.id}",
            until,
            morning_of(until - timedelta(days=limits.number("days")), facts.zone),
            {
                "account": account.name,
                "day": until,
                "amount": terms.temporary_limit,
                "beyond": beyond,
            },
            account_id=account.id,
            variant="beyond" if beyond else "",
        )


RULE = Rule("temporary_limit", _find, (Threshold("days", Unit.DAYS, "7", 1, 60),), ("beyond",))
