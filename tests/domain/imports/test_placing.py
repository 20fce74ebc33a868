"""Where new rows go: into bills that count, to dues they pay, or only into history."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.domain.account import Destination, Item, ItemKind
from assistant.domain.imports.movement import Flow, Movement
from assistant.domain.imports.place import Place, Placed, Stored
from assistant.domain.imports.placing import place, purchase_of
from assistant.domain.loan import Method
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot
from tests.domain import facts
from tests.domain.imports.rows import meaning, repayment, row

NOW = "2026-11-26 12:00"
HUABEI: dict[str, Any] = {"bill_day": "1", "due_day": "10"}


def snapshot(**content: Any) -> Snapshot:
    """花呗 with its usual days, and what ``content`` adds."""
    content.setdefault("accounts", (facts.account(**HUABEI),))
    return Snapshot(now=facts.beijing(NOW), products=facts.PRODUCTS, **content)


def placed(known: Snapshot, *rows: Movement, **purchases: date) -> tuple[Placed, ...]:
    """The places of rows that are all new."""
    return beside(known, Stored(purchases), *rows)


def beside(known: Snapshot, stored: Stored, *rows: Movement) -> tuple[Placed, ...]:
    """The places of new rows beside what earlier files say."""
    return place(known, rows, [meaning(found) for found in rows], range(len(rows)), stored)


def item(yuan: int, on: str, kind: ItemKind = ItemKind.PURCHASE) -> Item:
    """An item typed by hand."""
    went = Destination.BILL if kind is ItemKind.REFUND else None
    day = facts.day(on)
    return Item(
        *(7, 1, kind, "晚饭", Money.of(yuan), day, day),
        *(None, None, None, went, facts.LONG_AGO),
    )


def test_a_purchase_of_the_coming_bill_becomes_an_item() -> None:
    (found,) = placed(snapshot(), row())
    assert found.place is Place.ITEM
    assert found.item is not None
    assert (found.item.amount, found.item.title) == (Money.of(30), "晚饭")
    assert found.item.posted_on == facts.day("2026-11-20")


def test_the_title_is_the_counterparty_where_the_item_has_none() -> None:
    (found,) = placed(snapshot(), row(item="/", posted="2026-11-21"))
    assert found.item is not None
    assert (found.item.title, found.item.posted_on) == ("饭店", facts.day("2026-11-21"))


@pytest.mark.parametrize(
    "at", ["2026-10-03 08:00:00", "2026-09-03 08:00:00", "2023-01-01 00:00:00"]
)
def test_a_purchase_of_a_bill_that_is_over_is_history(at: str) -> None:
    known = snapshot(bills=(facts.bill("500"),))
    assert placed(known, row(at=at))[0].place is Place.HISTORY


def test_nothing_of_a_typed_bill_is_added_to_it() -> None:
    typed = snapshot(bills=(facts.bill("500", on="2026-12-01", due="2026-12-10"),))
    assert placed(typed, row())[0].place is Place.HISTORY


def test_a_free_purchase_is_history() -> None:
    assert placed(snapshot(), row(yuan=0))[0].place is Place.HISTORY


def test_a_refund_of_an_unknown_purchase_comes_off_the_coming_bill() -> None:
    back = row(Flow.NEUTRAL, 10, item="退款-晚饭", status="退款成功", order_id="1_9")
    (found,) = placed(snapshot(), back)
    assert found.item is not None
    assert (found.item.destination, found.item.bill_date) == (Destination.BILL, None)


def test_an_item_typed_by_hand_answers_for_one_row() -> None:
    known = snapshot(items=(item(30, "2026-11-19"),))
    first, second = placed(known, row(), row())
    assert (first.place, first.known_id) == (Place.KNOWN, 7)
    assert second.place is Place.ITEM


def test_a_refund_before_its_bill_comes_off_the_coming_one() -> None:
    back = row(Flow.NEUTRAL, 10, item="退款-晚饭", status="退款成功", order_id="1_9")
    first, second = placed(snapshot(), row(order_id="1"), back)
    assert first.place is Place.ITEM
    assert second.place is Place.ITEM
    assert second.refund_of == "1"
    assert second.item is not None
    assert second.item.destination is Destination.BILL


def test_a_refund_comes_off_the_bill_that_its_purchase_is_on() -> None:
    back = row(Flow.NEUTRAL, 10, item="退款-晚饭", status="退款成功", order_id="1_9")
    unpaid = snapshot(bills=(facts.bill("500"),))
    (found,) = placed(unpaid, back, **{"1": facts.day("2026-10-20")})
    assert found.item is not None
    assert found.item.bill_date == facts.day("2026-11-01")
    paid = snapshot(bills=(facts.bill("500"),), payments=(facts.payment("500", "2026-11-02"),))
    assert placed(paid, back, **{"1": facts.day("2026-10-20")})[0].place is Place.HISTORY


def test_an_old_refund_of_own_money_is_history() -> None:
    old = row(
        Flow.NEUTRAL, item="退款-x", status="退款成功", method="余额宝", at="2024-01-01 00:00:00"
    )
    recent = row(Flow.NEUTRAL, item="退款-x", status="退款成功", method="余额宝")
    assert [found.place for found in placed(snapshot(), old, recent)] == [Place.HISTORY] * 2


def test_what_has_no_account_or_is_unsure_waits() -> None:
    assert placed(snapshot(accounts=()), row())[0].place is Place.NO_ACCOUNT
    assert placed(snapshot(), row(method="余额宝&花呗"))[0].place is Place.UNSURE
    assert placed(snapshot(), row(method="余额宝")) == ()


def test_a_repayment_pays_the_bill_of_its_month() -> None:
    known = snapshot(
        bills=(
            facts.bill("500", number=1, on="2026-10-01", due="2026-10-10"),
            facts.bill("300", number=2),
        )
    )
    (found,) = placed(known, repayment(300, "花呗主动还款-2026年11月账单"))
    assert found.place is Place.PAYMENT
    ((due, draft),) = found.payments
    assert (due.bill_id, draft.amount, draft.paid_on) == (2, Money.of(300), facts.day("2026-11-08"))


def test_a_part_goes_to_the_oldest_bill_and_the_rest_after_it() -> None:
    known = snapshot(bills=(facts.bill("500"),))
    first, second, third = placed(known, repayment(200), repayment(300), repayment(50))
    assert [draft.amount for _, draft in (*first.payments, *second.payments)] == [
        *(Money.of(200), Money.of(300)),
    ]
    assert third.place is Place.NO_DUE


def test_a_repayment_of_a_month_without_bill_is_history() -> None:
    (found,) = placed(snapshot(), repayment(300, "花呗自动还款-2023年08月账单"))
    assert found.place is Place.HISTORY


def test_more_than_is_due_waits_for_the_user() -> None:
    known = snapshot(bills=(facts.bill("500"),))
    assert placed(known, repayment(900))[0].place is Place.ABOVE_DUE


def test_a_paid_bill_named_by_its_month_has_nothing_to_pay() -> None:
    known = snapshot(bills=(facts.bill("500"),), payments=(facts.payment("500", "2026-11-02"),))
    again = repayment(500, "花呗主动还款-2026年11月账单", at="2026-11-09 09:00:00")
    assert placed(known, again)[0].place is Place.NO_DUE
    old = snapshot(
        bills=(facts.bill("500", on="2026-01-01", due="2026-01-10"),),
        payments=(facts.payment("500", "2026-01-02"),),
    )
    late = repayment(500, "花呗主动还款-2026年01月账单", at="2026-11-09 09:00:00")
    assert placed(old, late)[0].place is Place.HISTORY


def test_a_repayment_typed_by_hand_answers_for_one_row() -> None:
    known = snapshot(bills=(facts.bill("500"),), payments=(facts.payment("200", "2026-11-07"),))
    first, second = placed(known, repayment(200), repayment(200))
    assert first.place is Place.KNOWN
    assert second.place is Place.PAYMENT


def test_a_late_repayment_of_what_rolled_on_is_the_next_bills() -> None:
    known = snapshot(bills=(facts.bill("500"),), payments=(facts.payment("200", "2026-11-07"),))
    late = repayment(200, at="2026-11-20 09:00:00")
    (found,) = placed(known, late)
    assert found.payments[0][0].bill_date == facts.day("2026-12-01")


def test_payments_of_other_accounts_answer_for_nothing() -> None:
    known = snapshot(
        accounts=(facts.account(**HUABEI), facts.account(2, "baitiao")),
        bills=(facts.bill("500"), facts.bill("200", number=2, owner=2)),
        payments=(facts.payment("200", "2026-11-08", bill_id=2),),
    )
    assert placed(known, repayment(200))[0].place is Place.PAYMENT


def test_before_any_due_a_repayment_is_history() -> None:
    assert placed(snapshot(), repayment(5))[0].place is Place.HISTORY


def jiebei(*loans: Any) -> Snapshot:
    """借呗 with loans."""
    return snapshot(accounts=(facts.account(product="jiebei"),), loans=loans)


def lent(number: int, due: str = "2026-11-15", yuan: str = "1200") -> Any:
    """A loan of twelve terms without interest, so that a term is 100."""
    loan = facts.loan(yuan, number=number, start="2026-10-15", first_due=due)
    return replace(loan, rate=Decimal(0), method=Method.EQUAL_PRINCIPAL)


def back(yuan: int, at: str = "2026-11-15 09:00:00") -> Movement:
    """A repayment of 借呗."""
    return row(
        Flow.NEUTRAL, yuan, at=at, party="借呗", item="借呗还款", status="还款成功", method=""
    )


def test_a_repayment_pays_a_term_or_all_terms_of_a_day() -> None:
    (one,) = placed(jiebei(lent(1)), back(100))
    ((due, _),) = one.payments
    assert (due.loan_id, due.term_no) == (1, 1)
    (both,) = placed(jiebei(lent(1), lent(2, yuan="2400")), back(300))
    assert [due.loan_id for due, _ in both.payments] == [1, 2]
    (part,) = placed(jiebei(lent(1)), back(40))
    assert part.payments[0][1].amount == Money.of(40)


def test_a_draw_is_known_by_its_loan_or_waits_for_its_terms() -> None:
    draw = row(
        Flow.NEUTRAL, 1200, at="2026-10-15 08:00:00", item="借呗放款至余额", status="放款成功"
    )
    assert placed(jiebei(lent(1)), draw)[0].place is Place.KNOWN
    assert placed(jiebei(), draw)[0].place is Place.NO_LOAN
    assert placed(jiebei(lent(1, yuan="2400")), draw)[0].place is Place.NO_LOAN
    first, second = placed(jiebei(lent(1)), draw, draw)
    assert (first.place, second.place) == (Place.KNOWN, Place.NO_LOAN)


def test_a_refund_names_its_purchase() -> None:
    assert purchase_of("2024_77") == "2024"
    assert purchase_of("2024*77") == "2024"
    assert purchase_of("2024") == "2024"


def test_a_term_that_is_due_much_later_is_not_what_was_repaid() -> None:
    far = jiebei(lent(1, due="2027-02-15"))
    assert placed(far, back(100))[0].place is not Place.PAYMENT
    near = jiebei(lent(1, due="2026-12-20"))
    assert placed(near, back(100))[0].place is Place.PAYMENT


def test_of_equal_dues_the_one_nearest_to_the_day_was_repaid() -> None:
    loans = jiebei(lent(1, due="2026-10-18"), lent(2, due="2026-11-16"))
    (found,) = placed(loans, back(100))
    assert [due.loan_id for due, _ in found.payments] == [2]


def test_rows_are_placed_in_the_order_of_their_time() -> None:
    known = snapshot(bills=(facts.bill("500"),))
    later, earlier = (
        repayment(400, at="2026-11-09 09:00:00"),
        repayment(100, at="2026-11-08 09:00:00"),
    )
    placed_by_time = placed(known, later, earlier)
    assert [found.index for found in placed_by_time] == [1, 0]
    assert {found.place for found in placed_by_time} == {Place.PAYMENT}


def test_a_purchase_of_a_bill_that_is_due_today_still_counts() -> None:
    due_today = replace(snapshot(), now=facts.beijing("2026-11-10 12:00"))
    (found,) = placed(due_today, row(at="2026-10-20 08:00:00"))
    assert found.place is Place.ITEM
    after = replace(due_today, now=facts.beijing("2026-11-11 12:00"))
    assert placed(after, row(at="2026-10-20 08:00:00"))[0].place is Place.HISTORY


def test_with_no_bill_open_a_repayment_is_of_what_is_not_billed_yet() -> None:
    known = snapshot(readings=(facts.reading("150", "2026-11-14"),))
    (found,) = placed(known, repayment(100, at="2026-11-15 09:00:00"))
    ((due, draft),) = found.payments
    assert (due.bill_date, draft.amount) == (facts.day("2026-12-01"), Money.of(100))
    assert placed(known, repayment(200, at="2026-11-15 09:00:00"))[0].place is Place.ABOVE_DUE
    before = placed(known, repayment(100, at="2026-10-15 09:00:00"))[0]
    assert before.place is not Place.PAYMENT


def test_an_open_bill_comes_before_what_is_not_billed_yet() -> None:
    known = snapshot(bills=(facts.bill("500"),), readings=(facts.reading("150", "2026-11-08"),))
    (found,) = placed(known, repayment(100))
    assert found.payments[0][0].bill_id == 1
