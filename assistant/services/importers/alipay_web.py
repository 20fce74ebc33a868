"""Alipay 交易记录 from the website (formats.md 1, W): no payment method, the funds' state instead."""

from collections.abc import Callable, Mapping

from assistant.domain.imports.movement import Movement, Source
from assistant.services.imports.cells import moment, positive_fen
from assistant.services.imports.table_format import TableFormat, flow_of


def _read(line: int, cell: Callable[[str], str], _about: Mapping[str, str]) -> Movement:
    return Movement(
        line,
        moment(cell("付款时间") or cell("交易创建时间")),
        cell("交易对方"),
        cell("商品名称"),
        flow_of(cell("收/支")),
        positive_fen(cell("金额（元）")),
        "",
        cell("交易状态"),
        cell("交易号"),
        cell("类型"),
        Source.ALIPAY,
        cell("资金状态") != "",
    )


FORMAT = TableFormat(
    "alipay_web",
    (
        "交易号",
        "交易创建时间",
        "交易对方",
        "商品名称",
        "金额（元）",
        "收/支",
        "交易状态",
        "资金状态",
    ),
    _read,
)
