"""Spending that waits for its bill: what a reading holds, and what came after it."""

from dataclasses import replace

from assistant.domain.account import Destination, ItemKind
from assistant.domain.money import Money
from assistant.domain.unbilled import Unbilled, entries_of, held, unbilled
from tests.domain.facts import account, beijing, day, item, reading, snapshot

LIMIT = Destination.LIMIT


def known(**facts: object) -> dict[str, Unbilled]:
    seen = snapshot("2026-11-20 12:00", **facts)
    found = entries_of(seen, seen.accounts[0])
    return {bill_date.isoformat(): unbilled(rows) for bill_date, rows in found.items()}


def test_each_bill_has_its_own_newest_reading() -> None:
    rows = [
        reading(amount, on)
        for amount, on in (("100", "2026-10-05"), ("500", "2026-10-20"), ("80", "2026-11-05"))
    ]
    found = known(readings=tuple(replace(row, id=number) for number, row in enumerate(rows)))
    assert {on: row.spent for on, row in found.items()} == {
        "2026-11-01": Money.of(500),
        "2026-12-01": Money.of(80),
    }


def test_what_came_back_after_the_reading_is_taken_off_it_and_before_it_is_in_it() -> None:
    back = item("30", "2026-11-04", kind=ItemKind.REFUND)
    later = item("20", "2026-11-08", number=2, kind=ItemKind.REFUND)
    found = known(readings=(reading("130", "2026-11-05"),), items=(back, later))["2026-12-01"]
    assert (found.spent, found.back) == (Money.of(130), Money.of(20))


def test_an_item_given_to_a_bill_before_it_is_posted_is_in_no_reading() -> None:
    given = item("40", None, bill_date=day("2026-12-01"))
    found = known(readings=(reading("130", "2026-11-05"),), items=(given,))["2026-12-01"]
    assert found.spent == Money.of(170)


def test_what_came_back_to_the_limit_before_receipt_is_never_billed() -> None:
    bought = item("300", "2026-11-15", spent="2026-11-12")
    back = item(
        *("100", "2026-11-14"), number=2, kind=ItemKind.REFUND, refund_of=1, destination=LIMIT
    )
    assert known(items=(bought, back))["2026-12-01"].spent == Money.of(200)
    assert known(items=(bought, replace(back, amount=Money.of(300)))) == {}


def test_a_purchase_that_is_held_occupies_the_limit_less_what_came_back_to_it() -> None:
    waits = item("300", None, spent="2026-11-12")
    back = item(
        *("100", "2026-11-14"), number=2, kind=ItemKind.REFUND, refund_of=1, destination=LIMIT
    )
    other = item("30", "2026-11-14", number=3, kind=ItemKind.REFUND, destination=LIMIT)
    for items, wanted in (
        ((waits, back), "200"),
        ((waits, back, other), "170"),
        ((replace(waits, posted_on=day("2026-11-15")), back, other), "0"),
    ):
        seen = snapshot("2026-11-20 12:00", items=items)
        assert held(seen, seen.accounts[0]) == Money.of(wanted)


def test_of_the_readings_own_day_the_hour_decides_where_a_file_tells_it() -> None:
    read = replace(reading("560", "2026-11-05"), created_at=beijing("2026-11-05 20:00"))
    bought = replace(item("20", "2026-11-05"), created_at=beijing("2026-11-06 09:00"))
    for at, wanted in (
        ("2026-11-05 08:00", "560"),
        ("2026-11-05 21:00", "580"),
        ("2026-11-04 08:00", "580"),  # of another day than it was posted: it says nothing of that
        (None, "580"),
    ):
        told = replace(bought, spent_at=None if at is None else beijing(at))
        assert known(readings=(read,), items=(told,))["2026-12-01"].spent == Money.of(wanted)


def test_a_reading_adds_what_the_items_before_it_do_not_explain() -> None:
    items = (item("100", "2026-11-02"), item("20", "2026-11-08", number=2))
    found = known(readings=(reading("130", "2026-11-05"),), items=items)["2026-12-01"]
    assert found.postings == (
        (day("2026-11-02"), Money.of(100)),
        (day("2026-11-05"), Money.of(30)),
        (day("2026-11-08"), Money.of(20)),
    )


def test_without_a_bill_day_nothing_waits_for_a_bill() -> None:
    own = account(product="jiebei")
    assert known(accounts=(own,), readings=(reading("10", "2026-11-05"),)) == {}
    assert unbilled(()) == Unbilled()
