"""The evidence pack: every contact of one lender or of all, its findings, and the files' hashes."""

from collections.abc import Sequence

from assistant import i18n
from assistant.domain.calendar import BEIJING
from assistant.domain.collection import Channel, Contact, Finding, LenderCount
from assistant.domain.law_rule import LawRule
from assistant.ui import law_words, papers, report


def evidence_html(
    contacts: Sequence[Contact],
    found: Sequence[Finding],
    counts: Sequence[LenderCount],
    intact: frozenset[str],
    made_at: str,
) -> str:
    """The pack as HTML.

    Args:
        contacts: oldest first.
        found: findings of these.
        counts: one row per lender.
        intact: hashes of the files that are still what they were.
        made_at: when the pack is made, in words.
    """
    t = i18n.t
    return "".join(
        (
            papers.heading(t("evidence.title"), 1),
            papers.paragraph(t("evidence.made", at=made_at)),
            papers.heading(t("collection.by_lender")),
            _counts(counts),
            papers.heading(t("evidence.contacts")),
            *(_contact(number, row, found) for number, row in enumerate(contacts, 1)),
            papers.heading(t("evidence.files")),
            _files(contacts, intact),
            papers.heading(t("evidence.rules")),
            *(_rule(law) for law in _laws(found)),
            papers.paragraph(t("evidence.disclaimer"), small=True),
        )
    )


def _counts(counts: Sequence[LenderCount]) -> str:
    t = i18n.t
    titles = [
        t(f"collection.{name}")
        for name in ("lender", "contacts", "connected", "unanswered", "suspects", "busiest")
    ]
    rows = [
        [
            row.lender,
            *(str(number) for number in (row.contacts, row.connected, row.unanswered)),
            str(row.suspects),
            t("collection.busiest_day", day=row.busiest.isoformat(), most=row.most),
        ]
        for row in counts
    ]
    return report.html_table(titles, rows, frozenset({1, 2, 3, 4}))


def _contact(number: int, contact: Contact, found: Sequence[Finding]) -> str:
    facts = contact.facts
    at = facts.at.astimezone(BEIJING)
    channel = i18n.t(f"channel.{facts.channel}")
    if facts.channel is Channel.CALL:
        channel += f" · {i18n.t('contact.answered_yes' if facts.answered else 'contact.missed')}"
    told = [
        channel,
        facts.lender,
        facts.who,
        facts.number,
        i18n.t(f"reached.{facts.reached}"),
        i18n.t("evidence.called", number=facts.called) if facts.called else "",
        i18n.t("evidence.visitors", count=facts.visitors) if facts.visitors else "",
    ]
    files = i18n.listed(file.name for file in contact.attachments)
    parts = [
        papers.heading(f"{number}. {at:%Y-%m-%d %H:%M}", 3),
        papers.paragraph(" · ".join(part for part in told if part)),
        papers.paragraph(facts.said or i18n.t("contact.nothing_said")),
        *(papers.paragraph(_line(row)) for row in found if row.contact.id == contact.id),
    ]
    if files:
        parts.append(papers.paragraph(i18n.t("contact.files", names=files)))
    return "".join(parts)


def _line(finding: Finding) -> str:
    law = finding.rule.law
    return f"! {i18n.t('law.exceeded')}: {law_words.finding(finding)} ({law.id})"


def _files(contacts: Sequence[Contact], intact: frozenset[str]) -> str:
    t = i18n.t
    rows = [
        [
            str(number),
            file.name,
            f"{file.size:,}",
            "\n".join(file.sha256[start : start + 16] for start in range(0, 64, 16)),
            t("evidence.intact" if file.sha256 in intact else "evidence.broken"),
        ]
        for number, contact in enumerate(contacts, 1)
        for file in contact.attachments
    ]
    if not rows:
        return papers.paragraph(t("evidence.no_files"))
    titles = [t(f"evidence.{name}") for name in ("number", "file", "bytes", "sha", "state")]
    return report.html_table(titles, rows, frozenset({2}))


def _laws(found: Sequence[Finding]) -> list[LawRule]:
    """The rules that are named, each once."""
    laws = {(row.rule.law.id, row.rule.law.effective_from): row.rule.law for row in found}
    return list(laws.values())


def _rule(law: LawRule) -> str:
    return papers.paragraph(f"{law.id}: {law_words.statement(law)}") + papers.paragraph(
        law_words.cite(law), small=True
    )
