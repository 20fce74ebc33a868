"""WeChat Pay bills, CSV until 2025 and XLSX since (formats.md 4)."""

from collections.abc import Callable, Mapping

from assistant.domain.imports.movement import Movement, Source
from assistant.services.imports.cells import moment, positive_fen
from assistant.services.imports.table_format import TableFormat, flow_of


def _read(line: int, cell: Callable[[str], str], _about: Mapping[str, str]) -> Movement:
    method = cell("支付方式")
    return Movement(
        line,
        moment(cell("交易时间")),
        cell("交易对方"),
        cell("商品"),
        flow_of(cell("收/支")),
        positive_fen(cell("金额(元)")),
        "" if method == "/" else method,
        cell("当前状态"),
        cell("交易单号"),
        cell("交易类型"),
        Source.WECHAT,
    )


FORMAT = TableFormat(
    "wechat",
    (
        "交易时间",
        "交易类型",
        "交易对方",
        "商品",
        "收/支",
        "金额(元)",
        "支付方式",
        "当前状态",
        "交易单号",
    ),
    _read,
)
