"""An estate's report: what was told, who gets what, and the steps with their articles."""

from collections.abc import Sequence

from assistant import i18n
from assistant.domain.estate_result import Settlement
from assistant.domain.law_rule import LawRule, rule_on
from assistant.ui import law_words, papers, report, words
from assistant.ui.estate_result_card import step_lines


def estate_html(
    found: Settlement, other: Settlement, rules: Sequence[LawRule], made_on: str
) -> str:
    """The report as HTML.

    Args:
        found: the settlement up to today.
        other: the same up to the death.
        rules: of the estate's steps.
        made_on: the day, in words.
    """
    t, case = i18n.t, found.case
    who = t("estate.paper_of", deceased=case.deceased or "—", death=case.death.isoformat())
    cap = rule_on(rules, "cap", case.death)
    parts = [
        papers.heading(case.name or t("estate.paper"), 1),
        papers.paragraph(f"{who} · {t('estate.paper_made', on=made_on)}"),
        papers.heading(t("estate.creditors")),
        _creditors(found),
    ]
    if any(debt.since_death for debt in case.debts):
        parts.append(
            papers.paragraph(
                t(
                    "estate.note_bases",
                    death=words.money(other.unpaid),
                    today=words.money(found.unpaid),
                )
            )
        )
    parts += [
        papers.heading(t("estate.heirs")),
        _heirs(found),
        papers.paragraph(law_words.statement(cap)),
        papers.paragraph(law_words.cite(cap), small=True),
        papers.heading(t("estate.steps")),
    ]
    for number, step in enumerate(found.steps, 1):
        rule = rule_on(rules, step.rule, case.death)
        parts.append(papers.heading(f"{number}. {law_words.statement(rule)}", 3))
        parts.append(papers.paragraph("\n".join(step_lines(step))))
        parts.append(papers.paragraph(law_words.cite(rule), small=True))
    parts.append(papers.paragraph(t("estate.disclaimer"), small=True))
    return "".join(parts)


def _creditors(found: Settlement) -> str:
    titles = [
        i18n.t(f"estate.{name}")
        for name in ("name", "lender", "claim", "paid", "unpaid", "spouse_owes")
    ]
    rows = [
        [
            row.debt.name,
            row.debt.lender or "—",
            *(words.money(amount) for amount in (row.claim, row.paid, row.unpaid)),
            words.money(row.spouse_owes),
        ]
        for row in found.creditors
    ]
    return report.html_table(titles, rows, frozenset({2, 3, 4, 5}))


def _heirs(found: Settlement) -> str:
    titles = [
        i18n.t(f"estate.{name}") for name in ("name", "kind", "cap", "bears", "reserve", "net")
    ]
    rows = [
        [
            row.taker.name,
            i18n.t(f"taker_kind.{row.taker.kind}"),
            *(words.money(amount) for amount in (row.gross, row.bears, row.reserve, row.net)),
        ]
        for row in found.takers
    ]
    return report.html_table(titles, rows, frozenset({2, 3, 4, 5}))
