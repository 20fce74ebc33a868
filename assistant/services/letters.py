"""Letters filled from the data, in Chinese because they go to Chinese lenders; the user edits them.

What the program does not know stays an underlined blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Template

from assistant import i18n, resources
from assistant.domain.calendar import BEIJING
from assistant.domain.collection import Contact, Finding
from assistant.domain.estate_result import CreditorResult, Settlement
from assistant.domain.law_rule import LawRule, Rung
from assistant.domain.money import Money
from assistant.domain.relief import Ground, Relief

BLANK = "________"
CHINESE = "zh_CN"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, and when."""

    name: str
    phone: str
    today: date

    def values(self) -> dict[str, str]:
        """For the template's places."""
        return {"name": self.name, "phone": self.phone, "today": self.today.isoformat()}


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text of ``resources/letters/<template>.txt``; an empty value is a blank to be filled in.

    Raises:
        KeyError: the template asks for a value that nobody gives.
    """
    text = resources.path(f"letters/{template}.txt").read_text("utf-8")
    return Template(text).substitute({key: value.strip() or BLANK for key, value in values.items()})


def complaint(
    rung: Rung,
    lender: str,
    contacts: Sequence[Contact],
    found: Sequence[Finding],
    sender: Sender,
    account: str = "",
) -> str:
    """A complaint about a lender's collectors, to one step of the ladder."""
    mine = [contact for contact in contacts if contact.facts.lender == lender]
    suspect = [finding for finding in found if finding.contact.facts.lender == lender]
    days = [contact.facts.day.isoformat() for contact in mine]
    to = lender if rung.id == "lender" else rung.to[CHINESE]
    return fill(
        rung.letter,
        sender.values()
        | {
            "to": to,
            "lender": lender,
            "account": f"（{account}）" if account else " ",
            "first": min(days, default=""),
            "last": max(days, default=""),
            "contacts": str(len(mine)),
            "suspects": str(len({finding.contact.id for finding in suspect})),
            "facts": "\n".join(_fact(number, row) for number, row in enumerate(suspect, 1)),
        },
    )


def _fact(number: int, finding: Finding) -> str:
    facts, law = finding.contact.facts, finding.rule.law
    at = facts.at.astimezone(BEIJING)
    count = f"（当日第 {finding.number} 次）" if finding.number else ""
    who = f"，{facts.who}" if facts.who else ""
    number_called = f"，来电号码 {facts.number}" if facts.number else ""
    return (
        f"{number}. {at:%Y-%m-%d %H:%M}{who}{number_called}{count}：疑似不符合"
        f"「{law.words[CHINESE]}」（{law.article}，编号 {law.id}）。"
    )


def relief_letter(
    plan: Relief, lender: str, account: str, owed: Money, reason: str, sender: Sender
) -> str:
    """A request for 个性化分期 (cards) or 展期 (others) with what can be paid a month."""
    template = "relief_card" if plan.ground is Ground.CARD else "relief_agreement"
    return fill(
        template,
        sender.values()
        | {
            "lender": lender,
            "account": account,
            "owed": _amount(owed),
            "reason": reason,
            "instalment": _amount(plan.instalment),
            "months": str(plan.months),
            "last": _amount(plan.last),
        },
    )


def estate_letter(settlement: Settlement, row: CreditorResult, cap: LawRule, sender: Sender) -> str:
    """The notice to one creditor of an estate; ``cap`` is the rule on what heirs answer for."""
    case, debt = settlement.case, row.debt
    return fill(
        "estate",
        sender.values()
        | {
            "lender": debt.lender or debt.name,
            "deceased": case.deceased,
            "death": case.death.isoformat(),
            "law": cap.article,
            "debt": debt.name,
            "claim": _amount(row.claim),
            "paid": _amount(row.paid),
            "unpaid": _amount(row.unpaid),
        },
    )


def _amount(amount: Money) -> str:
    return i18n.money(amount.fen).removeprefix("¥")
