"""The quiet notice of a new version; asks only where the user switched it on, off the window's thread."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from assistant import __version__, i18n
from assistant.clock import Clock
from assistant.domain.settings import Settings
from assistant.domain.snapshot import Changes
from assistant.domain.update import Told, is_due, news, read_told
from assistant.ui import cards
from assistant.ui.context import Context
from assistant.ui.main_window import MainWindow


class Updates(QObject):
    """Asks at most once a week, keeps the answer, and shows it above the pages."""

    def __init__(self, context: Context, clock: Clock, window: MainWindow) -> None:
        super().__init__()
        self._context = context
        self._clock = clock
        self._window = window
        self._asking = False
        self._stopped = False
        self._banner: cards.Banner | None = None
        self._shown: Told | None = None
        context.bus.changed.connect(self._on_changed)

    def stop(self) -> None:
        """The session is about to be closed: an answer that still comes is not kept."""
        self._stopped = True
        self._context.bus.changed.disconnect(self._on_changed)

    def tick(self) -> None:
        """Show what is known; ask where it is time to."""
        settings = self._context.snapshot().settings
        self._show(news(settings, __version__))
        if self._asking or self._context.session.is_demo or not is_due(settings, self._clock()):
            return
        from assistant.services.update import ask  # late: nobody needs it who did not switch it on
        from assistant.ui.work import Work

        self._asking = True
        address, now = settings.update_address, self._clock()
        work = Work(lambda _step: ask(address, now), _application())
        work.done.connect(self._on_answer)
        work.done.connect(work.deleteLater)
        work.start()

    def _on_answer(self, told: Told) -> None:
        self._asking = False
        if not self._stopped:
            self._keep("update_told", str(told))

    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.SETTINGS:
            self.tick()

    def _show(self, told: Told | None) -> None:
        if told == self._shown:
            return
        self._shown = told
        if self._banner is not None:
            self._banner.deleteLater()
            self._banner = None
        if told is None:
            return
        buttons: list[QPushButton] = []
        if told.page:
            show = cards.button(
                i18n.t("update.show"), "show_update", partial(_open, told.page), tip=told.page
            )
            buttons.append(show)
        hide = partial(self._keep, "update_hidden", told.version)
        buttons.append(cards.button(i18n.t("update.hide"), "hide_update", hide))
        words = i18n.t("update.notice", version=told.version, own=__version__)
        self._banner = cards.Banner(words, buttons, "info")
        self._window.add_banner(self._banner)

    def _keep(self, name: str, value: str) -> None:
        self._context.bus.run(self._context.session.ledger.set_setting, name, value)


def last_answer(settings: Settings, context: Context) -> str:
    """When the program last asked, and what it was told, in words."""
    told = read_told(settings.update_told)
    if told is None:
        return i18n.t("update.never")
    when = i18n.moment(told.asked, context.session.zone)
    if told.failure:
        return i18n.t(f"update.failed_{told.failure}", when=when)
    return i18n.t("update.told", when=when, version=told.version)


def _application() -> QObject:
    """Outlives the window: an answer may come when that is closed already."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("no application")
    return application


def _open(page: str) -> None:
    QDesktopServices.openUrl(QUrl(page))
