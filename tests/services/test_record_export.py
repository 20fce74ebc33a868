"""CSV and letter of dispute from the facts."""

import csv
import io
from dataclasses import replace

import pytest

from assistant.domain.credit_grid import credit_rows, differences
from assistant.domain.record import RecordMonth
from assistant.services.record_export import dispute_letter, meaning, record_csv
from tests.domain.facts import account, bill, day, loan, payment, snapshot
from tests.domain.histories import RULES


def test_the_csv_holds_every_known_month_and_no_formula() -> None:
    owner = replace(account(), name="=cmd|x")
    late = bill("1000", on="2026-06-01", due="2026-06-10")
    facts = snapshot(
        "2026-11-03 12:00",
        accounts=(owner,),
        bills=(late,),
        payments=(payment("1012.50", "2026-07-05"),),
    )
    rows = credit_rows(facts, (RecordMonth(1, 1, day("2025-03-01"), "N"),), RULES)
    found = list(csv.DictReader(io.StringIO(record_csv(facts, rows, RULES, "en"))))
    assert [(row["month"], row["code"]) for row in found] == [
        ("2025-03", "N"),
        ("2026-06", "1"),
        ("2026-07", "N"),
    ]
    june = found[1]
    assert june["account"] == "'=cmd|x"
    assert (june["days_late"], june["overdue_yuan"]) == ("20", "1010.00")
    assert (june["settled_on"], june["kept_until"]) == ("2026-07-05", "2031-07-05")
    assert june["meaning"] == "1–30 days overdue"
    assert found[0]["on_report"] == "N"


@pytest.mark.parametrize(
    "name", ["=1+1", " =1+1", "\n=1+1", "＝1+1", "＋cmd", "-x", "@sum", "\t=1"]
)
def test_no_way_to_begin_a_formula_is_forgotten(name: str) -> None:
    facts = snapshot(
        "2026-11-03 12:00",
        accounts=(replace(account(), name=name),),
        bills=(bill("1000", on="2026-06-01", due="2026-06-10"),),
    )
    found = csv.DictReader(
        io.StringIO(record_csv(facts, credit_rows(facts, (), RULES), RULES, "en"))
    )
    assert {row["account"] for row in found} == {f"'{name}"}


def test_a_meaning_falls_back_to_chinese_and_nothing_means_nothing() -> None:
    assert meaning(RULES, None, "en") == ""
    assert meaning(RULES, "1", "fr") == "逾期 1–30 天"


def test_the_letter_says_what_the_report_says_and_what_was_paid() -> None:
    owners = (account(1), account(2, "jiebei"))
    facts = snapshot(
        "2026-11-03 12:00",
        accounts=owners,
        bills=(bill("1000", on="2026-06-01", due="2026-06-10"),),
        loans=(replace(loan(start="2026-05-15", first_due="2026-06-15"), account_id=2),),
        payments=(
            payment("1000", "2026-06-09"),
            payment("915.00", "2026-06-14", number=2, loan_id=1, term_no=1),
        ),
    )
    typed = (
        RecordMonth(1, 1, day("2026-06-01"), "1"),
        RecordMonth(2, 2, day("2026-06-01"), "2"),
        RecordMonth(3, 2, day("2026-05-01"), "1"),
    )
    found = tuple(differences(credit_rows(facts, typed, RULES)))
    letter = dispute_letter(facts, found, RULES, {"name": "王某"}, day("2026-11-03"))
    assert "本人 王某（身份证件号码 ________" in letter
    assert "2026 年 06 月：报告显示「1」（逾期 1–30 天）；本人记录应为「N」" in letter
    assert "应还日 2026-06-10，2026-06-09 还款 1,000.00 元" in letter
    assert "借款「借款1」第 1 期，2026-06-14 还款 915.00 元" in letter
    assert "还款凭证附后" in letter
    assert "第二十五条" in letter
    assert "日期：2026-11-03" in letter
    assert "以官方文本" in letter


def test_a_letter_without_a_difference_leaves_a_blank() -> None:
    letter = dispute_letter(snapshot("2026-11-03 12:00"), (), RULES, {}, day("2026-11-03"))
    assert letter.count("________") >= 4
