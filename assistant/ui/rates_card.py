"""利率核对: the real yearly cost of each instrument, the lender's own figure, and the caps that apply."""

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout

from assistant import i18n
from assistant.domain.caps import cap_checks
from assistant.domain.costs import Cost, costs
from assistant.domain.snapshot import Snapshot
from assistant.errors import UserError
from assistant.ui import cards, words
from assistant.ui.context import Context
from assistant.ui.learn_link import learn_link
from assistant.ui.table import Column, TableView


class RatesCard(cards.Card):
    """Rates side by side; below, the chosen one against the caps for that lender on that day."""

    def __init__(self, context: Context, account_id: int) -> None:
        super().__init__("", "rates")
        self._context = context
        self._account_id = account_id
        t = i18n.t
        self._hint = cards.prose(t("rates.none"), role="muted")
        self._table = TableView(
            [
                Column("rates.what", lambda row: row.title),
                Column("rates.nominal", lambda row: words.percent(row.nominal, 2), right=True),
                Column("rates.effective", lambda row: words.percent(row.effective, 2), right=True),
                Column("rates.simple", lambda row: _optional(row.simple), right=True),
                Column("rates.disclosed", lambda row: _optional(row.disclosed), right=True),
                Column("rates.difference", lambda row: _optional(row.difference), right=True),
            ],
            name_key="rates.name",
        )
        self._table.setObjectName("rate_table")
        self._table.chosen.connect(self._on_chosen)
        self._caps = cards.prose(name="caps")
        self._note = cards.prose(role="muted", name="caps_note")
        self._learn = learn_link(context, "rate-caps", t("rates.name"))
        caps = QHBoxLayout()
        caps.addWidget(self._caps, 1)
        caps.addWidget(self._learn)
        self.body.addWidget(self._hint)
        self.body.addWidget(self._table)
        self.body.addLayout(caps)
        self.body.addWidget(self._note)
        self.body.addStretch(1)

    def show_account(self, snapshot: Snapshot) -> None:
        """Show the account's instruments."""
        rows = costs(snapshot, snapshot.account(self._account_id), i18n.t("rates.rolling"))
        self._table.set_rows(rows, lambda before, after: before.title == after.title)
        self._table.fit()
        self._table.setVisible(bool(rows))
        self._hint.setVisible(not rows)
        self._on_chosen(self._table.current())

    def _on_chosen(self, row: Cost | None) -> None:
        for part in (self._caps, self._learn, self._note):
            part.setVisible(row is not None)
        if row is None:
            return
        try:
            rules = self._context.session.rate_rules
        except UserError as problem:  # the user's own table of rates
            self._caps.setText(words.error(problem))
            cards.set_tone(self._caps, "warning")
            self._note.setText(str(problem.field))
            return
        snapshot = self._context.snapshot()
        terms = snapshot.terms_of(snapshot.account(self._account_id))
        checks = cap_checks(rules, terms.lender_type, row.since, row.nominal)
        t = i18n.t
        lines = [
            t(
                "rates.cap_line",
                rule=t(f"law.cap.{check.rule.id}", cap=words.percent(check.cap, 2)),
                result=t("law.exceeded" if check.exceeded else "law.within"),
                weight=t(f"law.weight.{check.rule.weight}"),
            )
            for check in checks
        ]
        self._caps.setText(
            "\n".join(lines) or t("rates.no_cap", kind=t(f"choice.{terms.lender_type}"))
        )
        exceeded = any(check.exceeded for check in checks)
        cards.set_tone(self._caps, "warning" if exceeded else None)
        self._note.setText(t("law.disclaimer", as_of=rules.lpr_as_of.isoformat()))


def _optional(share: Decimal | None) -> str:
    return "—" if share is None else words.percent(share, 2)
