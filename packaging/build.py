"""Builds what is handed out on this system: bundle, archive, .deb or installer, checksums, parts list.

usage: build.py [--deb] [--nsis] [--dmg]   from the project's folder; everything lands in dist/
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
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT))

from locked import locked  # noqa: E402 - beside this file

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
    answer = json.loads(ask("plan", "--json", said=json.dumps(plans["instances"][0]["instance"])))
    print(f"plan: {answer['status']} by HiGHS {answer['solver']}")
    if not answer["proven"]:
        raise SystemExit("the bundle's planner does not prove a small plan")


def try_files() -> None:
    """Let the bundle read a bill of every format and write all exports: a module left out shows only then."""
    from tests.bill_files import EVERY  # late: for developers alone

    known = EVERY.keys() - {"table"}  # whose columns the user names
    with tempfile.TemporaryDirectory() as folder:
        data = ["--data-dir", folder]
        bill, out = Path(folder) / "bill", Path(folder) / "out"
        for name in known:
            bill.write_bytes(EVERY[name]())
            ask(*data, "import", "--dry-run", bill)
        for kind in ("json", "csv", "xlsx", "pdf"):
            ask(*data, "export", "--format", kind, out.with_suffix(f".{kind}"))
        ask(*data, "calendar", "export", out.with_suffix(".ics"))
        ask(*data, "backup")
    print(f"files: {len(known)} formats read")


def ask(*words: object, said: str = "") -> str:
    """What the bundle's command line answers; the build ends when it refuses."""
    program = "beifu-cli.exe" if sys.platform == "win32" else "beifu"
    command = [BUNDLE / program, *words]
    done = subprocess.run(
        command, input=said, stdout=subprocess.PIPE, encoding="utf-8", check=True, timeout=300
    )
    return done.stdout


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
    out = DIST / f"beifu-{version}.cdx.json"
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible"]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), "--of", "JSON", "-o", str(out), "-"]
    subprocess.run(command, input="\n".join(locked().values()), text=True, check=True, cwd=ROOT)
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
        (source / "_internal").mkdir(exist_ok=True)
        for name in ("beifu.exe", "_internal/python311.dll"):
            (source / name).write_bytes(b"MZ")
        out = ROOT / "build" / "stub-setup.exe"
    script = HERE / "windows" / "beifu.nsi"
    given = {"VERSION": version, "DIST": source, "OUT": out, "ICON": ICONS / "beifu.ico"}
    run("makensis", "-V2", *(f"-D{name}={value}" for name, value in given.items()), script)
    return out


def checksums(files: list[Path]) -> None:
    """``SHA256SUMS`` of what is handed out."""
    rows = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in files]
    (DIST / "SHA256SUMS").write_text("\n".join(sorted(rows)) + "\n", "utf-8", newline="\n")
    print("\n".join(sorted(rows)))


def main() -> None:
    """Build all that was asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--deb", action="store_true")
    asked.add_argument("--nsis", action="store_true")
    asked.add_argument("--dmg", action="store_true")
    arguments = asked.parse_args()
    version = runpy.run_path(str(ROOT / "assistant" / "__init__.py"))["__version__"]
    bundle()
    try_planner()
    try_files()
    files = [archive(version), parts_list(version)]
    if arguments.deb:
        files.append(deb(version))
    if arguments.nsis:
        installer = nsis(version)
        files += [installer] if installer.parent == DIST else []
    if arguments.dmg:
        image = DIST / f"beifu-{version}.dmg"
        run("sh", HERE / "macos" / "build-dmg.sh", version, image)
        files.append(image)
    checksums(files)


if __name__ == "__main__":
    main()
