"""Parts of a payment: borrowed, own, a discount, another's."""

import pytest

from assistant.domain.imports.legs import LegKind, bank_name, card_end, legs


@pytest.mark.parametrize(
    ("method", "kinds"),
    [
        ("花呗", [(LegKind.CREDIT, "huabei")]),
        ("花呗分期(12期)", [(LegKind.CREDIT, "huabei")]),
        ("花呗&红包", [(LegKind.CREDIT, "huabei"), (LegKind.DISCOUNT, "")]),
        ("花呗立减&余额宝", [(LegKind.DISCOUNT, ""), (LegKind.OWN, "")]),
        ("余额宝&花呗金", [(LegKind.OWN, ""), (LegKind.DISCOUNT, "")]),
        ("花呗青春特惠", [(LegKind.DISCOUNT, "")]),
        ("某银行信用购(原花呗)", [(LegKind.CREDIT, "credit_shopping")]),
        ("中信银行信用卡(6428)&中信银行信用卡(6428)", [(LegKind.CREDIT, "credit_card")]),
        ("亲情卡(甲(乙))", [(LegKind.OTHERS, "")]),
        ("美团月付", [(LegKind.CREDIT, "meituan")]),
        ("", []),
    ],
)
def test_only_a_whole_leg_of_borrowed_money_is_debt(
    method: str, kinds: list[tuple[LegKind, str]]
) -> None:
    assert [tuple(leg) for leg in legs(method)] == kinds


def test_a_card_is_known_by_its_end_and_its_bank() -> None:
    assert card_end("招商银行信用卡(4523)") == "4523"
    assert card_end("余额宝") == ""
    assert bank_name("招商银行信用卡(4523)") == "招商"
    assert bank_name("中国建设银行储蓄卡") == "建设"
    assert bank_name("中国银行信用卡(1875)") == "中国"
    assert bank_name("余额宝") == ""
