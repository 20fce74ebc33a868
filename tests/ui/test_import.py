"""Bill files through the real window: preview, decide, store, undo; password, table, paste, drop."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTreeWidget,
)

from assistant.domain.draft import AccountDraft
from assistant.domain.imports.meaning import Kind
from assistant.domain.money import Money
from assistant.services.session import Session
from assistant.ui.dialogs.import_classify import ClassifyPanel
from assistant.ui.dialogs.import_file import BillSource, ImportDialog
from assistant.ui.dialogs.import_mapping import MappingDialog
from assistant.ui.dialogs.import_password import PasswordDialog
from assistant.ui.dialogs.import_paste import PasteDialog
from assistant.ui.dialogs.import_recurring import RecurringDialog
from assistant.ui.table import TableView
from tests import bill_files as made
from tests.ui.conftest import error_of

Drive = Callable[[Session], Any]


@pytest.fixture
def driver(session: Session, drive: Drive) -> Any:
    """The window with a 花呗 account."""
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    return drive(session)


def written(folder: Path, data: bytes, name: str = "bill.csv") -> Path:
    """A file on the disk."""
    path = folder / name
    path.write_bytes(data)
    return path


def opened(driver: Any, path: Path) -> ImportDialog:
    """The preview of a file."""
    dialog = ImportDialog(driver.context, BillSource(path), driver.window)
    driver.qtbot.addWidget(dialog)
    dialog.show()
    wait_for_preview(driver, dialog)
    return dialog


def wait_for_preview(driver: Any, dialog: ImportDialog) -> None:
    """Until the file was read and compared."""
    driver.qtbot.waitUntil(lambda: driver.find(QTabWidget, "import_pages", dialog).isVisible())


def shown(dialog: QDialog, name: str) -> list[Any]:
    """The rows of a list."""
    table = dialog.findChild(TableView, name)
    assert table is not None
    return list(table.table.rows)


def store(driver: Any, dialog: ImportDialog) -> None:
    """Press the button and wait for the end."""
    with driver.qtbot.waitSignal(dialog.accepted):
        driver.press("import_go", dialog)


def test_a_file_is_shown_first_and_then_stored(driver: Any, tmp_path: Path) -> None:
    dialog = opened(driver, written(tmp_path, made.alipay_app()))
    assert "9 条" in driver.text("import_about", dialog)
    assert driver.find(QPushButton, "import_go", dialog).text() == "导入 9 条"
    sums = {row.title: row.count for row in shown(dialog, "import_sums")}
    assert sums["消费 · 花呗"] == 2
    assert sums["不计"] == 2
    assert [row.count for row in shown(dialog, "import_waiting")] == [1, 1]
    assert driver.session.store.imports.count() == 0
    store(driver, dialog)
    assert driver.session.store.imports.count() == 9
    again = opened(driver, tmp_path / "bill.csv")
    assert not driver.find(QPushButton, "import_go", again).isEnabled()
    driver.trigger("undo")
    assert driver.session.store.imports.count() == 0


def test_broken_rows_are_listed_with_their_line(driver: Any, tmp_path: Path) -> None:
    dialog = opened(driver, written(tmp_path, made.resaved_by_excel()))
    (broken,) = shown(dialog, "import_broken")
    assert (broken.line, broken.reason) == (4, "date_unreadable")


def test_an_unclear_row_is_decided_and_the_answer_stays(driver: Any, tmp_path: Path) -> None:
    unclear = made.PURCHASE.replace("2026-10-20", "2026-11-02").replace("花呗,", "余额宝&花呗,")
    dialog = opened(driver, written(tmp_path, made.alipay_app([unclear])))
    panel: Any = dialog.findChild(ClassifyPanel)
    assert len(shown(dialog, "import_unclear")) == 1
    driver.fill(dialog, import_like="party", import_kind="spend", import_product="huabei")
    with driver.qtbot.waitSignal(panel.decided):
        driver.press("import_decide", dialog)
    wait_for_preview(driver, dialog)
    assert [row.meaning.rule for row in shown(dialog, "import_unclear")] == ["own_rule"]
    store(driver, dialog)
    (item,) = driver.session.queries.snapshot().items
    assert item.amount == Money.of("25.5")
    assert driver.session.store.imports.rules()[0].kind is Kind.SPEND


def test_all_rows_can_be_looked_through(driver: Any, tmp_path: Path) -> None:
    dialog = opened(driver, written(tmp_path, made.alipay_app()))
    assert len(shown(dialog, "import_unclear")) == 9
    driver.fill(dialog, import_kind="expense")
    panel: Any = dialog.findChild(ClassifyPanel)
    assert not panel._product.isEnabled()  # noqa: SLF001


def test_a_password_is_asked_until_it_is_right(
    driver: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["000000", "123456"])

    def answer(dialog: PasswordDialog) -> int:
        dialog.password = next(answers)
        return 1

    monkeypatch.setattr(PasswordDialog, "exec", answer)
    locked = made.zipped("a.csv", made.alipay_app(), "123456")
    dialog = opened(driver, written(tmp_path, locked, "bill.zip"))
    assert "9 条" in driver.text("import_about", dialog)


def test_no_password_no_import(
    driver: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PasswordDialog, "exec", lambda _dialog: 0)
    path = written(tmp_path, made.zipped("a.csv", made.alipay_app(), "1"), "bill.zip")
    dialog = ImportDialog(driver.context, BillSource(path), driver.window)
    driver.qtbot.addWidget(dialog)
    with driver.qtbot.waitSignal(dialog.rejected):
        dialog.show()


def test_the_password_dialog_wants_one(driver: Any) -> None:
    dialog = PasswordDialog("", driver.window)
    driver.qtbot.addWidget(dialog)
    driver.press("save", dialog)
    assert error_of(dialog, "password")
    driver.fill(dialog, password="1234")  # noqa: S106 no secret
    driver.press("save", dialog)
    assert dialog.password == "1234"  # noqa: S105 no secret


def test_a_strange_table_is_asked_about_once(
    driver: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def answer(dialog: MappingDialog) -> int:
        asked.append(dialog.form.values())
        dialog.submission.save()
        return 1

    monkeypatch.setattr(MappingDialog, "exec", answer)
    path = written(tmp_path, made.table())
    dialog = opened(driver, path)
    assert asked[0]["at"] == "日期"
    assert "2 条" in driver.text("import_about", dialog)
    opened(driver, path)
    assert len(asked) == 1


def test_what_is_no_bill_is_said_in_the_dialog(driver: Any, tmp_path: Path) -> None:
    path = written(tmp_path, b"words")
    dialog = ImportDialog(driver.context, BillSource(path), driver.window)
    driver.qtbot.addWidget(dialog)
    dialog.show()
    error = driver.find(QLabel, "import_error", dialog)
    driver.qtbot.waitUntil(error.isVisible)
    assert error.text().startswith("✕ 这不是账单")
    driver.press("import_cancel", dialog)


def test_reading_can_be_ended(driver: Any, tmp_path: Path) -> None:
    path = written(tmp_path, made.alipay_app([made.PURCHASE] * 5000))
    dialog = ImportDialog(driver.context, BillSource(path), driver.window)
    driver.qtbot.addWidget(dialog)
    dialog.show()
    work = dialog._work  # noqa: SLF001
    assert work is not None
    with driver.qtbot.waitSignal(work.cancelled):
        driver.press("import_cancel", dialog)
    assert driver.session.store.imports.count() == 0


def test_a_file_is_chosen_from_the_menu_or_dropped(
    driver: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, made.alipay_app())
    seen: list[Path] = []
    monkeypatch.setattr(driver.window.bills, "open", seen.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    driver.trigger("import")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    driver.trigger("import")
    assert seen == [path]
    dropped: list[list[Path]] = []
    monkeypatch.setattr(driver.window.bills, "open_all", dropped.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)), QUrl("https://example.org/bill.csv")])
    copy, left, none = (
        *(Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton),
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, none)
    QApplication.sendEvent(driver.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(driver.window, QDropEvent(QPointF(9, 9), copy, data, left, none))
    assert dropped == []  # the file manager waits no longer than the drop itself
    driver.qtbot.waitUntil(lambda: dropped == [[path]])


def test_several_files_and_a_folder_are_shown_one_after_the_other(
    driver: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "from the phone"
    folder.mkdir()
    written(folder, b"no bill", "a.txt")
    written(folder, b"notes", "readme.md")
    (folder / "b.csv").mkdir()
    paths = [folder, written(tmp_path, made.alipay_app()), written(tmp_path, b"x", "never.csv")]
    seen: list[str] = []

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ImportDialog) and _told(dialog):
            seen.append(f"{dialog.windowTitle()} {driver.text('import_name', dialog)}")
            dialog.reject()
        if len(seen) < 2:
            QTimer.singleShot(0, leave)

    QTimer.singleShot(0, leave)
    driver.window.bills.open_all(paths)
    driver.qtbot.waitUntil(lambda: len(seen) == 2)
    # The first is no bill, so the next one comes; what is left unimported ends the round.
    assert seen == [
        "导入账单（第 1 个，共 3 个） a.txt",
        "导入账单（第 2 个，共 3 个） bill.csv",
    ]
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None


def _told(dialog: ImportDialog) -> bool:
    """Whether it has said what the file holds, or that it is no bill."""
    parts = (dialog.findChild(QTabWidget, "import_pages"), dialog.findChild(QLabel, "import_error"))
    return any(part is not None and part.isVisible() for part in parts)


def test_a_folder_without_a_bill_says_so(driver: Any, tmp_path: Path) -> None:
    said: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.reject()

    QTimer.singleShot(0, read)
    driver.window.bills.open_all([tmp_path])
    assert said == ["这些文件夹里没有账单文件。"]


def test_a_file_of_ours_ends_the_round(driver: Any, tmp_path: Path) -> None:
    taken: list[Path] = []

    def take(path: Path) -> bool:
        taken.append(path)
        return True

    driver.window.bills._takes_own = take  # noqa: SLF001
    ours = [written(tmp_path, b"", "a.beifu"), written(tmp_path, b"", "b.beifu")]
    driver.window.bills.open_all(ours)
    QApplication.processEvents()
    assert taken == ours[:1]


def test_opening_a_file_shows_its_preview(driver: Any, tmp_path: Path) -> None:
    path = written(tmp_path, made.alipay_app())
    driver.in_dialog(
        lambda: driver.window.bills.open(path),
        lambda dialog: driver.press("import_cancel", dialog),
    )


MESSAGE = "花呗 2026年11月账单\n本期应还 ￥2,386.50\n最低还款 238.65 元\n最后还款日：2026-11-10"


def pasted(driver: Any, text: str, act: Callable[[QDialog], None]) -> None:
    """Paste a text and act in the dialog that it opens, if any."""
    QGuiApplication.clipboard().setText(text)

    def paste(dialog: QDialog) -> None:
        assert isinstance(dialog, PasteDialog)
        assert driver.find(QPlainTextEdit, "paste_text", dialog).toPlainText() == text
        QTimer.singleShot(0, lambda: act(QApplication.activeModalWidget()))  # type: ignore[arg-type]
        driver.press("paste_go", dialog)

    driver.in_dialog(lambda: driver.trigger("paste"), paste)


def test_a_pasted_message_fills_the_bill(driver: Any) -> None:
    pasted(driver, MESSAGE, lambda dialog: driver.press("save", dialog))
    (bill,) = driver.session.queries.snapshot().bills
    assert (bill.amount, bill.minimum) == (Money.of("2386.5"), Money.of("238.65"))
    assert bill.due_date.isoformat() == "2026-11-10"


def test_pasted_rows_are_previewed(driver: Any) -> None:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        wait_for_preview(driver, dialog)
        dialog.reject()

    pasted(driver, made.alipay_app(encoding="utf-8").decode().replace("\r", ""), act)


@pytest.mark.parametrize(
    ("text", "said"),
    [("今天天气不错", "没有找到账单"), ("您的白条账单金额为88元", "哪个账户")],
)
def test_what_was_pasted_and_is_no_bill_is_said(driver: Any, text: str, said: str) -> None:
    pasted(driver, text, lambda dialog: None)
    dialog = PasteDialog(driver.context, driver.window)
    driver.qtbot.addWidget(dialog)
    driver.press("paste_go", dialog)
    assert said in driver.text("paste_error", dialog)


def test_a_salary_is_ticked_and_planned_with(driver: Any, tmp_path: Path) -> None:
    rows = [
        f"2026-{month:02}-15 09:00:00,收入,公司,/,工资,收入,8000.00,,交易成功,S{month}\t,\t,,"
        for month in (8, 9, 10)
    ]
    store(driver, opened(driver, written(tmp_path, made.alipay_app(rows))))
    dialog = RecurringDialog(driver.context, driver.window)
    driver.qtbot.addWidget(dialog)
    go = driver.find(QPushButton, "recurring_go", dialog)
    assert not go.isEnabled()
    entry = driver.find(QTreeWidget, "recurring_list", dialog).topLevelItem(0)
    assert (entry.text(0), entry.text(2), entry.text(3)) == ("公司", "¥8,000.00", "15 号")
    entry.setCheckState(0, Qt.CheckState.Checked)
    go.click()
    (item,) = driver.session.queries.snapshot().cash_items
    assert item.title == "公司"


def test_without_history_nothing_is_proposed(driver: Any) -> None:
    driver.in_dialog(
        lambda: driver.trigger("recurring"),
        lambda dialog: driver.press("recurring_cancel", dialog),
    )


def test_the_demo_in_memory_imports_too(driver: Any, tmp_path: Path) -> None:
    driver.session.store.path = None  # as a store in memory: no second connection
    dialog = opened(driver, written(tmp_path, made.alipay_app()))
    store(driver, dialog)
    assert driver.session.store.imports.count() == 9
