"""Builds what is handed out on this system: bundle, archive, .deb or installer, checksums, parts list.

usage: build.py [--deb] [--nsis]   from the project's folder; everything lands in dist/
"""

import argparse
import gzip
import hashlib
import json
import os
import runpy
import subprocess
import sys
import tarfile
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
HERE = ROOT / "packaging"
DIST = ROOT / "dist"
ICONS = ROOT / "build" / "icons"
BUNDLE = DIST / "beifu"
MEBIBYTE = 1024 * 1024
LARGEST_BUNDLE_MB = 230


def run(*command: object) -> None:
    """Run a program; the build ends when it fails."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def source_date() -> str:
    """The moment of the last commit, which stamps what is built; 0 outside a checkout."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return told
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "0"


def bundle() -> None:
    """The one-dir bundle in ``dist/beifu``."""
    run(sys.executable, HERE / "icons.py", ICONS)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    run(*command, "--distpath", DIST, "--workpath", ROOT / "build" / "bundle", HERE / "beifu.spec")
    size = sum(path.lstat().st_size for path in BUNDLE.rglob("*") if path.is_file()) / MEBIBYTE
    print(f"bundle: {size:.0f} MB")
    if size > LARGEST_BUNDLE_MB:
        raise SystemExit(f"the bundle is larger than {LARGEST_BUNDLE_MB} MB")


def try_planner() -> None:
    """Let the bundle's own worker solve a plan: what a build breaks in the solver shows only when it runs."""
    plans = json.loads((ROOT / "tests" / "data" / "plans.json").read_text("utf-8"))
    asked = json.dumps(plans["instances"][0]["instance"])
    command = [BUNDLE / "beifu", "plan", "--json"]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    print(f"plan: {answer['status']} by HiGHS {answer['solver']}")
    if not answer["proven"]:
        raise SystemExit("the bundle's planner does not prove a small plan")


def archive(version: str) -> Path:
    """The portable archive: files in one order, stamped with the source's date, owned by nobody."""
    out = DIST / f"beifu-{version}-{sys.platform}.tar.gz"
    stamp = int(source_date())

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = stamp, 0, 0, "", ""
        return entry

    with (
        out.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=stamp) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for path in sorted(BUNDLE.rglob("*")):
            name = f"beifu-{version}/{path.relative_to(BUNDLE).as_posix()}"
            tar.add(path, name, recursive=False, filter=plain)
    return out


def parts_list(version: str) -> Path:
    """What is inside (SBOM, CycloneDX): the pinned packages that this system's bundle takes."""
    lock = (HERE / "lock" / "run.txt").read_text("utf-8")
    pinned = []
    for text in lock.replace("\\\n", " ").splitlines():
        if not text or text.startswith((" ", "#")):
            continue
        requirement = Requirement(text.split(" --hash")[0].strip())
        if requirement.marker is None or requirement.marker.evaluate():
            hashes = [part for part in text.split() if part.startswith("--hash")]
            name = str(requirement).split(";")[0].strip()
            pinned.append(f"{name} {' '.join(hashes)}")
    out = DIST / f"beifu-{version}.cdx.json"
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible"]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), "--of", "JSON", "-o", str(out), "-"]
    subprocess.run(command, input="\n".join(pinned), text=True, check=True, cwd=ROOT)
    return out


def deb(version: str) -> Path:
    """The Debian package."""
    os.environ["SOURCE_DATE_EPOCH"] = source_date()
    out = DIST / f"beifu_{version}.deb"
    run("sh", HERE / "linux" / "build-deb.sh", BUNDLE, ICONS, version, out)
    return out


def nsis(version: str) -> Path:
    """The Windows installer; elsewhere than on Windows of a stub, to see that the script compiles."""
    source = BUNDLE
    out = DIST / f"beifu-{version}-setup.exe"
    if sys.platform != "win32":
        source = ROOT / "build" / "stub"
        source.mkdir(parents=True, exist_ok=True)
        (source / "beifu.exe").write_bytes(b"MZ")
        out = ROOT / "build" / "stub-setup.exe"
    script = HERE / "windows" / "beifu.nsi"
    run("makensis", "-V2", f"-DVERSION={version}", f"-DDIST={source}", f"-DOUT={out}", script)
    return out


def checksums(files: list[Path]) -> None:
    """``SHA256SUMS`` of what is handed out."""
    rows = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in files]
    (DIST / "SHA256SUMS").write_text("\n".join(sorted(rows)) + "\n", "utf-8")
    print("\n".join(sorted(rows)))


def main() -> None:
    """Build all that was asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--deb", action="store_true")
    asked.add_argument("--nsis", action="store_true")
    arguments = asked.parse_args()
    version = runpy.run_path(str(ROOT / "assistant" / "__init__.py"))["__version__"]
    bundle()
    if sys.platform != "win32":  # where a program with windows has no output
        try_planner()
    files = [archive(version), parts_list(version)]
    if arguments.deb:
        files.append(deb(version))
    if arguments.nsis:
        installer = nsis(version)
        files += [installer] if installer.parent == DIST else []
    checksums(files)


if __name__ == "__main__":
    main()
