"""The words of Qt's own dialogs, in the language in force."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from assistant import i18n


def load(translator: QTranslator) -> None:
    """Let Qt speak the language in force; its own English needs no file."""
    QApplication.removeTranslator(translator)
    if i18n.language() == "zh_CN":
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load("qtbase_zh_CN", folder):
            QApplication.installTranslator(translator)
