"""``beifu import`` of what is no bill file, and the arguments that the desktop gives."""

import json
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.app import App
from assistant.cli.grammar import split_file


def run(capsys: pytest.CaptureFixture[str], data: Path, *arguments: str) -> tuple[int, str]:
    code = main(["--data-dir", str(data), *arguments])
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.mark.parametrize("kind", ["export", "backup"])
def test_our_own_file_leads_to_restore_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    data = tmp_path / "data"
    run(capsys, data, "account", "add", "huabei", "--name", "花呗")
    if kind == "export":
        file = str(tmp_path / "a.json")
        run(capsys, data, "export", file)
    else:
        file = json.loads(run(capsys, data, "backup", "--json")[1])["file"]
    run(capsys, data, "cash", "add", "--name", "余额宝")
    code, told = run(capsys, data, "import", file)
    assert code == 2
    assert "付款账户" in told  # what would change
    assert f"beifu restore {file}" in told
    assert "余额宝" in run(capsys, data, "export")[1]
    code, told = run(capsys, data, "restore", file, "--yes")
    assert code == 0
    assert "余额宝" not in run(capsys, data, "export")[1]


def test_a_file_alone_is_for_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("账单 a.csv", "due"):
        (tmp_path / name).touch()
    bill = str(tmp_path / "账单 a.csv")
    assert split_file([bill]) == ([], Path(bill))
    assert split_file(["--hidden", bill]) == (["--hidden"], Path(bill))
    assert split_file(["--data-dir", "d", bill]) == (["--data-dir", "d"], Path(bill))
    for words in (
        [],
        ["due"],  # a command, whatever lies here
        ["import", bill],
        ["--data-dir", bill],
        ["nothing.csv"],
        ["--hidden"],
    ):
        assert split_file(words) == (words, None)


def test_the_window_is_opened_with_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill = tmp_path / "a.csv"
    bill.touch()
    shown: list[tuple[Path, bool, Path | None]] = []

    def show(app: App, *, hidden: bool = False, file: Path | None = None) -> int:
        shown.append((app.paths.data, hidden, file))
        return 0

    monkeypatch.setattr(App, "show", show)
    assert main(["--data-dir", str(tmp_path), str(bill)]) == 0
    assert main(["--data-dir", str(tmp_path), "--hidden"]) == 0
    assert shown == [(tmp_path, False, bill), (tmp_path, True, None)]
