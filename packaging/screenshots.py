"""Pictures of the window with the demo's data on one fixed day, for README, the guides and the eye.

usage: screenshots.py                  the pictures of README and the guides, into resources/screenshots/
       screenshots.py --all FOLDER     every page in both themes, languages and sizes, to be looked at

It wants a screen: ``xvfb-run -a -s "-screen 0 1920x1200x24" python packaging/screenshots.py``.
"""

import argparse
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import QEventLoop, QSize, Qt, QThreadPool, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from assistant import i18n
from assistant.app import App
from assistant.clock import fixed_clock
from assistant.paths import Paths
from assistant.services.demo import CARD, HUABEI, JIEBEI
from assistant.ui import theme
from assistant.ui.bus import Bus
from assistant.ui.context import Context
from assistant.ui.main_window import MainWindow
from assistant.ui.notification import Reach
from assistant.ui.pages import PAGES

KEPT = Path(__file__).parent.parent / "resources" / "screenshots"
NOW = datetime(2026, 11, 3, 4, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
SMALL, LARGE = QSize(1024, 640), QSize(1920, 1200)
TABS = {"overview": 0, "huabei": HUABEI, "jiebei": JIEBEI, "card": CARD}
SHOTS = (*TABS, *(page.key for page in PAGES))
EXAMPLE = {"estate": "example_estate"}
"""A page that says nothing before its numbers are there, and its button that fills in an example."""
GUIDE = (
    *("overview", "card", "jiebei", "calendar", "cash", "reserve", "plan", "capacity", "record"),
    *("linkage", "late", "collection", "estate", "knowledge", "reminders"),
)
COLOURS = 256


@contextmanager
def window(folder: Path, mode: str, language: str, scale: int) -> Iterator[MainWindow]:
    """The demo's window in a theme, a language and a size of text, painted and complete."""
    i18n.use(language)
    theme.apply_theme(QApplication.instance(), mode, scale)
    session = App(Paths(folder), fixed_clock(NOW), ZONE).open_demo()
    context = Context(session, Bus())
    coming = session.watch.tick().next_reminder
    context.delivery.tell(Reach(tray=True, service=True, buttons=True), coming)
    shown = MainWindow(context)
    shown.resize(SMALL)
    loop = QEventLoop()
    shown.painted.connect(loop.quit)
    shown.show()
    loop.exec()
    try:
        yield shown
    finally:
        shown.close_for_good()
        session.close()


def turn_to(shown: MainWindow, name: str) -> None:
    """Bring a page or an account's tab to the front, with an example where it has one, and let it finish."""
    if name in TABS:
        shown.open_account(TABS[name]) if TABS[name] else shown.open_overview()
    else:
        shown.open_page(name)
    settle()
    example = shown.findChild(QPushButton, EXAMPLE.get(name, "no example"))
    if example is not None and example.isVisible():
        example.click()
        settle()


def settle() -> None:
    """Until nothing is computed any more and all is painted."""
    loop = QEventLoop()
    for _ in range(2):
        while is_computing():
            QTimer.singleShot(20, loop.quit)
            loop.exec()
        QTimer.singleShot(120, loop.quit)
        loop.exec()


def is_computing() -> bool:
    """Whether a page still works on a thread; Python's stand-ins for Qt's threads never end."""
    own = [one for one in threading.enumerate() if not one.name.startswith("Dummy")]
    return len(own) > 1 or QThreadPool.globalInstance().activeThreadCount() > 0


def picture(shown: QWidget, size: QSize) -> QPixmap:
    """The window as it looks at a size."""
    shown.resize(size)
    settle()
    return shown.grab()


def save(pixmap: QPixmap, path: Path) -> None:
    """Write a PNG of the picture's most frequent colours: a third of the bytes, the same to the eye."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32)
    found, counts = np.unique(pixels, return_counts=True)
    table = [int(one) for one in found[np.argsort(counts)[::-1][:COLOURS]]]
    indexed = image.convertToFormat(
        QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither
    )
    if not indexed.save(str(path), "PNG", 0):  # 0: the smallest file
        raise SystemExit(f"cannot write {path}")


def for_the_guides(folder: Path) -> None:
    """The pictures that README and the guides show: Chinese and light, and one English and dark."""
    with window(folder / "zh_CN", "light", "zh_CN", 100) as shown:
        for name in GUIDE:
            turn_to(shown, name)
            save(picture(shown, SMALL), KEPT / f"{name}.png")
    with window(folder / "en", "dark", "en", 100) as shown:
        save(picture(shown, SMALL), KEPT / "overview-dark-en.png")


def everything(folder: Path, into: Path, scale: int, names: list[str]) -> None:
    """Every page in both themes and languages, at the smallest and at a large size."""
    into.mkdir(parents=True, exist_ok=True)
    for mode, language in product(("light", "dark"), i18n.LANGUAGES):
        with window(folder / f"{mode}-{language}", mode, language, scale) as shown:
            for name in names:
                turn_to(shown, name)
                for size in (SMALL, LARGE):
                    part = f"{name}-{mode}-{language}-{size.width()}x{size.height()}"
                    save(picture(shown, size), into / f"{part}.png")


def main() -> None:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description="pictures of the window with the demo's data")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, to be looked at")
    parser.add_argument("--scale", type=int, default=100, help="size of text in per cent")
    parser.add_argument("--only", nargs="+", choices=SHOTS, default=SHOTS, help="these pages")
    given = parser.parse_args()
    QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="beifu-screenshots-") as scratch:
        if given.all is None:
            for_the_guides(Path(scratch))
        else:
            everything(Path(scratch), given.all, given.scale, list(given.only))


if __name__ == "__main__":
    main()
