"""``beifu estate`` on the worked estates of law.md 7.2, in a process of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import Cli

ONE: dict[str, Any] = {
    "death": "2026-03-01",
    "assets": [
        {"name": "存款", "value": 38642.17},
        {"name": "余额宝", "value": "1,215.60"},
        {"name": "手机", "value": 1800},
    ],
    "costs": [{"name": "丧葬", "amount": "1.2万"}],
    "debts": [
        {"name": "花呗", "amount": 18763.45, "since_death": "10.00"},
        {"name": "借呗", "amount": "46210.88"},
        {"name": "朋友", "amount": "20000.00"},
    ],
    "takers": [{"name": "女儿"}],
}
FOUR: dict[str, Any] = {
    "death": "2026-03-01",
    "assets": [{"name": "遗产", "value": "195000"}],
    "debts": [{"name": "债务", "amount": "112345.67"}],
    "takers": [
        {"name": "A"},
        {"name": "B"},
        {"name": "C", "kind": "will", "amount": "90000"},
        {"name": "D", "kind": "legatee", "amount": "45000", "answer": "accepted"},
    ],
}


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path / "data")


def test_an_estate_is_settled_to_the_fen_and_the_store_is_not_made(cli: Cli) -> None:
    found = cli.json("estate", "--json", "--until", "death", stdin=json.dumps(ONE))
    paid = {row["name"]: (row["paid_fen"], row["unpaid_fen"]) for row in found["creditors"]}
    assert paid == {
        "花呗": (654_882, 1_221_463),
        "借呗": (1_612_854, 3_008_234),
        "朋友": (698_041, 1_301_959),
    }
    assert found["unpaid_fen"] == 5_531_656
    assert not found["solvent"]
    assert found["law"] == "civil_code"
    articles = {step["rule"]: step["article"] for step in found["steps"]}
    assert "1161" in articles["burden"]
    assert all(step["source"] and step["checked"] for step in found["steps"])
    assert "以官方文本为准" in found["note"]
    assert not cli.data.exists()


def test_what_was_added_since_the_death_counts_unless_told_otherwise(cli: Cli) -> None:
    found = cli.json("estate", "--json", stdin=json.dumps(ONE))
    assert found["creditors"][0]["claim_fen"] == 1_877_345


def test_a_late_creditor_is_worked_out(cli: Cli) -> None:
    found = cli.json("estate", "--json", "--late", "20000", stdin=json.dumps(FOUR))
    assert [row["net_fen"] for row in found["heirs"]] == [0, 0, 5_510_289, 2_755_144]
    late = found["late_creditor"]
    assert [row["pays_fen"] for row in late["heirs"]] == [0, 0, 1_333_333, 666_667]
    assert [row["keeps_fen"] for row in late["heirs"]] == [0, 0, 4_176_956, 2_088_477]
    assert late["confidence"] == "unverified"


def test_for_people_it_tells_the_steps_with_their_articles(cli: Cli) -> None:
    done = cli("estate", "--late", "20000", stdin=json.dumps(FOUR))
    assert done.returncode == 0, done.stderr
    assert "民法典第1161条、第1163条" in done.stdout
    assert "¥34,897.11" in done.stdout
    assert "C: 向后来的债权人还 ¥13,333.33" in done.stdout
    assert "以官方文本为准" in done.stdout


def test_a_death_before_2021_is_under_the_old_law(cli: Cli) -> None:
    old = cli.json("estate", "--json", stdin=json.dumps(ONE | {"death": "2020-12-31"}))
    assert old["law"] == "succession_law"
    assert "继承法" in old["steps"][0]["article"]


@pytest.mark.parametrize(
    ("stdin", "told"),
    [
        ("[]", "case"),
        ("{", "case"),
        ("{}", "death: 请填写"),
        (json.dumps(ONE | {"cat": 1}), "cat: 不认识"),
        ('{"death": "2026-03-01", "costs": [{"name": "a", "amount": NaN}]}', "costs.1.amount"),
        (json.dumps(ONE | {"debts": [{"name": "a", "amount": -1}]}), "debts.1.amount: 金额"),
    ],
)
def test_a_wrong_case_is_refused_with_its_place(cli: Cli, stdin: str, told: str) -> None:
    done = cli("estate", "--json", stdin=stdin)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""
