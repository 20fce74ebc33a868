"""Every format is known by what it holds and gives its rows; broken rows stop nothing."""

import pytest

from assistant.domain.imports.figures import Sum, named, sums
from assistant.domain.imports.meaning import Classifier, Kind
from assistant.domain.imports.movement import Flow
from assistant.errors import Cancelled, UserError
from assistant.services.imports import container, reading
from assistant.services.imports.mapping import ColumnMapping, guess, header_row
from assistant.services.imports.reading import BillFile, UnknownFormat, read_bytes
from tests import bill_files as made


def figures(file: BillFile) -> dict[str, tuple[int, int]]:
    """The named figures that are not nothing."""
    meaning = Classifier().meaning
    found = named(sums(file.rows, [meaning(row) for row in file.rows]))
    return {name: (part.count, part.fen) for name, part in found.items() if part != Sum()}


def by_kind(file: BillFile) -> dict[tuple[Kind, str], tuple[int, int]]:
    """Counts and sums by kind and product."""
    meaning = Classifier().meaning
    found = sums(file.rows, [meaning(row) for row in file.rows])
    return {key: (part.count, part.fen) for key, part in found.items()}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_an_alipay_file_gives_the_same_rows_in_every_encoding(encoding: str) -> None:
    file = read_bytes("x.csv", made.alipay_app(encoding=encoding))
    assert (file.format, len(file.rows), file.broken) == ("alipay_app", 9, ())
    assert file.days == ("2026-10-17", "2026-11-02")
    assert figures(file) == {
        "huabei_spend": (2, 2694),
        "huabei_repayment": (1, 12000),
        "jiebei_draw": (1, 100000),
        "credit_card_repayment": (1, 6600),
        "refunds": (1, 550),
    }
    assert by_kind(file)[Kind.IGNORED, ""] == (2, 12990)


def test_the_older_shapes_of_alipay_are_read() -> None:
    file = read_bytes("x.csv", made.alipay_2021())
    assert figures(file) == {"huabei_spend": (1, 2550), "refunds": (1, 550)}
    web = read_bytes("x.txt", made.alipay_web())
    assert by_kind(web) == {(Kind.EXPENSE, ""): (1, 2700), (Kind.IGNORED, ""): (1, 2800)}
    (book,) = read_bytes("x.csv", made.alipay_cashbook()).rows
    assert (book.fen, book.flow, book.item) == (800000, Flow.IN, "十月工资")


def test_a_file_that_a_spreadsheet_saved_is_read_as_far_as_it_can() -> None:
    file = read_bytes("x.csv", made.resaved_by_excel())
    assert [(row.at, row.fen) for row in file.rows] == [("2026-03-01 10:00:00", 123456)]
    assert [(row.line, row.reason) for row in file.broken] == [(4, "date_unreadable")]


@pytest.mark.parametrize(
    "data", [made.wechat_csv(), made.wechat_xlsx(), made.wechat_xlsx(numbers=False)]
)
def test_wechat_is_read_as_text_and_as_workbook(data: bytes) -> None:
    file = read_bytes("x", data)
    assert file.format == "wechat"
    assert file.rows[0].at == "2026-10-26 12:45:27"
    assert by_kind(file) == {
        (Kind.SPEND, "fenfu"): (1, 2816),
        (Kind.REPAYMENT, "credit_card"): (1, 70000),
        (Kind.REFUND, ""): (1, 300),
    }


def test_jd_and_meituan_know_their_credit() -> None:
    assert by_kind(read_bytes("x", made.jd())) == {
        (Kind.SPEND, "baitiao"): (1, 13177),
        (Kind.REPAYMENT, "baitiao"): (1, 4950),
        (Kind.REFUND, "baitiao"): (1, 8984),
    }
    assert by_kind(read_bytes("x", made.meituan())) == {
        (Kind.SPEND, "meituan"): (1, 2117),
        (Kind.REPAYMENT, "meituan"): (1, 4812),
        (Kind.REFUND, "meituan"): (1, 500),
    }


