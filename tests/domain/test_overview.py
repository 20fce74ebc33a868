"""What the first screen answers."""

from dataclasses import replace
from decimal import Decimal

from assistant.domain.account import ItemKind
from assistant.domain.money import Money
from assistant.domain.overview import overview
from assistant.domain.standing import State
from tests.domain.facts import account, bill, item, loan, paying, payment, plan, reading, snapshot


def test_the_next_payment_is_the_one_with_the_earliest_cutoff() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        accounts=(account(), account(2)),
        bills=(bill("600"), bill("500", number=2, owner=2, due="2026-11-08")),
    )
    view = overview(seen)
    assert view.next_due is not None
    assert view.next_due.key == "bill:2:2026-11-01"


def test_the_month_lists_what_is_paid_and_what_is_late_from_before() -> None:
    old = bill("70", number=2, on="2026-10-01", due="2026-10-10")
    seen = snapshot(
        "2026-11-12 12:00",
        bills=(bill("600"), old),
        payments=(payment("600", "2026-11-09"),),
    )
    assert [(due.due_date.month, due.state) for due in overview(seen).month] == [
        (10, State.OVERDUE),
        (11, State.SETTLED),
    ]


def test_what_is_owed_is_owed_once() -> None:
    rolled = bill("5000", "500", number=1, on="2026-10-01", due="2026-10-10")
    newer = bill("4545", "495", number=2)
    seen = snapshot(
        "2026-11-03 12:00",
        accounts=(account(limit="5000"),),
        bills=(rolled, newer),
        payments=(payment("500", "2026-10-10"),),
        readings=(reading("100", "2026-11-03"),),
        plans=(plan("1200", 12, "60", "2026-12-10"),),
    )
    (row,) = overview(seen).owed
    assert (row.billed, row.unbilled) == (Money.of("4545"), Money.of("100"))
    assert row.instalments == Money.of("1260")
    assert row.utilisation == (Decimal(5905) / 5000).quantize(Decimal("0.0001"))


def test_a_limit_that_nobody_told_is_not_known() -> None:
    (row,) = overview(snapshot("2026-11-03 12:00", readings=(reading("100", "2026-11-03"),))).owed
    assert (row.limit, row.utilisation, row.available) == (None, None, None)


def test_a_temporary_limit_counts_until_it_runs_out() -> None:
    terms = account(limit="5000", temporary_limit="1000", temporary_limit_until="2026-11-03")
    for now, limit in (("2026-11-03 23:00", "6000"), ("2026-11-04 01:00", "5000")):
        (row,) = overview(snapshot(now, accounts=(terms,))).owed
        assert row.limit == Money.of(limit)


def test_a_loan_far_away_is_still_the_next_payment() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        accounts=(account(product="jiebei"),),
        loans=(loan(start="2026-12-20", first_due="2027-01-20"),),
    )
    view = overview(seen)
    assert view.coming == ()
    assert view.next_due is not None
    assert view.next_due.key == "loan:1:1"
    assert view.total_owed == Money.of("10000")


def test_an_empty_store_has_nothing_to_say() -> None:
    view = overview(snapshot("2026-11-03 12:00", accounts=()))
    assert (view.next_due, view.month, view.owed) == (None, (), ())
    assert view.total_owed == Money(0)


def test_what_is_not_posted_occupies_the_limit_and_is_not_owed() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        accounts=(account(limit="1000"),),
        bills=(bill("600"),),
        items=(item("150", None), item("20", None, number=2, kind=ItemKind.REFUND)),
    )
    view = overview(seen)
    (row,) = view.owed
    assert (row.total, row.held, row.available) == (Money.of(600), Money.of(150), Money.of(250))
    assert view.coming_total == Money.of(600)
    (unknown,) = overview(
        snapshot("2026-11-03 12:00", accounts=(account(product="mortgage"),))
    ).owed
    assert (unknown.available, unknown.utilisation) == (None, None)


def test_an_archived_account_is_kept_but_owes_and_reminds_of_nothing() -> None:
    closed = account(2)
    seen = snapshot("2026-11-03 12:00", archived=(closed,), bills=(bill("500", number=2, owner=2),))
    assert seen.account(2) == closed
    view = overview(seen)
    assert [row.account.id for row in view.owed] == [1]
    assert view.coming == ()


def test_a_next_due_beyond_the_coming_days_says_whether_it_is_funded() -> None:
    owner = replace(account(), sources=(1,))
    far = bill("500", "50", on="2026-12-01", due="2026-12-10")
    seen = snapshot(
        "2026-11-03 12:00", accounts=(owner,), bills=(far,), paying_accounts=(paying("200"),)
    )
    view = overview(seen)
    assert view.next_due is not None
    assert view.funding[view.next_due.key].missing == Money.of(300)


def test_what_presses_is_late_or_due_by_tomorrow_and_may_be_short() -> None:
    owners = tuple(account(number) for number in (1, 2, 3))
    dues = ("2026-11-02", "2026-11-04", "2026-11-05")
    bills = tuple(
        bill("600", number=number, owner=number, on="2026-11-01", due=due)
        for number, due in enumerate(dues, start=1)
    )
    seen = snapshot(
        "2026-11-03 12:00", accounts=owners, bills=bills, paying_accounts=(paying("1000"),)
    )
    view = overview(seen)
    assert [due.account_id for due in view.pressing] == [1, 2]
    assert [view.is_short(due) for due in view.pressing] == [False, True]


def test_what_the_tolerance_carries_over_is_owed_until_the_next_bill_holds_it() -> None:
    owner = account(product="credit_card", bill_day="5", due_day="25", tolerance="10.00")
    first = bill("1000", "100", on="2026-04-05", due="2026-04-25")
    facts = {"accounts": (owner,), "payments": (payment("995", "2026-04-25"),)}
    (row,) = overview(snapshot("2026-04-29 12:00", bills=(first,), **facts)).owed
    assert row.total == Money.of(5)
    typed = bill("25", number=2, on="2026-05-05", due="2026-05-25")
    (row,) = overview(snapshot("2026-05-06 12:00", bills=(first, typed), **facts)).owed
    assert row.total == Money.of(25)


def test_a_refund_beyond_all_spending_is_off_what_rolls_on() -> None:
    back = item("150", "2026-11-12", number=2, kind=ItemKind.REFUND)
    seen = snapshot(
        "2026-11-13 12:00",
        bills=(bill("1000", "100"),),
        payments=(payment("100", "2026-11-09"),),
        items=(item("40", "2026-11-11"), back),
    )
    (row,) = overview(seen).owed
    # 900 roll on and bear interest, which the 150 lower first; spending of 40 is met by them.
    assert row.unbilled == Money.of(0)
    assert Money.of(790) < row.total < Money.of(810)
