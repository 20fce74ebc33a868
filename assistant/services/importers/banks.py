"""Statements of banks as tables (formats.md 5): which columns a bank writes, as data."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.domain.imports.movement import Flow, Movement, Source
from assistant.services.imports.cells import BadCell, fen, moment
from assistant.services.imports.document import Cells
from assistant.services.imports.table_format import TableFormat

_MONTH = re.compile(r"(20\d\d)\s*[年./-]\s*(\d{1,2})")
_SECTION = re.compile(r"[（(](消费|退款|还款|分期|取现|费用|利息|其他)[）)]")
_YUAN = ("", "人民币", "CNY", "RMB", "人民币元")


@dataclass(frozen=True, slots=True)
class _Bank:
    """One bank's table. ``amount`` is signed (+ raises a card's debt), or ``spent`` and ``got``."""

    name: str
    bank: str
    source: Source
    at: str
    item: tuple[str, ...]
    columns: tuple[str, ...]
    amount: str = ""
    spent: str = ""
    got: str = ""
    posted: str = ""
    party: str = ""
    card: str = ""
    currency: str = ""
    clock: str = ""


_BANKS = (
    _Bank(
        *("cmb_credit", "招商", Source.CARD, "交易日", ("交易摘要",)),
        ("交易日", "记账日", "交易摘要", "人民币金额", "卡号末四位"),
        amount="人民币金额",
        posted="记账日",
        card="卡号末四位",
    ),
    _Bank(
        *("icbc_credit", "工商", Source.CARD, "交易日期", ("摘要", "交易场所")),
        (
            "交易日期",
            "记账日期",
            "摘要",
            "交易场所",
            "记账金额(收入)",
            "记账金额(支出)",
            "记账币种",
        ),
        spent="记账金额(支出)",
        got="记账金额(收入)",
        posted="记账日期",
        party="交易场所",
        currency="记账币种",
    ),
    _Bank(
        *("boc_credit", "中国", Source.CARD, "交易日", ("交易描述",)),
        ("交易日", "银行记账日", "交易描述", "存入", "支出", "币种"),
        spent="支出",
        got="存入",
        posted="银行记账日",
        card="卡号后四位",
        currency="币种",
    ),
    _Bank(
        *("cgb_credit", "广发", Source.CARD, "交易日期", ("交易摘要",)),
        ("交易日期", "入账日期", "交易摘要", "入账金额", "入账货币"),
        amount="入账金额",
        posted="入账日期",
        currency="入账货币",
    ),
    _Bank(
        *("citic_credit", "中信", Source.CARD, "交易日期", ("交易描述",)),
        ("交易日期", "入账日期", "交易描述", "卡末四位", "结算币种", "结算金额"),
        amount="结算金额",
        posted="入账日期",
        card="卡末四位",
        currency="结算币种",
    ),
    _Bank(
        *("ccb_debit", "建设", Source.DEBIT, "交易日期", ("摘要", "交易地点")),
        ("记账日", "交易日期", "支出", "收入", "币种", "摘要", "对方户名"),
        spent="支出",
        got="收入",
        posted="记账日",
        party="对方户名",
        currency="币种",
        clock="交易时间",
    ),
    _Bank(
        *("cmb_debit", "招商", Source.DEBIT, "记账日期", ("交易摘要", "客户摘要")),
        ("记账日期", "货币", "交易金额", "联机余额", "交易摘要", "对手信息"),
        amount="交易金额",
        party="对手信息",
        currency="货币",
    ),
)


def _month_of(head: list[Cells]) -> Mapping[str, str]:
    """The statement's month, which rows with ``12/29`` take their year from."""
    for cells in head:
        for cell in cells:
            if found := _MONTH.search(cell):
                return {"year": found.group(1), "month": found.group(2)}
    return {}


def _at(text: str, about: Mapping[str, str]) -> str:
    """A day; one without a year is of the statement's, or of the year before in a later month."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})", text)
    if found is None:
        return moment(text)
    if not about:
        raise BadCell("year_missing")
    late = int(found.group(1)) > int(about["month"])
    return moment(f"{int(about['year']) - late}-{found.group(1)}-{found.group(2)}")


def _amount(bank: _Bank, cell: Callable[[str], str]) -> int:
    """分, positive where money was spent."""
    if bank.amount:
        signed = fen(cell(bank.amount))
        return signed if bank.source is Source.CARD else -signed
    spent, got = (fen(text) if text else 0 for text in (cell(bank.spent), cell(bank.got)))
    if not spent and not got and not (cell(bank.spent) or cell(bank.got)):
        raise BadCell("amount_missing")
    return spent - got


def _reader(
    bank: _Bank,
) -> Callable[[int, Callable[[str], str], Mapping[str, str]], Movement | None]:
    def read(line: int, cell: Callable[[str], str], about: Mapping[str, str]) -> Movement | None:
        if "合计" in cell(bank.at):
            return None
        posted = cell(bank.posted) if bank.posted else ""
        at = _at(cell(bank.at) or posted, about)
        if bank.clock and cell(bank.clock):
            at = moment(f"{at} {cell(bank.clock)}")
        amount = _amount(bank, cell)
        if bank.currency and cell(bank.currency) not in _YUAN:
            raise BadCell("foreign_currency")
        item = " ".join(text for text in (cell(name) for name in bank.item) if text)
        section = _SECTION.match(item)
        end = f"({cell(bank.card)})" if bank.card and cell(bank.card) else ""
        kind = "信用卡" if bank.source is Source.CARD else "储蓄卡"
        return Movement(
            line,
            at,
            cell(bank.party) if bank.party else item,
            item,
            Flow.OUT if amount >= 0 else Flow.IN,
            abs(amount),
            f"{bank.bank}银行{kind}{end}",
            "",
            "",
            section.group(1) if section else "",
            bank.source,
            posted=_at(posted, about)[:10] if posted else "",
        )

    return read


FORMATS = tuple(
    TableFormat(bank.name, bank.columns, _reader(bank), begin=_month_of) for bank in _BANKS
)
