"""What the rules are given: the forecast and the reserve as the other pages show them."""

from datetime import timedelta

from assistant.domain.money import Money
from assistant.domain.reserve import EntryKind, ReserveEntry
from assistant.services.alert_facts import Behind, facts
from tests.conftest import SHANGHAI
from tests.domain.facts import LONG_AGO, bill, day, paying, snapshot

NOW = "2026-11-09 12:00"
BILLS = (bill("300"),)


def test_balances_are_those_of_the_forecast_and_unknown_while_one_is_missing() -> None:
    known = facts(
        snapshot(NOW, bills=BILLS, paying_accounts=(paying("500"),)), SHANGHAI, None, Behind()
    )
    assert known.balances[:2] == (
        (day("2026-11-09"), Money.of("500")),
        (day("2026-11-10"), Money.of("200")),
    )
    both = (paying("500"), paying(None, number=2))
    assert (
        facts(snapshot(NOW, bills=BILLS, paying_accounts=both), SHANGHAI, None, Behind()).balances
        == ()
    )


def test_the_reserve_stands_beside_what_it_should_hold_today() -> None:
    assert facts(snapshot(NOW, bills=BILLS), SHANGHAI, None, Behind()).reserve is None
    amount = Money.of("120")
    entry = ReserveEntry(
        1, EntryKind.DEPOSIT, day("2026-11-08"), amount, None, None, None, "", LONG_AGO
    )
    seen = snapshot(NOW, bills=BILLS, paying_accounts=(paying("500"),), reserve=(entry,))
    found = facts(seen, SHANGHAI, None, Behind())
    assert found.reserve is not None
    assert (found.reserve.balance, found.reserve.required) == (amount, Money.of("300"))
    assert found.dues[0].due_date == seen.today + timedelta(days=1)
