"""``beifu restore``: put a backup or an export of ours in the place of everything."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import i18n
from assistant.cli.command import Command, Program, with_json, with_yes
from assistant.cli.console import Console
from assistant.cli.unlock import ask_passphrase, opened
from assistant.errors import Unconfirmed, UserError

if TYPE_CHECKING:
    from assistant.store.dump import Dump


def _declare(restore: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    restore.add_argument("file", metavar="FILE", help=i18n.t("cli.help.restore_file"))
    with_json(restore)
    with_yes(restore)


def _restore(arguments: argparse.Namespace, program: Program, console: Console) -> int:
    from assistant.services import backups, transfer  # late: no other command needs them
    from assistant.services.compare import differences, table_words

    path = Path(arguments.file).expanduser()
    if not path.is_file():
        raise UserError("file.not_read", "file", path=arguments.file)
    with opened(program, console) as session:
        if transfer.is_ours(path):
            content = _exported(path, console)
        else:
            content = backups.content_of(path, program.vault)
        found = differences(session.store.dump(), content)
        if not arguments.yes:
            for row in found:
                counts = f"+{len(row.added)} −{len(row.removed)} →{len(row.changed)}"
                console.line(f"{table_words(row.table):<16}  {counts}")
            raise Unconfirmed("restore_replaces", "file")
        kept = session.store.keep_copy(program.paths.backups, "manual", program.clock())
        session.ledger.import_all(content)
    if arguments.json:
        console.json({"rows": content.count, "changed": len(found), "kept": str(kept)})
    else:
        console.line(i18n.t("cli.restored", kept=kept))
    return 0


def _exported(path: Path, console: Console) -> "Dump":
    from assistant.services.transfer import read_export  # late, as above

    try:
        return read_export(path)
    except UserError as error:
        if error.key != "passphrase.needed" or not console.stdin.isatty():
            raise
        return read_export(path, ask_passphrase("cli.file_passphrase"))


COMMAND = Command(_declare, alone=_restore)
