"""Reminders in words: what one is of, which stage it was, what became of it."""

from assistant import i18n
from assistant.domain.alert import Alert
from assistant.domain.dues import Obligation
from assistant.domain.history import Fate, HistoryRow
from assistant.domain.snapshot import Snapshot
from assistant.domain.stages import ASKED, stage_kind
from assistant.domain.wishes import Subject
from assistant.ui import alert_words, words

FATE_MARKS = {
    Fate.OPEN: "●",
    Fate.SNOOZED: "◷",
    Fate.ACKNOWLEDGED: "✓",
    Fate.MUTED: "⊘",
    Fate.OVER: "○",
}
FATE_TONES = {
    Fate.OPEN: "warning",
    Fate.SNOOZED: None,
    Fate.ACKNOWLEDGED: "ok",
    Fate.MUTED: "muted",
    Fate.OVER: "muted",
}


def title(snapshot: Snapshot, subject: Subject) -> str:
    """What it is of; of what is gone only that it is."""
    if isinstance(subject, HistoryRow):
        subject = subject.due or subject.alert or subject
    if isinstance(subject, Obligation):
        return f"{words.title(snapshot, subject)} {words.money(subject.to_pay or subject.whole)}"
    if isinstance(subject, Alert):
        return alert_words.title(subject)
    gone = isinstance(subject, HistoryRow) and subject.rule is not None
    return i18n.t("reminders.gone_alert" if gone else "reminders.gone_due")


def stage(row: HistoryRow) -> str:
    """Which reminder it was."""
    if row.rule is not None:
        return i18n.t("reminders.alert")
    if row.stage in ("", ASKED):
        return "—"
    return i18n.t(f"stage.{stage_kind(row.stage)}", days=row.stage[1:])


def fate(row: HistoryRow, until: str) -> str:
    """What became of it, with its mark; ``until`` is when a snooze ends."""
    return f"{FATE_MARKS[row.fate]} {i18n.t(f'fate.{row.fate}', until=until)}"
