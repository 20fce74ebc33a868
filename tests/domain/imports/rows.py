"""Rows of bill files in one line each."""

from typing import Any

from assistant.domain.imports.meaning import Classifier, Meaning
from assistant.domain.imports.movement import Flow, Movement, Source


def row(flow: Flow = Flow.OUT, yuan: int = 30, **fields: Any) -> Movement:
    """A purchase of 30 yuan on 2026-11-20 with 花呗, or what ``fields`` say."""
    values: dict[str, Any] = {
        "line": 1,
        "at": "2026-11-20 08:00:00",
        "party": "饭店",
        "item": "晚饭",
        "flow": flow,
        "fen": yuan * 100,
        "method": "花呗",
        "status": "交易成功",
        "order_id": "",
        "trade": "餐饮美食",
        "source": Source.ALIPAY,
    }
    return Movement(**(values | fields))


def repayment(yuan: int, item: str = "花呗主动还款", at: str = "2026-11-08 09:00:00") -> Movement:
    """A repayment of 花呗 with own money."""
    return row(
        Flow.NEUTRAL, yuan, party="花呗", item=item, at=at, method="余额宝", status="还款成功"
    )


def meaning(found: Movement) -> Meaning:
    """What the rules say."""
    return Classifier().meaning(found)
