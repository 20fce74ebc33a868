"""A file opened from the desktop: the window that is there shows it, whoever was started."""

from pathlib import Path
from typing import Any

import pytest

from assistant.app import build
from assistant.domain.draft import PayingAccountDraft
from assistant.services import transfer
from tests import bill_files

WINDOW, IMPORT, RESTORE = "备付 · 花呗", "导入账单", "恢复"


def given(data: Path, folder: Path, title: str) -> Path:
    """A bill file, or an export of a store that has changed since."""
    if title == IMPORT:
        bill = folder / "账单 一.csv"
        bill.write_bytes(bill_files.alipay_app())
        return bill
    session = build(data).open()
    snapshot = session.queries.snapshot()
    export = transfer.export("json", session.store.dump(), snapshot, folder / "a.json")
    session.ledger.save_paying_account(PayingAccountDraft("余额宝"), None)
    session.close()
    return export


@pytest.mark.parametrize("title", [IMPORT, RESTORE])
def test_a_second_start_hands_its_file_to_the_first_window(
    make_desktop: Any, tmp_path: Path, title: str
) -> None:
    desktop, data = make_desktop(), tmp_path / "data"
    file = given(data, tmp_path, title)
    desktop.start_program("--data-dir", str(data))
    desktop.wait_until(lambda: desktop.windows(WINDOW))
    second = desktop.start_program("--data-dir", str(data), str(file))
    desktop.wait_until(lambda: desktop.windows(title))
    desktop.wait_until(lambda: second.poll() == 0)
    session = build(data).open()
    assert session.store.imports.count() == 0  # only shown
    session.close()


def test_a_file_given_at_the_start_is_shown_over_the_window(
    make_desktop: Any, tmp_path: Path
) -> None:
    desktop, data = make_desktop(), tmp_path / "data"
    desktop.start_program("--data-dir", str(data), str(given(data, tmp_path, IMPORT)))
    desktop.wait_until(lambda: desktop.windows(IMPORT))
    assert desktop.windows(WINDOW)
