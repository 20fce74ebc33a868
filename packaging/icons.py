"""Draws the program's icon in the sizes and forms that the systems want, from the one SVG file.

usage: icons.py FOLDER
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
SOURCE = Path(__file__).parent.parent / "resources" / "icons" / "app.svg"


def draw(size: int) -> QImage:
    """The icon as a square picture of ``size`` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    return image


def main(folder: Path) -> None:
    """Write a PNG of each size, one ICO for Windows and one ICNS for macOS."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        if not draw(size).save(str(folder / f"{size}.png")):
            raise SystemExit(f"cannot write {folder}")
    draw(256).save(str(folder / "beifu.ico"))
    draw(512).save(str(folder / "beifu.icns"))


if __name__ == "__main__":
    application = QGuiApplication(sys.argv)
    main(Path(sys.argv[1]))
