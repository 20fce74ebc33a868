"""Where words go in and out, and a refusal in words."""

import json
from dataclasses import dataclass
from typing import TextIO

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
