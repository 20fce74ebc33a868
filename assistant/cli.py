"""The program without windows: for scripts and for checking; imports no Qt. Forms: docs/cli.md."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TextIO

from assistant import i18n
from assistant.cli_grammar import ADDERS
from assistant.domain import drafts
from assistant.domain.account import Account, PayingAccount
from assistant.domain.calendar import BEIJING
from assistant.domain.dues import Obligation, every_due, obligations
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import read_date, write_clock
from assistant.domain.terms import SPECS
from assistant.errors import StorageError, Unconfirmed, UserError
from assistant.services.session import Session

Open = Callable[[datetime | None], Session]
"""Opens the user's store; with an instant, as if that were now."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where words go in and out."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO

    def line(self, text: str) -> None:
        """One line for people."""
        self.stdout.write(text + "\n")

    def json(self, value: object) -> None:
        """One JSON value for scripts."""
        json.dump(value, self.stdout, ensure_ascii=False, indent=2)
        self.stdout.write("\n")


def run(
    arguments: argparse.Namespace, open_store: Open, doctor: Callable[[], Mapping[str, object]]
) -> int:
    """Carry out one command.

    Args:
        arguments: from ``parser()``; ``command`` is set.
        open_store: opens the user's store.
        doctor: collects what ``beifu doctor`` tells.

    Returns:
        The exit code: 0 done, 2 refused input, 3 a store that cannot be used.
    """
    console = Console(sys.stdin, sys.stdout, sys.stderr)
    try:
        if arguments.command == "calc":
            return _calc(console)
        if arguments.command == "doctor":
            return _doctor(arguments, console, doctor())
        session = open_store(_moment(arguments))
        try:
            return _COMMANDS[arguments.command](arguments, session, console)
        finally:
            session.close()
    except UserError as error:
        console.stderr.write(error_line(error) + "\n")
        return 2
    except StorageError as error:
        console.stderr.write(i18n.t(f"storage.{error.trouble}", path=error.path) + "\n")
        return 3


def error_line(error: UserError) -> str:
    """A refusal in words, the field's name first."""
    params = {
        name: i18n.money(value.fen) if isinstance(value, Money) else value
        for name, value in error.params.items()
    }
    kind = "confirm" if isinstance(error, Unconfirmed) else "error"
    words = i18n.t(f"{kind}.{error.key}", **params)
    if isinstance(error, Unconfirmed):
        words = f"{words} {i18n.t('cli.confirm_with_yes')}"
    return f"{error.field}: {words}" if error.field else words


def _moment(arguments: argparse.Namespace) -> datetime | None:
    """Noon in Beijing on ``--today``; None without it."""
    text = getattr(arguments, "today", None)
    if text is None:
        return None
    return datetime.combine(read_date(text, "today"), time(12), BEIJING)


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
    sources = tuple(_paying_account(snapshot, name.strip()).id for name in named if name.strip())
    draft = drafts.account_draft(product.id, values, [spec.key for spec in SPECS], sources)
    session.ledger.open_account(draft)
    snapshot = session.queries.snapshot()
    added = max(snapshot.accounts, key=lambda account: account.id)
    _added(arguments, console, _account_row(snapshot, added))
    return 0


def _paying_account(snapshot: Snapshot, name: str) -> PayingAccount:
    for account in snapshot.paying_accounts:
        if account.name == name:
            return account
    raise UserError("paying_account.unknown", "paying_account")


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
    _added(arguments, console, {"added": arguments.command})
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


def _added(arguments: argparse.Namespace, console: Console, row: Mapping[str, Any]) -> None:
    if arguments.json:
        console.json(row)
    else:
        console.line(i18n.t("cli.added"))


def _pay(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    snapshot = session.queries.snapshot()
    known = {due.key: due for due in every_due(snapshot, date.max)}
    due = known.get(arguments.obligation)
    if due is None or not due.open:
        raise UserError("obligation.unknown", "obligation")
    values = {
        "amount": arguments.amount or str(due.to_pay + due.penalty),
        "paid_on": arguments.paid_on or snapshot.today.isoformat(),
    }
    draft = drafts.payment_draft(
        values, today=snapshot.today, paying_account_id=due.paying_account_id
    )
    session.ledger.pay(due, draft, confirmed=arguments.yes)
    console.line(i18n.t("cli.paid"))
    return 0


def _calc(console: Console) -> int:
    from assistant.services.calc import (
        calculate,  # late: no other command needs the engine's text form
    )

    try:
        case = json.load(console.stdin)
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise UserError("calc.not_json", "case") from None
    if not isinstance(case, dict):
        raise UserError("calc.not_json", "case")
    console.json(calculate(case))
    return 0


def _doctor(arguments: argparse.Namespace, console: Console, report: Mapping[str, object]) -> int:
    if arguments.json:
        console.json(report)
        return 0
    for key, value in report.items():
        console.line(f"{key}: {value}")
    return 0


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Session, Console], int]] = {
    "due": _due,
    "account": _account,
    "pay": _pay,
    **dict.fromkeys(ADDERS, _add),
}
