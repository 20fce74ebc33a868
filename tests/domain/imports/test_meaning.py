"""What rows mean, and which rule said so (wordings of real files)."""

import re
from pathlib import Path

import pytest

from assistant.domain.imports import meaning as meaning_module
from assistant.domain.imports.meaning import UNSURE, Classifier, Field, Kind, OwnRule
from assistant.domain.imports.movement import Flow, Movement, Source
from tests.domain.imports.rows import meaning, repayment, row

N, OUT, IN = Flow.NEUTRAL, Flow.OUT, Flow.IN


@pytest.mark.parametrize(
    ("found", "kind", "product", "rule"),
    [
        (row(), Kind.SPEND, "huabei", "paid_on_credit"),
        (row(status="等待确认收货"), Kind.SPEND, "huabei", "paid_on_credit"),
        (row(method="花呗分期(3期)"), Kind.SPEND, "huabei", "paid_in_instalments"),
        (row(method="余额宝&花呗"), Kind.SPEND, "huabei", "mixed_legs"),
        (row(method="余额宝"), Kind.EXPENSE, "", "own_money"),
        (row(method=""), Kind.EXPENSE, "", "method_not_told"),
        (row(method="余额宝&花呗金"), Kind.EXPENSE, "", "own_money"),
        (row(IN, method=""), Kind.INCOME, "", "income"),
        (row(IN), Kind.INCOME, "", "income"),
        (row(N, method="余额宝"), Kind.TRANSFER, "", "own_transfer"),
        (row(N), Kind.UNKNOWN, "huabei", "neutral_on_credit"),
        (row(N, method="亲情卡(甲)"), Kind.TRANSFER, "", "paid_by_others"),
        (row(Flow.OTHER, method=""), Kind.UNKNOWN, "", "unknown_direction"),
        (row(status="定金已付"), Kind.UNKNOWN, "", "unknown_status"),
        (repayment(5), Kind.REPAYMENT, "huabei", "repayment"),
        (repayment(5, "自动还款-花呗2020年10月账单"), Kind.REPAYMENT, "huabei", "repayment"),
        (
            repayment(5, "自动还款-花呗|信用购2026年07月账单"),
            Kind.REPAYMENT,
            "huabei",
            "repayment_of_two",
        ),
        (
            row(N, party="蚂蚁借呗", item="借呗还款", status="还款成功", method=""),
            Kind.REPAYMENT,
            "jiebei",
            "repayment",
        ),
        (
            row(N, party="备用金", item="备用金归还", status="还款成功", method=""),
            Kind.REPAYMENT,
            "beiyongjin",
            "repayment",
        ),
        (
            row(N, party="中信银行", item="信用卡还款", status="还款成功", method=""),
            Kind.REPAYMENT,
            "credit_card",
            "repayment",
        ),
        (row(item="某物", status="还款成功"), Kind.UNKNOWN, "", "repayment_of_unknown"),
        (
            row(N, item="借呗放款至银行卡", status="放款成功", method=""),
            Kind.DRAW,
            "jiebei",
            "draw",
        ),
        (row(N, item="备用金取出至余额", status="", method=""), Kind.DRAW, "beiyongjin", "draw"),
        (row(N, item="某某放款", status="放款成功"), Kind.UNKNOWN, "", "draw_of_unknown"),
        (row(item="花呗收钱服务费[2022]", method=""), Kind.EXPENSE, "", "method_not_told"),
        (row(N, item="退款-晚饭", status="退款成功"), Kind.REFUND, "huabei", "refund"),
        (row(IN, trade="某店-退款", method=""), Kind.REFUND, "", "refund"),
        (row(N, item="退款-晚饭", status=""), Kind.REFUND, "huabei", "refund"),
        (row(N, status="还款失败"), Kind.IGNORED, "", "nothing_moved"),
        (row(N, status="提现失败，已退回余额"), Kind.IGNORED, "", "nothing_moved"),
        (row(N, status="交易关闭"), Kind.IGNORED, "", "closed_unpaid"),
        (row(status="交易关闭", moved=True), Kind.SPEND, "huabei", "paid_on_credit"),
        (row(status="已退款(￥39.93)"), Kind.SPEND, "huabei", "paid_on_credit"),
        (
            row(OUT, method="", trade="还款", status="", item="【美团月付】主动还款"),
            Kind.REPAYMENT,
            "meituan",
            "repayment",
        ),
    ],
)
def test_a_row_means_what_its_words_say(
    found: Movement, kind: Kind, product: str, rule: str
) -> None:
    assert meaning(found)[:3] == (kind, product, rule)


@pytest.mark.parametrize(
    ("flow", "item", "trade", "kind", "rule"),
    [
        (OUT, "超市", "", Kind.SPEND, "card_statement"),
        (OUT, "银联分期10/12期", "", Kind.SPEND, "card_instalment"),
        (OUT, "手机", "分期", Kind.SPEND, "card_instalment"),
        (IN, "掌上生活还款", "", Kind.REPAYMENT, "card_repaid"),
        (IN, "T0001", "还款", Kind.REPAYMENT, "card_repaid"),
        (IN, "掌上生活还款回馈金", "", Kind.REFUND, "card_bonus"),
        (IN, "某店退货", "", Kind.REFUND, "card_refund"),
        (IN, "某店", "退款", Kind.REFUND, "card_refund"),
        (IN, "曾三", "", Kind.UNKNOWN, "card_credit_unclear"),
    ],
)
def test_a_card_statement_raises_the_debt_and_is_paid(
    flow: Flow, item: str, trade: str, kind: Kind, rule: str
) -> None:
    found = row(flow, item=item, trade=trade, status="", source=Source.CARD, party=item)
    assert (meaning(found).kind, meaning(found).rule) == (kind, rule)


def test_a_debit_account_tells_a_repayment_by_its_words() -> None:
    found = row(OUT, item="花呗还款", party="支付宝", status="", method="", source=Source.DEBIT)
    assert meaning(found)[:2] == (Kind.REPAYMENT, "huabei")


def test_what_the_file_cannot_tell_is_asked() -> None:
    asked = [row(method="余额宝&花呗"), row(method="花呗分期(3期)"), row(N), row(status="新")]
    assert all(meaning(found).unsure for found in asked)
    assert not meaning(row()).unsure


def test_a_correction_of_the_user_comes_first() -> None:
    rules = Classifier([OwnRule(Field.PARTY, "饭店", Kind.SPEND, "meituan")])
    assert rules.meaning(row(method="余额宝")) == (Kind.SPEND, "meituan", "own_rule", False)
    assert rules.meaning(row(party="别家")).rule == "paid_on_credit"


def test_no_rule_moves_money_that_did_not_move() -> None:
    by_party = Classifier([OwnRule(Field.PARTY, "饭店", Kind.SPEND, "huabei")])
    assert by_party.meaning(row(status="等待付款")).kind is Kind.IGNORED
    by_status = Classifier([OwnRule(Field.STATUS, "等待付款", Kind.SPEND, "huabei")])
    assert by_status.meaning(row(status="等待付款")).kind is Kind.SPEND


def test_every_unsure_rule_that_touches_a_debt_is_known_by_its_name() -> None:
    source = Path(meaning_module.__file__).read_text("utf-8")
    said = re.findall(r'Meaning\(Kind\.(\w+), [^,]+, "(\w+)", unsure=True\)', source)
    assert {rule for kind, rule in said if kind != "UNKNOWN"} == UNSURE
    assert len(said) == source.count("unsure=True")
