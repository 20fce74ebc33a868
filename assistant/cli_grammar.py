"""The command line's grammar; what each command takes is told in docs/cli.md."""

import argparse
from collections.abc import Mapping

from assistant import __version__, i18n
from assistant.domain.terms import SPECS

ADDERS: Mapping[str, tuple[str, ...]] = {
    "bill": ("account", "bill_date", "due_date", "amount", "minimum", "carried"),
    "reading": ("account", "read_on", "unbilled"),
    "plan": (
        *("account", "title", "principal", "periods", "total_fee", "first_due"),
        *("kind", "waiver", "remainder", "disclosed_rate"),
    ),
    "loan": (
        *("account", "title", "principal", "daily_rate", "annual_rate", "start", "first_due"),
        *("repay_day", "terms", "method", "paid_terms", "interest_only_terms", "disclosed_rate"),
    ),
    "item": (
        *("account", "kind", "title", "amount", "spent_on", "posted_on", "bill_date"),
        *("refund_of", "plan_id", "destination"),
    ),
    "cash": ("name", "balance"),
}


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data-dir", default=argparse.SUPPRESS, metavar="DIR")
    root = argparse.ArgumentParser(prog="beifu", description=i18n.t("cli.about"), parents=[common])
    root.add_argument("--version", action="version", version=f"beifu {__version__}")
    commands = root.add_subparsers(dest="command", metavar="COMMAND")

    due = commands.add_parser("due", parents=[common], help=i18n.t("cli.help.due"))
    due.add_argument("--json", action="store_true")
    due.add_argument("--days", type=int, default=30)
    due.add_argument("--today", metavar="YYYY-MM-DD")
    due.add_argument("--all", action="store_true", help=i18n.t("cli.help.all"))

    doctor = commands.add_parser("doctor", parents=[common], help=i18n.t("cli.help.doctor"))
    doctor.add_argument("--json", action="store_true")
    calc = commands.add_parser("calc", parents=[common], help=i18n.t("cli.help.calc"))
    calc.add_argument("--json", action="store_true")

    account = commands.add_parser("account", parents=[common], help=i18n.t("cli.help.account"))
    actions = account.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", parents=[common])
    listing.add_argument("--json", action="store_true")
    add = actions.add_parser("add", parents=[common])
    add.add_argument("product")
    add.add_argument("--name")
    add.add_argument("--paying-account", metavar="NAME[,NAME]")
    add.add_argument("--owner", metavar="NAME")
    add.add_argument("--json", action="store_true")
    for spec in SPECS:
        add.add_argument(f"--{spec.key.replace('_', '-')}", dest=spec.key)

    for command, names in ADDERS.items():
        noun = commands.add_parser(command, parents=[common], help=i18n.t(f"cli.help.{command}"))
        verbs = noun.add_subparsers(dest="action", metavar="ACTION", required=True)
        verb = verbs.add_parser("add", parents=[common])
        verb.add_argument("--yes", action="store_true", help=i18n.t("cli.help.yes"))
        verb.add_argument("--json", action="store_true")
        for name in names:
            verb.add_argument(f"--{name.replace('_', '-')}", dest=name)

    pay = commands.add_parser("pay", parents=[common], help=i18n.t("cli.help.pay"))
    pay.add_argument("obligation")
    pay.add_argument("--amount")
    pay.add_argument("--paid-on", metavar="YYYY-MM-DD")
    pay.add_argument("--yes", action="store_true", help=i18n.t("cli.help.yes"))
    return root
