"""The top of an account's tab: name, lender, key figures, and what can be done with the account."""

from typing import TYPE_CHECKING

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.overview import owed
from assistant.domain.product import Family
from assistant.domain.snapshot import Snapshot
from assistant.domain.terms import Terms
from assistant.ui import cards, theme, words
from assistant.ui.flow import flow
from assistant.ui.learn_link import learn_link

if TYPE_CHECKING:
    from assistant.ui.account_tab import AccountTab


class AccountHead(QWidget):
    """An account's name, lender and key figures, with edit and a menu for what is rarer."""

    def __init__(self, tab: "AccountTab", account_id: int) -> None:
        super().__init__()
        self._account_id = account_id
        t = i18n.t
        self._name = cards.wrapped(cards.text(points=15, bold=True, name="account_name"))
        self._lender = cards.text(role="muted", name="account_lender")
        self._limit = cards.Figure(t("head.limit"), "head_limit")
        self._owed = cards.Figure(t("head.owed"), "head_owed")
        self._source = cards.Figure(t("head.source"), "head_source", wrap=True)
        lender = learn_link(tab.context, "who-lends", t("term.lender"))
        self._late = learn_link(tab.context, "overdue-cost", t("state.overdue"))
        facts = flow(
            _above(self._name, flow(self._lender, lender)),
            _beside(self._owed, self._late),
            self._limit,
            self._source,
            gap=theme.GAP_L,
        )
        row = cards.columns((facts, 1), (self._actions(tab), 0))
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)

    def _actions(self, tab: "AccountTab") -> QWidget:
        edit = cards.button(
            i18n.t("action.edit_account"),
            "edit_account",
            lambda: tab.edit_requested.emit(self._account_id),
        )
        self._more = QPushButton(i18n.t("head.more"))
        self._more.setObjectName("account_more")
        self._more.setAutoDefault(True)
        self._more.setAccessibleName(i18n.t("head.more_name"))
        menu = QMenu(self._more)
        self._days = self._entry(menu, "head.days", "change_days", tab.days_requested)
        self._entry(menu, "head.times", "reminder_times", tab.times_requested)
        self._entry(menu, "head.archive", "archive_account", tab.archive_requested)
        self._entry(menu, "head.remove", "remove_account", tab.remove_requested)
        self._more.setMenu(menu)
        return flow(edit, self._more) if theme.is_large() else _above(edit, self._more)

    def show_account(self, snapshot: Snapshot) -> None:
        """Show the figures of now."""
        account = snapshot.account(self._account_id)
        terms = snapshot.terms_of(account)
        row = owed(snapshot, account)
        t = i18n.t
        self._name.setText(
            account.name if not account.owner else f"{account.name} · {account.owner}"
        )
        self._lender.setText(t("head.lender", lender=terms.lender))
        notes = []
        if row.utilisation is not None:
            notes.append(t("head.used", share=words.percent(row.utilisation)))
        if row.available is not None:
            notes.append(t("head.available", amount=words.money(row.available)))
        until = terms.temporary_limit_until
        if terms.temporary_limit and until is not None and until >= snapshot.today:
            amount = words.money(terms.temporary_limit)
            notes.append(t("head.temporary", amount=amount, day=i18n.day(until)))
        self._limit.set("—" if row.limit is None else words.money(row.limit), " · ".join(notes))
        late = t("head.overdue", amount=words.money(row.overdue)) if row.overdue else ""
        self._late.setVisible(bool(row.overdue))
        self._owed.set(words.money(row.total), late, "danger" if row.overdue else None)
        rows = [snapshot.paying_account(source) for source in account.sources]
        names = [row.name for row in rows if row is not None]
        note = _deduction(terms) if names else t("head.no_source_note")
        self._source.set(" → ".join(names) or t("head.no_source"), note)
        revolving = snapshot.product_of(account).family is Family.REVOLVING
        self._days.setVisible(revolving)

    def _entry(self, menu: QMenu, key: str, name: str, signal: SignalInstance) -> QAction:
        action = QAction(i18n.t(key), menu)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: signal.emit(self._account_id))
        menu.addAction(action)
        return action


def _above(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP_S)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return made


def _beside(first: QWidget, then: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP_S)
    row.addWidget(first, 1)
    row.addWidget(then)
    return made


def _deduction(terms: Terms) -> str:
    return i18n.t(f"head.deduct_{terms.deduct_mode}", time=i18n.clock_time(terms.deduct_at))
