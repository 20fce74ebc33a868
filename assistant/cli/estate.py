"""``beifu estate``: what an estate pays to whom, from a case on standard input."""

import argparse
from collections.abc import Sequence
from typing import Any

from assistant import i18n
from assistant.cli.command import Command, Program, read_object, with_json
from assistant.cli.console import Console
from assistant.domain.estate import settle
from assistant.domain.estate_case import Basis
from assistant.domain.estate_drafts import read_case
from assistant.domain.estate_result import CreditorResult, Settlement, Step, TakerResult, late_claim
from assistant.domain.law_rule import LawRule, rule_on
from assistant.domain.term_text import read_money


def _declare(estate: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    with_json(estate)
    until = [basis.value for basis in Basis]
    estate.add_argument("--until", choices=until, default=Basis.TODAY.value)
    estate.add_argument("--late", metavar="AMOUNT", help=i18n.t("cli.help.late"))


def _estate(arguments: argparse.Namespace, _program: Program, console: Console) -> int:
    from assistant.services.rulebook import estate_rules  # late: no other command names the law

    case = read_case(read_object(console, numbers_as_text=True))
    found = settle(case, Basis(arguments.until))
    rules = estate_rules()
    report = estate_report(found, rules)
    if arguments.late is not None:
        report["late_creditor"] = _late(found, arguments.late, rules)
    if arguments.json:
        console.json(report)
    else:
        _print(report, console)
    return 0


def estate_report(found: Settlement, rules: Sequence[LawRule]) -> dict[str, Any]:
    """A settlement as ``beifu estate --json`` prints it (docs/cli.md)."""
    return {
        "death": found.case.death.isoformat(),
        "law": "succession_law" if found.case.under_old_law else "civil_code",
        "until": found.basis.value,
        "solvent": found.solvent,
        "excluded_fen": found.excluded.fen,
        "spouse_half_fen": found.spouse_half.fen,
        "spouse_owes_fen": found.spouse_owes.fen,
        "costs_fen": found.costs.fen,
        "unpaid_fen": found.unpaid.fen,
        "unclaimed_fen": found.unclaimed.fen,
        "steps": [_step(step, rule_on(rules, step.rule, found.case.death)) for step in found.steps],
        "creditors": [_creditor(row) for row in found.creditors],
        "heirs": [_heir(row) for row in found.takers],
        "note": i18n.t("estate.disclaimer"),
    }


def _step(step: Step, rule: LawRule) -> dict[str, Any]:
    return _law(rule) | {
        "entries": [{"name": row.name, "amount_fen": row.amount.fen} for row in step.entries],
        "left_fen": step.left.fen,
        "short_fen": step.short.fen,
    }


def _law(rule: LawRule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "says": rule.words[i18n.language()],
        "article": rule.article,
        "source": rule.source,
        "checked": rule.checked.isoformat(),
        "confidence": rule.confidence,
    }


def _creditor(row: CreditorResult) -> dict[str, Any]:
    return {
        "name": row.debt.name,
        "kind": row.debt.kind.value,
        "claim_fen": row.claim.fen,
        "collateral_fen": row.collateral.fen,
        "community_fen": row.community.fen,
        "estate_fen": row.estate.fen,
        "paid_fen": row.paid.fen,
        "fee_fen": row.fee.fen,
        "interest_fen": row.interest.fen,
        "principal_fen": row.principal.fen,
        "unpaid_fen": row.unpaid.fen,
        "spouse_owes_fen": row.spouse_owes.fen,
    }


def _heir(row: TakerResult) -> dict[str, Any]:
    return {
        "name": row.taker.name,
        "kind": row.taker.kind.value,
        "takes": row.taker.accepts,
        "cap_fen": row.gross.fen,
        "bears_fen": row.bears.fen,
        "reserve_fen": row.reserve.fen,
        "net_fen": row.net.fen,
    }


def _late(found: Settlement, amount: str, rules: Sequence[LawRule]) -> dict[str, Any]:
    rows, left = late_claim(found, read_money(amount, "late"))
    heirs = [
        {"name": row.taker.name, "pays_fen": row.pays.fen, "keeps_fen": row.keeps.fen}
        for row in rows
    ]
    law = _law(rule_on(rules, "late_creditor", found.case.death))
    return law | {"heirs": heirs, "unpaid_fen": left.fen}


def _print(report: dict[str, Any], console: Console) -> None:
    t = i18n.t
    for number, step in enumerate(report["steps"], 1):
        console.line(f"{number}. {step['says']}")
        console.line(
            f"   {step['article']} · {t('confidence.' + step['confidence'], checked=step['checked'])}"
        )
        for row in step["entries"]:
            console.line(f"   {i18n.money(row['amount_fen']):>16}  {row['name']}")
        console.line(f"   {t('estate.left')} {i18n.money(step['left_fen'])}")
    for row in report["creditors"]:
        paid, unpaid = i18n.money(row["paid_fen"]), i18n.money(row["unpaid_fen"])
        console.line(f"{row['name']}: {t('estate.paid')} {paid} · {t('estate.unpaid')} {unpaid}")
    for row in report["heirs"]:
        console.line(f"{row['name']}: {t('estate.net')} {i18n.money(row['net_fen'])}")
    for row in report.get("late_creditor", {}).get("heirs", ()):
        console.line(f"{row['name']}: {t('estate.late_pays')} {i18n.money(row['pays_fen'])}")
    console.line(report["note"])


COMMAND = Command(_declare, alone=_estate)
