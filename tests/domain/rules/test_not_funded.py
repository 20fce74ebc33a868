"""Paying account not funded for the coming deduction."""

from assistant.domain.alert import Repeat
from assistant.domain.money import Money
from assistant.domain.rules.not_funded import RULE
from tests.domain.facts import account, beijing, bill, income, paying, snapshot
from tests.domain.rules.seen import told

NOW = "2026-11-05 12:00"


def test_money_promised_to_an_earlier_due_is_not_counted_again() -> None:
    seen = snapshot(
        NOW,
        accounts=(account(), account(2, "huabei")),
        bills=(
            bill("300"),
            bill("400", number=2, owner=2, due="2026-11-12"),
        ),
        paying_accounts=(paying("500"),),
    )
    (alert,) = told(RULE, seen)
    assert alert.about == "bill:2:2026-11-01"
    assert alert.facts["missing"] == Money.of("200")
    assert alert.at == beijing("2026-11-09 10:00")  # three days before the deduction
    assert alert.act_by == beijing("2026-11-12 08:00")
    assert alert.repeat is Repeat.DAILY


def test_the_days_ahead_can_be_chosen() -> None:
    seen = snapshot(NOW, bills=(bill("300"),), paying_accounts=(paying("10"),))
    (alert,) = told(RULE, seen, {"days": "5"})
    assert alert.at == beijing("2026-11-05 10:00")


def test_enough_money_or_an_unknown_balance_says_nothing() -> None:
    for known in (paying("300"), paying(None)):
        assert told(RULE, snapshot(NOW, bills=(bill("300"),), paying_accounts=(known,))) == ()


def test_without_automatic_deduction_or_after_it_there_is_nothing_to_fund() -> None:
    own = account(deduct_mode="off")
    facts = {"bills": (bill("300"),), "paying_accounts": (paying("1"),)}
    assert told(RULE, snapshot(NOW, accounts=(own,), **facts)) == ()
    assert told(RULE, snapshot("2026-11-10 08:00", **facts)) == ()


def test_an_income_of_the_day_itself_is_too_late_and_it_says_so() -> None:
    seen = snapshot(
        NOW,
        bills=(bill("300"),),
        paying_accounts=(paying("100"),),
        cash_items=(income("5000", "2026-11-10"),),
    )
    (alert,) = told(RULE, seen)
    assert (alert.variant, alert.facts["missing"]) == ("by_hand", Money.of("200"))


def test_where_only_the_minimum_is_deducted_it_asks_for_no_more() -> None:
    own = (account(deduct_mode="minimum"),)
    facts = {"accounts": own, "bills": (bill("300", "30"),)}
    assert told(RULE, snapshot(NOW, **facts, paying_accounts=(paying("30"),))) == ()
    (alert,) = told(RULE, snapshot(NOW, **facts, paying_accounts=(paying("10"),)))
    assert alert.facts["missing"] == Money.of("20")
