"""A file opened from the desktop: the window that is there shows it, whoever was started."""

from pathlib import Path
from typing import Any

from assistant.app import build
from assistant.domain.draft import PayingAccountDraft
from assistant.services import transfer
from tests import bill_files

WINDOW, IMPORT, RESTORE = "备付 · 花呗", "导入账单", "恢复"


def test_a_second_start_hands_its_file_to_the_first_window(
    make_desktop: Any, tmp_path: Path
) -> None:
    desktop = make_desktop()
    data, bill = tmp_path / "data", tmp_path / "账单 一.csv"
    bill.write_bytes(bill_files.alipay_app())
    session = build(data).open()
    snapshot = session.queries.snapshot()
    export = transfer.export("json", session.store.dump(), snapshot, tmp_path / "a.json")
    session.ledger.save_paying_account(PayingAccountDraft("余额宝"), None)
    session.close()
    desktop.start_program("--data-dir", str(data))
    desktop.wait_until(lambda: desktop.windows(WINDOW))
    for file, title in ((bill, IMPORT), (export, RESTORE)):
        second = desktop.start_program("--data-dir", str(data), str(file))
        desktop.wait_until(lambda title=title: desktop.windows(title))
        desktop.wait_until(lambda second=second: second.poll() == 0)
        desktop.run(
            "xdotool", "search", "--name", title, "windowactivate", "--sync", "key", "Escape"
        )
        desktop.wait_until(lambda title=title: not desktop.windows(title))
    session = build(data).open()
    assert [row.name for row in session.queries.snapshot().paying_accounts] == ["余额宝"]
    assert session.store.imports.count() == 0
    session.close()


def test_a_file_given_at_the_start_is_shown_over_the_window(
    make_desktop: Any, tmp_path: Path
) -> None:
    desktop = make_desktop()
    bill = tmp_path / "bill.csv"
    bill.write_bytes(bill_files.alipay_app())
    desktop.start_program("--data-dir", str(tmp_path / "data"), str(bill))
    desktop.wait_until(lambda: desktop.windows(IMPORT))
    assert desktop.windows(WINDOW)
