"""The house stays beautiful: sizes, names, docstrings, and nothing that does not belong in a commit."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "assistant").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FILE = 350, 60, 150


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_stays_small(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    assert lines(path) <= LONGEST_FILE
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, node.name


def test_the_median_module_is_short() -> None:
    sizes = sorted(lines(path) for path in MODULES)
    assert sizes[len(sizes) // 2] <= MEDIAN_FILE


def test_no_class_is_called_manager_helper_or_util() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert not node.name.endswith(("Manager", "Helper", "Util", "Utils"))


def test_the_lock_files_name_hashes_and_no_host() -> None:
    for path in sorted((ROOT / "packaging" / "lock").glob("*.txt")):
        text = path.read_text("utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_money_is_never_a_float_in_the_domain() -> None:
    # Painting may need floats; what is computed may not. The solver's program deals in floats, and
    # nothing of it is shown: what carries a solution out plays it in whole fen. shortfall.py deals in
    # probabilities over ten thousand paths, never in an amount that is paid.
    program = {"model.py", "model_loan.py", "model_revolving.py", "model_floor.py", "optimise.py"}
    program |= {"carry_out.py", "solve.py", "stages.py", "infeasible.py", "model_overdue.py"}
    named = {f"planning/{name}" for name in program} | {"domain/shortfall.py"}
    for folder in ("domain", "store", "services"):
        for path in sorted((ROOT / "assistant" / folder).rglob("*.py")):
            if f"{path.parent.name}/{path.name}" in named:
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant):
                    assert not isinstance(node.value, float), f"{path.name}:{node.lineno}"
                if isinstance(node, ast.Name):
                    assert node.id != "float", f"{path.name}:{node.lineno}"


def test_times_are_told_in_the_sessions_zone_never_in_whatever_the_machine_has() -> None:
    for path in MODULES:
        if path.name != "clock.py":
            assert ".astimezone()" not in path.read_text("utf-8"), path.name


def test_what_the_readme_names_is_there() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "make run" in readme
    assert "make test" in readme
    for name in ("docs/cli.md", "resources/screenshots/overview.png"):
        assert name in readme
        assert (ROOT / name).exists()


def test_ci_runs_the_commands_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    text = script.read_text("utf-8")
    assert " lint" in text
    assert " test" in text
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
