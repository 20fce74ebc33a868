"""Compile each ``resources/i18n/<language>/*.po`` to a sibling ``.mo``, only what is stale."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def compile_messages(root: Path = ROOT) -> list[Path]:
    """Bring all compiled messages under ``root`` up to date.

    Returns:
        The ``.mo`` files written anew, sorted.

    Raises:
        babel.messages.pofile.PoFileError: a ``.po`` file is malformed; what was compiled stays.
    """
    folder = root / "resources" / "i18n"
    for compiled in folder.glob("*/*.mo"):
        # The program loads every .mo it finds, so one without a source would never go out of use.
        if not compiled.with_suffix(".po").exists():
            compiled.unlink()
    stale = [source for source in sorted(folder.glob("*/*.po")) if _is_stale(source)]
    return [_compile(source) for source in stale]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> Path:
    from babel.messages.mofile import write_mo  # late: mostly nothing is stale
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parent.name, abort_invalid=True)
    compiled = source.with_suffix(".mo")
    # Written aside first: a program that starts meanwhile never reads half a file.
    partial = compiled.with_suffix(f".{os.getpid()}.tmp")
    with partial.open("wb") as stream:
        write_mo(stream, catalogue)
    partial.replace(compiled)
    return compiled


if __name__ == "__main__":
    for written in compile_messages():
        sys.stdout.write(f"{written.relative_to(ROOT)}\n")
