"""What a row means for debts; the rules in their order, each with the name that is shown."""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from assistant.domain.imports.legs import INSTALMENT, LegKind, legs
from assistant.domain.imports.movement import Flow, Movement, Source


class Kind(StrEnum):
    """What happened: spent on credit, back, repaid, drawn, own money out or in or moved, nothing."""

    SPEND = "spend"
    REFUND = "refund"
    REPAYMENT = "repayment"
    DRAW = "draw"
    EXPENSE = "expense"
    INCOME = "income"
    TRANSFER = "transfer"
    IGNORED = "ignored"
    UNKNOWN = "unknown"


class Meaning(NamedTuple):
    """What a row means and the rule that said so; ``unsure`` asks the user before it is booked."""

    kind: Kind
    product: str
    rule: str
    unsure: bool = False


UNSURE = frozenset({"card_instalment", "repayment_of_two", "mixed_legs", "paid_in_instalments"})
"""The rules whose meaning touches a debt and is not sure; of a stored row only the rule is known."""


class Field(StrEnum):
    """What a user's own rule looks at."""

    PARTY = "party"
    ITEM = "item"
    METHOD = "method"
    STATUS = "status"
    TRADE = "trade"


class OwnRule(NamedTuple):
    """A correction by the user: rows whose ``field`` is exactly ``text`` mean this from now on."""

    field: Field
    text: str
    kind: Kind
    product: str = ""


class _Facts(NamedTuple):
    """What the rules look at; ``text`` is item and party where a word in them matters, else empty."""

    source: Source
    flow: Flow
    status: str
    method: str
    trade: str
    moved: bool
    text: str


NOT_MOVED = (
    *("已关闭", "还款失败", "放款失败", "等待付款", "代付关闭", "提现失败", "等待对方确认收货"),
    *("解冻成功", "冻结成功", "信用服务使用成功", "芝麻免押下单成功", "转出失败", "支付失败"),
)
_MOVED = re.compile(
    "|".join(
        (
            *(
                "交易成功",
                "支付成功",
                "等待确认收货",
                "退款成功",
                "还款成功",
                "放款成功",
                "代付成功",
            ),
            *(
                "亲情卡付款成功",
                "充值成功",
                "收款成功",
                "缴费中",
                "退税成功",
                "提取成功",
                "转出成功",
            ),
            *(
                "等待对方发货",
                "交易关闭",
                "已转账",
                "对方已收钱",
                "朋友已收钱",
                "已收钱",
                "已存入零钱",
            ),
            *("已到账", "充值完成", "提现已到账", "资金已到账", "已全额退款", "对方已退还"),
            r"已退款[(（]?[￥¥]?[\d.,]*[)）]?",
        )
    )
)
_WORDS = re.compile(
    "花呗|借呗|备用金|信用|白条|月付|分付|微粒贷|网商|分期|还款|放款|退|归还|取出|转[帐账]|返|奖励"
)
_PRODUCTS = (
    *(("huabei", "花呗"), ("credit_shopping", "信用购"), ("jiebei", "借呗"), ("jiebei", "信用贷")),
    *(("beiyongjin", "备用金"), ("baitiao", "白条"), ("meituan", "美团月付")),
    *(("douyin", "抖音月付"), ("fenfu", "分付"), ("weilidai", "微粒贷")),
    *(("wangshangdai", "网商贷"), ("wangshangdai", "网商银行"), ("credit_card", "信用卡")),
)
_REPAY_TRADES = ("还款", "分付还款", "信用卡还款", "信用卡自动还款")
_CARD_REPAID = re.compile("还款|自动转[帐账]|自动扣款")
_CARD_BONUS = re.compile("回馈|返现|奖励|返还|立返")
_CARD_BACK = re.compile("退款|退货|撤销|冲正")


def product_named(text: str) -> str:
    """The credit product that a text names; empty when it names none."""
    return next((product for product, word in _PRODUCTS if word in text), "")


def _nothing_moved(facts: _Facts) -> Meaning | None:
    if facts.status.startswith(NOT_MOVED):
        return Meaning(Kind.IGNORED, "", "nothing_moved")
    if facts.status == "交易关闭" and not facts.moved:
        return Meaning(Kind.IGNORED, "", "closed_unpaid")
    return None


def _refund(facts: _Facts) -> Meaning | None:
    back = (
        facts.status == "退款成功"
        or facts.text.startswith("退款-")
        or (facts.flow is Flow.IN and facts.trade.endswith("退款"))
    )
    return Meaning(Kind.REFUND, _credit_leg(facts.method), "refund") if back else None


def _credit_leg(method: str) -> str:
    return next((leg.product for leg in legs(method) if leg.kind is LegKind.CREDIT), "")


