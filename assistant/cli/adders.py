"""``beifu bill add`` and its like: one fact typed by a script instead of into a form."""

import argparse
from collections.abc import Mapping
from datetime import date

from assistant.cli.command import Command, Declare, added, with_json, with_yes
from assistant.cli.console import Console
from assistant.domain import drafts
from assistant.domain.term_text import read_date
from assistant.errors import UserError
from assistant.services.session import Session

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


def _declare(names: tuple[str, ...]) -> Declare:
    def declare(noun: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
        verbs = noun.add_subparsers(
            dest="action", metavar="ACTION", required=names != ADDERS["plan"]
        )
        verb = verbs.add_parser("add", parents=[common])
        with_yes(verb)
        with_json(verb)
        for name in names:
            verb.add_argument(f"--{name.replace('_', '-')}", dest=name)

    return declare


def _add(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    values = {name: getattr(arguments, name) or "" for name in ADDERS[arguments.command]}
    ledger, snapshot = session.ledger, session.queries.snapshot()
    if arguments.command == "cash":
        ledger.save_paying_account(drafts.paying_account_draft(values))
    else:
        account_id = drafts.read_whole(values, "account", 1, 2**31)
        if account_id not in {account.id for account in snapshot.accounts}:
            raise UserError("row.gone", "account")
        _add_to_account(arguments, session, account_id, values, snapshot.today)
    added(arguments, console, {"added": arguments.command})
    return 0


def _add_to_account(
    arguments: argparse.Namespace,
    session: Session,
    account_id: int,
    values: Mapping[str, str],
    today: date,
) -> None:
    ledger, yes = session.ledger, arguments.yes
    if arguments.command == "bill":
        ledger.record_bill(drafts.bill_draft(account_id, values), confirmed=yes)
    elif arguments.command == "reading":
        read_on = read_date(values["read_on"], "read_on") if values["read_on"] else today
        drafts.required(values, "unbilled")
        ledger.record_reading(drafts.reading_draft(account_id, read_on, values), confirmed=yes)
    elif arguments.command == "item":
        ledger.add_item(drafts.item_draft(account_id, values))
    elif arguments.command == "plan":
        ledger.add_plan(drafts.plan_draft(account_id, values), confirmed=yes)
    else:
        ledger.add_loan(drafts.loan_draft(account_id, values), confirmed=yes)


COMMANDS: Mapping[str, Command] = {
    noun: Command(_declare(names), on_store=_add)
    for noun, names in ADDERS.items()
    if noun != "plan"
}

ADD_PLAN = Command(_declare(ADDERS["plan"]), on_store=_add)
"""``beifu plan add``; the word alone plans an instance (``cli/plan.py``)."""
