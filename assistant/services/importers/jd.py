"""JD 京东交易流水 (formats.md 5); ``131.77(已退款89.84)`` is the whole amount, its refund has a row."""

import re
from collections.abc import Callable, Mapping

from assistant.domain.imports.movement import Movement, Source
from assistant.services.imports.cells import moment, positive_fen
from assistant.services.imports.table_format import TableFormat, flow_of

_REFUNDED = re.compile(r"[(（]已.*?退款[^()（）]*[)）]$")


def _read(line: int, cell: Callable[[str], str], _about: Mapping[str, str]) -> Movement:
    return Movement(
        line,
        moment(cell("交易时间")),
        cell("商户名称") or cell("交易对方"),
        cell("交易说明") or cell("商品"),
        flow_of(cell("收/支")),
        positive_fen(_REFUNDED.sub("", cell("金额"))),
        cell("收/付款方式") or cell("支付方式"),
        cell("交易状态"),
        cell("交易订单号") or cell("交易单号"),
        cell("交易分类"),
        Source.JD,
    )


FORMAT = TableFormat(
    "jd",
    ("交易时间", "商户名称", "交易说明", "金额", "收/付款方式", "交易状态", "收/支", "交易订单号"),
    _read,
)
VARIANT = TableFormat(
    "jd_variant",
    (
        "交易时间",
        "交易对方",
        "商品",
        "收/支",
        "金额",
        "支付方式",
        "交易状态",
        "交易单号",
        "商家订单号",
    ),
    _read,
)
