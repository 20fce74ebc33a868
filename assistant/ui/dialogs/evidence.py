"""A look at a file of evidence: from memory, so that nothing of it is written outside the store."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assistant import i18n
from assistant.ui import cards, plain, theme

SIZE = (760, 620)
_TEXTS = ("txt", "md", "csv", "log", "eml", "vcf")
_MARGIN = 24


def can_show(name: str) -> bool:
    """Whether a file of this name is a picture or a text, which are shown here."""
    ending = name.rpartition(".")[2].lower()
    return ending in _TEXTS or ending.encode() in QImageReader.supportedImageFormats()


class EvidenceDialog(QDialog):
    """One file; what cannot be drawn says so."""

    def __init__(self, name: str, content: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self.setWindowTitle(name)
        self.resize(*SIZE)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_M)
        layout.addWidget(self._shown(name, content), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        done = cards.button(i18n.t("evidence.close"), "evidence_close", self.accept, primary=True)
        row.addWidget(done)
        layout.addLayout(row)
        done.setDefault(True)

    def _shown(self, name: str, content: bytes) -> QWidget:
        if name.rpartition(".")[2].lower() in _TEXTS:
            text = QPlainTextEdit(content.decode("utf-8", "replace"))
            text.setReadOnly(True)
            text.setObjectName("evidence_text")
            text.setAccessibleName(name)
            return text
        picture = _picture(content)
        if picture.isNull():
            label = cards.text(i18n.t("evidence.cannot_show"), role="muted", name="evidence_none")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            return cards.wrapped(label)
        label = plain.label()
        label.setObjectName("evidence_picture")
        label.setAccessibleName(name)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        width = min(picture.width(), SIZE[0] - 3 * _MARGIN)
        smooth = Qt.TransformationMode.SmoothTransformation
        label.setPixmap(picture.scaledToWidth(width, smooth))
        area = QScrollArea()  # a chat's screenshot is higher than any screen
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(label)
        return area


def _picture(content: bytes) -> QPixmap:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)  # a phone tells which side is up
    return QPixmap.fromImageReader(reader)
