"""还款能力: the verdict, figures with their bands, what helps most, stress tests, all credit as one."""

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.capacity import Band, Capacity, Figure, Ratio
from assistant.domain.forecast import CashForecast
from assistant.domain.money import ZERO, Money
from assistant.domain.overview import Owed
from assistant.domain.snapshot import Changes
from assistant.services.assessment import STEPS, Assessment, Assessor, Question
from assistant.ui import cards, theme, words
from assistant.ui.bus import Refresher
from assistant.ui.capacity_cards import MovesCard, StressCard
from assistant.ui.context import Context
from assistant.ui.dialogs.ceilings import CeilingsDialog
from assistant.ui.flow import even, flow
from assistant.ui.running import Running
from assistant.ui.table import Column, TableView
from assistant.ui.work import Newest

_INTEREST = Changes.EVERYTHING & ~Changes.REMINDERS
TONES = {Band.GREEN: "ok", Band.AMBER: "warning", Band.RED: "danger", Band.UNKNOWN: None}
MARKS = {Band.GREEN: "✓", Band.AMBER: "◔", Band.RED: "!", Band.UNKNOWN: "?"}


class CapacityPage(QWidget):
    """The assessment on one page, computed off the window's thread; the last one stays until then."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._assessor = Assessor()
        self._work = Newest(self)
        self._work.progressed.connect(self._on_progressed)
        self._work.done.connect(self._on_done)
        self._work.failed.connect(self._on_failed)
        self._running = Running("capacity")
        self._running.stopped.connect(self._on_stop)
        self._running.again.connect(self._refresh)
        self._verdict = VerdictCard()
        self._moves = MovesCard()
        self._stress = StressCard()
        self._stress.changed.connect(self._refresh)
        self._together = TogetherCard(context)
        column = cards.column_in(self)
        column.addWidget(self._running)
        for card in self._cards:
            column.addWidget(card)
            card.hide()
        column.addStretch(1)
        self._refresher = Refresher(context.bus, self, _INTEREST, self._refresh)

    @property
    def _cards(self) -> tuple[cards.Card, ...]:
        return self._verdict, self._moves, self._stress, self._together

    def _refresh(self) -> None:
        asked = Question(self._context.snapshot(), *self._stress.asked)
        self._running.begin(i18n.t("capacity.computing"))
        self._work.begin(partial(self._assessor.assess, asked))

    def _on_progressed(self, done: int) -> None:
        self._running.tell(done, STEPS)

    def _on_done(self, found: Assessment) -> None:
        self._running.end()
        self._verdict.show_capacity(found)
        self._moves.show_moves(found.moves, short=found.picture.spare < ZERO)
        self._stress.show_stress(found)
        self._together.show_together(found)
        seen = found.asked.snapshot
        # Nobody stands a loss of income of which nothing is known.
        told = bool(seen.cash_items or seen.paying_accounts)
        self._verdict.show()
        self._moves.setVisible(told)
        self._stress.setVisible(told)
        self._together.setVisible(bool(seen.accounts))

    def _on_failed(self, problem: Exception) -> None:
        self._running.end()
        raise problem

    def _on_stop(self) -> None:
        self._work.stop()
        shown = self._verdict.isVisible()
        self._running.end_early(i18n.t("capacity.stopped" if shown else "capacity.stopped_empty"))


class VerdictCard(cards.Card):
    """Two sentences, and the figures behind them."""

    def __init__(self) -> None:
        super().__init__(i18n.t("capacity.title"), "capacity_verdict")
        self._verdict = cards.wrapped(cards.text(name="verdict", bold=True))
        self._second = cards.prose(name="verdict_more")
        self.body.addWidget(self._verdict)
        self.body.addWidget(self._second)
        self._figures = {
            ratio: cards.Figure(i18n.t(f"ratio.{ratio}"), f"ratio_{ratio}") for ratio in Ratio
        }
        self.body.addWidget(even(*self._figures.values(), most=3))
        self._sources = TableView(
            [
                Column("capacity.figure", lambda row: i18n.t(f"ratio.{row.ratio}")),
                Column("capacity.value", _value, right=True),
                Column("capacity.band", _band, tone=lambda row: TONES[row.band]),
                Column("capacity.bounds", lambda row: i18n.t(f"bounds.{row.ratio}"), tip=_source),
                Column("capacity.source", _source, tip=_source),
            ],
            name_key="capacity.figures",
            stretch=4,
        )
        self._sources.setObjectName("ratio_table")
        self.body.addWidget(
            cards.Fold(i18n.t("capacity.sources"), "capacity_sources", self._sources)
        )
        self.body.addWidget(self._sources)

    def show_capacity(self, assessed: Assessment) -> None:
        """Say whether it is carried, how long, and show the figures."""
        found = assessed.capacity
        band = found.band
        self._verdict.setText(f"{MARKS[band]} {i18n.t(f'verdict.{band}')}")
        cards.set_tone(self._verdict, TONES[band])
        self._second.setText(_second_sentence(found, assessed.picture))
        for figure in found.figures:
            said = f"{MARKS[figure.band]} {i18n.t(f'band.{figure.band}')}"
            self._figures[figure.ratio].set(_value(figure), said, TONES[figure.band])
        self._sources.set_rows(found.figures)
        self._sources.fit()


def _second_sentence(found: Capacity, picture: CashForecast) -> str:
    if not found.income:
        return i18n.t("verdict.no_income")
    key = "verdict.short" if picture.spare < ZERO else "verdict.enough"
    return i18n.t(
        key,
        income=words.money(found.income),
        service=words.money(found.service),
        left=words.money(found.free),
        day=i18n.day(picture.lowest_on),
        lowest=words.money(picture.lowest),
    )


class TogetherCard(cards.Card):
    """All credit seen as one (联合视图), and own ceilings."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("together.title"), "together")
        self._context = context
        self._said = cards.prose(name="together_words")
        self._breach = cards.prose(name="ceiling_breach")
        cards.set_tone(self._breach, "danger")
        self._bar = cards.Bar()
        self.body.addWidget(self._said)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._breach)
        self._table = TableView(
            [
                Column("together.account", lambda row: row[0]),
                Column("together.limit", lambda row: _optional(row[1]), right=True),
                Column("together.owed", lambda row: words.money(row[2]), right=True),
                Column("together.used", lambda row: row[3], right=True),
                Column("together.ceiling", lambda row: _optional(row[4]), right=True),
                Column("together.proposed", lambda row: _optional(row[5]), right=True),
            ],
            name_key="together.title",
        )
        self._table.setObjectName("together_table")
        self.body.addWidget(self._table)
        set_ceilings = cards.button(i18n.t("together.set"), "set_ceilings", self._on_set)
        self.body.addWidget(flow(set_ceilings))
        why = i18n.t("together.why")
        self.body.addWidget(cards.prose(why, role="muted", points=theme.POINTS_SMALL))

    def show_together(self, assessed: Assessment) -> None:
        """Show one line per account and one for all together."""
        found, snapshot = assessed.capacity, assessed.asked.snapshot
        share = _share(found.owed_within, found.limit)
        said = i18n.t(
            "together.words",
            limit=words.money(found.limit),
            owed=words.money(found.owed),
            share=share,
        )
        self._said.setText(said)
        used = Decimal(found.owed_within.fen) / found.limit.fen if found.limit else Decimal(0)
        self._bar.set_share(used, said)
        names = {row.id: row.name for row in snapshot.accounts}
        over = [
            i18n.t(
                "together.over",
                name=i18n.t("together.all") if row.account_id is None else names[row.account_id],
                owed=words.money(row.owed),
                ceiling=words.money(row.ceiling),
            )
            for row in assessed.breaches
        ]
        self._breach.setText("\n".join(f"! {line}" for line in over))
        self._breach.setVisible(bool(over))
        self._table.set_rows(_rows(assessed))
        self._table.fit()

    def _on_set(self) -> None:
        CeilingsDialog(self._context, self).exec()


