"""Commands on the reminders: put off, acknowledge, mute, own stages, quiet hours, rules.

The seam for every view that speaks of reminders (notices, reminder centre, calendar, rules): a
``Subject`` is an ``Obligation`` or an ``Alert``, or a ``HistoryRow`` of ``Watch.history``. None of
these commands is an undo step, because the reminder ledger and the settings are not journalled.
"""

from collections.abc import Mapping
from datetime import datetime

from assistant.domain.dues import Obligation
from assistant.domain.quiet import parse_quiet
from assistant.domain.reminders import LedgerRow
from assistant.domain.rule import ENABLED
from assistant.domain.rules import rule_of
from assistant.domain.snapshot import Changes
from assistant.domain.snooze import check_snooze
from assistant.domain.stages import ASKED, parse_plan, plan_text
from assistant.domain.wishes import Subject
from assistant.errors import UserError
from assistant.services.commands.base import Commands
from assistant.store.wishes import account_scope


class ReminderCommands(Commands):
    """How and when the user wants to be told."""

    def snooze(self, subject: Subject, until: datetime) -> Changes:
        """Show a due or alert once more at ``until`` (稍后提醒), also when nothing was told of it yet.

        ``domain.snooze.snooze_until`` gives the usual instants; any other one is welcome too.

        Raises:
            UserError: the instant has passed, is after the due's cut-off, or too far ahead.
        """
        now = self._now()
        check_snooze(until, now, subject.cutoff if isinstance(subject, Obligation) else None)
        with self._store.unjournalled():
            ledger = self._store.reminders
            if not any(row.obligation == subject.key for row in ledger.of_day(subject.due_date)):
                asked = LedgerRow(subject.key, subject.due_date, ASKED, now, superseded=True)
                ledger.record([asked])
            ledger.snooze(subject.key, subject.due_date, until)
        return Changes.REMINDERS

    def acknowledge(self, subject: Subject) -> Changes:
        """The user knows (知道了): no snooze is left, an alert is not repeated; later stages come."""
        with self._store.unjournalled():
            self._store.reminders.acknowledge(subject.key, subject.due_date, self._now())
        return Changes.REMINDERS

    def mute(self, subject: Subject) -> Changes:
        """Say nothing more of a due or alert until it is unmuted; another due day speaks again."""
        with self._store.unjournalled():
            self._store.wishes.mute(subject.key, subject.due_date, self._now())
        return Changes.REMINDERS

    def unmute(self, subject: Subject) -> Changes:
        """Speak of it again; what came meanwhile is told in one notice."""
        with self._store.unjournalled():
            self._store.wishes.unmute(subject.key, subject.due_date)
        return Changes.REMINDERS

    def plan_reminders(self, plan: str) -> Changes:
        """Set the stages of every due that has none of its own (``stages.parse_plan``).

        Raises:
            UserError: the text is no plan; ``field`` is ``stages``.
        """
        text = plan_text(parse_plan(plan))
        with self._store.unjournalled():
            self._store.settings.save("stages", text)
        return Changes.SETTINGS | Changes.REMINDERS

    def plan_account_reminders(self, account_id: int, plan: str) -> Changes:
        """Give an account's dues stages of their own; an empty plan takes them back.

        Raises:
            UserError: the text is no plan; ``field`` is ``stages``.
        """
        return self._plan(account_scope(account_id), plan)

    def plan_item_reminders(self, subject: Subject, plan: str) -> Changes:
        """Give one due stages of its own; an empty plan takes them back.

        Raises:
            UserError: the text is no plan; ``field`` is ``stages``.
        """
        return self._plan(subject.key, plan)

    def set_quiet_hours(self, begin: str, end: str) -> Changes:
        """Set the quiet hours, local ``HH:MM``; empty for none.

        Raises:
            UserError: a text that is no time of the day.
        """
        parse_quiet(begin, end)
        with self._store.unjournalled():
            self._store.settings.save("quiet_from", begin if end else "")
            self._store.settings.save("quiet_until", end if begin else "")
        return Changes.SETTINGS | Changes.REMINDERS

    def save_rules(self, values: Mapping[tuple[str, str], str]) -> Changes:
        """Set switches (``ENABLED``: ``yes`` or ``no``) and thresholds, all of them or none.

        Raises:
            UserError: no such rule or threshold, or a text out of its range; ``field`` is
                ``<rule>_<name>``.
        """
        stored = {key: _differing(*key, text) for key, text in values.items()}
        with self._store.unjournalled():
            for (rule_id, name), value in stored.items():
                self._store.rules.save(rule_id, name, value)
        return Changes.REMINDERS

    def _plan(self, scope: str, plan: str) -> Changes:
        text = plan_text(parse_plan(plan)) if plan.strip() else ""
        with self._store.unjournalled():
            self._store.wishes.set_plan(scope, text)
        return Changes.REMINDERS


def _differing(rule_id: str, name: str, text: str) -> str | None:
    """What is stored of a rule's value: None where it is the usual one."""
    rule = rule_of(rule_id)
    if name == ENABLED:
        return None if text == "yes" else "no"
    threshold = rule.threshold(name)
    text = text.strip() or threshold.usual
    try:
        is_usual = threshold.parse(text) == threshold.parse(threshold.usual)
    except UserError as problem:
        raise UserError(problem.key, f"{rule_id}_{name}", **problem.params) from None
    return None if is_usual else text
