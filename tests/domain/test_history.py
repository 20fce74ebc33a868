"""What was told, and what became of it."""

from dataclasses import replace

from assistant.domain.alert import Alert
from assistant.domain.history import Fate, history
from assistant.domain.reminders import LedgerRow
from tests.domain.facts import beijing, day, loan_due
from tests.domain.test_reminders import START

ON = day("2026-11-10")
DUE = loan_due(1, ON, START)
SHOWN = beijing("2026-11-03 09:00")
ROW = LedgerRow(DUE.key, ON, "d7", SHOWN)


def fate(row: LedgerRow, *, muted: bool = False, is_open: bool = True) -> Fate:
    dues = [replace(DUE, open=is_open)]
    (found,) = history([row], dues, [], {(DUE.key, ON): SHOWN} if muted else {})
    assert found.due == dues[0]
    return found.fate


def test_each_row_has_its_fate() -> None:
    assert fate(ROW) is Fate.OPEN
    assert fate(replace(ROW, snoozed_until=SHOWN)) is Fate.SNOOZED
    assert fate(replace(ROW, acknowledged_at=SHOWN)) is Fate.ACKNOWLEDGED
    assert fate(ROW, muted=True) is Fate.MUTED
    assert fate(ROW, muted=True, is_open=False) is Fate.OVER


def test_an_alert_is_over_when_it_is_no_longer_so_and_keeps_its_rule() -> None:
    alert = Alert("ending", "loan:1", ON, SHOWN)
    row = LedgerRow(alert.key, ON, "alert", SHOWN)
    (found,) = history([row], [], [alert], {})
    assert (found.fate, found.rule, found.alert) == (Fate.OPEN, "ending", alert)
    (found,) = history([row], [], [], {})
    assert (found.fate, found.rule) == (Fate.OVER, "ending")
    (gone,) = history([ROW], [], [], {})
    assert (gone.fate, gone.rule, gone.due) == (Fate.OVER, None, None)
