"""The lower half of an account's tab: what lies behind the numbers, one section at a time."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from assistant import i18n


class Sections(QTabWidget):
    """Titled pages; as high as the one that is shown, so that the page around it scrolls."""

    def __init__(self, pages: Sequence[tuple[str, QWidget]]) -> None:
        super().__init__()
        self.setObjectName("sections")
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.setAccessibleName(i18n.t("sections.name"))
        for name, page in pages:
            self.addTab(page, i18n.t(f"sections.{name}"))
        self.currentChanged.connect(self._fit)
        self._fit(0)

    def _fit(self, current: int) -> None:
        for number in range(self.count()):
            policy = (
                QSizePolicy.Policy.Preferred if number == current else QSizePolicy.Policy.Ignored
            )
            page = self.widget(number)
            if page is not None:
                page.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The bar and the page below it."""
        return self._with_bar(super().sizeHint(), lambda page: page.sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Of the page that is shown alone: a hidden page's table must not stretch the others."""
        return self._with_bar(super().minimumSizeHint(), lambda page: page.minimumSizeHint())

    def hasHeightForWidth(self) -> bool:
        """As the page that is shown: Qt would ask them all."""
        return self.count() > 0 and self.currentWidget().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """The bar and the page below it."""
        if not self.count():
            return super().heightForWidth(width)
        return self.tabBar().sizeHint().height() + self.currentWidget().heightForWidth(width) + 2

    def _with_bar(self, whole: QSize, hint: Callable[[QWidget], QSize]) -> QSize:
        if not self.count():
            return whole
        bar = self.tabBar().sizeHint().height()
        return QSize(whole.width(), bar + hint(self.currentWidget()).height() + 2)
