"""Reserve below its required curve."""

from datetime import date

from assistant.domain.money import Money
from assistant.domain.rule import ReserveNow
from assistant.domain.rules.reserve_below import RULE
from tests.domain.facts import snapshot
from tests.domain.rules.seen import told

SEEN = snapshot("2026-11-05 12:00")


def test_what_is_missing_is_told_once_a_week() -> None:
    (alert,) = told(RULE, SEEN, reserve=ReserveNow(Money.of("300"), Money.of("500")))
    assert alert.facts["missing"] == Money.of("200")
    assert alert.due_date == date(2026, 11, 2)


def test_enough_or_within_the_slack_or_no_reserve_says_nothing() -> None:
    assert told(RULE, SEEN, reserve=ReserveNow(Money.of("500"), Money.of("500"))) == ()
    short = ReserveNow(Money.of("300"), Money.of("500"))
    assert told(RULE, SEEN, {"slack": "200"}, reserve=short) == ()
    assert told(RULE, SEEN, {"slack": "199.99"}, reserve=short) != ()
    assert told(RULE, SEEN) == ()
