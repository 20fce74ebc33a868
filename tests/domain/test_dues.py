"""All obligations as one list: keys, order, forecasts, nothing counted twice."""

from dataclasses import replace
from datetime import timedelta

from assistant.domain.dues import Source, every_due, obligations, same_until
from assistant.domain.money import Money
from assistant.domain.standing import State
from assistant.domain.statement import forecast_bills
from tests.domain.facts import (
    account,
    beijing,
    bill,
    day,
    loan,
    payment,
    plan,
    reading,
    snapshot,
)

FAR = day("2028-01-01")


def test_two_loans_due_on_one_day_are_two_obligations() -> None:
    seen = snapshot(
        "2026-02-01 12:00",
        accounts=(account(product="jiebei"),),
        loans=(loan(), loan("5000", number=2)),
    )
    dues = obligations(seen, day("2026-02-15"))
    assert [due.key for due in dues] == ["loan:1:1", "loan:2:1"]
    assert len({due.due_date for due in dues}) == 1


def test_overdue_items_come_first_and_what_lies_beyond_is_left_out() -> None:
    seen = snapshot(
        "2026-11-20 12:00",
        accounts=(account(), account(2, "jiebei")),
        bills=(bill("500"),),
        loans=(loan(number=1, start="2026-10-25", first_due="2026-11-25"),),
    )
    seen_dues = obligations(seen, day("2026-12-01"))
    # The loan belongs to account 1 in these facts, a revolving one: it makes no dues there.
    assert [(due.key, due.state) for due in seen_dues] == [("bill:1:2026-11-01", State.OVERDUE)]


def test_unbilled_spending_is_forecast_into_the_next_bill() -> None:
    seen = snapshot(
        "2026-11-05 12:00", bills=(bill("500"),), readings=(reading("320.50", "2026-11-05"),)
    )
    typed, forecast = obligations(seen, FAR)
    assert typed.source is Source.BILL
    assert (forecast.key, forecast.due_date) == ("bill:1:2026-12-01", day("2026-12-10"))
    assert (forecast.amount, forecast.minimum) == (Money.of("320.50"), Money.of("32.05"))
    assert (forecast.estimated, forecast.state) == (True, State.UNBILLED)


def test_the_typed_bill_takes_the_forecasts_place_and_name() -> None:
    facts = {"readings": (reading("320.50", "2026-11-05"),)}
    typed = bill("333.00", on="2026-12-01", due="2026-12-10")
    before = obligations(snapshot("2026-12-01 12:00", **facts), FAR)
    after = obligations(snapshot("2026-12-01 12:00", bills=(typed,), **facts), FAR)
    assert [due.key for due in before] == [due.key for due in after] == ["bill:1:2026-12-01"]
    assert (before[0].state, before[0].estimated) == (State.DUE, True)
    assert (after[0].amount, after[0].estimated) == (Money.of("333"), False)


def test_a_forecast_that_nobody_confirmed_becomes_overdue_and_stays() -> None:
    seen = snapshot("2026-12-15 12:00", readings=(reading("320.50", "2026-11-05"),))
    (due,) = obligations(seen, FAR)
    assert (due.state, due.estimated) == (State.OVERDUE, True)


def test_a_rolled_remainder_is_forecast_with_its_interest() -> None:
    # Vector HB-MIN-05: 5,000 at the minimum of 500 gives 4,500 and 45.00 in the next bill.
    facts = {
        "bills": (bill("5000", "500"),),
        "payments": (payment("500", "2026-11-10"),),
    }
    (due,) = obligations(snapshot("2026-11-15 12:00", **facts), FAR)
    assert (due.key, due.amount) == ("bill:1:2026-12-01", Money.of("4545"))
    assert due.minimum == Money.of("495")
    bills = [row for row in every_due(snapshot("2026-11-15 12:00", **facts), FAR) if row.bill_id]
    assert [(row.state, row.open) for row in bills] == [(State.MINIMUM_PAID, False)]


def test_instalment_parts_fall_into_their_bills_once() -> None:
    parts = plan("1200", 12, "60", "2026-10-10", since="2026-11-05")
    seen = snapshot("2026-11-05 12:00", bills=(bill("800"),), plans=(parts,))
    dues = obligations(seen, FAR)
    # The parts of October (before it was typed in) and November (inside the typed bill) are gone.
    assert [str(due.due_date) for due in dues][:3] == ["2026-11-10", "2026-12-10", "2027-01-10"]
    assert [due.amount for due in dues] == [Money.of("800")] + [Money.of("105")] * 10


def test_all_that_falls_into_one_bill_is_one_obligation() -> None:
    seen = snapshot(
        "2026-11-15 12:00",
        bills=(bill("5000", "500"),),
        payments=(payment("500", "2026-11-10"),),
        plans=(plan("1200", 12, "60", "2026-12-10"),),
        readings=(reading("100", "2026-11-15"),),
    )
    (first, *_) = forecast_bills(seen, seen.accounts[0])
    assert first.amount == Money.of("4500") + Money.of("45") + Money.of("105") + Money.of("100")
    assert first.due_date == day("2026-12-10")


def test_a_reading_older_than_the_last_bill_counts_no_more() -> None:
    seen = snapshot(
        "2026-11-05 12:00", bills=(bill("500"),), readings=(reading("999", "2026-10-20"),)
    )
    assert [due.source for due in obligations(seen, FAR)] == [Source.BILL]


def test_dues_stay_as_they_are_until_a_midnight_or_a_cut_off_hour() -> None:
    early = account(1, cutoff="20:30", grace_days="2")
    seen = snapshot(
        "2026-11-08 06:00",
        accounts=(early, account(2, "jiebei", grace_days="1")),
        bills=(bill("500"),),
        loans=(replace(loan(start="2026-10-09", first_due="2026-11-09"), account_id=2),),
        readings=(reading("320.50", "2026-11-05"),),
    )
    now, changes = seen.now, 0
    while now < beijing("2026-11-15 00:00"):
        dues = every_due(seen.at(now), FAR)
        until = same_until(dues, now)
        assert now < until <= now + timedelta(days=1)
        for instant in (now + (until - now) / 2, until - timedelta(seconds=1)):
            assert every_due(seen.at(instant), FAR) == dues
        changes += every_due(seen.at(until), FAR) != dues
        now = until
    assert changes > 5
