"""``beifu account``: list the accounts in use, open one."""

import argparse
from typing import Any

from assistant import i18n
from assistant.cli.command import Command, added, paying_account, with_json
from assistant.cli.console import Console
from assistant.domain import drafts
from assistant.domain.account import Account
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import write_clock
from assistant.domain.terms import SPECS
from assistant.errors import UserError
from assistant.services.session import Session


def _declare(account: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    actions = account.add_subparsers(dest="action", metavar="ACTION", required=True)
    with_json(actions.add_parser("list", parents=[common]))
    add = actions.add_parser("add", parents=[common])
    add.add_argument("product")
    add.add_argument("--name")
    add.add_argument("--paying-account", metavar="NAME[,NAME]")
    add.add_argument("--owner", metavar="NAME")
    with_json(add)
    for spec in SPECS:
        add.add_argument(f"--{spec.key.replace('_', '-')}", dest=spec.key)


def _account(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.action == "add":
        return _add_account(arguments, session, console)
    snapshot = session.queries.snapshot()
    rows = [_account_row(snapshot, account) for account in snapshot.accounts]
    if arguments.json:
        console.json(rows)
    for row in () if arguments.json else rows:
        console.line(f"{row['id']:>4}  {row['product']:<14}  {row['name']}")
    return 0


def _account_row(snapshot: Snapshot, account: Account) -> dict[str, Any]:
    terms = snapshot.terms_of(account)
    return {
        "id": account.id,
        "product": account.product_id,
        "name": account.name,
        "lender": terms.lender,
        "limit_fen": None if terms.limit is None else terms.limit.fen,
        "bill_day": terms.bill_day,
        "due_day": terms.due_day,
        "repay_day": terms.repay_day,
        "cutoff": write_clock(terms.cutoff),
        "min_ratio": None if terms.min_ratio is None else str(terms.min_ratio),
        "daily_rate": str(terms.daily_rate),
        "grace_days": terms.grace_days,
        "paying_account": account.paying_account_id,
    }


def _add_account(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    product = session.products.get(arguments.product)
    if product is None:
        raise UserError("product.unknown", "product", known=", ".join(session.products))
    values = {spec.key: getattr(arguments, spec.key) or "" for spec in SPECS}
    values["name"] = arguments.name or product.name(i18n.language())
    values["owner"] = arguments.owner or ""
    snapshot = session.queries.snapshot()
    named = (arguments.paying_account or "").split(",")
    sources = tuple(paying_account(snapshot, name.strip()).id for name in named if name.strip())
    draft = drafts.account_draft(product.id, values, [spec.key for spec in SPECS], sources)
    session.ledger.open_account(draft)
    snapshot = session.queries.snapshot()
    newest = max(snapshot.accounts, key=lambda account: account.id)
    added(arguments, console, _account_row(snapshot, newest))
    return 0


COMMAND = Command(_declare, on_store=_account)
