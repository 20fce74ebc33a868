"""The command line's grammar; what each command takes is told in docs/cli.md."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from assistant import __version__, i18n
from assistant.cli.run import COMMANDS


def split_file(given: Sequence[str]) -> tuple[list[str], Path | None]:
    """The arguments without a file to open in the window, as the desktop gives one, and the file.

    It stands last and alone, in no command's place: a command of the same name wins.
    """
    rest, last = list(given[:-1]), given[-1] if given else ""
    is_file = last not in COMMANDS and not last.startswith("-") and Path(last).is_file()
    commands = any(name in COMMANDS for name in rest)
    if not is_file or commands or (rest and rest[-1] == "--data-dir"):
        return list(given), None
    return rest, Path(last)


def parser() -> argparse.ArgumentParser:
    """The command line's grammar, each command's part declared by its own module."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data-dir", default=argparse.SUPPRESS, metavar="DIR")
    root = argparse.ArgumentParser(prog="beifu", description=i18n.t("cli.about"), parents=[common])
    root.add_argument("--version", action="version", version=f"beifu {__version__}")
    root.add_argument("--hidden", action="store_true", help=i18n.t("cli.help.hidden"))
    commands = root.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        words = i18n.t(f"cli.help.{name}")
        command.declare(commands.add_parser(name, parents=[common], help=words), common)
    return root
