"""``beifu due``: what is to be paid, in the order in which it falls due."""

import argparse
from datetime import timedelta
from typing import Any

from assistant import i18n
from assistant.cli.command import Command, with_json
from assistant.cli.console import Console
from assistant.domain.calendar import BEIJING
from assistant.domain.dues import Obligation, every_due, obligations
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import write_clock
from assistant.errors import UserError
from assistant.services.session import Session


def _declare(due: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    with_json(due)
    due.add_argument("--days", type=int, default=30)
    due.add_argument("--today", metavar="YYYY-MM-DD")
    due.add_argument("--all", action="store_true", help=i18n.t("cli.help.all"))


def due_row(snapshot: Snapshot, due: Obligation) -> dict[str, Any]:
    """One obligation as ``beifu due --json`` prints it (docs/cli.md)."""
    account = snapshot.account(due.account_id)
    terms = snapshot.terms_of(account)
    return {
        "obligation": due.key,
        "account": due.account_id,
        "account_name": account.name,
        "product": due.product_id,
        "due_date": due.due_date.isoformat(),
        "cutoff": write_clock(terms.cutoff),
        "cutoff_at": due.cutoff.astimezone(BEIJING).isoformat(),
        "amount_fen": due.amount.fen,
        "minimum_fen": due.minimum.fen,
        "to_pay_fen": due.to_pay.fen,
        "penalty_fen": due.penalty.fen,
        "state": due.state.value,
        "estimated": due.estimated,
        "paying_account": due.paying_account_id,
    }


def _due(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if not 0 <= arguments.days <= 3660:
        raise UserError("number.out_of_range", "days", low=0, high=3660)
    snapshot = session.queries.snapshot()
    until = snapshot.today + timedelta(days=arguments.days)
    dues = every_due(snapshot, until) if arguments.all else obligations(snapshot, until)
    if arguments.json:
        console.json([due_row(snapshot, due) for due in dues])
        return 0
    for due in dues:
        words = i18n.t(f"state.{due.state}")
        estimated = f" ({i18n.t('cli.estimated')})" if due.estimated else ""
        name = snapshot.account(due.account_id).name
        amount = i18n.money(due.to_pay.fen)
        console.line(f"{due.due_date.isoformat()}  {amount:>14}  {words}{estimated}  {name}")
    if not dues:
        console.line(i18n.t("cli.nothing_due"))
    return 0


COMMAND = Command(_declare, on_store=_due)