def test_a_statement_takes_its_year_from_its_head() -> None:
    paid, spent = read_bytes("x", made.cmb_credit()).rows
    assert (paid.at, paid.posted, paid.flow, paid.method) == (
        *("2023-12-29", "2023-12-29", Flow.IN, "招商银行信用卡(1234)"),
    )
    assert (spent.at, spent.posted, spent.fen) == ("2024-01-05", "2024-01-07", 800000)
    first, second = read_bytes("x", made.cmb_text()).rows
    assert (first.at, first.trade, second.at) == ("2025-12-21", "还款", "2025-12-20")
    assert [row.reason for row in read_bytes("x", made.cmb_text()).broken] == ["date_unreadable"]


def test_banks_write_their_columns_each_in_its_way() -> None:
    boc = read_bytes("x", made.boc_credit())
    assert [(row.flow, row.fen) for row in boc.rows] == [(Flow.OUT, 5000), (Flow.IN, 36119)]
    assert [row.reason for row in boc.broken] == ["foreign_currency", "amount_missing"]
    (icbc,) = read_bytes("x", made.icbc_credit()).rows
    assert (icbc.party, icbc.fen) == ("超市", 1)
    assert by_kind(read_bytes("x", made.cgb_credit())) == {
        (Kind.SPEND, "credit_card"): (1, 1590),
        (Kind.REPAYMENT, "credit_card"): (1, 113068),
    }
    (debit,) = read_bytes("x", made.debit_xlsx()).rows
    assert (debit.at, debit.fen, debit.party) == ("2025-01-01 18:53:19", 6750, "店")
    flow = read_bytes("x", made.cmb_debit_text())
    assert [(row.flow, row.fen, row.party) for row in flow.rows] == [
        *((Flow.OUT, 120000, "店"), (Flow.IN, 97599, "公司")),
    ]
    assert [row.reason for row in flow.broken] == ["foreign_currency", "date_unreadable"]


def test_ofx_qif_and_common_columns_are_read() -> None:
    (card,) = read_bytes("x.ofx", made.ofx()).rows
    assert (card.at, card.flow, card.fen, card.order_id) == (
        *("2026-05-08 00:00:00", Flow.OUT, 550, "F1"),
    )
    out, inward = read_bytes("x.qif", made.qif()).rows
    assert (out.at, out.fen, out.flow) == ("2026-02-14", 6750, Flow.OUT)
    assert (inward.at, inward.flow) == ("2026-03-01", Flow.IN)
    assert figures(read_bytes("x", made.normalised())) == {"huabei_spend": (1, 2217)}


def test_a_zip_is_opened_with_its_password_only() -> None:
    locked = made.zipped("支付宝交易明细.csv", made.alipay_app(), "123456")
    with pytest.raises(UserError, match=r"import\.password_needed"):
        read_bytes("x.zip", locked)
    with pytest.raises(UserError, match=r"import\.password_wrong"):
        read_bytes("x.zip", locked, "654321")
    assert len(read_bytes("x.zip", locked, "123456").rows) == 9
    assert len(read_bytes("x.zip", made.zipped("a.csv", made.alipay_app())).rows) == 9


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (made.zipped("a.exe", b"x"), "import.no_bill_in_zip"),
        (made.zipped("a.csv", made.alipay_app())[:200], "import.zip_broken"),
        (b"PK\x03\x04" + b"x" * 50, "import.zip_broken"),
        (b"just words", "import.not_a_bill"),
        ("你好\n世界\n".encode(), "import.not_a_bill"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40, "import.not_a_bill"),
        (b"%PDF-1.7\n1 0 obj, <<\n" + bytes(range(200)) * 40, "import.not_a_bill"),
        (b"a," * 3 * 2**20, "import.line_too_long"),
        (b"<OFX>" + b"<A>\n" * 6000, "import.ofx_broken"),
        (b"<OFX>" + b"<A>\n" * 2 * 2**20, "import.too_large"),
        (b"!Type:Bank\n" + b"^\n" * 3 * 2**20, "import.too_large"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "import.workbook_broken"),
        (made.wechat_xlsx()[:-900], "import.zip_broken"),
    ],
)
def test_what_is_no_bill_is_refused_with_a_reason(data: bytes, key: str) -> None:
    with pytest.raises(UserError) as refused:
        read_bytes("x", data)
    assert refused.value.key == key


