"""The lower half of an account's tab: what lies behind the numbers, one section at a time."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from assistant import i18n


class Sections(QTabWidget):
    """Titled pages; as high as the one that is shown, so that the page around it scrolls."""

    def __init__(self, pages: Sequence[tuple[str, QWidget]]) -> None:
        super().__init__()
        self.setObjectName("sections")
        self.setDocumentMode(True)
        self.setAccessibleName(i18n.t("sections.name"))
        for name, page in pages:
            self.addTab(page, i18n.t(f"sections.{name}"))
        self.currentChanged.connect(self._fit)
        self._fit(0)

    def show_section(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.setCurrentWidget(page)

    def _fit(self, current: int) -> None:
        for number in range(self.count()):
            policy = (
                QSizePolicy.Policy.Preferred if number == current else QSizePolicy.Policy.Ignored
            )
            page = self.widget(number)
            if page is not None:
                page.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.updateGeometry()
