"""Where the command palette leads: every page, account and knowledge card."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from assistant import i18n
from assistant.ui.context import Context
from assistant.ui.palette import Entry

if TYPE_CHECKING:
    from assistant.ui.main_window import MainWindow


def places(context: Context, window: "MainWindow") -> Iterator[Entry]:
    """Every page and account."""
    for key in window.page_keys:
        yield Entry(i18n.t(f"page.{key}"), i18n.t("palette.page"), partial(window.open_page, key))
    for row in context.snapshot().accounts:
        act = partial(window.open_account, row.id)
        yield Entry(row.name, i18n.t("palette.account"), act)


def cards_found(context: Context, window: "MainWindow", typed: str) -> list[Entry]:
    """The knowledge cards that hold every typed word."""
    found = context.session.rights.knowledge.search(typed)
    hint = i18n.t("palette.card")
    return [Entry(card.title, hint, partial(window.open_card, card.id)) for card in found]
