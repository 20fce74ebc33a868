"""``beifu plan --json`` in a process of its own: what it prints, and what it refuses by its place."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import Cli

HUABEI: dict[str, Any] = {
    "id": "hb",
    "kind": "huabei",
    "rate": "0.0005",
    "cycles": [{"stmt": 0, "due": 9, "new": 100_000}],
}
LOAN: dict[str, Any] = {
    "id": "jb",
    "kind": "level",
    "rate": "0.0004",
    "od_rate": "0.0006",
    "harm": 3,
    "principal": 300_000,
    "dues": [15, 45, 75],
}
PAYABLE: dict[str, Any] = {
    "horizon": 90,
    "cash0": 150_000,
    "incomes": [[10, 500_000]],
    "products": [HUABEI, LOAN],
}
SHORT = PAYABLE | {"incomes": []}
GOLDEN = Path(__file__).parents[1] / "data" / "plans.json"


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path / "data")


def test_every_golden_instance_in_one_call(cli: Cli) -> None:
    known = json.loads(GOLDEN.read_text("utf-8"))["instances"]
    results = cli.json("plan", "--json", stdin=GOLDEN.read_text("utf-8"))["results"]
    assert [row["id"] for row in results] == [row["id"] for row in known]
    for row, told in zip(known, results, strict=True):
        best = row["optimum"]
        assert (told["harm"], told["status"]) == (best["harm"], "proven")
        assert told["cost_fen"] <= best["cost_fen"] + max(2, best["cost_fen"] // 10_000)
        assert told["cost_fen"] == sum(told["costs_fen"].values())
        assert told["gap_fen"] == told["cost_fen"] - told["bound_fen"]
        assert (told["shortfall"] is None) == (not told["harm"])
        rules = [(rule["harm"], rule["cost_fen"]) for rule in told["strategies"].values()]
        assert (told["harm"], told["cost_fen"]) <= min(rules)


def test_a_rate_is_text_or_a_number_and_read_as_written(cli: Cli) -> None:
    numbers = PAYABLE | {"products": [HUABEI | {"rate": 0.0005, "min_ratio": 0.1}, LOAN]}
    asked = [json.dumps(PAYABLE), json.dumps(numbers), "\ufeff" + json.dumps(numbers)]
    text, *others = [cli.json("plan", "--json", stdin=one) for one in asked]
    for told in others:
        assert (told["plan"], told["cost_fen"]) == (text["plan"], text["cost_fen"])


def test_what_is_missing_is_said_with_what_helps(cli: Cli) -> None:
    told = cli.json("plan", "--json", stdin=json.dumps(SHORT))
    short = told["shortfall"]
    assert told["harm"] > 0
    assert short["first_day"] in {due["day"] for due in short["conflict"]}
    money = next(one for one in short["remedies"] if one["kind"] == "money")
    helped = SHORT | {"incomes": [[money["day"], money["fen"]]]}
    assert cli.json("plan", "--json", stdin=json.dumps(helped))["harm"] == 0


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "case"),
        ("[" * 50_000, "case"),
        (json.dumps(PAYABLE).replace("150000", "1" * 5000), "case"),
        (json.dumps(PAYABLE).replace("150000", "NaN"), "cash0"),
        (json.dumps(PAYABLE).replace("150000", "1500.5"), "cash0"),
        (json.dumps(PAYABLE | {"products": [LOAN | {"id": "\ud800"}]}), "products[0].id"),
        (json.dumps({"instances": "many"}), "instances"),
        (json.dumps({"instances": [PAYABLE, 5]}), "instances[1]"),
        (json.dumps({"instances": [PAYABLE | {"alloc": "x"}]}), "instances[0].alloc"),
        (
            json.dumps({"instances": [{"id": "a", "instance": PAYABLE | {"cash0": "1"}}]}),
            "instances[0].instance.cash0",
        ),
    ],
)
def test_what_is_no_instance_is_refused_by_its_place(cli: Cli, text: str, place: str) -> None:
    refused = cli("plan", "--json", stdin=text)
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr.startswith(f"{place}: ")


def test_without_a_solver_the_rules_answer_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "highspy"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise ImportError")
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "--data-dir", str(tmp_path), "plan", "--json"],
        input=json.dumps(PAYABLE),
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    told = json.loads(done.stdout)
    assert (told["status"], told["proven"], told["solver"]) == ("rules", False, "")
    assert (told["bound_fen"], told["gap_fen"]) == (None, None)
    assert done.stderr == ""
