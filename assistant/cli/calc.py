"""``beifu calc``: compute one case of the vectors' form from standard input."""

import argparse

from assistant.cli.command import Command, Program, read_object, with_json
from assistant.cli.console import Console


def _declare(calc: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    with_json(calc)


def _calc(_arguments: argparse.Namespace, _program: Program, console: Console) -> int:
    from assistant.services.calc import (
        calculate,  # late: no other command needs the engine's text form
    )

    console.json(calculate(read_object(console)))
    return 0


COMMAND = Command(_declare, alone=_calc)
