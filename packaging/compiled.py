"""Compiles while the bundle is built what each start would compile: ``compiled.py FOLDER``.

``compiled.bin`` holds the methods of the first screen's dataclasses and the regular expressions of all
that loads with it, ``files.dir`` the Python part of Shiboken, which its library carries as source.
See docs/decisions/0008-start.md.
"""

import compileall
import importlib
import marshal
import sys
from pathlib import Path
from py_compile import PycInvalidationMode
from types import CodeType, SimpleNamespace

FIRST_SCREEN = ("assistant.__main__", "assistant.ui.start")
SUPPORT = "shibokensupport/"
STUBS_WRITER = "shibokensupport/signature/lib/pyi_generator.py"
"""Writes ``.pyi`` files, which no bundle does; loaded at each start it costs as much as all the others."""

Methods = dict[str, CodeType]
Patterns = dict[tuple[str, int], tuple[object, ...]]


def record() -> tuple[Methods, Patterns]:
    """What ``dataclasses`` and ``re`` compile while the first screen's modules load, in a fixed order.

    To be run in a Python that has imported next to nothing: what was compiled before is not seen.
    """
    methods: Methods = {}
    patterns: Patterns = {}
    run, compiler = exec, importlib.import_module("re._compiler")
    engine, compile_one = vars(compiler)["_sre"], compiler.compile

    def run_method(text: str, *names: dict[str, object]) -> None:
        methods[text] = compile(text, "<string>", "exec", dont_inherit=True)
        run(methods[text], *names)

    def compile_pattern(pattern: object, flags: int = 0) -> object:
        def make(text: object, all_flags: int, code: list[int], *groups: object) -> object:
            if isinstance(pattern, str):
                plain = [int(word) for word in code]
                patterns[pattern, int(flags)] = (text, int(all_flags), plain, *groups)
            return engine.compile(text, all_flags, code, *groups)

        vars(compiler)["_sre"] = SimpleNamespace(**vars(engine) | {"compile": make})
        return compile_one(pattern, flags)

    compiler.compile = compile_pattern
    import dataclasses

    dataclasses.exec = run_method  # type: ignore[attr-defined]
    for name in FIRST_SCREEN:
        importlib.import_module(name)
    vars(compiler)["_sre"], compiler.compile = engine, compile_one
    del dataclasses.exec  # type: ignore[attr-defined]
    return dict(sorted(methods.items())), dict(sorted(patterns.items()))


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
    (folder / "compiled.bin").write_bytes(marshal.dumps(record()))
    shiboken(folder / "files.dir")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
