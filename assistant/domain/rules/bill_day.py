"""It is bill day (账单日): the new bill is to be typed.

Told every morning for so many days, until the bill is typed or acknowledged.
"""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.account import Account
from assistant.domain.alert import Alert, Repeat, morning_of
from assistant.domain.calendar import BEIJING
from assistant.domain.cycle import latest_bill
from assistant.domain.product import Family
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit


def _of_account(facts: Facts, account: Account, days: int) -> Iterator[Alert]:
    issued = latest_bill(facts.snapshot, account, facts.today)
    family = facts.snapshot.product_of(account).family
    if issued is None or family is not Family.REVOLVING:
        return
    bills = facts.snapshot.bills_of(account.id)
    typed = any(row.bill_date >= issued and not row.assumed for row in bills)
    asked_long = facts.today - issued >= timedelta(days=days)
    if typed or asked_long or account.created_at.astimezone(BEIJING).date() > issued:
        return
    yield Alert(
        RULE.id,
        f"account:{account.id}",
        issued,
        morning_of(issued, facts.zone),
        {"account": account.name, "day": issued},
        Repeat.DAILY,
        act_by=morning_of(issued + timedelta(days=days), facts.zone),
        account_id=account.id,
    )


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    for account in facts.snapshot.accounts:
        yield from _of_account(facts, account, limits.number("days"))


RULE = Rule("bill_day", _find, (Threshold("days", Unit.DAYS, "3", 1, 20),))
