"""Temporary limit about to run out."""

from datetime import date

from assistant.domain.money import Money
from assistant.domain.rules.temporary_limit import RULE
from tests.domain.facts import account, beijing, bill, snapshot
from tests.domain.rules.seen import told

OWN = account(limit="1000", temporary_limit="500", temporary_limit_until="2026-11-20")


def test_it_is_told_a_week_before_its_last_day() -> None:
    (alert,) = told(RULE, snapshot("2026-11-05 12:00", accounts=(OWN,), bills=(bill("900"),)))
    assert alert.at == beijing("2026-11-13 10:00")
    assert alert.due_date == date(2026, 11, 20)
    assert alert.variant == ""


def test_what_is_used_beyond_the_fixed_limit_is_named() -> None:
    (alert,) = told(RULE, snapshot("2026-11-05 12:00", accounts=(OWN,), bills=(bill("1200"),)))
    assert alert.facts["beyond"] == Money.of("200")
    assert alert.variant == "beyond"


def test_without_a_fixed_limit_there_is_nothing_beyond_it() -> None:
    own = account(temporary_limit="500", temporary_limit_until="2026-11-20")
    (alert,) = told(RULE, snapshot("2026-11-05 12:00", accounts=(own,), bills=(bill("1200"),)))
    assert alert.variant == ""


def test_none_or_one_that_has_run_out_says_nothing() -> None:
    assert told(RULE, snapshot("2026-11-21 12:00", accounts=(OWN,))) == ()
    assert told(RULE, snapshot("2026-11-05 12:00")) == ()
