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
    from assistant.services.compare import Difference
    from assistant.store.dump import Dump


def _declare(restore: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    restore.add_argument("file", metavar="FILE", help=i18n.t("cli.help.restore_file"))
    with_json(restore)
    with_yes(restore, "cli.help.yes_restore")


def _restore(arguments: argparse.Namespace, program: Program, console: Console) -> int:
    from assistant.services.compare import differences  # late: no other command needs it
    from assistant.services.files import replace_content

    path = Path(arguments.file).expanduser()
    if not path.is_file():
        raise UserError("file.not_read", "file", path=arguments.file)
    with opened(program, console) as session:
        content = _content(path, program, console)
        found = differences(session.store.dump(), content)
        if not arguments.yes:
            _tell(found, console)
            raise Unconfirmed("restore_replaces", "file")
    kept = replace_content(program.paths.store, content, program.clock, program.vault.key)
    if arguments.json:
        console.json({"rows": content.count, "changed": len(found), "kept": str(kept)})
    else:
        console.line(i18n.t("cli.restored", kept=kept))
    return 0


def preview(path: Path, program: Program, console: Console) -> None:
    """Say what a restore of ``path`` would change; nothing is changed."""
    from assistant.services.compare import differences  # late, as above

    with opened(program, console) as session:
        _tell(differences(session.store.dump(), _content(path, program, console)), console)


def _tell(found: "tuple[Difference, ...]", console: Console) -> None:
    from assistant.services.compare import table_words  # late, as above

    for row in found:
        counts = f"+{len(row.added)} −{len(row.removed)} →{len(row.changed)}"
        console.line(f"{table_words(row.table):<16}  {counts}")


def _content(path: Path, program: Program, console: Console) -> "Dump":
    from assistant.services.transfer import content  # late, as above

    try:
        return content(path, program.vault)
    except UserError as error:
        if error.key != "passphrase.needed" or not console.stdin.isatty():
            raise
        return content(path, program.vault, ask_passphrase("cli.file_passphrase"))


COMMAND = Command(_declare, alone=_restore)
