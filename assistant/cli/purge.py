"""``beifu purge``: delete everything that the program keeps on this machine."""

import argparse

from assistant import i18n
from assistant.cli.command import Command, Program, with_json, with_yes
from assistant.cli.console import Console
from assistant.errors import Unconfirmed


def _declare(purge: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    with_json(purge)
    with_yes(purge, "cli.help.yes_purge")


def _purge(arguments: argparse.Namespace, program: Program, console: Console) -> int:
    if not arguments.yes:
        raise Unconfirmed("purge", "data", path=str(program.paths.data))
    count = program.purge()
    if arguments.json:
        console.json({"deleted": count})
    else:
        console.line(i18n.t("cli.purged", count=count))
    return 0


COMMAND = Command(_declare, alone=_purge)
