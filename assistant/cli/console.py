"""Where words go in and out, and a refusal in words."""

import io
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, cast

from assistant import i18n
from assistant.domain.money import Money
from assistant.errors import Unconfirmed, UserError


@dataclass(frozen=True, slots=True)
class Console:
    """Where words go in and out."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO

    def line(self, text: str) -> None:
        """One line for people."""
        self.stdout.write(text + "\n")

    def json(self, value: object) -> None:
        """One JSON value for scripts."""
        json.dump(value, self.stdout, ensure_ascii=False, indent=2)
        self.stdout.write("\n")


def open_console() -> Console:
    """This process's own streams, fit for Chinese.

    A sign that the output cannot show becomes a question mark instead of an error. What Windows gives
    a pipe or a file is a code page of the country's: scripts read and write UTF-8 everywhere. A program
    without a console has no streams there: it says nothing.
    """
    streams = [sys.stdin or _nowhere("r"), sys.stdout or _nowhere("w"), sys.stderr or _nowhere("w")]
    for stream in streams:
        if not isinstance(stream, io.TextIOWrapper):
            continue  # what a test put there
        if sys.platform == "win32" and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
        if stream.writable():
            stream.reconfigure(errors="replace")
    return Console(*streams)


def _nowhere(mode: str) -> TextIO:
    return cast("TextIO", Path(os.devnull).open(mode, encoding="utf-8"))


def error_line(error: UserError) -> str:
    """A refusal in words, the field's name first."""
    params = {
        name: i18n.money(value.fen) if isinstance(value, Money) else value
        for name, value in error.params.items()
    }
    kind = "confirm" if isinstance(error, Unconfirmed) else "error"
    words = i18n.t(f"{kind}.{error.key}", **params)
    if isinstance(error, Unconfirmed):
        words = f"{words} {i18n.t('cli.confirm_with_yes')}"
    return f"{error.field}: {words}" if error.field else words
