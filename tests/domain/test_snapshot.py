"""The picture of the store that everything is computed from."""

from datetime import date

import pytest

from assistant.domain.account import BookedEstimate
from assistant.domain.money import ZERO, Money
from tests.domain.facts import account, beijing, bill, day, loan, paying, snapshot


def test_rows_are_found_by_their_id() -> None:
    expected = BookedEstimate(1, Money(5), *(ZERO,) * 5)
    seen = snapshot(
        "2026-11-03 12:00",
        bills=(bill("5"),),
        loans=(loan(number=7),),
        estimates=(expected,),
        paying_accounts=(paying("5"),),
    )
    assert seen.bill(1).amount == Money.of(5)
    assert seen.loan(7).title == "借款7"
    assert seen.estimate_of(1) == expected
    assert seen.estimate_of(2) is None
    assert seen.paying_account(None) is None
    assert seen.paying_account(1) == seen.paying_accounts[0]
    with pytest.raises(KeyError):
        seen.loan(1)


def test_terms_change_on_the_day_that_a_default_or_an_own_value_begins_or_ends() -> None:
    seen = snapshot("2026-11-03 12:00")
    own = account()
    days = [day(text) for text in ("2025-08-31", "2025-09-01", "2026-12-31", "2027-01-01")]
    assert [bool(seen.terms_of(own, on).subsidy) for on in days] == [False, True, True, False]
    assert seen.terms_of(own, date(2016, 1, 1)).bill_day == 1


def test_at_another_instant_the_facts_are_the_same_and_only_the_day_moves() -> None:
    seen = snapshot("2026-11-03 12:00", bills=(bill("5"),))
    before = seen.bill(1)
    tomorrow = seen.at(beijing("2026-11-04 00:00"))
    assert tomorrow.bill(1) is before
    assert (tomorrow.today, seen.today) == (day("2026-11-04"), day("2026-11-03"))
    assert tomorrow.facts()[1:] == seen.facts()[1:]
    assert tomorrow == snapshot("2026-11-04 00:00", bills=(bill("5"),))
