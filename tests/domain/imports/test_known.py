"""Which rows are stored already."""

from assistant.domain.imports.known import Trace, new_rows, outcome
from assistant.domain.imports.movement import Flow, Movement
from tests.domain.imports.rows import row


def trace(found: Movement) -> Trace:
    """A row as the store remembers it."""
    return Trace(found.day, found.fen, found.party, found.order_id, outcome(found))


def test_a_row_is_known_by_its_order() -> None:
    stored = row(order_id="1", party="甲")
    later = row(order_id="1", party="乙", at="2026-12-01 00:00:00")
    assert new_rows([later, row(order_id="2")], [trace(stored)]) == [False, True]


def test_a_new_status_of_the_same_payment_is_no_new_payment() -> None:
    waiting = row(order_id="1", status="等待确认收货")
    assert new_rows([row(order_id="1", status="交易成功")], [trace(waiting)]) == [False]


def test_payment_refund_and_failure_of_an_order_are_three_rows() -> None:
    failed = row(order_id="1", status="等待付款")
    back = row(Flow.NEUTRAL, order_id="1", status="退款成功")
    closed = row(order_id="1", status="交易关闭")
    assert [outcome(found) for found in (failed, row(), back, closed)] == [
        *("none", "paid", "back", "none"),
    ]
    assert new_rows([row(order_id="1"), back], [trace(failed)]) == [True, True]


def test_two_rows_of_one_order_are_both_new_and_then_both_known() -> None:
    twice = [row(order_id="1"), row(order_id="1")]
    assert new_rows(twice, []) == [True, True]
    assert new_rows(twice, [trace(found) for found in twice]) == [False, False]
    assert new_rows([*twice, row(order_id="1")], [trace(found) for found in twice])[2]


def test_without_an_order_day_amount_and_counterparty_decide() -> None:
    with_order, without = row(order_id="1"), row()
    assert new_rows([without], [trace(with_order)]) == [False]
    assert new_rows([with_order], [trace(without)]) == [False]
    assert new_rows([row(party="别家")], [trace(without)]) == [True]
    assert new_rows([row(yuan=31)], [trace(without)]) == [True]


def test_one_stored_row_answers_for_one_row_of_a_file() -> None:
    named, bare = row(order_id="1"), row()
    assert new_rows([named, bare], [trace(named)]) == [False, True]
    assert new_rows([bare, named], [trace(named)]) == [True, False]
    assert new_rows([bare, named], [trace(named), trace(bare)]) == [False, False]


def test_an_order_that_was_never_paid_is_not_moved_money() -> None:
    paid_then_closed = row(order_id="1", status="交易关闭", moved=True)
    assert outcome(paid_then_closed) == "paid"
    assert outcome(row(item="退款-晚饭")) == "back"
