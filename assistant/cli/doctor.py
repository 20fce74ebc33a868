"""``beifu doctor``: paths, versions, the file's integrity, tray and notifications."""

import argparse

from assistant.cli.command import Command, Program, with_json
from assistant.cli.console import Console


def _declare(doctor: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    with_json(doctor)


def _doctor(arguments: argparse.Namespace, program: Program, console: Console) -> int:
    report = program.examine()
    if arguments.json:
        console.json(report)
        return 0
    for key, value in report.items():
        console.line(f"{key}: {value}")
    return 0


COMMAND = Command(_declare, alone=_doctor)
