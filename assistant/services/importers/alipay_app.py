"""Alipay 交易明细 from the app, 2021 until today, also re-saved by Excel (formats.md 1, A1 and A2)."""

from collections.abc import Callable, Mapping

from assistant.domain.imports.movement import Flow, Movement, Source
from assistant.services.imports.cells import moment, positive_fen
from assistant.services.imports.table_format import TableFormat, flow_of


def _read(line: int, cell: Callable[[str], str], _about: Mapping[str, str]) -> Movement:
    flow = flow_of(cell("收/支"))
    method = cell("收/付款方式")
    status = cell("交易状态")
    return Movement(
        line,
        moment(cell("交易时间")),
        cell("交易对方"),
        cell("商品说明"),
        flow,
        positive_fen(cell("金额")),
        "" if method == "/" else method,
        status,
        cell("交易订单号"),
        cell("交易分类"),
        Source.ALIPAY,
        # A closed order that was paid first is an expense with a method (formats.md 3.4).
        flow is Flow.OUT and method not in {"", "/"},
    )


FORMAT = TableFormat(
    "alipay_app",
    ("交易时间", "交易对方", "商品说明", "收/支", "金额", "收/付款方式", "交易状态", "交易订单号"),
    _read,
)
