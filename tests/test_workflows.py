"""The workflows that build on other systems: well-formed, with the least rights, naming only what is there."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant import __version__

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SYSTEMS = {"ubuntu-latest", "ubuntu-22.04", "windows-2022", "macos-14"}
INPUTS = {
    "actions/checkout": set(),
    "actions/setup-python": {"python-version"},
    "actions/upload-artifact": {"name", "path", "if-no-files-found"},
}
"""The actions that are used, and what may be given to each."""
PATHS = re.compile(r"(?<![\w./-])(?:packaging|\.ci|tests|docs)/[\w./*-]+")


def workflow(path: Path) -> dict[Any, Any]:
    """A workflow; YAML 1.1 reads the key ``on`` as true."""
    read: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return read


def steps() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every step with its job and where it stands."""
    for path in FILES:
        for name, job in workflow(path)["jobs"].items():
            for number, step in enumerate(job["steps"]):
                yield f"{path.stem}.{name}.{number}", job, step


STEPS = list(steps())
COMMANDS = [(where, job, step["run"]) for where, job, step in STEPS if "run" in step]
COMMAND_IDS = [where for where, _job, _run in COMMANDS]


def targets() -> set[str]:
    """What make can do here."""
    text = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z][\w-]*):", text, re.MULTILINE))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_workflow_says_when_it_runs_and_may_only_read(path: Path) -> None:
    read = workflow(path)
    assert set(read) == {"name", True, "permissions", "jobs"}
    assert read["permissions"] == {"contents": "read"}
    events = read[True] if isinstance(read[True], list) else list(read[True])
    assert set(events) <= {"push", "pull_request", "workflow_dispatch"}
    for job in read["jobs"].values():
        assert set(job) <= {"runs-on", "strategy", "steps"}
        assert job["runs-on"] in SYSTEMS


@pytest.mark.parametrize(("where", "job", "step"), STEPS, ids=[row[0] for row in STEPS])
def test_a_step_either_runs_or_uses_a_known_action_with_known_inputs(
    where: str, job: dict[str, Any], step: dict[str, Any]
) -> None:
    assert len({"run", "uses"} & set(step)) == 1
    assert set(step) <= {"run", "uses", "with"}
    if "uses" in step:
        action, _, version = step["uses"].partition("@")
        assert re.fullmatch(r"v\d+", version)
        assert set(step.get("with", {})) <= INPUTS[action]
    for named in re.findall(r"\$\{\{\s*(.*?)\s*\}\}", str(step)):
        kind, _, key = named.partition(".")
        assert kind == "matrix"
        assert key in job["strategy"]["matrix"]


def test_the_checkout_comes_first_and_python_before_any_command() -> None:
    for path in FILES:
        for job in workflow(path)["jobs"].values():
            used = [step.get("uses", "run").partition("@")[0] for step in job["steps"]]
            assert used[:2] == ["actions/checkout", "actions/setup-python"]


def test_only_pythons_that_the_program_runs_on_are_asked_for() -> None:
    told = re.search(r'requires-python = "(.*)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert told is not None
    assert told[1] == ">=3.11,<3.14"
    for _where, job, step in STEPS:
        wanted = step.get("with", {}).get("python-version")
        if wanted is not None:
            all_wanted = job["strategy"]["matrix"]["python"] if "matrix" in wanted else [wanted]
            assert set(all_wanted) <= {"3.11", "3.12", "3.13"}


@pytest.mark.parametrize(("where", "job", "command"), COMMANDS, ids=COMMAND_IDS)
def test_what_a_command_names_is_there(where: str, job: dict[str, Any], command: str) -> None:
    for path in PATHS.findall(command):
        assert (ROOT / path).exists(), path
    for target in re.findall(r"\bmake ([\w-]+)", command):
        assert target in targets()
    if "windows" not in job["runs-on"]:
        done = subprocess.run(["bash", "-n"], input=command, text=True, check=False)
        assert done.returncode == 0


@pytest.mark.parametrize(("where", "job", "command"), COMMANDS, ids=COMMAND_IDS)
def test_a_script_is_called_as_it_wants_to_be(
    where: str, job: dict[str, Any], command: str
) -> None:
    for line in command.splitlines():
        words = shlex.split(line.strip()) if "$env:" not in line else []
        for word in words[:1]:
            if word.startswith((".ci/", "packaging/")):
                assert (ROOT / word).stat().st_mode & 0o111, word
        if "packaging/build.py" in words:
            known = set(
                re.findall(r'add_argument\("(--\w+)"', (ROOT / words[1]).read_text("utf-8"))
            )
            assert set(words[2:]) <= known
        for word in words:
            if word.endswith(".sh"):
                shell = "sh" if words[0] == "sh" else "bash"
                assert subprocess.run([shell, "-n", ROOT / word], check=False).returncode == 0


def test_what_is_handed_out_is_what_the_build_leaves_in_dist_without_its_folders() -> None:
    uploads = {
        step["with"]["name"]: step["with"]["path"].split("\n")
        for _where, _job, step in STEPS
        if "upload" in step.get("uses", "")
    }
    left_out = {"linux": ["!dist/beifu"], "windows": ["!dist/beifu"]}
    left_out["macos"] = ["!dist/beifu", "!dist/Beifu.app"]
    assert uploads == {name: ["dist/*", *rest] for name, rest in left_out.items()}
    assert 'DIST = ROOT / "dist"' in (ROOT / "packaging" / "build.py").read_text("utf-8")


def test_the_version_of_the_windows_program_is_the_programs() -> None:
    told = (ROOT / "packaging" / "windows" / "version.txt").read_text("utf-8")
    numbers = ", ".join([*__version__.split("."), "0"])
    assert f"filevers=({numbers}), prodvers=({numbers})" in told
    for name in ("FileVersion", "ProductVersion"):
        assert f'StringStruct("{name}", "{__version__}")' in told
