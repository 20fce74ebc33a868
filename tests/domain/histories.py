"""The hand-labelled payment histories of ``tests/data/credit_histories.json`` as snapshots."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.domain.account import Account, ItemKind, Loan, Payment, PaymentKind
from assistant.domain.loan_standing import loan_rows, term_arrears
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot
from assistant.services.record_rules import load_record_rules
from tests.domain.facts import account, bill, day, item, loan, payment, snapshot

RULES = load_record_rules()
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "credit_histories.json").read_text("utf-8")
)


def facts_of(case: dict[str, Any]) -> Snapshot:
    """The snapshot that a case describes."""
    owner = account(product=case.get("product", "huabei"), **case.get("terms", {}))
    bills = [
        bill(row[2], row[3], number=number, on=row[0], due=row[1], carried=(*row, "0")[4])
        for number, row in enumerate(case.get("bills", ()), 1)
    ]
    paid = [
        payment(amount, on, number=number, bill_id=target)
        for number, (target, amount, on) in enumerate(case.get("paid", ()), 1)
    ]
    back = [
        item(amount, on, number=number, kind=ItemKind.REFUND, bill_date=day(to))
        for number, (amount, on, to) in enumerate(case.get("refunds", ()), 1)
    ]
    loans = [
        loan("10000", number=number, **row) for number, row in enumerate(case.get("loans", ()), 1)
    ]
    made = snapshot(
        case.get("now", "2026-11-26 12:00"),
        accounts=(owner,),
        bills=tuple(bills),
        loans=tuple(loans),
        payments=tuple(paid),
        items=tuple(back),
    )
    terms_paid = tuple(
        _pay_term(made, owner, loans[number - 1], term, on, 100 + place)
        for place, (number, term, on) in enumerate(case.get("terms_paid", ()))
    )
    return replace(made, payments=(*made.payments, *terms_paid))


def _pay_term(
    facts: Snapshot, owner: Account, of: Loan, term: int, on: str, number: int
) -> Payment:
    """All that a term (0: the whole loan) asks for on a day."""
    target = {"loan_id": of.id, "bill_id": None}
    if not term:
        return payment("9999", on, number=number, kind=PaymentKind.SETTLEMENT, **target)
    terms = facts.terms_of(owner)
    schedule = of.loan_terms(terms)
    row = loan_rows(schedule)[term - 1]
    left = term_arrears(row, schedule, terms, [], day(on))
    amount: Money = row.payment if day(on) <= row.due else left.amount + left.penalty
    return payment(str(amount), on, number=number, term_no=term, **target)
