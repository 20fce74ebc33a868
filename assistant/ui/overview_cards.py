"""The overview's cards: the next payment, the sums, utilisation and paying accounts."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assistant import i18n
from assistant.domain.account import PayingAccount
from assistant.domain.cash import Cover, Funding, available
from assistant.domain.dues import Obligation
from assistant.domain.money import Money
from assistant.domain.overview import COMING_DAYS, Overview
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.ui import cards, theme, words
from assistant.ui.flow import flow

_UNCOVERED = (Cover.SHORT, Cover.RESERVE)


class NextCard(cards.Card):
    """The next payment: amount, day and hour, from which account, funded or not."""

    paid = Signal(object)  # an Obligation
    pay_requested = Signal(object)  # an Obligation
    opened = Signal(object)  # an Obligation
    balance_requested = Signal(object)  # an Obligation

    def __init__(self) -> None:
        super().__init__(i18n.t("overview.next"), "next")
        self._due: Obligation | None = None
        self._chip = cards.text(role="chip", name="next_state")
        self.head.addWidget(self._chip)
        self._amount = cards.text(points=theme.POINTS_HERO, bold=True, name="next_amount")
        self._what = cards.wrapped(cards.text(points=theme.POINTS_TITLE, name="next_what"))
        self._when = cards.wrapped(cards.text(name="next_when"))
        self._source = cards.wrapped(cards.text(name="next_source"))
        self._cover = cards.wrapped(cards.text(name="next_cover", bold=True))
        self.body.addWidget(self._amount)
        for label in (self._what, self._when, self._source, self._cover):
            self.body.addWidget(label)
        t = i18n.t
        self._buttons = [
            cards.button(t(f"action.{key}"), f"next_{key}", self._emitter(signal), primary=first)
            for key, signal, first in (
                ("mark_paid", self.paid, True),
                ("partial", self.pay_requested, False),
                ("open", self.opened, False),
                ("balance", self.balance_requested, False),
            )
        ]
        self.body.addWidget(flow(*self._buttons))
        self.body.addStretch(1)

    def show_due(self, snapshot: Snapshot, view: Overview) -> None:
        """Show the next due, or that nothing is due."""
        due = view.next_due
        self._due = due
        for part in (self._what, self._source, self._cover, self._chip, *self._buttons):
            cards.set_shown(part, shown=due is not None)
        if due is None:
            self._amount.setText(i18n.t("overview.nothing"))
            self._when.setText(i18n.t("overview.nothing_note"))
            return
        terms = snapshot.terms_of(snapshot.account(due.account_id))
        # Tones before texts: a text makes Qt dress the label, and a tone after that dress it again.
        cards.set_tone(self._amount, "danger" if due.state is State.OVERDUE else None)
        self._amount.setText(words.money(due.to_pay + due.penalty))
        self._what.setText(words.title(snapshot, due))
        left = words.time_left(due, snapshot)
        when = f"{words.cutoff(due.due_date, terms.cutoff)} · {left}"
        if due.penalty:
            when += f" · {i18n.t('overview.with_penalty', penalty=words.money(due.penalty))}"
        self._when.setText(when)
        cards.set_tone(self._chip, words.TONES[due.state])
        self._chip.setText(words.due_state(due))
        self._show_cover(snapshot, view, due)

    def _show_cover(self, snapshot: Snapshot, view: Overview, due: Obligation) -> None:
        account = snapshot.paying_account(due.paying_account_id)
        found = view.funding.get(due.key)
        cards.set_shown(self._source, shown=account is not None and found is not None)
        if account is None or found is None:
            self._cover.setText(i18n.t("overview.no_source"))
            cards.set_tone(self._cover, None)
            return
        balance = available(snapshot, account)
        there = "—" if balance is None else words.money(balance)
        # Enough today and yet not covered: something else is paid from there before.
        goes = balance is not None and balance >= due.to_pay and found.cover in _UNCOVERED
        key = "overview.source_goes" if goes else "overview.source"
        self._source.setText(i18n.t(key, account=account.name, balance=there))
        mark = words.COVER_MARKS[found.cover]
        cards.set_tone(self._cover, words.COVER_TONES[found.cover])
        self._cover.setText(f"{mark} {_in_time(snapshot, due, found)}")

    def _emitter(self, signal: SignalInstance) -> Callable[[], None]:
        def emit() -> None:
            if self._due is not None:
                signal.emit(self._due)

        return emit


def _in_time(snapshot: Snapshot, due: Obligation, found: Funding) -> str:
    """Whether a due is covered, and by when what is missing has to be there.

    The day before: deduction begins in the morning (products.md 2.5).
    """
    by = due.due_date - timedelta(days=1)
    may_move = found.cover is Cover.SHORT and found.lacking and not found.by_hand
    if not may_move or by < snapshot.today:
        return words.funding(found)
    return i18n.t("cover.short_by", missing=words.money(found.missing), day=i18n.day(by))


class FiguresCard(cards.Card):
    """Owed in all, the coming thirty days, overdue in words."""

    def __init__(self) -> None:
        super().__init__(i18n.t("overview.totals"), "totals")
        self._owed = cards.Figure(i18n.t("overview.owed"), "total_owed")
        self._coming = cards.Figure(i18n.t("overview.coming_due", days=COMING_DAYS), "total_coming")
        self._overdue = cards.Figure(i18n.t("overview.overdue"), "total_overdue")
        self.body.addWidget(flow(self._owed, self._coming, self._overdue, gap=theme.GAP_M))
        self.body.addStretch(1)

    def show_totals(self, snapshot: Snapshot, view: Overview) -> None:
        """Show the sums."""
        self._owed.set(
            words.money(view.total_owed), i18n.t("overview.accounts", count=len(view.owed))
        )
        short = sum(view.funding[due.key].missing.fen for due in view.coming)
        note = i18n.t("overview.short", missing=words.money(Money(short))) if short else ""
        self._coming.set(words.money(view.coming_total), note)
        if not view.overdue:
            self._overdue.set(i18n.t("overview.none_overdue"), tone="ok")
            return
        amount = sum(due.amount.fen for due in view.overdue)
        days = max((snapshot.today - due.due_date).days for due in view.overdue)
        self._overdue.set(
            words.money(Money(amount)),
            i18n.t("overview.overdue_note", count=len(view.overdue), days=days),
            "danger",
        )


class SideCard(cards.Card):
    """Utilisation per account, and the paying accounts with their balances."""

    balance_requested = Signal(object)  # a PayingAccount, None for a new one

    def __init__(self) -> None:
        super().__init__(i18n.t("overview.utilisation"), "utilisation")
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.GAP_S)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def show_accounts(self, snapshot: Snapshot, view: Overview) -> None:
        """Show one bar per account and one line per paying account."""
        _clear(self._list)
        for row in view.owed:
            line = QHBoxLayout()
            line.addWidget(cards.wrapped(cards.text(row.account.name)), 1)
            share = row.utilisation
            if share is None or row.limit is None:
                said = i18n.t("overview.no_limit", owed=words.money(row.total))
                line.addWidget(cards.text(said, role="muted", points=theme.POINTS_SMALL))
                self._list.addLayout(line)
                continue
            said = i18n.t(
                "overview.used",
                owed=words.money(row.total),
                limit=words.money(row.limit),
                share=words.percent(share),
            )
            line.addWidget(cards.text(said, role="muted", points=theme.POINTS_SMALL))
            self._list.addLayout(line)
            bar = cards.Bar()
            bar.set_share(share, f"{row.account.name}: {said}")
            self._list.addWidget(bar)
        head = QHBoxLayout()
        head.addWidget(cards.text(i18n.t("overview.cash"), bold=True))
        head.addStretch(1)
        head.addWidget(
            cards.button(
                i18n.t("cash.add_short"), "add_cash", lambda: self.balance_requested.emit(None)
            )
        )
        self._list.addSpacing(theme.GAP_S)
        self._list.addLayout(head)
        for account in snapshot.paying_accounts:
            balance = available(snapshot, account)
            line = QHBoxLayout()
            line.addWidget(cards.wrapped(cards.text(account.name)), 1)
            line.addWidget(
                cards.text(i18n.t("cash.unknown") if balance is None else words.money(balance))
            )
            update = cards.button(i18n.t("cash.update"), f"cash_{account.id}", self._asker(account))
            update.setAccessibleName(i18n.t("cash.update_of", account=account.name))
            line.addWidget(update)
            self._list.addLayout(line)

    def _asker(self, account: PayingAccount) -> Callable[[], None]:
        return lambda: self.balance_requested.emit(account)


def _clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _clear(inner)  # type: ignore[arg-type]
