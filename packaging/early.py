"""The bundle's first step, before PyInstaller's own and all imports: see docs/decisions/0008-start.md."""

import gc


def take_compiled(path: str) -> None:
    """Let ``dataclasses`` find the methods that ``compiled.py`` compiled; a text that is new it compiles.

    A table that is missing or broken costs time and nothing else.
    """
    import dataclasses
    import marshal

    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib is not loaded yet
            known = dict(marshal.load(file))  # noqa: S302 - as trusted as the program beside it
    except (OSError, EOFError, ValueError, TypeError):
        return
    run = exec

    def run_compiled(text: str, *names: dict[str, object]) -> None:
        run(known.get(text, text), *names)

    dataclasses.exec = run_compiled  # type: ignore[attr-defined]


def begin() -> None:
    """What PyInstaller's start runs."""
    import os
    import sys

    gc.disable()  # as assistant.__main__ does, for what loads before it
    take_compiled(os.path.join(sys._MEIPASS, "methods.bin"))  # noqa: PTH118, SLF001


if __name__ == "__main__":
    begin()
