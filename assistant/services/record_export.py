"""The credit record as CSV, and the letter of dispute (征信异议申请), filled from the data."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from assistant import i18n
from assistant.domain.account import Payment
from assistant.domain.credit_grid import CreditRow, Difference
from assistant.domain.due_history import account_facts
from assistant.domain.record import RecordRules, first_of
from assistant.domain.snapshot import Snapshot
from assistant.services.exporters.tables import safe_cell
from assistant.services.letters import BLANK, CHINESE, fill

_HEAD = (
    *("account", "lender", "month", "code", "computed", "on_report", "days_late"),
    *("overdue_yuan", "settled_on", "kept_until", "meaning"),
)


def meaning(rules: RecordRules, code: str | None, language: str) -> str:
    """What a code means; empty for a month of which nothing is known."""
    if code is None:
        return ""
    names = rules.codes[code].names
    return names.get(language) or names[CHINESE]


def record_csv(
    snapshot: Snapshot, rows: Sequence[CreditRow], rules: RecordRules, language: str
) -> str:
    """All known months as CSV with a header line; opens in a spreadsheet, and nothing in it is a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    for row in rows:
        lender = snapshot.terms_of(row.account).lender
        for cell in row.cells:
            if cell.code is None:
                continue
            writer.writerow(
                [
                    safe_cell(row.account.name),
                    safe_cell(lender),
                    cell.month.strftime("%Y-%m"),
                    cell.code,
                    cell.computed or "",
                    cell.typed or "",
                    cell.days_late or "",
                    cell.amount or "",
                    cell.ended or "",
                    cell.expires or "",
                    meaning(rules, cell.code, language),
                ]
            )
    return text.getvalue()


def dispute_letter(
    snapshot: Snapshot,
    found: Sequence[Difference],
    rules: RecordRules,
    sender: Mapping[str, str],
    today: date,
) -> str:
    """The application to correct what the report says otherwise than the facts; Chinese, as its reader.

    Args:
        snapshot: bills and repayments, which are the evidence.
        found: the months in dispute.
        rules: what the codes mean.
        sender: ``name``, ``id_number`` and ``phone``; an empty one stays a blank to be filled in.
        today: the day of the letter.
    """
    facts = "\n".join(_fact(snapshot, row, rules, number) for number, row in enumerate(found, 1))
    values = {key: sender.get(key, "") for key in ("name", "id_number", "phone")}
    return fill("credit_dispute", values | {"facts": facts, "today": today.isoformat()})


def _fact(snapshot: Snapshot, found: Difference, rules: RecordRules, number: int) -> str:
    cell, account = found.cell, found.row.account
    lender = snapshot.terms_of(account).lender or BLANK
    said = meaning(rules, cell.typed, CHINESE)
    own = meaning(rules, cell.computed, CHINESE)
    return (
        f"{number}. 账户「{account.name}」（机构：{lender}），{cell.month:%Y 年 %m 月}："
        f"报告显示「{cell.typed}」（{said}）；本人记录应为「{cell.computed}」（{own}）。"
        f"{_evidence(snapshot, found)}"
    )


def _evidence(snapshot: Snapshot, found: Difference) -> str:
    """The repayments of what fell due in that month."""
    facts = account_facts(snapshot, found.row.account)
    month = found.cell.month
    lines = [
        f"应还日 {bill.due_date.isoformat()}，{_paid(paid)}"
        for bill in facts.bills_of(found.row.account.id)
        if first_of(bill.due_date) == month
        for paid in facts.payments_of_bill(bill.id)
    ]
    lines += [
        f"借款「{loan.title}」第 {paid.term_no} 期，{_paid(paid)}"
        for loan in facts.loans_of(found.row.account.id)
        for paid in facts.payments_of_loan(loan.id)
        if paid.term_no is not None and first_of(paid.paid_on) == month
    ]
    return f"还款：{'；'.join(lines)}。" if lines else "还款凭证附后。"


def _paid(paid: Payment) -> str:
    hour = "（当日截止时刻之后）" if paid.after_cutoff else ""
    return f"{paid.paid_on.isoformat()}{hour} 还款 {_yuan(paid.covers.fen)} 元"


def _yuan(fen: int) -> str:
    return i18n.money(fen).removeprefix("¥")
