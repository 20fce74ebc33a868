"""``beifu backup``: make a backup now, or list those that there are."""

import argparse

from assistant import i18n
from assistant.cli.command import Command, Program, with_json
from assistant.cli.console import Console
from assistant.cli.unlock import opened
from assistant.errors import UserError


def _declare(backup: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    with_json(backup)
    backup.add_argument("--list", action="store_true", help=i18n.t("cli.help.backup_list"))


def _backup(arguments: argparse.Namespace, program: Program, console: Console) -> int:
    from assistant.services.backups import listed, row  # late: no other command needs it

    if not arguments.list:
        with opened(program, console) as session:
            made = session.store.keep_copy(program.paths.backups, "manual", program.clock())
        if made is None:
            raise UserError("row.gone")
        if arguments.json:
            console.json({"file": str(made)})
        else:
            console.line(i18n.t("cli.backed_up", file=made))
        return 0
    rows = listed(program.paths, program.vault)
    if arguments.json:
        console.json([row(copy) for copy in rows])
        return 0
    for copy in rows:
        state = i18n.t(f"backup.state_{copy.state}")
        taken = i18n.moment(copy.taken, program.zone)
        console.line(f"{taken}  {copy.size:>12,}  {state}  {copy.path.name}")
    return 0


COMMAND = Command(_declare, alone=_backup)
