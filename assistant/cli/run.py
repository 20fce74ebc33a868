"""Carries out one command of the command line."""

import argparse
import os
from collections.abc import Mapping
from datetime import datetime, time

from assistant import i18n
from assistant.cli import (
    account,
    adders,
    backup,
    calc,
    calendar,
    doctor,
    due,
    encrypt,
    estate,
    export,
    imports,
    pay,
    plan,
    purge,
    restore,
)
from assistant.cli.command import Command, Program
from assistant.cli.console import Console, error_line, open_console
from assistant.cli.unlock import opened
from assistant.domain.calendar import BEIJING
from assistant.domain.term_text import read_date
from assistant.errors import StorageError, UserError

COMMANDS: Mapping[str, Command] = {
    "due": due.COMMAND,
    "account": account.COMMAND,
    **adders.COMMANDS,
    "plan": plan.COMMAND,
    "pay": pay.COMMAND,
    "import": imports.COMMAND,
    "calc": calc.COMMAND,
    "calendar": calendar.COMMAND,
    "estate": estate.COMMAND,
    "doctor": doctor.COMMAND,
    "export": export.COMMAND,
    "backup": backup.COMMAND,
    "restore": restore.COMMAND,
    "encrypt": encrypt.COMMAND,
    "purge": purge.COMMAND,
}


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Carry out one command.

    Args:
        arguments: from ``grammar.parser``; ``command`` is set.
        program: opens the user's store.

    Returns:
        The exit code: 0 done, 2 refused input, 3 a store that cannot be used.
    """
    console = open_console()
    try:
        return _told(console, _carry_out(COMMANDS[arguments.command], arguments, program, console))
    except (
        BrokenPipeError
    ):  # `beifu due | head` has what it wants; nothing is left to flush at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except UserError as error:
        console.stderr.write(error_line(error) + "\n")
        return 2
    except StorageError as error:
        console.stderr.write(i18n.t(f"storage.{error.trouble}", path=error.path) + "\n")
        return 3


def _told(console: Console, code: int) -> int:
    """The exit code, once everything is written: while somebody can still be told that it is not."""
    console.stdout.flush()
    return code


def _carry_out(
    command: Command, arguments: argparse.Namespace, program: Program, console: Console
) -> int:
    if command.alone is not None and getattr(arguments, "action", None) != "add":
        return command.alone(arguments, program, console)
    if command.on_store is None:
        raise NotImplementedError(arguments.command)
    with opened(program, console, _moment(arguments)) as session:
        return command.on_store(arguments, session, console)


def _moment(arguments: argparse.Namespace) -> datetime | None:
    """Noon in Beijing on ``--today``; None without it."""
    text = getattr(arguments, "today", None)
    if text is None:
        return None
    return datetime.combine(read_date(text, "today"), time(12), BEIJING)
