"""The last crash report as the user reads it before he gives it to anybody."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from assistant import i18n
from assistant.ui import cards, theme
from assistant.ui.flow import flow
from assistant.ui.folders import show_folder_of

_WIDTH, _HEIGHT = 620, 420


class CrashReportDialog(QDialog):
    """The whole text, to be copied, found on disk, or deleted; nothing is sent."""

    def __init__(self, path: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._path = path
        self.setObjectName("crash_report")
        self.setWindowTitle(i18n.t("crash.report"))
        self._text = QPlainTextEdit()
        self._text.setObjectName("crash_report_text")
        self._text.setAccessibleName(i18n.t("crash.report"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(theme.font(theme.POINTS_SMALL).pointSizeF())
        self._text.setFont(fixed)
        try:
            self._text.setPlainText(path.read_text("utf-8", "replace"))
        except OSError:
            self._text.setPlainText(i18n.t("crash.none"))
        t = i18n.t
        copy = cards.button(t("crash.copy"), "copy_report", self._copy)
        folder = cards.button(t("about.open_folder"), "open_folder", self._open_folder)
        delete = cards.button(t("crash.delete"), "delete_report", self._delete)
        close = cards.button(t("about.close"), "close", self.accept, primary=True)
        for made in (copy, folder, delete):
            made.setAutoDefault(False)
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        layout.setSpacing(theme.GAP_M)
        layout.addWidget(cards.wrapped(cards.text(t("crash.note"))))
        layout.addWidget(self._text, 1)
        layout.addWidget(cards.wrapped(cards.text(str(path), role="muted")))
        layout.addWidget(flow(copy, folder, delete, close))
        self.resize(min(theme.scaled(_WIDTH), 900), min(theme.scaled(_HEIGHT), 600))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())

    def _open_folder(self) -> None:
        show_folder_of(self._path)

    def _delete(self) -> None:
        self._path.unlink(missing_ok=True)
        self.accept()
