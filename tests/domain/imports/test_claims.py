"""Stored rows answer for facts, as rows of the same kind of file see it."""

from typing import Any

from assistant.domain.imports.claims import Claim, claims_on, repayments_taken
from assistant.domain.imports.meaning import Kind
from tests.domain import facts


def claim(form: str = "alipay_app", kind: Kind = Kind.REPAYMENT, **fields: Any) -> Claim:
    """A repayment of 200 on 2026-11-07 with an order id, or what ``fields`` say."""
    row = Claim(form, 1, kind, "2026-11-07", 200_00, "R1", None)
    return row._replace(**fields)


def test_a_row_of_the_same_format_is_taken() -> None:
    row = claim("ccb_credit", order_id="")
    assert claims_on([row], "ccb_credit", "") == (row,)


def test_another_format_may_tell_the_same_payment() -> None:
    assert claims_on([claim("ccb_credit", order_id="")], "alipay_app", "R2") == ()
    assert claims_on([claim("alipay_app")], "wechat", "R2") == ()


def test_formats_of_one_platform_share_its_order_ids() -> None:
    row = claim("alipay_web")
    assert claims_on([row], "alipay_app", "R2") == (row,)
    assert claims_on([row], "alipay_app", "") == ()
    assert claims_on([claim("alipay_web", order_id="")], "alipay_app", "R2") == ()


def test_each_row_takes_the_repayment_nearest_to_its_day() -> None:
    before, same = (
        facts.payment("200", "2026-11-06", number=1),
        facts.payment("200", "2026-11-07", number=2),
    )
    assert repayments_taken([claim()], [before, same]) == {2}
    assert repayments_taken([claim(), claim()], [before, same]) == {1, 2}


def test_purchases_and_other_amounts_take_no_repayment() -> None:
    payment = facts.payment("200", "2026-11-07")
    assert not repayments_taken([claim(kind=Kind.SPEND)], [payment])
    assert not repayments_taken([claim(fen=100)], [payment])
    assert not repayments_taken([claim(day="2026-11-09")], [payment])
