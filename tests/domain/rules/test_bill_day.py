"""Bill day: enter the bill."""

from dataclasses import replace

from assistant.domain.account import DatedTerm
from assistant.domain.alert import Repeat
from assistant.domain.rules.bill_day import RULE
from tests.domain.facts import account, beijing, bill, day, snapshot
from tests.domain.rules.seen import told

OWN = account(bill_day="5")


def test_it_is_told_on_bill_day_and_for_three_mornings() -> None:
    (alert,) = told(RULE, snapshot("2026-11-05 00:30", accounts=(OWN,)))
    assert (alert.due_date, alert.at) == (day("2026-11-05"), beijing("2026-11-05 10:00"))
    assert alert.repeat is Repeat.DAILY
    assert told(RULE, snapshot("2026-11-07 12:00", accounts=(OWN,))) != ()
    assert told(RULE, snapshot("2026-11-08 00:30", accounts=(OWN,))) == ()


def test_a_bill_that_is_typed_says_nothing() -> None:
    typed = bill("100", on="2026-11-05", due="2026-11-15")
    assert told(RULE, snapshot("2026-11-05 12:00", accounts=(OWN,), bills=(typed,))) == ()


def test_a_bill_from_before_the_account_was_added_is_not_asked_for() -> None:
    new = replace(OWN, created_at=beijing("2026-11-06 09:00"))
    assert told(RULE, snapshot("2026-11-06 12:00", accounts=(new,))) == ()


def test_a_bill_day_that_was_changed_asks_for_no_bill_that_never_was() -> None:
    terms = (DatedTerm("bill_day", "1"), DatedTerm("bill_day", "10", day("2027-01-11")))
    changed = replace(OWN, terms=terms)
    issued = bill("100", on="2027-01-01", due="2027-01-10")
    for now in ("2027-01-11 12:00", "2027-02-09 12:00"):
        assert told(RULE, snapshot(now, accounts=(changed,), bills=(issued,))) == ()
    (alert,) = told(RULE, snapshot("2027-02-10 12:00", accounts=(changed,), bills=(issued,)))
    assert alert.due_date == day("2027-02-10")


def test_a_loan_has_no_bill_day() -> None:
    for own in (
        account(product="jiebei", bill_day="5"),
        account(product="custom_bill"),
        account(product="credit_shopping"),
    ):
        assert told(RULE, snapshot("2026-11-05 12:00", accounts=(own,))) == ()


def test_a_bill_that_was_only_ticked_as_expected_is_still_asked_for() -> None:
    ticked = replace(bill("100", on="2026-11-05", due="2026-11-15"), assumed=True)
    assert told(RULE, snapshot("2026-11-05 12:00", accounts=(OWN,), bills=(ticked,))) != ()
