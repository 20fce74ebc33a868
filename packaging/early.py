"""The bundle's first step, before PyInstaller's own and all imports: see docs/decisions/0008-start.md."""

import gc


def take_compiled(path: str) -> None:
    """Let ``dataclasses`` and ``re`` find what ``compiled.py`` compiled; what is new to it they compile.

    A table that is missing or broken costs time and nothing else.
    """
    import _sre
    import dataclasses
    import marshal
    from re import _compiler as compiler

    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib is not loaded yet
            methods, patterns = map(dict, marshal.load(file))  # noqa: S302 - ours, as the program is
    except (OSError, EOFError, ValueError, TypeError):
        return
    run, compile_pattern = exec, compiler.compile

    def run_compiled(text: str, *names: dict[str, object]) -> None:
        run(methods.get(text, text), *names)

    def compiled_pattern(pattern: object, flags: int = 0) -> object:
        known = patterns.get((pattern, flags)) if isinstance(pattern, str) else None
        return _sre.compile(*known) if known else compile_pattern(pattern, flags)

    dataclasses.exec = run_compiled  # type: ignore[attr-defined]
    compiler.compile = compiled_pattern


def begin() -> None:
    """What PyInstaller's start runs."""
    import os
    import sys

    gc.disable()  # as assistant.__main__ does, for what loads before it
    take_compiled(os.path.join(sys._MEIPASS, "compiled.bin"))  # noqa: PTH118, SLF001


if __name__ == "__main__":
    begin()
