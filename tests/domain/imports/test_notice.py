"""Bills told in words."""

import pytest

from assistant.domain.imports.notice import Notice, read_notice
from assistant.domain.money import Money
from tests.domain.facts import day

TODAY = day("2026-11-26")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "【招商银行】您尾号1234的信用卡11月账单应还3,456.78元，最低还款额345.67元，到期还款日12月12日。",
            Notice(
                *("credit_card", "招商", "1234", Money.of("3456.78"), Money.of("345.67")),
                *(day("2026-12-12"), None, (2026, 11)),
            ),
        ),
        (
            "花呗 2026年11月账单\n本期应还 ￥2,386.50\n最后还款日：2026-11-10",
            Notice("huabei", amount=Money.of("2386.50"), due=day("2026-11-10"), month=(2026, 11)),
        ),
        (
            "您的白条账单金额为88元，请于1月3日前还款，账单日12月15日",
            Notice(
                *("baitiao", "", "", Money.of(88), None),
                *(day("2027-01-03"), day("2026-12-15")),
            ),
        ),
        ("12月账单应还 5 元", Notice(amount=Money.of(5), month=(2025, 12))),
        ("13月账单应还 5 元，还款日 2月30日", Notice(amount=Money.of(5))),
        ("应还 1,2,3.45 元", Notice()),
        ("今天天气不错", Notice()),
    ],
)
def test_a_message_tells_amount_minimum_and_day(text: str, found: Notice) -> None:
    assert read_notice(text, TODAY) == found
    assert read_notice(text, TODAY).is_bill is (found.amount is not None)