def test_a_zip_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "LARGEST_BYTES", 3 * 2**20)
    with pytest.raises(UserError, match=r"import\.too_large"):
        read_bytes("x.zip", made.bomb(5))


def test_a_row_that_broke_stops_nothing() -> None:
    rows = [
        made.PURCHASE.replace("25.50", "-25.50"),
        made.PURCHASE.replace("25.50", "99999999999999.00"),
        made.PURCHASE.replace("25.50", "25.505"),
        made.PURCHASE.replace("2026-10-20", "1900-01-01"),
        made.PURCHASE.replace("2026-10-20", "2100-01-01"),
        made.PURCHASE.replace("2026-10-20", "2026-02-30"),
        made.PURCHASE.replace("午饭", "午" * 5000),
        made.PURCHASE.replace("25.50", ""),
        "2026-10-20 12:00:00,餐饮美食",
        made.PURCHASE.replace("午饭", '"午饭'),
        made.PURCHASE.replace("午饭", "午\0饭"),
        made.PURCHASE,
    ]
    file = read_bytes("x", made.alipay_app(rows))
    assert [row.reason for row in file.broken] == [
        *("amount_negative", "amount_too_large", "amount_unreadable", "date_out_of_range"),
        *("date_out_of_range", "date_unreadable", "too_long", "amount_missing", "cells_missing"),
    ]
    assert [row.line for row in file.broken] == list(range(19, 28))
    assert [row.item for row in file.rows] == ['"午饭', "午饭", "午饭"]


def test_a_spoiled_byte_costs_its_own_row() -> None:
    data = made.alipay_app().replace("小面馆".encode("gb18030"), b"\xff\xff\xff", 1)
    file = read_bytes("x", data)
    assert len(file.rows) == 8
    assert [row.reason for row in file.broken] == ["characters_lost"]


def test_a_table_of_nobodys_format_is_asked_about_and_then_read() -> None:
    with pytest.raises(UnknownFormat) as unknown:
        read_bytes("x", made.table())
    header = header_row(unknown.value.document)
    assert header == ["日期", "摘要", "发生额", "账户余额"]
    guessed = guess(header)
    assert guessed.columns["at"] == "日期"
    assert guessed.columns["amount"] == "发生额"
    income, lunch = read_bytes("x", made.table(), mapping=guessed).rows
    assert (income.flow, income.fen) == (Flow.IN, 800000)
    assert (lunch.flow, lunch.fen, lunch.item) == (Flow.OUT, 1250, "午饭")
    turned = ColumnMapping.of(guessed.answers() | {"sign": "plus_out"})
    assert read_bytes("x", made.table(), mapping=turned).rows[0].flow is Flow.OUT


def test_a_mapping_may_name_two_columns_or_a_direction() -> None:
    text = "日期,支出,收入,方向\n2026-10-01,5.00,,支出\n2026-10-02,,7.00,收入\n2026-10-03,,,支出\n"
    two = ColumnMapping({"at": "日期", "spent": "支出", "got": "收入"})
    file = read_bytes("x", text.encode(), mapping=two)
    assert [(row.flow, row.fen) for row in file.rows] == [(Flow.OUT, 500), (Flow.IN, 700)]
    assert [row.reason for row in file.broken] == ["amount_missing"]
    told = ColumnMapping({"at": "日期", "amount": "支出", "flow": "方向"})
    assert read_bytes("x", text.encode(), mapping=told).rows[0].flow is Flow.OUT


def test_a_mapping_needs_a_day_and_an_amount() -> None:
    for columns, field in (({"amount": "a"}, "at"), ({"at": "a"}, "amount")):
        with pytest.raises(UserError) as refused:
            ColumnMapping(columns).format()
        assert refused.value.field == field


def test_reading_can_be_ended() -> None:
    def stop(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_bytes("x", made.alipay_app(), progress=stop)


def test_more_rows_than_anybody_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 5)
    with pytest.raises(UserError, match=r"import\.too_large"):
        read_bytes("x", made.alipay_app())
