"""The page 催收记录 from the empty state to the evidence pack, letters with it."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QWidget

from assistant.services import demo
from assistant.services.session import Session
from assistant.ui import pick
from assistant.ui.table import TableView
from assistant.ui.tabs.collection import CollectionPage
from tests.ui.conftest import Driver, pdf_text

ANT = "重庆蚂蚁消费金融有限公司"


@pytest.fixture
def driver(drive: Callable[[Session], Driver], session: Session) -> Driver:
    demo.fill(session.ledger, session.queries)
    made = drive(session)
    made.window.open_page("collection")
    return made


@pytest.fixture
def page(driver: Driver) -> CollectionPage:
    found = driver.window.findChild(CollectionPage)
    assert found is not None
    return found


def call(driver: Driver, page: CollectionPage, button: str, **values: str) -> None:
    def write(dialog: QDialog) -> None:
        known = {"day": "2026-11-02", "lender": ANT, "channel": "call"}
        driver.fill(dialog, **(known | values))
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.press(button, page), write)


def rows(page: CollectionPage) -> list[list[str]]:
    table = page.findChild(TableView, "contact_table")
    assert table is not None
    return [[column.text(row) for column in table.table.columns] for row in table.table.rows]


def test_from_nothing_to_a_checked_log(driver: Driver, page: CollectionPage) -> None:
    assert driver.find(QWidget, "collection_log", page).isHidden()
    call(driver, page, "first_contact", time="09:00")
    for at in ("10:00", "11:00", "21:59"):
        call(driver, page, "add_contact", time=at)
    call(driver, page, "add_contact", time="22:00", conduct="threat_insult", who="李某")
    found = [(row[0][-5:], row[4]) for row in rows(page)]
    assert found == [
        ("22:00", "! 22:00–8:00 催收、一天接通超过 3 次（当日第 5 次）、威胁、侮辱"),
        ("21:59", "! 一天接通超过 3 次（当日第 4 次）"),
        *((at, "没有发现") for at in ("11:00", "10:00", "09:00")),
    ]
    counts = driver.find(TableView, "count_table", page).table.rows
    assert [(row.lender, row.contacts, row.suspects) for row in counts] == [(ANT, 5, 2)]
    detail = driver.find(QWidget, "contact_detail", page)
    said = " ".join(label.text() for label in detail.findChildren(QLabel))
    assert "疑似不符合" in said
    assert "GB/T 45251-2025" in said
    assert "quiet_hours" in said
    assert "以官方文本为准" in said
    assert "违法" not in said


def test_a_wrong_time_is_refused_beside_its_field_and_nothing_is_stored(
    driver: Driver, page: CollectionPage, session: Session
) -> None:
    def write(dialog: QDialog) -> None:
        driver.fill(dialog, day="2026-11-02", time="9点", lender=ANT)
        driver.press("save", dialog)
        assert "时:分" in driver.text("time.error", dialog)
        driver.fill(dialog, day="2026-12-02", time="9:00")
        driver.press("save", dialog)
        assert "不能晚于今天" in driver.text("day.error", dialog)

    driver.in_dialog(lambda: driver.press("first_contact", page), write)
    assert session.queries.contacts() == ()


def with_evidence(
    driver: Driver, page: CollectionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    file = tmp_path / "录音.m4a"
    file.write_bytes(b"sound")
    monkeypatch.setattr(pick, "files_to_open", lambda *_arguments: [file, file])

    def write(dialog: QDialog) -> None:
        driver.fill(dialog, day="2026-11-02", time="22:10", lender=ANT, said="<b>威胁</b> & 骚扰")
        driver.press("attach", dialog)
        assert driver.text("contact_files", dialog) == "附件：录音.m4a"
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.press("first_contact", page), write)
    return hashlib.sha256(b"sound").hexdigest()


def test_the_evidence_pack_holds_the_words_the_rules_and_the_hashes(
    driver: Driver,
    page: CollectionPage,
    saved: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sha = with_evidence(driver, page, tmp_path, monkeypatch)
    driver.press("save_evidence", page)
    text = pdf_text(saved)
    assert all(sha[start : start + 16] in text for start in range(0, 64, 16))
    assert "<b>威胁</b>&骚扰" in text
    assert "2026-11-0222:10" in text
    assert "疑似不符合" in text
    assert "quiet_hours" in text
    assert "与记录时一致" in text
    assert "以官方文本为准" in text


def test_a_pack_for_one_lender_tells_nothing_of_another(
    driver: Driver, page: CollectionPage, saved: Path
) -> None:
    call(driver, page, "first_contact", time="22:30")
    call(driver, page, "add_contact", time="23:30", lender="某银行")
    choice: Any = driver.find(QWidget, "lender_filter", page)
    choice.set_text_value("某银行")
    choice.activated.emit(choice.currentIndex())
    assert [row[1] for row in rows(page)] == ["某银行"]
    driver.press("save_evidence", page)
    text = pdf_text(saved)
    assert "23:30" in text
    assert "22:30" not in text
    assert "蚂蚁" not in text


def test_a_copy_that_was_changed_is_said_to_be(
    driver: Driver,
    page: CollectionPage,
    saved: Path,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sha = with_evidence(driver, page, tmp_path, monkeypatch)
    with closing(sqlite3.connect(session.store_path)) as connection:
        connection.execute("UPDATE evidence_part SET content = ? WHERE sha256 = ?", [b"other", sha])
        connection.commit()
    driver.press("save_evidence", page)
    assert "副本缺失或已改动" in pdf_text(saved)


def test_a_file_is_looked_at_from_the_store_and_saved_where_the_user_wants(
    driver: Driver,
    page: CollectionPage,
    saved: Path,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture, text, broken = tmp_path / "截图.png", tmp_path / "聊天.txt", tmp_path / "b.png"
    made = QImage(1600, 900, QImage.Format.Format_RGB32)
    made.fill(0x336699)
    assert made.save(str(picture))
    text.write_text("再不还就上门", "utf-8")
    broken.write_bytes(b"no picture")
    sound = tmp_path / "录音.m4a"
    sound.write_bytes(b"sound")
    files = [picture, text, broken, sound]
    monkeypatch.setattr(pick, "files_to_open", lambda *_arguments: files)

    def write(dialog: QDialog) -> None:
        driver.fill(dialog, day="2026-11-02", time="22:10", lender=ANT)
        driver.press("attach", dialog)
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.press("first_contact", page), write)

    def look(dialog: QDialog) -> None:
        label = driver.find(QLabel, "evidence_picture", dialog)
        assert 0 < label.pixmap().width() <= dialog.width()

    driver.in_dialog(lambda: driver.press("show_file_1", page), look)

    def read(dialog: QDialog) -> None:
        shown = driver.find(QPlainTextEdit, "evidence_text", dialog)
        assert shown.toPlainText() == "再不还就上门"
        driver.press("evidence_close", dialog)

    driver.in_dialog(lambda: driver.press("show_file_2", page), read)

    def fail(dialog: QDialog) -> None:
        assert "显示不了" in driver.text("evidence_none", dialog)

    driver.in_dialog(lambda: driver.press("show_file_3", page), fail)
    assert page.findChild(QWidget, "show_file_4") is None  # a sound is for another program
    driver.press("save_file_4", page)
    assert saved.read_bytes() == b"sound"
    assert not list(Path(session.store_path).parent.glob("*-evidence"))


def test_a_file_is_taken_off_and_a_contact_deleted_and_both_come_back(
    driver: Driver,
    page: CollectionPage,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_evidence(driver, page, tmp_path, monkeypatch)
    driver.press("take_off_1", page)
    assert session.queries.contacts()[0].attachments == ()
    driver.press("remove_contact", page)
    assert session.queries.contacts() == ()
    assert not driver.find(QWidget, "collection_log", page).isVisible()
    driver.context.bus.run(session.ledger.undo)
    driver.context.bus.run(session.ledger.undo)
    assert session.queries.contacts()[0].attachments[0].name == "录音.m4a"
    assert rows(page)[0][5] == "1"


def test_a_contact_is_corrected(driver: Driver, page: CollectionPage, session: Session) -> None:
    call(driver, page, "first_contact", time="09:00")

    def write(dialog: QDialog) -> None:
        assert dialog.findChild(QPlainTextEdit, "said") is not None
        driver.fill(dialog, channel="visit", visitors="1", reached="related")
        driver.press("save", dialog)

    driver.in_dialog(lambda: driver.press("edit_contact", page), write)
    facts = session.queries.contacts()[0].facts
    assert (facts.visitors, facts.at.minute) == (1, 0)
    assert rows(page)[0][4] == "! 一人上门"


def test_a_complaint_is_filled_edited_copied_and_saved(
    driver: Driver, page: CollectionPage, saved: Path
) -> None:
    assert not driver.find(QWidget, "write_nfra_12378", page).isEnabled()
    call(driver, page, "first_contact", time="22:30", who="李某")

    def write(dialog: QDialog) -> None:
        letter = driver.find(QPlainTextEdit, "letter_text", dialog)
        assert "国家金融监督管理总局：" in letter.toPlainText()
        assert "联系 1 次，其中 1 次疑似不符合" in letter.toPlainText()
        driver.fill(dialog, sender="王五")
        assert "本人 王五" in letter.toPlainText()
        letter.setPlainText(letter.toPlainText() + "\n附言")
        driver.fill(dialog, phone="139")
        assert letter.toPlainText().endswith("附言")
        assert "没有被覆盖" in driver.text("letter_note", dialog)
        driver.press("letter_copy", dialog)
        assert QApplication.clipboard().text().endswith("附言")
        driver.press("letter_save", dialog)
        assert driver.text("letter_note", dialog) == "已保存"
        driver.press("letter_anew", dialog)
        assert "联系方式：139" in letter.toPlainText()

    driver.in_dialog(lambda: driver.press("write_nfra_12378", page), write)
    text = pdf_text(saved)
    assert "关于催收行为的投诉" in text
    assert "附言" in text


def test_a_request_says_how_many_months_and_refuses_a_card_plan_above_five_years(
    driver: Driver, page: CollectionPage
) -> None:
    def write(dialog: QDialog) -> None:
        letter = driver.find(QPlainTextEdit, "letter_text", dialog)
        assert letter.toPlainText() == ""
        assert "请填写金额" in driver.text("letter_note", dialog)
        driver.fill(dialog, account="1", owed="3600", affordable="300", reason="失业")
        assert "第六百七十八条" in letter.toPlainText()
        assert "分 12 期，每月还款 300.00 元" in letter.toPlainText()
        driver.fill(dialog, account="3", owed="60000", affordable="500")
        assert driver.text("letter_note", dialog).startswith("每月能还: ")
        assert "每月至少要还 ¥1,000.00" in driver.text("letter_note", dialog)
        driver.fill(dialog, affordable="1000")
        assert "第七十条" in letter.toPlainText()
        assert "分 60 期" in letter.toPlainText()

    driver.in_dialog(lambda: driver.press("first_relief", page), write)
