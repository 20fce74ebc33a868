"""Exports, backups, encryption and purge on the command line, in a process of its own."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from assistant.__main__ import main
from assistant.store import keyfile

WORDS = "seven kinds of rain"
Run = Callable[..., tuple[int, str]]


class Terminal(io.StringIO):
    """A standard input where somebody sits."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is typed when a passphrase is asked for, one after the other."""
    answers: list[str] = []
    monkeypatch.setattr(keyfile, "COST", 2**4)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0))
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield answers
    keyring.set_keyring(before)


@pytest.fixture
def run(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: list[str],
) -> Run:
    def carry_out(*arguments: str, terminal: bool = True) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", Terminal() if terminal else io.StringIO())
        code = main(["--data-dir", str(tmp_path / "data"), *arguments])
        told = capsys.readouterr()
        return code, told.out + told.err

    assert carry_out("account", "add", "huabei", "--name", "花呗")[0] == 0
    return carry_out


def test_the_export_is_one_json_object_that_restores(run: Run, tmp_path: Path) -> None:
    code, text = run("export")
    assert code == 0
    held = json.loads(text)
    assert held["format"] == "beifu-export-1"
    file = tmp_path / "a.json"
    answer = json.loads(run("export", str(file), "--json")[1])
    assert answer == {"format": "json", "file": str(file), "rows": answer["rows"]}
    run("cash", "add", "--name", "余额宝")
    code, text = run("restore", str(file))
    assert (code, "付款账户" in text) == (2, True)
    assert run("restore", str(file), "--yes")[0] == 0
    assert json.loads(run("export")[1])["tables"] == held["tables"]


@pytest.mark.parametrize("name", ["a.zip", "a.xlsx", "a.pdf"])
def test_other_formats_follow_the_ending(run: Run, tmp_path: Path, name: str) -> None:
    assert run("export", str(tmp_path / name), "--month", "2026-11")[0] == 0
    assert (tmp_path / name).stat().st_size > 200


def test_a_sealed_export_needs_its_passphrase(run: Run, tmp_path: Path, typed: list[str]) -> None:
    typed += [WORDS, WORDS]
    assert run("export", str(tmp_path / "a.json"), "--seal")[0] == 0
    sealed = str(tmp_path / "a.json.age")
    assert run("restore", sealed, "--yes", terminal=False)[0] == 2
    typed += ["not the one"]
    assert run("restore", sealed, "--yes")[0] == 2
    typed += [WORDS]
    assert run("restore", sealed, "--yes")[0] == 0


def test_encryption_asks_at_the_terminal_and_nowhere_else(
    run: Run, tmp_path: Path, typed: list[str]
) -> None:
    assert run("encrypt", "on", terminal=False)[0] == 2
    assert run("backup")[0] == 0
    typed += [WORDS, WORDS]
    code, text = run("encrypt", "on", "--json")
    assert (code, json.loads(text)) == (0, {"encrypted": True, "plain_copies": 1})
    assert run("account", "list", terminal=False)[0] == 3
    typed += ["not the one"]
    assert run("account", "list")[0] == 2
    typed += [WORDS]
    assert "花呗" in run("account", "list")[1]
    typed += [WORDS]
    answer = json.loads(run("encrypt", "status", "--delete-copies", "--json")[1])
    assert answer == {"encrypted": True, "plain_copies": 0}
    typed += [WORDS, "another long one", "another long one", WORDS]
    assert run("encrypt", "passphrase")[0] == 0
    typed += ["another long one"]
    assert run("encrypt", "remember")[0] == 2  # there is no keyring here
    typed += ["another long one"]
    assert json.loads(run("encrypt", "off", "--json")[1])["encrypted"] is False
    assert run("encrypt", "off")[0] == 2
    assert run("account", "list", terminal=False)[0] == 0


def test_two_passphrases_that_differ_change_nothing(run: Run, typed: list[str]) -> None:
    typed += [WORDS, "another"]
    assert run("encrypt", "on")[0] == 2
    assert run("account", "list", terminal=False)[0] == 0


@pytest.mark.parametrize(
    ("command", "says"), [("restore", "替换全部数据"), ("purge", "全部删除"), ("pay", "金额不寻常")]
)
def test_what_yes_confirms_is_told_for_each_command(
    run: Run, capsys: pytest.CaptureFixture[str], command: str, says: str
) -> None:
    with pytest.raises(SystemExit):
        run(command, "--help")
    assert says in capsys.readouterr().out


def test_backups_are_listed_with_what_they_are_worth(run: Run) -> None:
    made = json.loads(run("backup", "--json")[1])["file"]
    (row,) = json.loads(run("backup", "--list", "--json")[1])
    assert (row["file"], row["state"], row["encrypted"]) == (made, "good", False)
    assert "完好" in run("backup", "--list")[1]
    assert run("restore", made, "--yes", "--json")[0] == 0
    assert run("restore", made + "x")[0] == 2


def test_purge_asks_first(run: Run, tmp_path: Path) -> None:
    assert run("purge")[0] == 2
    assert (tmp_path / "data" / "beifu.db").exists()
    assert json.loads(run("purge", "--yes", "--json")[1])["deleted"] >= 1
    assert not (tmp_path / "data").exists()
