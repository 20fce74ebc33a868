"""Only the minimum was paid, so many bills in a row: the rest rolls and costs interest every day.

Told once for each bill that makes the row longer, the morning after the account was typed last.
"""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.account import Account
from assistant.domain.activity import last_touched
from assistant.domain.alert import Alert, morning_after, morning_of
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit
from assistant.domain.standing import BillStanding, State, bill_standing


def _rolled_in_a_row(facts: Facts, account: Account) -> list[BillStanding]:
    """The newest rolled bills without a gap, newest first; bills that are not due yet do not count."""
    row: list[BillStanding] = []
    for bill in reversed(facts.snapshot.bills_of(account.id)):
        standing = bill_standing(facts.snapshot, bill)
        if standing.rolled:
            row.append(standing)
        elif standing.state in (State.SETTLED, State.OVERDUE) or row:
            break
    return row


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    for account in facts.snapshot.accounts:
        row = _rolled_in_a_row(facts, account)
        if len(row) < limits.number("count"):
            continue
        rolled_on = row[0].bill.due_date + timedelta(days=1)
        touched = last_touched(facts.snapshot, account)
        yield Alert(
            RULE.id,
            f"account:{account.id}",
            row[0].bill.bill_date,
            max(morning_of(rolled_on, facts.zone), morning_after(touched, facts.zone)),
            {"account": account.name, "count": len(row), "rolled": row[0].remaining},
            account_id=account.id,
        )


RULE = Rule("minimum_only", _find, (Threshold("count", Unit.COUNT, "3", 1, 24),))
