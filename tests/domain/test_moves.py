"""The three moves that help most, each with what its replay says."""

from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import CashItem, Repeat
from assistant.domain.choices import Way, choices
from assistant.domain.forecast import forecast
from assistant.domain.money import ZERO, Money
from assistant.domain.moves import MOVES_SHOWN, Move, best_moves
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import bill_standing
from tests.domain.facts import account, bill, expense, income, loan, paying, payment, snapshot

LENT = loan("6000", start="2026-10-15", first_due="2026-11-15")


def seen(balance: str = "1500", **more: object) -> Snapshot:
    """花呗 3000 due on the tenth with a minimum of 300, an income on the 15th, food and rent."""
    facts: dict[str, object] = {
        "accounts": (account(2), account(1, "jiebei")),
        "bills": (
            bill("3000", "300", owner=2),
            bill("2800", number=2, owner=2, on="2026-10-01", due="2026-10-10"),
        ),
        "payments": (payment("2800", "2026-10-09", bill_id=2),),
        "loans": (LENT,),
        "paying_accounts": (paying(balance),),
        "cash_items": (
            income("9000", "2026-11-15"),
            expense("2000", "2026-11-05", number=2, essential=True),
            expense("3000", "2026-11-01", Repeat.EVENLY, number=3),
        ),
        "cash_rules": CashRules(floor=Money.of(500)),
    }
    return snapshot("2026-11-03 12:00", **(facts | more))


def moves(facts: Snapshot) -> dict[str, Move]:
    return {move.key: move for move in best_moves(facts)}


def test_while_cash_is_short_the_moves_that_lift_it_come_first() -> None:
    found = best_moves(seen())
    assert forecast(seen()).spare < ZERO
    assert [move.lift for move in found] == sorted((m.lift for m in found), reverse=True)
    assert len(found) == MOVES_SHOWN
    assert all(move.lift >= ZERO for move in found)
    minimum = moves(seen())["pay_minimum"]
    assert ZERO < minimum.lift < Money.of(2700)  # the rest comes a month later
    assert minimum.subject == "huabei2"
    assert minimum.saved == -Money.of("40.50")  # 2700 for 30 days at 0.05 % a day


def due_on_the_tenth(cash: str, *items: CashItem) -> Snapshot:
    """Two bills of 3,000 on the tenth, paid: as much is expected of the months to come."""
    usual = (
        bill("3000", number=1, owner=2, on="2026-09-01", due="2026-09-10"),
        bill("3000", number=2, owner=2, on="2026-10-01", due="2026-10-10"),
    )
    paid = (
        payment("3000", "2026-09-09", number=1, bill_id=1),
        payment("3000", "2026-10-09", number=2, bill_id=2),
    )
    return seen(cash, loans=(), bills=usual, payments=paid, cash_items=items)


def test_a_due_day_behind_the_income_lifts_the_lowest_point() -> None:
    found = moves(seen(bills=(), readings=(), cash_items=(income("9000", "2026-11-15"),)))
    assert "due_after_payday" not in found  # nothing is due there
    items = (income("3200", "2026-11-15"), expense("400", "2026-11-20", number=2))
    move = moves(due_on_the_tenth("600", *items))["due_after_payday"]
    assert move.day == 17
    assert move.lift == Money.of(400)  # from 200 on the evening of 10 January to 600 today


def test_no_due_day_follows_an_income_that_came_once_or_has_ended() -> None:
    salary, food = income("3200", "2026-11-15"), expense("400", "2026-11-20", number=2)
    bonus = income("90000", "2026-10-27", Repeat.ONCE, number=3)
    move = moves(due_on_the_tenth("600", bonus, salary, food))["due_after_payday"]
    assert move.day == 17  # behind the salary, not the bonus
    assert "due_after_payday" not in moves(due_on_the_tenth("600", bonus, food))


def test_with_enough_cash_what_saves_interest_counts() -> None:
    found = moves(seen("30000"))
    assert found["settle_loan"].saved > ZERO
    assert found["settle_loan"].service > ZERO
    assert found["settle_loan"].lift < ZERO
    assert "pay_minimum" not in found  # it costs, and nothing is short
    assert found["cut_spending"].service == Money.of(300)
    assert found["spend_less_on_credit"].service > ZERO


def test_a_loan_that_cannot_be_spared_for_is_not_settled() -> None:
    found = moves(seen("7500"))
    assert "settle_loan" not in found
    part = found["prepay_loan"]
    assert ZERO < part.amount <= forecast(seen("7500")).spare
    assert part.saved > ZERO
    assert part.service > ZERO


def test_a_loan_with_a_late_term_is_not_prepaid() -> None:
    late = seen("7500", loans=(loan("6000", start="2026-09-15", first_due="2026-10-15"),))
    assert "prepay_loan" not in moves(late)


def test_an_archived_or_settled_loan_is_no_move() -> None:
    closed = seen("30000", accounts=(account(2),), archived=(account(1, "jiebei"),))
    assert "settle_loan" not in moves(closed)
    done = seen("30000", loans=(loan("6000", paid_terms=12),))
    assert "settle_loan" not in moves(done)


def test_where_nothing_can_be_done_nothing_is_recommended() -> None:
    assert best_moves(snapshot("2026-11-03 12:00", accounts=())) == ()


def test_a_cards_minimum_costs_what_the_decision_shows_at_most() -> None:
    card = account(1, "credit_card")
    one = bill("10000", "1000", on="2026-11-05", due="2026-11-25")
    items = (income("9000", "2026-12-10"),)
    facts = seen("3000", accounts=(card,), bills=(one,), payments=(), loans=(), cash_items=items)
    ways = choices(facts, bill_standing(facts, one), 1, None)
    (minimum,) = [way for way in ways if way.way is Way.MINIMUM]
    # 全额计息 of the whole bill from the earliest posting, not 9,000 for 30 days (products.md 4.1).
    assert moves(facts)["pay_minimum"].saved == -minimum.cost_most < -Money.of("135")


def test_a_minimum_that_can_not_roll_or_is_overdue_is_no_move() -> None:
    for product, now in (("meituan", "2026-11-03"), ("credit_card", "2026-11-26")):
        facts = snapshot(
            f"{now} 12:00",
            accounts=(account(1, product),),
            bills=(bill("3000", "300"),),
            paying_accounts=(paying("500"),),
        )
        assert "pay_minimum" not in moves(facts)
