"""A table of an unknown format: which column is what, guessed, corrected by the user, remembered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.imports.movement import Flow, Movement, Source
from assistant.errors import UserError
from assistant.services.imports.cells import BadCell, fen, moment
from assistant.services.imports.document import Cells, Document
from assistant.services.imports.table_format import TableFormat, flow_of

PARTS: Mapping[str, tuple[str, ...]] = {
    "at": ("时间", "日期", "交易日", "date", "time"),
    "amount": ("金额", "amount", "发生额"),
    "spent": ("支出", "借方", "debit", "withdraw"),
    "got": ("收入", "存入", "贷方", "credit", "deposit"),
    "flow": ("收/支", "收支", "direction", "借贷"),
    "party": ("对方", "商户", "payee", "counterparty", "merchant"),
    "item": ("摘要", "商品", "说明", "描述", "备注", "description", "memo", "item", "用途"),
    "method": ("支付方式", "付款方式", "账户", "method", "卡号"),
    "status": ("状态", "status"),
    "order_id": ("订单号", "交易单号", "流水号", "交易号", "order", "trade_no", "reference"),
}
"""What a column may be, and the words in its header that suggest it."""
SIGNS = ("plus_in", "plus_out")
"""Whether + is money in (debit accounts) or money spent (cards)."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The answer of the user: which column is what, what + means, whose file it is."""

    columns: Mapping[str, str]
    sign: str = "plus_in"
    source: Source = Source.OTHER

    def answers(self) -> dict[str, str]:
        """As texts to be remembered."""
        return {**self.columns, "sign": self.sign, "source": self.source.value}

    @classmethod
    def of(cls, answers: Mapping[str, str]) -> "ColumnMapping":
        """From remembered texts; what no version knows is left out."""
        columns = {part: name for part, name in answers.items() if part in PARTS and name}
        sign = answers.get("sign", SIGNS[0])
        source = answers.get("source", "")
        known = Source(source) if source in set(Source) else Source.OTHER
        return cls(columns, sign if sign in SIGNS else SIGNS[0], known)

    def format(self) -> TableFormat:
        """The format that reads such a file.

        Raises:
            UserError: no day, or no amount.
        """
        if not self.columns.get("at"):
            raise UserError("field.empty", "at")
        if not any(self.columns.get(name) for name in ("amount", "spent", "got")):
            raise UserError("field.empty", "amount")
        wanted = tuple(dict.fromkeys(name for name in self.columns.values() if name))
        return TableFormat("generic", wanted, self._read)

    def _read(
        self, line: int, cell: Callable[[str], str], _about: Mapping[str, str]
    ) -> Movement | None:
        def of(part: str) -> str:
            name = self.columns.get(part, "")
            return cell(name) if name else ""

        amount, flow = self._amount(of)
        return Movement(
            line,
            moment(of("at")),
            of("party") or of("item"),
            of("item"),
            flow,
            amount,
            of("method") or ("信用卡" if self.source is Source.CARD else ""),
            of("status"),
            of("order_id"),
            "",
            self.source,
            flow is Flow.OUT and of("method") != "",
        )

    def _amount(self, of: Callable[[str], str]) -> tuple[int, Flow]:
        if of("spent") or of("got"):
            spent = fen(of("spent")) if of("spent") else 0
            got = fen(of("got")) if of("got") else 0
            signed = abs(spent) - abs(got)
            return abs(signed), Flow.OUT if signed >= 0 else Flow.IN
        if not self.columns.get("amount"):
            raise BadCell("amount_missing")
        signed = fen(of("amount"))
        if self.columns.get("flow"):
            return abs(signed), flow_of(of("flow"))
        spent_is_plus = self.sign == "plus_out"
        return abs(signed), Flow.OUT if (signed >= 0) is spent_is_plus else Flow.IN


def header_row(document: Document) -> Cells:
    """The row that looks most like a header: most cells with a word of ``PARTS``, else the widest.

    Raises:
        UserError: it is no table.
    """
    words = [word for words in PARTS.values() for word in words]

    def rank(cells: Sequence[str]) -> tuple[int, int]:
        named = sum(any(word in cell.lower() for word in words) for cell in cells if len(cell) < 30)
        return (named, len([cell for cell in cells if cell]))

    tables = [cells for cells in document.head if len([cell for cell in cells if cell]) >= 2]
    if not tables:
        raise UserError("import.not_a_bill", "file")
    return max(tables, key=rank)


def guess(header: Sequence[str]) -> ColumnMapping:
    """A first answer from the header's own words."""
    columns: dict[str, str] = {}
    for part, words in PARTS.items():
        for word in words:
            found = [
                name for name in header if word in name.lower() and name not in columns.values()
            ]
            if found:
                columns[part] = found[0]
                break
    if "amount" in columns:
        columns.pop("spent", None)
        columns.pop("got", None)
    return ColumnMapping(columns)


def header_key(header: Sequence[str]) -> str:
    """Under what the answers for a header are remembered."""
    return "\t".join(name for name in header if name)
