"""Alipay 记账本 export (formats.md 1, K): no status and no order number; the bill export tells more."""

from collections.abc import Callable, Mapping

from assistant.domain.imports.movement import Movement, Source
from assistant.services.imports.cells import moment, positive_fen
from assistant.services.imports.table_format import TableFormat, flow_of


def _read(line: int, cell: Callable[[str], str], _about: Mapping[str, str]) -> Movement:
    return Movement(
        line,
        moment(cell("记录时间")),
        cell("备注") or cell("分类"),
        cell("备注"),
        flow_of(cell("收支类型")),
        positive_fen(cell("金额")),
        cell("账户"),
        "",
        "",
        cell("分类"),
        Source.ALIPAY,
    )


FORMAT = TableFormat("alipay_cashbook", ("记录时间", "收支类型", "金额", "备注", "账户"), _read)
