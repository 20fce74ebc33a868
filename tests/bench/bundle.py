"""``make bundle-start``: the bundle's start against that of an empty PySide6 bundle built in the same run."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import startup

ROOT = Path(__file__).parent.parent.parent
BUILT = ROOT / "build" / "start"


def main() -> int:
    """Build both, start them in turn, print the ratio; exit 1 when it is above the limit."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bundle")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--built", action="store_true", help="take what an earlier run has built")
    arguments = parser.parse_args()
    if not arguments.built:
        build()
    empty, program = ([str(BUILT / name / name)] for name in ("empty", "beifu"))
    with tempfile.TemporaryDirectory() as folder, startup.screen():
        startup.fill(Path(folder) / "beifu")
        result = startup.compare(empty, program, Path(folder), arguments.runs)
    json.dump(result | {"what": "start_of_the_bundle"}, sys.stdout)
    print()
    return 0 if result["ok"] else 1


def build() -> None:
    """Both bundles by the same program; ours from its own recipe, with an entry that stops the clock."""
    BUILT.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(BUILT), "--workpath", str(BUILT / "work")]
    scripts = {"empty": startup.EMPTY, "program": startup.PROGRAM}
    for name, script in scripts.items():
        (BUILT / f"{name}.py").write_text(script, "utf-8")
    empty = ["--windowed", "--optimize", "1", "--strip", "--specpath", str(BUILT)]
    subprocess.run([*command, *empty, str(BUILT / "empty.py")], check=True, cwd=ROOT)
    ours = os.environ | {"BEIFU_ENTRY": str(BUILT / "program.py")}
    recipe = str(ROOT / "packaging" / "beifu.spec")
    subprocess.run([*command, recipe], check=True, cwd=ROOT, env=ours)


if __name__ == "__main__":
    sys.exit(main())
