"""More of a limit is in use than the user wants (额度使用率).

Told once a calendar month while it is so, the morning after the account was typed last.
"""

from collections.abc import Iterator

from assistant.domain.activity import last_touched
from assistant.domain.alert import Alert, morning_after, morning_of
from assistant.domain.overview import owed
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    for account in facts.snapshot.accounts:
        row = owed(facts.snapshot, account)
        share = row.utilisation
        if share is None or row.limit is None or share <= limits.share("percent"):
            continue
        month = facts.today.replace(day=1)
        touched = last_touched(facts.snapshot, account)
        yield Alert(
            RULE.id,
            f"account:{account.id}",
            month,
            max(morning_of(month, facts.zone), morning_after(touched, facts.zone)),
            {"account": account.name, "share": share, "owed": row.total, "limit": row.limit},
            account_id=account.id,
        )


RULE = Rule("utilisation", _find, (Threshold("percent", Unit.PERCENT, "80", 1, 100),))
