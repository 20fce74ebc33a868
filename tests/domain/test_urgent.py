"""The worst days: what to do now, in order, with which money."""

from dataclasses import replace
from typing import Any

from assistant.domain.account import Account, Bill
from assistant.domain.money import ZERO, Money
from assistant.domain.overview import overview
from assistant.domain.priority import article_order, claims_of
from assistant.domain.settings import Settings
from assistant.domain.snapshot import Snapshot
from assistant.domain.urgent import RESERVE, Urgency, urgency
from tests.domain.facts import account, bill, day, income, paying, reserved, snapshot

LATE_BILL = bill("600", "60", due="2026-11-05")
TODAY = bill("3000", "300", number=2, owner=2)


def second(**terms: str) -> Account:
    """An account that is paid from the second paying account first."""
    return replace(account(2, **terms), sources=(2,))


def seen(*balances: str, **facts: Any) -> Snapshot:
    """A bill that is late and one due today, with what the paying accounts hold."""
    money = tuple(paying(balance, number=n) for n, balance in enumerate(balances, start=1))
    given = {"accounts": (account(), second()), "bills": (LATE_BILL, TODAY)} | facts
    return snapshot("2026-11-10 17:00", paying_accounts=money, **given)


def found(view: Snapshot) -> Urgency | None:
    """What presses, as the first screen asks for it."""
    shown = overview(view)
    return urgency(view, shown.pressing, shown.funding)


def steps(view: Snapshot) -> list[tuple[int, Money, bool]]:
    """Each step as account, what to pay, and whether it is in good standing then."""
    answer = found(view)
    assert answer is not None
    return [(step.due.account_id, step.pay, step.reaches) for step in answer.steps]


def test_the_money_keeps_as_many_in_good_standing_as_it_can_in_the_articles_order() -> None:
    view = seen("400", "100")
    claims = claims_of(view, overview(view).pressing)
    order = [row.account_id for row in sorted(claims, key=article_order)]
    answer = found(view)
    assert answer is not None
    assert [step.due.account_id for step in answer.steps] == order
    assert answer.there == Money.of("500")
    assert answer.missing == answer.least - Money.of("500")


def test_what_is_short_is_taken_from_the_other_accounts_and_the_reserve() -> None:
    view = seen("100", "50", bills=(TODAY,), reserve=(reserved("80"),))
    (step,) = found(view).steps  # type: ignore[union-attr]
    assert (step.pay, step.reaches) == (ZERO, False)  # 230 are no 300
    view = seen("200", "50", bills=(TODAY,), reserve=(reserved("80"),))
    (step,) = found(view).steps  # type: ignore[union-attr]
    assert step.pay == Money.of("300")  # its least: the rest may be needed tomorrow
    taken = ((2, Money.of("50")), (RESERVE, Money.of("80")), (1, Money.of("170")))
    assert step.sources == taken


def test_where_the_money_reaches_for_all_each_is_paid_whole() -> None:
    assert [(pay, good) for _, pay, good in steps(seen("5000", "5000"))] == [
        (Money.of("601.50"), True),
        (Money.of("3000"), True),
    ]


def test_half_a_minimum_is_only_proposed_for_what_is_late_already() -> None:
    assert (2, ZERO, False) in steps(seen("10", "0", bills=(TODAY,)))
    (late,) = steps(seen("10", bills=(LATE_BILL,), accounts=(account(),)))
    assert late == (1, Money.of("10"), False)


def test_with_the_rule_switched_off_the_earliest_due_comes_first() -> None:
    view = seen("10", "0", settings=replace(Settings(), article_rule="no"))
    assert [number for number, _, _ in steps(view)] == [1, 2]


def test_a_good_day_has_no_steps() -> None:
    assert found(seen("0", "5000", bills=(TODAY,))) is None  # one payment that is covered
    assert found(seen("5000", bills=(LATE_BILL,), accounts=(account(),))) is None
    assert found(seen("9", "9", bills=())) is None
    assert found(seen("5000", "5000")) is not None  # one is late and more falls due


def test_where_no_balance_was_told_nothing_can_be_divided() -> None:
    view = replace(seen(), paying_accounts=(paying(None), paying(None, number=2)))
    assert found(view) is None


def test_the_next_income_is_told() -> None:
    answer = found(seen("10", "0", cash_items=(income("9800", "2026-10-15"),)))
    assert answer is not None
    assert answer.income is not None
    assert answer.income.day.isoformat() == "2026-11-15"
    assert found(seen("10", "0")).income is None  # type: ignore[union-attr]


def test_no_part_of_what_is_late_takes_what_the_next_due_needs() -> None:
    late = bill("6000", "6000", due="2026-11-05")
    soon = bill("1000", "300", number=2, owner=2, due="2026-11-25")
    salary = income("8000", "2026-10-30")

    def part(balance: str, *bills: Bill) -> Money:
        answer = found(seen(balance, "0", bills=bills, cash_items=(salary,)))
        assert answer is not None
        assert not answer.steps[0].reaches
        return answer.steps[0].pay

    assert part("800", late, soon) == Money.of("500")
    assert part("200", late, soon) == ZERO
    after = replace(soon, due_date=day("2026-12-10"))
    assert part("800", late, after) == Money.of("800")
