"""Meituan bills (formats.md 5): a repayment of 美团月付 is listed as 支出 and is none."""

from collections.abc import Callable, Mapping

from assistant.domain.imports.movement import Movement, Source
from assistant.services.imports.cells import moment, positive_fen
from assistant.services.imports.table_format import TableFormat, flow_of


def _read(line: int, cell: Callable[[str], str], _about: Mapping[str, str]) -> Movement:
    return Movement(
        line,
        moment(cell("交易成功时间") or cell("交易创建时间")),
        "美团",
        cell("订单标题"),
        flow_of(cell("收/支")),
        positive_fen(cell("实付金额")),
        cell("支付方式"),
        "",
        cell("交易单号"),
        cell("交易类型"),
        Source.MEITUAN,
    )


FORMAT = TableFormat(
    "meituan",
    ("交易创建时间", "交易类型", "订单标题", "收/支", "支付方式", "实付金额", "交易单号"),
    _read,
)
