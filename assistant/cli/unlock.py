"""The passphrase at the terminal: never from an argument, which every program on the machine could read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from assistant import i18n
from assistant.cli.command import Program
from assistant.cli.console import Console
from assistant.errors import StorageError, StorageTrouble, UserError

if TYPE_CHECKING:
    from assistant.services.session import Session


@contextmanager
def opened(program: Program, console: Console, now: datetime | None = None) -> "Iterator[Session]":
    """The user's store, open; where it is encrypted its passphrase is asked for, once.

    Raises:
        StorageError: it cannot be used, or nobody sits at the terminal to be asked.
        UserError: the passphrase is wrong.
    """
    try:
        session = program.open(now)
    except StorageError as error:
        if error.trouble is not StorageTrouble.ENCRYPTED or not console.stdin.isatty():
            raise
        program.vault.unlock(ask_passphrase("cli.passphrase"))
        session = program.open(now)
    try:
        yield session
    finally:
        session.close()


def ask_passphrase(key: str) -> str:
    """One passphrase, not shown while it is typed."""
    import getpass  # late: few commands ask

    return getpass.getpass(f"{i18n.t(key)} ")


def ask_new_passphrase(console: Console) -> str:
    """A new passphrase, typed twice.

    Raises:
        UserError: nobody sits at the terminal, or the two differ.
    """
    if not console.stdin.isatty():
        raise UserError("passphrase.no_terminal", "passphrase")
    typed = ask_passphrase("cli.new_passphrase")
    if ask_passphrase("cli.same_passphrase") != typed:
        raise UserError("passphrase.differ", "passphrase")
    return typed
