"""``beifu plan``: the least-cost plan of an instance from standard input; ``plan add`` adds instalments."""

import argparse

from assistant.cli.adders import ADD_PLAN
from assistant.cli.command import Command, Program, read_object
from assistant.cli.console import Console


def _declare(noun: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    noun.add_argument("--json", action="store_true")
    noun.add_argument("--nodes", type=int, default=20_000, metavar="N")
    noun.add_argument("--seconds", type=int, default=60, metavar="S")
    ADD_PLAN.declare(noun, common)


def _plan(arguments: argparse.Namespace, _program: Program, console: Console) -> int:
    from assistant.domain.planning.optimise import Limits  # late: no other command plans
    from assistant.services.plan_report import plan_report

    limits = Limits(max(arguments.nodes, 1), max(arguments.seconds, 1))
    console.json(plan_report(read_object(console, numbers_as_text=True), limits))
    return 0


COMMAND = Command(_declare, on_store=ADD_PLAN.on_store, alone=_plan)
