"""The window's pages beside the accounts, in the order of the rail; each is built when first shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from assistant.domain.dues import Obligation
from assistant.ui.context import Context

ACCOUNTS = "accounts"
"""The page with the overview and a tab per account; it comes first and is always there."""


class Shell(Protocol):
    """What a page may ask of the window around it."""

    def open_account(self, account_id: int) -> None:
        """Bring an account's tab to the front."""

    def open_page(self, key: str) -> None:
        """Bring a page to the front."""

    def pay(self, due: Obligation) -> None:
        """Ask how a due was paid."""


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the rail.

    Attributes:
        key: names the page; its words are ``page.<key>``.
        icon: a file of ``resources/icons`` without its ending.
        make: builds the page; imports its module only then.
    """

    key: str
    icon: str
    make: Callable[[Context, Shell], QWidget]


def _cash(context: Context, _shell: Shell) -> QWidget:
    from assistant.ui.tabs.cash import CashPage

    return CashPage(context)


def _reserve(context: Context, _shell: Shell) -> QWidget:
    from assistant.ui.tabs.reserve import ReservePage

    return ReservePage(context)


def _capacity(context: Context, _shell: Shell) -> QWidget:
    from assistant.ui.tabs.capacity import CapacityPage

    return CapacityPage(context)


PAGES: tuple[Page, ...] = (
    Page("cash", "cash", _cash),
    Page("reserve", "reserve", _reserve),
    Page("capacity", "capacity", _capacity),
)
