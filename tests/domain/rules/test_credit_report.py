"""Twice a year the free credit report."""

from dataclasses import replace

from assistant.domain.rules.credit_report import RULE
from tests.domain.facts import account, beijing, day, snapshot
from tests.domain.rules.seen import told


def test_each_half_year_is_one_occurrence() -> None:
    days = {
        told(RULE, snapshot(now))[0].due_date
        for now in ("2026-01-01 12:00", "2026-06-30 12:00", "2026-07-01 12:00", "2026-12-31 12:00")
    }
    assert days == {day("2026-01-01"), day("2026-07-01")}


def test_a_new_user_is_asked_two_weeks_later() -> None:
    new = replace(account(), created_at=beijing("2026-11-05 12:00"))
    (alert,) = told(RULE, snapshot("2026-11-05 12:00", accounts=(new,)))
    assert alert.at == beijing("2026-11-20 10:00")


def test_nobody_is_asked_without_an_account() -> None:
    assert told(RULE, snapshot("2026-11-05 12:00", accounts=())) == ()
