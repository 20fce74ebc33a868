"""A payment app's bill with English column names, as other programs write it."""

from collections.abc import Callable, Mapping

from assistant.domain.imports.movement import Flow, Movement, Source
from assistant.services.imports.cells import moment, positive_fen
from assistant.services.imports.table_format import TableFormat, flow_of

_SOURCES = {"alipay": Source.ALIPAY, "wechat": Source.WECHAT}


def _read(line: int, cell: Callable[[str], str], _about: Mapping[str, str]) -> Movement:
    flow = flow_of(cell("direction"))
    method = cell("pay_method")
    return Movement(
        line,
        moment(cell("trans_time")),
        cell("counterparty"),
        cell("item"),
        flow,
        positive_fen(cell("amount")),
        "" if method == "/" else method,
        cell("status"),
        cell("trade_no"),
        cell("category"),
        _SOURCES.get(cell("channel"), Source.OTHER),
        flow is Flow.OUT and method not in {"", "/"},
    )


FORMAT = TableFormat(
    "normalised",
    (
        "channel",
        "trans_time",
        "counterparty",
        "item",
        "direction",
        "amount",
        "pay_method",
        "status",
    ),
    _read,
)
