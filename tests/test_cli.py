"""The command line in a process of its own: forms of docs/cli.md, exit codes, no Qt."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import bill_files

BILL = ("--bill-date", "2026-11-01", "--due-date", "2026-11-10")


class Cli:
    """Runs ``python -m assistant`` on one data directory."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run one command."""
        return subprocess.run(
            [sys.executable, "-m", "assistant", "--data-dir", str(self.data), *arguments],
            capture_output=True,
            check=False,
            text=True,
            input=stdin,
            timeout=60,
            env=os.environ | {"LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
        )

    def json(self, *arguments: str, stdin: str = "") -> Any:
        """Run one command that has to succeed, and read its JSON."""
        done = self(*arguments, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """A fresh data directory."""
    return Cli(tmp_path / "data")


def test_accounts_bills_and_loans_become_dues(cli: Cli) -> None:
    added = cli.json("account", "add", "huabei", "--limit", "8000", "--json")
    assert (added["product"], added["limit_fen"], added["due_day"]) == ("huabei", 800000, 10)
    cli.json("account", "add", "jiebei", "--daily-rate", "0.04%", "--json")
    cli("bill", "add", "--account", "1", *BILL, "--amount", "1234.56", "--minimum", "123.46")
    loan = ("--start", "2026-01-15", "--first-due", "2026-02-15", "--repay-day", "15")
    terms = ("--terms", "12", "--method", "LEVEL_ACTUAL", "--paid-terms", "9")
    more = ("--title", "旅行", "--principal", "10000", "--daily-rate", "0.0004")
    assert cli("loan", "add", "--account", "2", *more, *loan, *terms).returncode == 0

    dues = cli.json("due", "--json", "--days", "30", "--today", "2026-11-03")
    rows = [(due["obligation"], due["due_date"], due["amount_fen"], due["state"]) for due in dues]
    assert rows == [
        ("bill:1:2026-11-01", "2026-11-10", 123456, "due"),
        ("loan:1:10", "2026-11-15", 90041, "due"),
    ]
    first = dues[0]
    assert (first["account"], first["product"], first["minimum_fen"]) == (1, "huabei", 12346)
    assert (first["cutoff"], first["cutoff_at"]) == ("24:00", "2026-11-11T00:00:00+08:00")
    assert [row["name"] for row in cli.json("account", "list", "--json")] == ["花呗", "借呗"]


def test_a_paid_due_is_gone_and_all_still_lists_it(cli: Cli) -> None:
    cli("account", "add", "huabei")
    cli("bill", "add", "--account", "1", *BILL, "--amount", "100")
    paid = cli("pay", "bill:1:2026-11-01", "--amount", "100", "--paid-on", "2026-11-09")
    assert paid.returncode == 0
    assert cli.json("due", "--json", "--today", "2026-11-09") == []
    (row,) = cli.json("due", "--json", "--all", "--today", "2026-11-09")
    assert row["state"] == "settled"


def test_a_repayment_after_the_hour_that_ends_the_day_counts_a_day_later(cli: Cli) -> None:
    cli("account", "add", "huabei")
    cli("bill", "add", "--account", "1", *BILL, "--amount", "500")
    on = ("--paid-on", "2026-11-10", "--after-cutoff")
    assert cli("pay", "bill:1:2026-11-01", "--amount", "500", *on).returncode == 0
    (row,) = cli.json("due", "--json", "--today", "2026-11-15")
    assert (row["state"], row["amount_fen"]) == ("overdue", 25)


def test_an_overdue_bill_tells_its_penalty(cli: Cli) -> None:
    cli("account", "add", "huabei")
    cli("bill", "add", "--account", "1", *BILL, "--amount", "500")
    (row,) = cli.json("due", "--json", "--today", "2026-11-15")
    # Vector HB-OVD-01: 500 five days late cost 1.25.
    assert (row["state"], row["penalty_fen"]) == ("overdue", 125)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("account", "add", "nonsense"), "product"),
        (("account", "add", "huabei", "--bill-day", "32"), "bill_day"),
        (("account", "add", "huabei", "--limit", "-1"), "limit"),
        (("account", "add", "huabei", "--paying-account", "没有"), "paying_account"),
        (("bill", "add", "--account", "7", *BILL, "--amount", "1"), "account"),
        (("due", "--today", "2026-02-31"), "today"),
        (("due", "--days", "-1"), "days"),
        (("pay", "bill:1:2026-11-01"), "obligation"),
    ],
)
def test_a_refusal_names_the_field_and_exits_with_2(
    cli: Cli, arguments: tuple[str, ...], field: str
) -> None:
    done = cli(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{field}: ")
    assert "error." not in done.stderr


def test_an_amount_above_the_limit_wants_yes(cli: Cli) -> None:
    cli("account", "add", "huabei", "--limit", "100")
    refused = cli("bill", "add", "--account", "1", *BILL, "--amount", "100.01")
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    assert cli.json("due", "--json", "--today", "2026-11-03") == []
    cli("bill", "add", "--account", "1", *BILL, "--amount", "100.01", "--yes")
    assert len(cli.json("due", "--json", "--today", "2026-11-03")) == 1


def test_calc_computes_one_case_and_names_what_is_missing(cli: Cli) -> None:
    case = {
        "inputs": {
            "op": "early_settle",
            "principal": "10000",
            "daily_rate": "0.00045",
            "start": "2026-01-01",
            "settle": "2026-01-21",
        }
    }
    assert cli.json("calc", "--json", stdin=json.dumps(case))["interest"] == "90.00"
    del case["inputs"]["principal"]
    done = cli("calc", "--json", stdin=json.dumps(case))
    assert (done.returncode, done.stderr.split(":")[0]) == (2, "inputs.principal")
    assert cli("calc", stdin="nonsense").returncode == 2


def test_a_newer_store_is_refused_with_3_and_not_touched(cli: Cli) -> None:
    cli("account", "add", "huabei")
    store = cli.data / "beifu.db"
    content = bytearray(store.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    store.write_bytes(content)
    done = cli("due")
    assert done.returncode == 3
    assert "更新版本" in done.stderr
    assert store.read_bytes() == content


def test_the_doctor_tells_paths_integrity_and_the_desktop(cli: Cli) -> None:
    cli("account", "add", "huabei")
    report = cli.json("doctor", "--json")
    assert report["integrity"] == ["ok"]
    assert report["store"] == str(cli.data / "beifu.db")
    assert set(report["desktop"]) >= {"tray", "notifications"}


def test_the_users_own_product_file_is_a_product(cli: Cli) -> None:
    folder = cli.data / "products"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(
        'schema = 1\nid = "mine"\norder = 5\nfamily = "revolving"\nname = { zh_CN = "我的" }\n'
        '[[term]]\nkey = "bill_day"\nvalue = "3"\nsource = "合同"\neffective_from = 2026-01-01\n',
        "utf-8",
    )
    assert cli.json("account", "add", "mine", "--json")["bill_day"] == 3


def test_the_command_line_imports_no_qt() -> None:
    script = (
        "import sys; from assistant import app; from assistant.cli import grammar; "
        "print(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "False"


def test_the_calendar_is_exported_and_a_second_time_nothing_changes(
    cli: Cli, tmp_path: Path
) -> None:
    from icalendar import Calendar

    cli("account", "add", "huabei")
    cli("bill", "add", "--account", "1", *BILL, "--amount", "500")
    file = tmp_path / "due.ics"
    export = ("calendar", "export", str(file), "--today", "2026-11-03", "--json")
    assert cli.json(*export) == {"events": 1, "cancelled": 0}
    first = file.read_bytes()
    (event,) = Calendar.from_ical(first).walk("VEVENT")
    assert "¥500.00" in str(event["SUMMARY"])
    assert cli.json(*export) == {"events": 1, "cancelled": 0}
    assert file.read_bytes() == first


def test_a_calendar_file_that_cannot_be_written_is_refused_by_name(
    cli: Cli, tmp_path: Path
) -> None:
    done = cli("calendar", "export", str(tmp_path / "missing" / "due.ics"))
    assert done.returncode == 2
    assert "file:" in done.stderr


FIGURES = (
    *("huabei_spend", "huabei_repayment", "jiebei_draw", "jiebei_repayment"),
    *("beiyongjin_draw", "beiyongjin_repayment", "credit_card_repayment", "refunds"),
)


def test_a_bill_file_is_imported_once(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(bill_files.alipay_app())
    cli("account", "add", "huabei")
    tried = cli.json("import", str(path), "--dry-run", "--json")
    assert list(tried) == ["rows", "ignored", "duplicates", *FIGURES]
    assert (tried["rows"], tried["ignored"], tried["duplicates"]) == (9, 2, 0)
    assert tried["huabei_spend"] == {"count": 2, "fen": 2694}
    assert cli.json("import", str(path), "--json") == tried
    assert cli.json("import", str(path), "--json") == tried | {"duplicates": 9}


def test_a_locked_zip_takes_its_password_from_standard_input(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "bill.zip"
    path.write_bytes(bill_files.zipped("a.csv", bill_files.alipay_app(), "123456"))
    refused = cli("import", str(path))
    assert refused.returncode == 2
    assert refused.stderr.startswith("password: ")
    done = cli("import", str(path), "--password-stdin", "--json", stdin="123456\n")
    assert json.loads(done.stdout)["rows"] == 9


def test_an_import_tells_people_what_broke_and_what_waits(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    rows = [*bill_files.ALIPAY_ROWS, "2026-10-20 12:00:00,餐饮美食"]
    path.write_bytes(bill_files.alipay_app(rows))
    told = cli("import", str(path)).stdout
    assert "花呗消费: 2" in told
    assert "第 28 行：列数不够" in told
    assert "还没有这个账户" in told
    assert cli("import", str(tmp_path / "none.csv")).returncode == 2


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "assistant", "--data-dir", str(tmp_path), "export"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
