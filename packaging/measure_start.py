"""How long the bundle takes to its window, against an empty PySide6 window bundled in the same run.

usage: measure_start.py [RUNS]   after build.py, with Xvfb and xdotool installed; exits 1 above the limit
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assistant.app import build
from assistant.services.demo import fill

ROOT = Path(__file__).parent.parent
BUNDLE = ROOT / "dist" / "beifu" / "beifu"
WORK = ROOT / "build" / "empty"
LIMIT, RUNS = 2.0, 9
PATIENCE_SECONDS = 30
TITLE = {"empty": "an empty window", "beifu": "花呗借呗还款管家"}

EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setWindowTitle("an empty window")
window.resize(1024, 640)
window.show()
sys.exit(app.exec())
"""


def empty_bundle() -> Path:
    """The smallest program with a window, bundled as one folder."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    (WORK / "empty.py").write_text(EMPTY, "utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--onedir", "--strip", "--name", "empty", "--specpath", WORK, "--distpath", WORK]
    subprocess.run(
        [str(part) for part in [*command, "--workpath", WORK / "work", WORK / "empty.py"]],
        check=True,
    )
    return WORK / "empty" / "empty"


def seconds_to_window(program: Path, title: str, environment: dict[str, str]) -> float:
    """From the start of the process until its window is on the screen."""
    began = time.monotonic()
    with subprocess.Popen([program], env=environment, stderr=subprocess.DEVNULL) as process:
        while time.monotonic() - began < PATIENCE_SECONDS:
            command = ["xdotool", "search", "--onlyvisible", "--name", title]
            asked = subprocess.run(command, env=environment, capture_output=True, check=False)
            if asked.stdout.strip():
                took = time.monotonic() - began
                process.kill()
                return took
        process.kill()
    raise SystemExit(f"no window of {program}")


def main() -> int:
    """Measure both in turn; the median of the pairs' ratios counts."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    empty = empty_bundle()
    with tempfile.TemporaryDirectory() as folder:
        session = build(Path(folder) / "beifu").open()
        fill(session.ledger, session.queries)
        session.close()
        environment = os.environ | {"XDG_DATA_HOME": folder, "LANG": "zh_CN.UTF-8"}
        pairs = [
            (
                seconds_to_window(empty, TITLE["empty"], environment),
                seconds_to_window(BUNDLE, TITLE["beifu"], environment),
            )
            for _ in range(runs + 1)
        ][1:]  # the first pair warms the disk
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    bare, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"empty {bare:.3f} s, beifu {ours:.3f} s, ratio {ratio:.2f}, limit {LIMIT}")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
