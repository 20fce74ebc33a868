"""What a command of the command line is, and the options that several share."""

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from assistant import i18n
from assistant.cli.console import Console
from assistant.domain.account import PayingAccount
from assistant.domain.snapshot import Snapshot
from assistant.errors import UserError

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from assistant.clock import Clock
    from assistant.paths import Paths
    from assistant.services.session import Session
    from assistant.services.vault import Vault

Declare = Callable[[argparse.ArgumentParser, argparse.ArgumentParser], None]
"""Adds a command's options; the second parser holds those that every command takes."""


class Program(Protocol):
    """What the composition root offers to commands."""

    def open(self, now: "datetime | None" = None) -> "Session":
        """Open the user's store; with an instant, as if that were now."""

    @property
    def paths(self) -> "Paths":
        """Where the files are."""

    @property
    def clock(self) -> "Clock":
        """The program's clock."""

    @property
    def zone(self) -> "tzinfo":
        """The zone in which the program tells times."""

    @property
    def vault(self) -> "Vault":
        """What opens an encrypted store."""

    def purge(self) -> int:
        """Delete everything that the program keeps."""

    def print_month(self, snapshot: Snapshot, first: "date", target: "Path") -> None:
        """Write the month report as PDF."""

    def examine(self) -> Mapping[str, object]:
        """What ``beifu doctor`` tells."""


@dataclass(frozen=True, slots=True)
class Command:
    """One word after ``beifu``.

    Attributes:
        declare: adds its options.
        on_store: carries it out on the open store; None where it needs none.
        alone: carries it out without the store; None where it needs one.
    """

    declare: Declare
    on_store: "Callable[[argparse.Namespace, Session, Console], int] | None" = None
    alone: Callable[[argparse.Namespace, Program, Console], int] | None = None


def with_json(parser: argparse.ArgumentParser) -> None:
    """The option to print JSON."""
    parser.add_argument("--json", action="store_true")


def with_yes(parser: argparse.ArgumentParser, help_key: str = "cli.help.yes_unusual") -> None:
    """The option that confirms what would be asked; what it does is not the same everywhere."""
    parser.add_argument("--yes", action="store_true", help=i18n.t(help_key))


def read_object(console: Console, *, numbers_as_text: bool = False) -> dict[str, Any]:
    """The JSON object on standard input; ``numbers_as_text`` keeps amounts exactly as written.

    Raises:
        UserError: it is no JSON object.
    """
    try:
        text = console.stdin.read().removeprefix("\ufeff")  # as some Windows editors write it
        case = json.loads(text, parse_float=str if numbers_as_text else None)
    except (ValueError, RecursionError):  # also a number of more digits than Python reads
        raise UserError("calc.not_json", "case") from None
    if not isinstance(case, dict):
        raise UserError("calc.not_json", "case")
    return case


def paying_account(snapshot: Snapshot, name: str) -> PayingAccount:
    """The paying account of a name.

    Raises:
        UserError: there is none.
    """
    for account in snapshot.paying_accounts:
        if account.name == name:
            return account
    raise UserError("paying_account.unknown", "paying_account")


def added(arguments: argparse.Namespace, console: Console, row: Mapping[str, object]) -> None:
    """Say that something was added."""
    if arguments.json:
        console.json(row)
    else:
        console.line(i18n.t("cli.added"))