def _card_statement(facts: _Facts) -> Meaning | None:
    """Rows of a credit card's own statement: what raises the debt is spending."""
    if facts.source is not Source.CARD:
        return None
    if facts.flow is Flow.OUT:
        if facts.trade == "分期" or "分期" in facts.text:
            return Meaning(Kind.SPEND, "credit_card", "card_instalment", unsure=True)
        return Meaning(Kind.SPEND, "credit_card", "card_statement")
    if _CARD_BONUS.search(facts.text):
        return Meaning(Kind.REFUND, "credit_card", "card_bonus")
    if facts.trade == "还款" or _CARD_REPAID.search(facts.text):
        return Meaning(Kind.REPAYMENT, "credit_card", "card_repaid")
    if facts.trade == "退款" or _CARD_BACK.search(facts.text):
        return Meaning(Kind.REFUND, "credit_card", "card_refund")
    return Meaning(Kind.UNKNOWN, "credit_card", "card_credit_unclear", unsure=True)


def _repayment(facts: _Facts) -> Meaning | None:
    """A repayment is never spending again; 花呗|信用购 is one row for two products."""
    own_account = facts.flow is Flow.NEUTRAL or facts.source is Source.DEBIT
    said = facts.status == "还款成功" or facts.trade in _REPAY_TRADES
    words = "还款" in facts.text or "归还" in facts.text
    if not (said or (own_account and words)) or facts.flow is Flow.IN:
        return None
    text = f"{facts.text}|{facts.trade}"
    if "花呗" in text and "信用购" in text:
        return Meaning(Kind.REPAYMENT, "huabei", "repayment_of_two", unsure=True)
    product = "credit_card" if "信用卡还款" in text else product_named(text)
    if not product:
        return Meaning(Kind.UNKNOWN, "", "repayment_of_unknown", unsure=True)
    return Meaning(Kind.REPAYMENT, product, "repayment")


def _draw(facts: _Facts) -> Meaning | None:
    """借呗 放款 is a loan, not an income."""
    words = "放款" in facts.text or "取出至" in facts.text
    if facts.status != "放款成功" and not (words and facts.flow is not Flow.OUT):
        return None
    product = product_named(facts.text)
    if not product:
        return Meaning(Kind.UNKNOWN, "", "draw_of_unknown", unsure=True)
    return Meaning(Kind.DRAW, product, "draw")


def _unknown_words(facts: _Facts) -> Meaning | None:
    if facts.status and not _MOVED.fullmatch(facts.status):
        return Meaning(Kind.UNKNOWN, "", "unknown_status", unsure=True)
    if facts.flow is Flow.OTHER:
        return Meaning(Kind.UNKNOWN, "", "unknown_direction", unsure=True)
    return None


def _paid_by_others(facts: _Facts) -> Meaning | None:
    if any(leg.kind is LegKind.OTHERS for leg in legs(facts.method)):
        return Meaning(Kind.TRANSFER, "", "paid_by_others")
    return None


def _on_credit(facts: _Facts) -> Meaning | None:
    """Paid with borrowed money; with own money beside it the split is not in the file."""
    product = _credit_leg(facts.method)
    if not product or facts.flow is Flow.IN:
        return None
    if facts.flow is Flow.NEUTRAL:
        return Meaning(Kind.UNKNOWN, product, "neutral_on_credit", unsure=True)
    if any(leg.kind is LegKind.OWN for leg in legs(facts.method)):
        return Meaning(Kind.SPEND, product, "mixed_legs", unsure=True)
    if INSTALMENT.search(facts.method):
        return Meaning(Kind.SPEND, product, "paid_in_instalments", unsure=True)
    return Meaning(Kind.SPEND, product, "paid_on_credit")


def _own_money(facts: _Facts) -> Meaning:
    if facts.flow is Flow.OUT:
        return Meaning(Kind.EXPENSE, "", "own_money" if facts.method else "method_not_told")
    if facts.flow is Flow.IN:
        return Meaning(Kind.INCOME, "", "income")
    return Meaning(Kind.TRANSFER, "", "own_transfer")


RULES: tuple[Callable[[_Facts], Meaning | None], ...] = (
    *(_nothing_moved, _card_statement, _refund, _repayment, _draw),
    *(_unknown_words, _paid_by_others, _on_credit, _own_money),
)
"""Asked in this order; the first answer counts, and the last one always has one."""


def _decide(facts: _Facts) -> Meaning:
    return next(found for found in (rule(facts) for rule in RULES) if found is not None)


_plain = lru_cache(maxsize=8192)(_decide)


class Classifier:
    """The rules with the user's own before them.

    Args:
        own: the user's corrections; a later one of the same field and text replaces an earlier one.
    """

    def __init__(self, own: Iterable[OwnRule] = ()) -> None:
        self._own = {(rule.field, rule.text): rule for rule in own}
        self._fields = sorted({field for field, _ in self._own})

    def meaning(self, row: Movement) -> Meaning:
        """What a row means.

        The user's rules do not make money move that did not, unless they name the status itself.
        """
        text = f"{row.item}|{row.party}"
        if not _WORDS.search(text):
            text = ""
        facts = _Facts(row.source, row.flow, row.status, row.method, row.trade, row.moved, text)
        found = _decide(facts) if text else _plain(facts)
        return self.corrected(row, found)

    def corrected(self, row: Movement, found: Meaning) -> Meaning:
        """What a row means where a rule of the user's own speaks of it; else ``found``."""
        for name in self._fields:
            own = self._own.get((name, getattr(row, name)))
            if own and (found.kind is not Kind.IGNORED or name is Field.STATUS):
                return Meaning(own.kind, own.product, "own_rule")
        return found
