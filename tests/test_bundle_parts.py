"""What the bundle holds is what a user's installation would: the lock decides, not the builder's machine."""

import ast
import runpy
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKED = runpy.run_path(str(ROOT / "packaging" / "locked.py"))


def test_the_parts_are_the_lock_files_packages_of_this_system_with_pin_and_hash() -> None:
    found = LOCKED["locked"]()
    assert {"numpy", "pyside6-essentials", "quiffen", "sqlite-utils"} <= found.keys()
    assert found.keys().isdisjoint({"desktop-notifier", "winrt-runtime", "pytest", "rich"})
    for name, pin in found.items():
        version = distribution(name).version
        assert pin.split(" ")[0].split("==")[1] == version, name
        assert " --hash=sha256:" in pin


def test_what_only_developers_have_is_kept_out() -> None:
    kept_out = set(LOCKED["strangers"]())
    assert {"pytest", "hypothesis", "mypy", "rich", "babel", "lxml"} <= kept_out
    assert kept_out.isdisjoint({"assistant", "PySide6", "numpy", "httpx", "pydantic", "dateutil"})


def test_no_module_of_ours_imports_what_is_kept_out() -> None:
    kept_out = set(LOCKED["strangers"]())
    for path in sorted((ROOT / "assistant").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names.append(node.module or "")
            assert kept_out.isdisjoint(name.split(".")[0] for name in names), path.name
