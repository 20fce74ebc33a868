"""A loan's term or a plan's part as the payment app shows it, in place of what was computed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.instalments import InstalmentRow
from assistant.domain.loan import ScheduleRow
from assistant.domain.money import ZERO, Money
from assistant.ui import words
from assistant.ui.fields import MoneyField
from assistant.ui.form import Field, FormDialog


class FreezeDialog(FormDialog):
    """Take a row over as the payment app shows it, or let it be computed again.

    ``cost`` is the name, caption and amount of what it costs beside its principal; ``freeze`` takes
    principal and cost as typed, ``thaw`` takes that back.
    """

    def __init__(
        self,
        row: ScheduleRow | InstalmentRow,
        cost: tuple[str, str, Money],
        freeze: Callable[[Money, Money], None],
        thaw: Callable[[], object],
        parent: QWidget,
    ) -> None:
        self._freeze = freeze
        self._cost, caption, charged = cost
        t = i18n.t
        principal = words.plain(row.principal)
        super().__init__(
            t("freeze.title", no=row.no),
            [
                Field("principal", t("column.principal"), MoneyField(), value=principal),
                Field(self._cost, caption, MoneyField(), value=words.plain(charged)),
            ],
            self._save,
            parent,
            note=t("freeze.note"),
        )

        def let_go() -> None:
            thaw()
            self.accept()

        if row.frozen:
            self.add_action(t("freeze.thaw"), "thaw", let_go)

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        principal, cost = (
            drafts.optional_money(values, name) or ZERO for name in ("principal", self._cost)
        )
        self._freeze(principal, cost)
