"""``beifu calendar export FILE``: all dues with alarms for a phone's calendar."""

import argparse
from pathlib import Path

from assistant import i18n
from assistant.cli.command import Command, with_json
from assistant.cli.console import Console
from assistant.services.session import Session


def _declare(calendar: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    actions = calendar.add_subparsers(dest="action", metavar="ACTION", required=True)
    export = actions.add_parser("export", parents=[common], help=i18n.t("cli.help.calendar"))
    export.add_argument("file", type=Path)
    export.add_argument("--today", metavar="YYYY-MM-DD")
    with_json(export)


def _calendar(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    done = session.export_calendar(arguments.file)
    if arguments.json:
        console.json({"events": done.confirmed, "cancelled": done.cancelled})
    else:
        console.line(i18n.t("ical.done", events=done.confirmed, cancelled=done.cancelled))
    return 0


COMMAND = Command(_declare, on_store=_calendar)