_Row = tuple[str, Money | None, Money, str, Money | None, Money | None]


def _rows(assessed: Assessment) -> list[_Row]:
    found, proposal = assessed.capacity, assessed.proposal
    proposed = {row.id: amount for row, amount in proposal.by_account}
    own = {row.account_id: row.amount for row in assessed.asked.snapshot.ceilings}

    def line(row: Owed) -> _Row:
        key = row.account.id
        used = "—" if row.utilisation is None else words.percent(row.utilisation)
        return row.account.name, row.limit, row.total, used, own.get(key), proposed.get(key)

    rows = [line(row) for row in assessed.owed]
    together = proposal.together if proposal.by_account else None
    share = _share(found.owed_within, found.limit)
    all_ = (i18n.t("together.all"), found.limit, found.owed, share, own.get(None), together)
    return [*rows, all_]


def _share(part: Money, whole: Money) -> str:
    return words.percent(Decimal(part.fen) / whole.fen) if whole else "—"


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "—"
    if figure.ratio is Ratio.MONTHS:
        return i18n.t("capacity.months", months=f"{figure.value:.1f}")
    return words.percent(figure.value)


def _band(figure: Figure) -> str:
    return f"{MARKS[figure.band]} {i18n.t(f'band.{figure.band}')}"


def _source(figure: Figure) -> str:
    return i18n.t(f"source.{figure.ratio}")


def _optional(amount: Money | None) -> str:
    return "—" if amount is None else words.money(amount)
