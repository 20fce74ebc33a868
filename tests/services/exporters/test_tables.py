"""CSV that no spreadsheet carries out, a workbook without formulas, files under a passphrase."""

import csv
import io
import stat
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from assistant.domain.draft import AccountDraft
from assistant.errors import UserError
from assistant.services import transfer
from assistant.services.exporters import sealed
from assistant.services.exporters.tables import csv_zip, safe_cell
from assistant.services.exporters.workbook import sheet_name, workbook
from assistant.services.session import Session
from assistant.store.dump import Dump
from tests.store import samples

NOW = datetime(2026, 11, 3, 4, tzinfo=UTC)
FORMULA = '=HYPERLINK("http://x","花呗")'


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86 138", "'+86 138"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("-12.50", "-12.50"),
        (-1250, "-1250"),
        ("花呗", "花呗"),
        (None, ""),
        (b"\x01", "01"),
    ],
)
def test_no_cell_is_a_formula(value: object, cell: str) -> None:
    assert safe_cell(value) == cell  # type: ignore[arg-type]


def test_each_table_is_a_csv_that_excel_reads() -> None:
    rows: list[dict[str, Any]] = [
        {"id": 1, "name": FORMULA, "amount_fen": -5},
        {"id": 2, "name": "逗,号", "amount_fen": 7},
    ]
    packed = csv_zip(Dump(1, {"bill": rows, "empty": []}, {}))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["bill.csv"]
        text = archive.read("bill.csv")
    assert text.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert read == [["id", "name", "amount_fen"], ["1", f"'{FORMULA}", "-5"], ["2", "逗,号", "7"]]


def test_a_workbook_has_a_sheet_per_account_and_no_formula(session: Session) -> None:
    for name in (FORMULA, "花呗", "花呗/2"):
        session.ledger.open_account(AccountDraft("huabei", name, (), ()))
    first = session.queries.snapshot().accounts[0]
    session.ledger.record_bill(samples.bill(first.id), confirmed=True)
    packed = workbook(session.queries.snapshot())
    book = load_workbook(io.BytesIO(packed))
    assert len(book.sheet_names) == 4
    assert "花呗" in book.sheet_names
    assert "花呗 2" in book.sheet_names
    cells = [cell for row in book.get_sheet_by_index(1).to_python() for cell in row]
    assert FORMULA in cells
    assert 2386.5 in cells
    assert date(2026, 11, 10) in cells
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(name)


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("a[b]:c*d?e/f\\g", "a b  c d e f g"),
        ("'x'", "x"),
        ("", "1"),
        ("长" * 40, "长" * 31),
        ("History", "History 2"),
    ],
)
def test_a_sheet_gets_a_name_that_excel_takes(name: str, sheet: str) -> None:
    assert sheet_name(name, set()) == sheet


def test_no_two_sheets_have_one_name() -> None:
    taken: set[str] = set()
    assert [sheet_name("A" * 40, taken) for _ in range(2)] == ["A" * 31, "A" * 29 + " 2"]
    assert sheet_name("a" * 31, taken) == "a" * 29 + " 3"


def test_a_sealed_file_opens_with_its_passphrase_alone() -> None:
    made = sealed.seal("余额宝".encode(), "long enough")
    assert sealed.is_sealed(made)
    assert "余额宝".encode() not in made
    assert sealed.unseal(made, "long enough").decode() == "余额宝"
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        sealed.unseal(made, "long enoug")
    with pytest.raises(UserError, match=r"passphrase\.short"):
        sealed.seal(b"x", "short")


@pytest.mark.parametrize("kind", transfer.KINDS)
def test_an_export_is_private_and_sealed_on_request(
    session: Session, tmp_path: Path, kind: str
) -> None:
    session.ledger.open_account(AccountDraft("huabei", "花呗的名字", (), ()))
    content, snapshot = session.store.dump(), session.queries.snapshot()
    target = tmp_path / "out" / transfer.suggested_name(kind, snapshot.now)
    plain = transfer.export(kind, content, snapshot, target)
    under = transfer.export(kind, content, snapshot, target, "long enough")
    assert plain == target
    assert under == target.with_name(target.name + ".age")
    assert sealed.unseal(under.read_bytes(), "long enough")
    for file in (plain, under):
        if sys.platform != "win32":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_export_reads_back_plain_and_sealed(session: Session, tmp_path: Path) -> None:
    session.ledger.open_account(AccountDraft("huabei", "花呗", (), ()))
    content, snapshot = session.store.dump(), session.queries.snapshot()
    plain = transfer.export("json", content, snapshot, tmp_path / "a.json")
    under = transfer.export("json", content, snapshot, tmp_path / "a.json", "long enough")
    assert transfer.read_export(plain) == content
    assert transfer.read_export(under, "long enough") == content
    with pytest.raises(UserError, match=r"passphrase\.needed"):
        transfer.read_export(under)
    with pytest.raises(UserError, match=r"file\.not_read"):
        transfer.read_export(tmp_path / "nothing")


def test_tables_into_a_folder(session: Session, tmp_path: Path) -> None:
    session.ledger.open_account(AccountDraft("huabei", "花呗", (), ()))
    content, snapshot = session.store.dump(), session.queries.snapshot()
    transfer.export("csv", content, snapshot, tmp_path / "tables")
    assert (tmp_path / "tables" / "account.csv").read_text("utf-8-sig").startswith("id,")


def test_evidence_lies_beside_the_tables_as_the_file_that_it_was(
    session: Session, tmp_path: Path
) -> None:
    samples.fill(session.store)
    content, snapshot = session.store.dump(), session.queries.snapshot()
    hostile = [{**row, "name": "../../x.m4a/.."} for row in content.tables["collection_attachment"]]
    name = f"evidence/{samples.SOUND_SHA}"
    for rows, ending in ((content.tables["collection_attachment"], ".m4a"), (hostile, "")):
        changed = replace(content, tables={**content.tables, "collection_attachment": rows})
        transfer.export("csv", changed, snapshot, tmp_path / "tables")
        assert (tmp_path / "tables" / f"{name}{ending}").read_bytes() == samples.SOUND
        with zipfile.ZipFile(io.BytesIO(csv_zip(changed))) as archive:
            assert archive.read(f"{name}{ending}") == samples.SOUND
            assert "evidence_part.csv" not in archive.namelist()


def test_where_nothing_can_be_written_it_is_said(session: Session, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    content, snapshot = session.store.dump(), session.queries.snapshot()
    with pytest.raises(UserError, match=r"file\.not_written"):
        transfer.export("json", content, snapshot, tmp_path / "file" / "a.json")
    with pytest.raises(UserError, match=r"export\.unknown"):
        transfer.export("docx", content, snapshot, tmp_path / "a")
