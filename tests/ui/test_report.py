import stat
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from assistant.errors import UserError
from assistant.ui.report import document_of, html_table, write_pdf
from tests.test_private_file import limited


def test_a_report_holds_chinese_text_with_its_font(qapp: object, tmp_path: Path) -> None:
    table = html_table(["账户", "应还"], [["花呗 <b>", "3,287.46"]], frozenset({1}))
    write_pdf(tmp_path / "report.pdf", "月报", document_of(f"<h1>月报</h1>{table}"))
    reader = PdfReader(tmp_path / "report.pdf")
    # Qt maps some glyphs back to radicals of the same look.
    text = unicodedata.normalize("NFKC", reader.pages[0].extract_text())
    assert "月报" in text
    assert "花呗<b>" in "".join(text.split())
    assert "3,287.46" in text
    assert reader.metadata is not None
    assert reader.metadata.title == "月报"
    resources: Any = reader.pages[0]["/Resources"]
    fonts = resources["/Font"].values()
    kinds = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts]
    assert all("/FontFile2" in kind["/FontDescriptor"] for kind in kinds)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_report_is_the_users_alone_and_leaves_no_part(qapp: object, tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", "a", document_of("<p>a</p>"))
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_full_disk_is_told_and_the_older_report_stays_whole(qapp: object, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_pdf(path, "old", document_of("<p>old</p>"))
    before = path.read_bytes()
    with limited(2048), pytest.raises(UserError) as refused:
        write_pdf(path, "new", document_of("<p>new 花呗</p>" * 300))
    assert refused.value.key == "file.not_written"
    assert path.read_bytes() == before
    assert [row.name for row in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_that_is_not_there_is_named(qapp: object, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        write_pdf(tmp_path / "gone" / "a.pdf", "a", document_of("<p>a</p>"))
    assert refused.value.field == "file"
    assert refused.value.key == "file.not_written"


def test_digits_beside_latin_letters_are_copied_as_they_are(qapp: object, tmp_path: Path) -> None:
    sha = "dd29442deca69f52c50006b831cb216edf78a7da33748f0a80ff19f2ebe57ecd"
    write_pdf(tmp_path / "a.pdf", "a", document_of(f"<p>GB/T 45251-2025</p><p>{sha}</p>"))
    text = PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert "45251-2025" in text
    assert sha in "".join(text.split())
