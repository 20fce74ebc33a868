"""The alert rules, one module each, in the order in which they are shown.

A new rule is one module beside these, one line in ``RULES``, its words and one test.
"""

from assistant.domain.rule import Rule
from assistant.domain.rules import (
    bill_day,
    cash_floor,
    credit_report,
    ending,
    holiday,
    likely_short,
    minimum_only,
    not_funded,
    not_updated,
    over_cap,
    own_ceiling,
    plan_moved,
    reserve_below,
    temporary_limit,
    utilisation,
)
from assistant.errors import UserError

RULES: tuple[Rule, ...] = (
    not_funded.RULE,
    holiday.RULE,
    cash_floor.RULE,
    likely_short.RULE,
    reserve_below.RULE,
    plan_moved.RULE,
    bill_day.RULE,
    not_updated.RULE,
    utilisation.RULE,
    own_ceiling.RULE,
    temporary_limit.RULE,
    minimum_only.RULE,
    over_cap.RULE,
    ending.RULE,
    credit_report.RULE,
)


def rule_of(rule_id: str) -> Rule:
    """The rule with this id.

    Raises:
        UserError: there is none.
    """
    for rule in RULES:
        if rule.id == rule_id:
            return rule
    raise UserError("rule.unknown", rule_id)
