"""``beifu encrypt``: switch encryption on and off, change the passphrase, remember the key."""

import argparse
from collections.abc import Callable, Mapping

from assistant import i18n
from assistant.cli.command import Command, Program, with_json
from assistant.cli.console import Console
from assistant.cli.unlock import ask_new_passphrase, ask_passphrase, opened
from assistant.errors import UserError


def _declare(encrypt: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    encrypt.add_argument("action", choices=tuple(_ACTIONS))
    copies = encrypt.add_mutually_exclusive_group()
    copies.add_argument("--protect-copies", action="store_true", help=i18n.t("cli.help.protect"))
    copies.add_argument("--delete-copies", action="store_true", help=i18n.t("cli.help.delete"))
    with_json(encrypt)


def _encrypt(arguments: argparse.Namespace, program: Program, console: Console) -> int:
    vault = program.vault
    if arguments.action == "on" and vault.is_encrypted():
        raise UserError("encrypt.already", "action")
    with opened(program, console):  # brings an old file up to date, and its key out
        pass
    if arguments.action not in {"on", "status"} and vault.key is None:
        raise UserError("encrypt.plain", "action")
    _ACTIONS[arguments.action](program, console)
    if vault.key is not None and arguments.protect_copies:
        vault.protect_copies()
    elif vault.key is not None and arguments.delete_copies:
        vault.delete_copies()
    plain = 0 if vault.key is None else len(vault.plain_copies())
    if arguments.json:
        console.json({"encrypted": vault.key is not None, "plain_copies": plain})
        return 0
    console.line(i18n.t("cli.encrypted" if vault.key is not None else "cli.plain"))
    if plain:
        console.line(i18n.t("cli.plain_copies", count=plain))
    return 0


def _on(program: Program, console: Console) -> None:
    program.vault.encrypt(ask_new_passphrase(console))


def _renew(program: Program, console: Console) -> None:
    program.vault.renew(ask_new_passphrase(console))


def _passphrase(program: Program, console: Console) -> None:
    new = ask_new_passphrase(console)
    program.vault.change_passphrase(ask_passphrase("cli.old_passphrase"), new)


_ACTIONS: Mapping[str, Callable[[Program, Console], None]] = {
    "status": lambda _program, _console: None,
    "on": _on,
    "off": lambda program, _console: program.vault.decrypt(),
    "passphrase": _passphrase,
    "renew": _renew,
    "remember": lambda program, _console: program.vault.remember(on=True),
    "forget": lambda program, _console: program.vault.remember(on=False),
}

COMMAND = Command(_declare, alone=_encrypt)
