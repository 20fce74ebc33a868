"""The top of an account's tab: name, lender, key figures, edit and delete."""

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.overview import owed
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, theme, words


class AccountHead(QWidget):
    """An account's name, lender and key figures, with edit and delete."""

    def __init__(
        self, account_id: int, edit_requested: SignalInstance, remove_requested: SignalInstance
    ) -> None:
        super().__init__()
        self._account_id = account_id
        t = i18n.t
        self._name = cards.text(points=15, bold=True, name="account_name")
        self._lender = cards.text(role="muted")
        self._limit = cards.Figure(t("head.limit"), "head_limit")
        self._owed = cards.Figure(t("head.owed"), "head_owed")
        self._source = cards.Figure(t("head.source"), "head_source")
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._lender)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_L * 2)
        row.addLayout(names)
        for figure in (self._owed, self._limit, self._source):
            row.addWidget(figure)
        row.addStretch(1)
        row.addWidget(self._button("action.edit_account", "edit_account", edit_requested.emit))
        row.addWidget(self._button("action.remove", "remove_account", remove_requested.emit))

    def show_account(self, snapshot: Snapshot) -> None:
        """Show the figures of now."""
        account = snapshot.account(self._account_id)
        terms = snapshot.terms_of(account)
        row = owed(snapshot, account)
        self._name.setText(account.name)
        self._lender.setText(i18n.t("head.lender", lender=terms.lender))
        used = row.utilisation
        note = "" if used is None else i18n.t("head.used", share=words.percent(used))
        self._limit.set("—" if row.limit is None else words.money(row.limit), note)
        late = i18n.t("head.overdue", amount=words.money(row.overdue)) if row.overdue else ""
        self._owed.set(words.money(row.total), late, "danger" if row.overdue else None)
        paying = snapshot.paying_account(account.paying_account_id)
        self._source.set(paying.name if paying else i18n.t("head.no_source"))

    def _button(self, key: str, name: str, act: Callable[[int], object]) -> QWidget:
        return cards.button(i18n.t(key), name, lambda: act(self._account_id))
