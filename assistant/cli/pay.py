"""``beifu pay``: record the repayment of an obligation that ``beifu due`` named."""

import argparse
from datetime import date

from assistant import i18n
from assistant.cli.command import Command, with_yes
from assistant.cli.console import Console
from assistant.domain import drafts
from assistant.domain.dues import every_due
from assistant.errors import UserError
from assistant.services.session import Session


def _declare(pay: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    pay.add_argument("obligation")
    pay.add_argument("--amount")
    pay.add_argument("--paid-on", metavar="YYYY-MM-DD")
    pay.add_argument("--after-cutoff", action="store_true")
    with_yes(pay)


def _pay(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    snapshot = session.queries.snapshot()
    known = {due.key: due for due in every_due(snapshot, date.max)}
    due = known.get(arguments.obligation)
    if due is None or not due.open:
        raise UserError("obligation.unknown", "obligation")
    values = {
        "amount": arguments.amount or str(due.to_pay + due.penalty),
        "paid_on": arguments.paid_on or snapshot.today.isoformat(),
        "hour": drafts.AFTER if arguments.after_cutoff else drafts.BEFORE,
    }
    draft = drafts.payment_draft(
        values, today=snapshot.today, paying_account_id=due.paying_account_id
    )
    session.ledger.pay(due, draft, confirmed=arguments.yes)
    console.line(i18n.t("cli.paid"))
    return 0


COMMAND = Command(_declare, on_store=_pay)
