"""Whether the money is there, earlier promises first."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.cash import Cover, available, fund, left_for
from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import Spread
from assistant.domain.dues import obligations
from assistant.domain.money import ZERO, Money
from assistant.domain.snapshot import Snapshot
from tests.domain.facts import (
    account,
    beijing,
    bill,
    day,
    expense,
    income,
    paying,
    payment,
    reserved,
    snapshot,
)

FAR = day("2027-01-01")


def test_money_promised_to_an_earlier_due_is_not_there_for_a_later_one() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        accounts=(account(), account(2)),
        bills=(bill("600"), bill("500", number=2, owner=2, due="2026-11-12")),
        paying_accounts=(paying("1000"),),
    )
    found = fund(seen, obligations(seen, FAR))
    assert found["bill:1:2026-11-01"].cover is Cover.FUNDED
    assert found["bill:2:2026-11-01"].cover is Cover.SHORT
    assert found["bill:2:2026-11-01"].missing == Money.of("100")


def test_a_penalty_has_to_be_there_too() -> None:
    seen = snapshot("2026-11-15 12:00", bills=(bill("500"),), paying_accounts=(paying("500"),))
    found = fund(seen, obligations(seen, FAR))
    assert found["bill:1:2026-11-01"].missing == Money.of("1.25")


def test_an_account_without_a_balance_is_unknown_not_short() -> None:
    seen = snapshot("2026-11-03 12:00", bills=(bill("500"),), paying_accounts=(paying(None),))
    assert fund(seen, obligations(seen, FAR))["bill:1:2026-11-01"].cover is Cover.UNKNOWN


def test_an_older_repayment_recorded_later_was_in_the_balance_already() -> None:
    account_one = paying("1000", at="2026-11-05 12:00")
    late = replace(
        payment("100", "2026-11-04", paying_account_id=1), created_at=beijing("2026-11-06 12:00")
    )
    seen = snapshot("2026-11-08 12:00", payments=(late,), paying_accounts=(account_one,))
    assert available(seen, account_one) == Money.of("1000")


def test_what_was_repaid_after_the_balance_was_read_is_taken_off() -> None:
    account_one = paying("1000", at="2026-11-05 12:00")
    seen = snapshot(
        "2026-11-08 12:00",
        bills=(bill("500"),),
        payments=(
            payment("100", "2026-11-05", number=1, paying_account_id=1),  # before noon
            payment("30", "2026-11-06", number=2, paying_account_id=1),
            payment("7", "2026-11-07", number=3, paying_account_id=None),
        ),
        paying_accounts=(account_one,),
    )
    assert available(seen, account_one) == Money.of("970")


def test_a_deduction_goes_through_the_sources_in_their_order() -> None:
    own = replace(account(), sources=(2, 1))
    facts = {
        "accounts": (own,),
        "bills": (bill("600"),),
        "paying_accounts": (paying("500"), paying("200", number=2)),
    }
    seen = snapshot("2026-11-03 12:00", **facts)
    assert fund(seen, obligations(seen, FAR))["bill:1:2026-11-01"].cover is Cover.FUNDED
    short = snapshot("2026-11-03 12:00", **(facts | {"bills": (bill("800"),)}))
    assert fund(short, obligations(short, FAR))["bill:1:2026-11-01"].missing == Money.of(100)


def test_what_is_there_for_a_due_is_what_earlier_deductions_leave() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        accounts=(account(), account(2)),
        bills=(bill("600"), bill("500", number=2, owner=2, due="2026-11-12")),
        paying_accounts=(paying("1000"),),
    )
    first, second = obligations(seen, FAR)
    assert left_for(seen, (first, second), first) == Money.of(1000)
    assert left_for(seen, (first, second), second) == Money.of(400)
    unknown = replace(seen, paying_accounts=(paying(None),))
    assert left_for(unknown, (first, second), second) is None


def _two(**more: Any) -> Snapshot:
    """花呗 600 due on the tenth, another 500 on the twelfth, both from paying account 1."""
    facts: dict[str, Any] = {
        "accounts": (account(), account(2)),
        "bills": (bill("600"), bill("500", number=2, owner=2, due="2026-11-12")),
        "paying_accounts": (paying("700"),),
    }
    return snapshot("2026-11-03 12:00", **(facts | more))


FIRST, SECOND = "bill:1:2026-11-01", "bill:2:2026-11-01"


def test_an_income_before_the_due_pays_it_and_one_after_it_does_not() -> None:
    in_time = _two(cash_items=(income("400", "2026-11-11"),))
    assert fund(in_time, obligations(in_time, FAR))[SECOND].cover is Cover.FUNDED
    too_late = _two(cash_items=(income("400", "2026-11-13"),))
    assert fund(too_late, obligations(too_late, FAR))[SECOND].missing == Money.of(400)


def test_an_income_of_the_due_day_comes_after_the_deduction_and_can_be_paid_by_hand() -> None:
    seen = _two(cash_items=(income("400", "2026-11-12"),))
    found = fund(seen, obligations(seen, FAR))[SECOND]
    assert (found.cover, found.missing, found.by_hand) == (Cover.SHORT, Money.of(400), True)
    little = _two(cash_items=(income("399", "2026-11-12"),))
    assert not fund(little, obligations(little, FAR))[SECOND].by_hand


@pytest.mark.parametrize("terms", [{"deduct_mode": "off"}, {"deduct_at": "13:00"}])
def test_what_is_paid_by_hand_or_deducted_in_the_afternoon_meets_the_days_income(
    terms: dict[str, str],
) -> None:
    seen = _two(
        accounts=(account(), account(2, **terms)), cash_items=(income("400", "2026-11-12"),)
    )
    assert fund(seen, obligations(seen, FAR))[SECOND].cover is Cover.FUNDED


def test_todays_income_pays_what_is_overdue() -> None:
    late = {"bills": (bill("600"),), "paying_accounts": (paying("300"),)}
    seen = snapshot("2026-11-15 09:00", **late, cash_items=(income("400", "2026-11-15"),))
    assert fund(seen, obligations(seen, FAR))[FIRST].cover is Cover.FUNDED


def test_what_will_be_paid_by_hand_is_not_there_for_a_later_due() -> None:
    seen = _two(
        bills=(bill("1000"), bill("500", number=2, owner=2, due="2026-11-12")),
        cash_items=(income("700", "2026-11-10"), income("9", "2026-11-12", number=3)),
    )
    found = fund(seen, obligations(seen, FAR))
    assert (found[FIRST].by_hand, found[FIRST].missing) == (True, Money.of(300))
    assert found[SECOND].missing == Money.of(100)


def test_two_dues_of_one_day_do_not_share_its_income() -> None:
    seen = _two(
        bills=(bill("1000"), bill("500", number=2, owner=2)),
        paying_accounts=(paying("700"), paying("5", number=2)),
        cash_items=(
            income("700", "2026-11-10"),
            income("999", "2026-11-10", number=3, paying_account_id=2),
            expense("100", "2026-11-10"),
        ),
    )
    found = fund(seen, obligations(seen, FAR))
    assert (found[FIRST].by_hand, found[FIRST].missing) == (True, Money.of(400))
    assert (found[SECOND].by_hand, found[SECOND].missing) == (False, Money.of(500))


def test_where_only_the_minimum_is_deducted_its_money_is_enough_for_the_deduction() -> None:
    own = (account(deduct_mode="minimum"),)
    enough = _two(accounts=own, bills=(bill("800", "80"),))
    found = fund(enough, obligations(enough, FAR))[FIRST]
    assert (found.cover, found.missing, found.lacking) == (Cover.SHORT, Money.of(100), ZERO)
    little = _two(accounts=own, bills=(bill("800", "80"),), paying_accounts=(paying("30"),))
    found = fund(little, obligations(little, FAR))[FIRST]
    assert (found.missing, found.lacking) == (Money.of(770), Money.of(50))


def test_an_expense_before_the_due_takes_its_money() -> None:
    seen = _two(cash_items=(expense("150", "2026-11-08"),))
    assert fund(seen, obligations(seen, FAR))[FIRST].missing == Money.of(50)


def test_an_uncertain_income_counts_with_its_least() -> None:
    span: dict[str, Any] = {"spread": Spread.RANGE, "low": Money.of(300), "high": Money.of(900)}
    seen = _two(cash_items=(income("500", "2026-11-11", **span),))
    assert fund(seen, obligations(seen, FAR))[SECOND].missing == Money.of(100)


def test_money_into_an_account_without_a_known_balance_makes_nothing_known() -> None:
    seen = _two(paying_accounts=(paying(None),), cash_items=(income("5000", "2026-11-04"),))
    assert fund(seen, obligations(seen, FAR))[FIRST].cover is Cover.UNKNOWN


def test_the_reserve_covers_and_says_what_to_move() -> None:
    seen = _two(reserve=(reserved("450"),))
    found = fund(seen, obligations(seen, FAR))
    assert found[FIRST].cover is Cover.FUNDED
    assert (found[SECOND].cover, found[SECOND].reserve) == (Cover.RESERVE, Money.of(400))
    little = _two(reserve=(reserved("150"),))
    found = fund(little, obligations(little, FAR))
    assert (found[SECOND].missing, found[SECOND].reserve) == (Money.of(250), Money.of(150))


def test_an_earmark_pays_its_own_product_alone_and_first() -> None:
    seen = _two(reserve=(reserved("550", account_id=1),))
    found = fund(seen, obligations(seen, FAR))
    assert found[FIRST].reserve == Money.of(550)
    assert found[SECOND].cover is Cover.FUNDED  # 700 less 50
    other = _two(reserve=(reserved("300", account_id=2),))
    assert fund(other, obligations(other, FAR))[SECOND].missing == Money.of(100)


def test_a_reserve_that_covers_all_needs_no_known_balance() -> None:
    seen = _two(paying_accounts=(paying(None),), reserve=(reserved("600"),))
    found = fund(seen, obligations(seen, FAR))
    assert (found[FIRST].cover, found[SECOND].cover) == (Cover.RESERVE, Cover.UNKNOWN)


def test_in_the_account_that_holds_the_reserve_only_the_rest_is_free() -> None:
    """余额宝 was read with 1000 at midnight of the first; what was reserved then lies in it."""
    keeper = paying("1000")
    rules = CashRules(holder_id=1)
    ledger = (
        reserved("300", "2026-11-01", paying_account_id=1),  # set aside inside the account
        reserved("200", "2026-11-02", paying_account_id=2),  # came from another one
        reserved("-50", "2026-11-03"),  # left it for good
    )
    seen = snapshot(
        "2026-11-03 13:00",
        bills=(bill("600"),),
        paying_accounts=(keeper, paying("500", number=2)),
        reserve=ledger,
        cash_rules=rules,
    )
    assert available(seen, keeper) == Money.of(700)  # 1000 + 200 - 50 in it, 450 reserved
    assert available(seen, seen.paying_accounts[1]) == Money.of(300)
    found = fund(seen, obligations(seen, FAR))[FIRST]
    assert found.cover is Cover.FUNDED
    dear = replace(seen, bills=(bill("1100"),))
    found = fund(dear, obligations(dear, FAR))[FIRST]
    assert (found.cover, found.reserve) == (Cover.FUNDED, Money.of(400))  # it need not be moved


def test_what_was_moved_before_the_balance_was_read_is_in_it() -> None:
    later = paying("1000", at="2026-11-02 00:00")
    seen = snapshot(
        "2026-11-03 12:00",
        paying_accounts=(later,),
        reserve=(reserved("300", "2026-11-01", paying_account_id=1),),
    )
    assert available(seen, later) == Money.of(1000)


def test_what_a_later_due_finds_counts_the_incomes_until_then() -> None:
    seen = _two(cash_items=(income("450", "2026-11-11"),))
    first, second = obligations(seen, FAR)
    assert left_for(seen, (first, second), second) == Money.of(550)
