"""Compiles while the bundle is built what each start would compile: ``compiled.py FOLDER``.

``methods.bin`` holds the methods of the first screen's dataclasses, ``files.dir`` the Python part of
Shiboken, which its library carries as source. See docs/decisions/0008-start.md.
"""

import compileall
import dataclasses
import importlib
import marshal
import sys
from pathlib import Path
from py_compile import PycInvalidationMode
from types import CodeType

FIRST_SCREEN = ("assistant.__main__", "assistant.ui.start")
SUPPORT = "shibokensupport/"
STUBS_WRITER = "shibokensupport/signature/lib/pyi_generator.py"
"""Writes ``.pyi`` files, which no bundle does; loaded at each start it costs as much as all the others."""


def methods() -> dict[str, CodeType]:
    """The texts that ``dataclasses`` runs while the first screen's modules load, with their code."""
    found: dict[str, CodeType] = {}
    run = exec

    def record(text: str, *names: dict[str, object]) -> None:
        found[text] = compile(text, "<string>", "exec", dont_inherit=True)
        run(found[text], *names)

    dataclasses.exec = record  # type: ignore[attr-defined]
    for name in FIRST_SCREEN:
        importlib.import_module(name)
    del dataclasses.exec  # type: ignore[attr-defined]
    return dict(sorted(found.items()))


def shiboken(folder: Path) -> None:
    """Shiboken's modules as ``.pyc``, laid out as ``SBK_EMBED=0`` unpacks their sources."""
    import PySide6.QtCore  # noqa: F401 - brings them

    archive = sys.modules["signature_bootstrap"].prepare_zipfile()[1].zfile
    archive.extractall(folder, [name for name in archive.namelist() if name.startswith(SUPPORT)])
    (folder / STUBS_WRITER).write_text('"""Left out of the bundle."""\n', "utf-8")
    compileall.compile_dir(
        folder,
        quiet=1,
        legacy=True,
        optimize=1,
        stripdir=str(folder),
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    for source in folder.rglob("*.py"):
        source.unlink()


def main(folder: Path) -> None:
    """Write both into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "methods.bin").write_bytes(marshal.dumps(methods()))
    shiboken(folder / "files.dir")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
