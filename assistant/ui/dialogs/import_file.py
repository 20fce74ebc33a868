"""Bring a bill file in: read it, show what it holds, let the user decide, store it as one step."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from assistant import i18n
from assistant.domain.imports.meaning import OwnRule
from assistant.domain.snapshot import Changes
from assistant.errors import StorageError, UserError
from assistant.services.imports.mapping import ColumnMapping
from assistant.services.imports.preview import Preview
from assistant.services.imports.reading import UnknownFormat, read_path, read_text
from assistant.services.session import Session
from assistant.ui import cards, theme, words
from assistant.ui.context import Context
from assistant.ui.dialogs.import_classify import ClassifyPanel
from assistant.ui.dialogs.import_lists import BrokenList, SumsList, WaitingList
from assistant.ui.dialogs.import_mapping import MappingDialog
from assistant.ui.dialogs.import_password import PasswordDialog
from assistant.ui.work import Work

SIZE = (860, 600)
Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class BillSource:
    """What is to be read: a file, or pasted text."""

    path: Path | None = None
    text: str = ""
    password: str = ""
    mapping: ColumnMapping | None = None

    @property
    def title(self) -> str:
        """The file's name, or that it was pasted."""
        return i18n.t("import.pasted") if self.path is None else self.path.name


class ImportDialog(QDialog):
    """Reads on another thread; nothing is stored before 「导入」 is pressed."""

    def __init__(self, context: Context, source: BillSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._source = source
        self._rules: list[OwnRule] = []
        self._plan: Preview | None = None
        self._work: Work | None = None
        self.left_something = False
        """Whether the user left it while there was something to import."""
        t = i18n.t
        self.setObjectName("import_dialog")
        self.setWindowTitle(t("import.title"))
        self.resize(*SIZE)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_M)
        name = cards.text(source.title, points=theme.POINTS_TITLE, bold=True, name="import_name")
        layout.addWidget(cards.wrapped(name))
        self._about = cards.wrapped(cards.text(role="muted", name="import_about"))
        layout.addWidget(self._about)
        self._error = cards.wrapped(cards.text(role="error", name="import_error"))
        self._error.hide()
        layout.addWidget(self._error)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._reading_page())
        self._stack.addWidget(self._preview_page())
        layout.addWidget(self._stack, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cards.button(t("form.cancel"), "import_cancel", self.reject))
        self._go = cards.button(t("import.go"), "import_go", self._import, primary=True)
        self._go.setEnabled(False)
        buttons.addWidget(self._go)
        layout.addLayout(buttons)
        self._read()

    def reject(self) -> None:
        """End what runs; nothing was stored."""
        self.left_something = self._work is not None or self._go.isEnabled()
        if self._work is not None:
            self._work.cancel()
        super().reject()

    def done(self, result: int) -> None:
        """Let the rows go: the window keeps its dialogs, and a file may be large."""
        self._plan = None
        self._classify.forget()
        super().done(result)

    # Reading ----------------------------------------------------------------------------------

    def _reading_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        self._progress_words = cards.text(name="import_progress_words")
        self._progress_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._progress_words)
        self._progress = QProgressBar()
        self._progress.setObjectName("import_progress")
        self._progress.setAccessibleName(i18n.t("import.reading"))
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        column.addWidget(self._progress)
        column.addStretch(2)
        return page

    def _read(self) -> None:
        source, rules = self._source, tuple(self._rules)

        def task(session: Session, step: Step) -> object:
            if source.path is None:
                file = read_text(source.text, step)
            else:
                file = read_path(source.path, source.password, source.mapping, step)
            return session.ledger.preview_import(file, rules, step)

        self._run(task, "import.reading", self._on_read)

    def _run(
        self,
        task: Callable[[Session, Step], object],
        words_key: str,
        then: Callable[[object], None],
    ) -> None:
        """Run on the store opened once more; one in memory has only its own thread."""
        session = self._context.session

        def on_own_store(step: Step) -> object:
            twin = session.again()
            try:
                return task(twin, step)
            finally:
                if twin is not session:
                    twin.close()

        self._stack.setCurrentIndex(0)
        self._progress_words.setText(i18n.t(words_key))
        self._go.setEnabled(False)
        self._error.hide()
        self._work = Work(on_own_store, self)
        self._work.progressed.connect(self._on_progress)
        self._work.done.connect(then)
        self._work.failed.connect(self._on_failed)
        self._work.start(on_thread=session.store.path is not None)

    def _on_progress(self, done: int) -> None:
        if self._plan is not None:  # reading does not know how many there are
            self._progress.setRange(0, len(self._plan.file.rows))
            self._progress.setValue(done)
        self._progress_words.setText(i18n.t("import.progress", count=done))

    def _on_failed(self, problem: Exception) -> None:
        self._work = None
        if isinstance(problem, UnknownFormat):
            self._ask_mapping(problem)
        elif isinstance(problem, UserError) and problem.field == "password":
            self._ask_password(problem)
        elif isinstance(problem, UserError):
            self._refuse(problem)
        elif isinstance(problem, StorageError):
            self._context.bus.storage_failed.emit(problem)
            self.reject()
        else:
            self.reject()
            raise problem

    def _refuse(self, problem: UserError) -> None:
        self._progress.hide()
        self._progress_words.setText("")
        self._error.setText(f"✕ {words.error(problem)}")
        self._error.show()

    def _ask_password(self, problem: UserError) -> None:
        refusal = words.error(problem) if problem.key == "import.password_wrong" else ""
        asked = PasswordDialog(refusal, self)
        if not asked.exec():
            self.reject()
            return
        self._source = replace(self._source, password=asked.password)
        self._read()

    def _ask_mapping(self, problem: UnknownFormat) -> None:
        known = self._context.session.ledger.remembered_mapping(problem.document)
        if known is not None and self._source.mapping is None:
            self._source = replace(self._source, mapping=ColumnMapping.of(known))
            self._read()
            return
        asked = MappingDialog(self._context, problem.document, self)
        if not asked.exec() or asked.mapping is None:
            self.reject()
            return
        self._source = replace(self._source, mapping=asked.mapping)
        self._read()

    # Preview ----------------------------------------------------------------------------------

    def _preview_page(self) -> QWidget:
        self._pages = QTabWidget()
        self._pages.setObjectName("import_pages")
        self._pages.setDocumentMode(True)
        self._pages.tabBar().setDrawBase(False)
        self._sums = SumsList(self._context)
        self._waiting = WaitingList(self._context)
        self._classify = ClassifyPanel(self._context)
        self._classify.decided.connect(self._on_decided)
        self._broken = BrokenList()
        for page in (self._sums, self._waiting, self._classify, self._broken):
            self._pages.addTab(page, "")
        return self._pages

    def _on_read(self, plan: object) -> None:
        if not isinstance(plan, Preview):
            raise TypeError(type(plan))
        self._work, self._plan = None, plan
        t = i18n.t
        rows, new = len(plan.file.rows), sum(plan.new)
        parts = [t(f"import.format.{plan.file.format}"), t("import.rows", count=rows)]
        if rows:
            parts.append(t("import.days", first=plan.file.days[0], last=plan.file.days[1]))
        if plan.duplicates:
            parts.append(t("import.known", count=plan.duplicates))
        if plan.bookable:
            parts.append(t("waiting.in_import", count=plan.bookable))
        if plan.file.format == "alipay_cashbook":
            parts.append(t("import.cashbook_hint"))
        self._about.setText(" · ".join(parts))
        self._sums.show_plan(plan)
        waiting = self._waiting.show_plan(plan)
        unclear = self._classify.show_plan(plan)
        broken = self._broken.show_plan(plan)
        titles = (
            t("import.tab_sums"),
            t("import.tab_waiting", count=waiting),
            t("import.tab_unclear", count=unclear) if unclear else t("import.tab_rows"),
            t("import.tab_broken", count=broken),
        )
        for number, (title, shown) in enumerate(
            zip(titles, (1, waiting, rows, broken), strict=True)
        ):
            self._pages.setTabText(number, title)
            self._pages.setTabVisible(number, bool(shown))
        self._stack.setCurrentIndex(1)
        self._go.setText(_go_words(new, plan.bookable))
        self._go.setEnabled(bool(new or plan.bookable or self._rules))
        self._go.setDefault(True)
        self._go.setFocus()

    def _on_decided(self, rule: OwnRule) -> None:
        self._rules.append(rule)
        plan, rules = self._plan, tuple(self._rules)
        if plan is not None:
            self._run(
                lambda session, step: session.ledger.preview_import(plan.file, rules, step),
                "import.comparing",
                self._on_read,
            )

    # Storing ----------------------------------------------------------------------------------

    def _import(self) -> None:
        plan, rules = self._plan, tuple(self._rules)
        if plan is not None:
            self._run(
                lambda session, step: session.ledger.import_rows(plan, rules, step),
                "import.storing",
                self._on_stored,
            )

    def _on_stored(self, changes: object) -> None:
        self._work = None
        if isinstance(changes, Changes) and changes:
            self._context.bus.changed.emit(changes | Changes.BILLS)
        self.accept()


def _go_words(new: int, bookable: int) -> str:
    """What the button does, with numbers."""
    if new and bookable:
        return i18n.t("waiting.go_both", count=new, waiting=bookable)
    if bookable:
        return i18n.t("waiting.go", count=bookable)
    return i18n.t("import.go_count", count=new) if new else i18n.t("import.nothing_new")
