"""The words of Qt's own dialogs, in the language in force."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from assistant import i18n

_NAME = "qt_words"


def load(application: QApplication) -> None:
    """Let Qt speak the language in force; its own English needs no file."""
    before = application.findChild(QTranslator, _NAME)
    if before is not None:
        before.setParent(None)
        QApplication.removeTranslator(before)
    if i18n.language() == "zh_CN":
        translator = QTranslator(application)
        translator.setObjectName(_NAME)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load("qtbase_zh_CN", folder):
            QApplication.installTranslator(translator)
