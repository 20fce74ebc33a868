"""Cards of the assessment that look ahead: what helps most, and what if it gets worse."""

from PySide6.QtCore import Signal

from assistant import i18n
from assistant.domain.money import ZERO, Money
from assistant.domain.moves import Move
from assistant.domain.stress import STRESS_DAYS, Stressed
from assistant.services.assessment import Assessment
from assistant.ui import cards, words
from assistant.ui.dialogs.ceilings import StressDialog
from assistant.ui.table import Column, TableView


class MovesCard(cards.Card):
    """What helps most, each with the effect that its replay shows."""

    def __init__(self) -> None:
        super().__init__(i18n.t("moves.title"), "moves")
        self._hint = cards.wrapped(cards.text(role="muted"))
        self._table = TableView(
            [
                Column("moves.what", _move, tip=_move),
                Column("moves.lift", lambda row: _signed(row.lift), right=True),
                Column("moves.service", lambda row: _signed(-row.service), right=True),
                Column("moves.saved", lambda row: _signed(row.saved), right=True),
            ],
            name_key="moves.title",
        )
        self._table.setObjectName("move_table")
        self.body.addWidget(self._hint)
        self.body.addWidget(self._table)

    def show_moves(self, found: tuple[Move, ...], *, short: bool) -> None:
        """Show the moves, the best first."""
        key = "moves.none" if not found else "moves.short" if short else "moves.calm"
        self._hint.setText(i18n.t(key))
        self._table.set_rows(found)
        self._table.fit()
        self._table.setVisible(bool(found))


class StressCard(cards.Card):
    """What if: the cash of half a year under five scenarios."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(i18n.t("stress.title"), "stress")
        self._months = 3
        self._expense: Money | None = None
        self.head.addWidget(cards.button(i18n.t("stress.change"), "change_stress", self._on_change))
        self._table = TableView(
            [
                Column("stress.what", self._words, tip=self._words),
                Column("stress.lowest", lambda row: words.money(row.lowest), right=True),
                Column("stress.lowest_on", lambda row: i18n.day(row.lowest_on), whole=True),
                Column("stress.missing", _missing, right=True, tone=_missing_tone),
                Column("stress.below_on", _below),
            ],
            name_key="stress.title",
        )
        self._table.setObjectName("stress_table")
        how = i18n.t("stress.how", days=STRESS_DAYS)
        self.body.addWidget(cards.wrapped(cards.text(how, role="muted")))
        self.body.addWidget(self._table)

    @property
    def asked(self) -> tuple[int, Money | None]:
        """For how many months no income comes, and how big the big expense is."""
        return self._months, self._expense

    def show_stress(self, found: Assessment) -> None:
        """Show the replayed scenarios."""
        self._table.set_rows(found.stressed)
        self._table.fit()

    def _words(self, row: Stressed) -> str:
        return i18n.t(f"stress.{row.key}", months=self._months)

    def _on_change(self) -> None:
        StressDialog(self._set, self._months, self._expense, self).exec()

    def _set(self, months: int, expense: Money | None) -> None:
        self._months, self._expense = months, expense
        self.changed.emit()


def _move(row: Move) -> str:
    amount = words.money(row.amount)
    return i18n.t(f"move.{row.key}", subject=row.subject, day=row.day, amount=amount)


def _signed(amount: Money) -> str:
    if not amount:
        return "—"
    return f"−{words.money(-amount)}" if amount < ZERO else f"+{words.money(amount)}"


def _missing(row: Stressed) -> str:
    return words.money(row.missing) if row.missing else i18n.t("stress.holds")


def _missing_tone(row: Stressed) -> str:
    return "danger" if row.missing else "ok"


def _below(row: Stressed) -> str:
    return "—" if row.below_on is None else i18n.day(row.below_on)
