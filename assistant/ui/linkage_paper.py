"""Links and lateness as paper: HTML for the PDF."""

from collections.abc import Sequence
from html import escape

from assistant import i18n
from assistant.domain.counterfactual import Counterfactual
from assistant.domain.late_outlook import LateOutlook
from assistant.domain.linkage import Link
from assistant.domain.record import RecordRules
from assistant.domain.snapshot import Snapshot
from assistant.ui import credit_words, report, words
from assistant.ui.counterfactual_card import answer, missing, parts
from assistant.ui.record_paper import small
from assistant.ui.scenarios_card import until

_DAYS_SHOWN = 60


def linkage_html(
    snapshot: Snapshot, account: str, links: Sequence[Link], found: Counterfactual | None
) -> str:
    """All links of an account with rule, source and confidence, and what its lateness would do."""
    t, said = i18n.t, credit_words.said
    head = [t(f"links.{key}") for key in ("counts", "to", "name", "verdict", "confidence", "rule")]
    rows = [
        [
            t("links.on" if link.enabled else "links.off"),
            link.target.name,
            said(link.rule.names),
            t(f"links.{link.rule.verdict}"),
            t(f"links.sure_{link.rule.confidence}"),
            link.rule.id,
        ]
        for link in links
    ]
    page = [f"<h1>{escape(t('links.paper_title', account=account))}</h1>", _as_of(snapshot)]
    if found is not None:
        page += [f"<h2>{escape(t('links.what_if'))}</h2>", _paragraph(answer(snapshot, found))]
        page.append(_failures(snapshot, found))
        page += [_paragraph(text) for text in parts(snapshot, found, links)]
        page.append(small(t("links.replay_note")))
    page += [f"<h2>{escape(t('links.list'))}</h2>", report.html_table(head, rows)]
    told = {link.rule.id: link.rule for link in links}
    for rule in told.values():
        day, cited = i18n.full_day(rule.as_of), i18n.cited(rule.source)
        source = t("record.source", source=cited, day=day)
        page += [_paragraph(f"{rule.id}: {said(rule.texts)}"), small(source)]
    return "".join(page)


def _failures(snapshot: Snapshot, found: Counterfactual) -> str:
    if not found.failures:
        return ""
    keys = ("due", "due_day", "to_pay", "on_time", "late", "unlinked")
    rows = [
        [
            words.title(snapshot, row.due),
            i18n.day(row.due.due_date),
            words.money(row.due.to_pay),
            *(missing(amount) for amount in (row.on_time, row.late, row.unlinked)),
        ]
        for row in found.failures
    ]
    return report.html_table([i18n.t(f"links.{key}") for key in keys], rows, frozenset(range(2, 6)))


def late_html(snapshot: Snapshot, found: LateOutlook, rules: RecordRules) -> str:
    """One due paid late: figures, the record by month, phases with what to do, and the days."""
    t, said = i18n.t, credit_words.said
    title = words.title(snapshot, found.due)
    last = found.last
    facts = [
        [t("late.due"), f"{title} · {i18n.full_day(found.due.due_date)}"],
        [t("late.days"), str(last.days)],
        [t("late.today"), words.money(found.now.cost)],
        [t("late.then"), words.money(last.cost)],
        [t("late.waiting"), words.money(found.waiting)],
        [t("late.worst"), f"{found.worst} {credit_words.meaning(rules, found.worst)}"],
        [t("record.entry_until"), until(found)],
    ]
    months = [[credit_words.month(on), code] for on, code in found.months]
    page = [f"<h1>{escape(t('page.late'))}</h1>", _as_of(snapshot)]
    page.append(report.html_table([t("late.fact"), t("late.value")], facts))
    page.append(report.html_table([t("record.entry_month"), t("record.code")], months))
    if found.phases:
        page.append(f"<h2>{escape(t('late.phases'))}</h2>")
    for phase, day in found.phases:
        head = t("late.phase", name=said(phase.names), day=i18n.day(day), number=phase.from_day)
        page += [f"<p><b>{escape(head)}</b></p>", _paragraph(said(phase.what))]
        page.append(_paragraph(t("late.todo", text=said(phase.todo))))
        page.append(small(credit_words.phase_source(phase)))
    keys = ("days", "on", "cost", "total", "mark")
    page.append(f"<h2>{escape(t('late.by_day'))}</h2>")
    shown = found.days if len(found.days) <= _DAYS_SHOWN else (*found.days[:_DAYS_SHOWN], last)
    rows = [
        [
            str(row.days),
            i18n.full_day(row.on),
            words.money(row.cost),
            words.money(row.total),
            t(f"mark.{row.mark.name.lower()}"),
        ]
        for row in shown
    ]
    page.append(report.html_table([t(f"late.{key}") for key in keys], rows, frozenset({0, 2, 3})))
    page.append(small(t("late.note")))
    return "".join(page)


def _as_of(snapshot: Snapshot) -> str:
    return small(i18n.t("record.paper_day", day=i18n.full_day(snapshot.today)))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
