"""``beifu export``: everything as JSON, tables as CSV, a workbook, or the month as PDF."""

import argparse
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from assistant import i18n
from assistant.cli.command import Command, Program, with_json
from assistant.cli.console import Console
from assistant.cli.unlock import ask_new_passphrase, opened
from assistant.domain.term_text import read_date
from assistant.errors import UserError

FORMATS = ("json", "csv", "xlsx", "pdf")


def _declare(export: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    with_json(export)
    export.add_argument("file", nargs="?", metavar="FILE", help=i18n.t("cli.help.export_file"))
    export.add_argument("--format", choices=FORMATS)
    export.add_argument("--month", metavar="YYYY-MM", help=i18n.t("cli.help.export_month"))
    export.add_argument("--seal", action="store_true", help=i18n.t("cli.help.export_seal"))


def _export(arguments: argparse.Namespace, program: Program, console: Console) -> int:
    from assistant.services import transfer  # late: no other command needs it
    from assistant.services.exporters.whole import to_json

    kind = arguments.format or _kind_of(arguments.file)
    with ExitStack() as stack:
        session = stack.enter_context(opened(program, console))
        content, snapshot = session.store.dump(), session.queries.snapshot()
        if arguments.file is None:
            if kind != "json" or arguments.seal:
                raise UserError("field.empty", "file")
            console.stdout.write(to_json(content, snapshot.now).decode())
            return 0
        target = Path(arguments.file).expanduser()
        if kind == "pdf":
            if arguments.seal:
                raise UserError("export.pdf_plain", "seal")
            program.print_month(snapshot, _month(arguments.month, snapshot.today), target)
        else:
            passphrase = ask_new_passphrase(console) if arguments.seal else ""
            target = transfer.export(kind, content, snapshot, target, passphrase)
    if arguments.json:
        console.json({"format": kind, "file": str(target), "rows": content.count})
    else:
        console.line(i18n.t("cli.exported", file=target))
    return 0


def _kind_of(file: str | None) -> str:
    """The format by the name: ``.zip`` and a folder mean CSV, what is not known JSON."""
    if file is None:
        return "json"
    path = Path(file)
    suffix = path.suffix.lower().lstrip(".")
    if suffix == "zip" or (not suffix and path.is_dir()):
        return "csv"
    return suffix if suffix in FORMATS else "json"


def _month(text: str | None, today: date) -> date:
    return today.replace(day=1) if text is None else read_date(f"{text}-01", "month")


COMMAND = Command(_declare, alone=_export)
