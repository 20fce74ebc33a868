"""``beifu import``: bring a bill file in, or with ``--dry-run`` only say what it holds."""

import argparse
from getpass import getpass
from pathlib import Path

from assistant import i18n
from assistant.cli.command import Command, Program, with_json
from assistant.cli.console import Console
from assistant.cli.restore import preview
from assistant.cli.unlock import opened
from assistant.domain.imports.place import WAITING
from assistant.errors import UserError
from assistant.services.imports.mapping import ColumnMapping
from assistant.services.imports.preview import Preview
from assistant.services.imports.reading import BillFile, UnknownFormat, read_path
from assistant.services.session import Session


def _declare(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    with_json(parser)
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help=i18n.t("cli.help.dry_run"))
    parser.add_argument(
        "--password-stdin", action="store_true", help=i18n.t("cli.help.password_stdin")
    )


def _import(arguments: argparse.Namespace, program: Program, console: Console) -> int:
    from assistant.services.transfer import ours  # late: it knows all exports

    path: Path = arguments.file.expanduser()
    if ours(path, program.vault):
        if not arguments.json:
            preview(path, program, console)
        raise UserError("import.is_ours", "file", file=str(arguments.file))
    with opened(program, console) as session:
        return _bills(arguments, session, console)


def _bills(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    plan = session.ledger.preview_import(_file(arguments, session, console))
    if not arguments.dry_run:
        session.ledger.import_rows(plan)
    if arguments.json:
        console.json(plan.json())
    else:
        _tell(plan, console)
    return 0


def _file(arguments: argparse.Namespace, session: Session, console: Console) -> BillFile:
    password = console.stdin.readline().rstrip("\r\n") if arguments.password_stdin else ""
    try:
        return _read(arguments.file, session, password)
    except UserError as error:
        if error.key != "import.password_needed" or not console.stdin.isatty():
            raise
    return _read(arguments.file, session, getpass(i18n.t("import.password") + ": "))


def _read(path: Path, session: Session, password: str) -> BillFile:
    """Read it; a table of an unknown format by the answers that its header got in the window."""
    try:
        return read_path(path, password)
    except UnknownFormat as unknown:
        known = session.ledger.remembered_mapping(unknown.document)
        if known is None:
            raise
        return read_path(path, password, ColumnMapping.of(known))


def _tell(plan: Preview, console: Console) -> None:
    t = i18n.t
    for name, value in plan.json().items():
        if isinstance(value, dict):
            if value["count"]:
                amount = i18n.money(value["fen"])
                console.line(f"{t(f'import.figure.{name}')}: {value['count']}  {amount}")
        else:
            console.line(f"{t(f'import.figure.{name}')}: {value}")
    for row in plan.file.broken:
        reason = t(f"import.broken.{row.reason}")
        console.line(t("import.broken_line", line=row.line, reason=reason))
    if plan.bookable:
        console.line(t("waiting.in_import", count=plan.bookable))
    for place, count in plan.places().items():
        if place in WAITING:
            console.line(f"{t(f'import.place.{place}')}: {count}")


COMMAND = Command(_declare, alone=_import)
