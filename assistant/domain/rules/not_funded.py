"""The paying account does not hold what the coming deduction takes, earlier dues counted first.

Told every morning from so many days ahead, and at once when the balance changes later, until it is
covered, acknowledged, or the deduction has begun. What comes on the due day itself is too late for
a deduction of the morning: it says so.
"""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.alert import Alert, Repeat, morning_of
from assistant.domain.calendar import BEIJING
from assistant.domain.cash import Cover
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    for due in facts.dues:
        account = facts.snapshot.account(due.account_id)
        terms = facts.snapshot.terms_of(account, due.bill_date)
        found = facts.funding[due.key]
        if found.cover is not Cover.SHORT or not found.lacking or terms.deduct_mode == "off":
            continue
        if due.deduct_at <= facts.snapshot.now:
            continue
        deduction = due.deduct_at.astimezone(BEIJING).date()
        paying = facts.snapshot.paying_account(due.paying_account_id)
        yield Alert(
            RULE.id,
            due.key,
            due.due_date,
            morning_of(deduction - timedelta(days=limits.number("days")), facts.zone),
            {
                "account": account.name,
                "paying": "" if paying is None else paying.name,
                "day": deduction,
                "missing": found.lacking,
            },
            Repeat.DAILY,
            act_by=due.deduct_at,
            account_id=account.id,
            variant="by_hand" if found.by_hand else "",
        )


RULE = Rule("not_funded", _find, (Threshold("days", Unit.DAYS, "3", 1, 30),), ("by_hand",))
