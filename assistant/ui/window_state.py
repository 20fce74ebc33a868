"""Where the window stood and what it showed, kept from one start to the next."""

import binascii
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

if TYPE_CHECKING:
    from assistant.ui.main_window import MainWindow


def remembered(window: "MainWindow") -> str:
    """Geometry, page and account of a window, as one line for the settings."""
    geometry = window.saveGeometry().toBase64().toStdString()
    page = window.page_keys[window.pages.currentIndex()]
    account = getattr(window.tabs.currentWidget(), "account_id", 0)
    return f"{geometry} {page} {account}"


def recall(window: "MainWindow", line: str) -> None:
    """Put a window where it stood; what cannot be read or is no more changes nothing."""
    parts = line.split(" ")
    if len(parts) != 3:
        return
    geometry, page, account = parts
    try:
        window.restoreGeometry(QByteArray(binascii.a2b_base64(geometry, strict_mode=True)))
    except (binascii.Error, ValueError):
        return
    if account.isdecimal():
        window.open_account(int(account))
    if page in window.page_keys:
        window.open_page(page)
