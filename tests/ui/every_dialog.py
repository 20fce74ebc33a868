"""Every dialog of the program on the demo's data, by the name of its class."""

import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog

from assistant import resources, ui
from assistant.domain.account import ItemKind
from assistant.domain.cashflow import Direction
from assistant.domain.dues import obligations
from assistant.domain.estate_drafts import read_case
from assistant.domain.loan_standing import loan_standing
from assistant.domain.outlook import settlement_outlook
from assistant.domain.plan_parts import plan_rows
from assistant.domain.planning.what_if import Change, SavedWhatIf, WhatIf
from assistant.services.demo import CARD, HUABEI, JIEBEI
from assistant.ui.notification import Notification
from assistant.ui.places import cards_found, places
from tests import bill_files
from tests.ui.conftest import Driver

Make = Callable[[Driver, Any, Path], QDialog]


def nothing(*_given: Any, **_named: Any) -> None:
    """Stands for what a dialog would do."""


def built_on() -> set[type[QDialog]]:
    """Dialogs that only serve as a base of others."""
    from assistant.ui.dialogs.freeze import FreezeDialog
    from assistant.ui.form import FormDialog

    return {FormDialog, FreezeDialog}


def without_controls() -> set[type[QDialog]]:
    """What only says that work takes long; Qt makes its one button."""
    from assistant.ui.busy import _Waiting

    return {_Waiting}


def classes() -> Iterator[type[QDialog]]:
    """Every dialog class there is under ``assistant.ui``."""
    for module in pkgutil.walk_packages(ui.__path__, "assistant.ui."):
        importlib.import_module(module.name)
    waiting: list[type[QDialog]] = [QDialog]
    found = set()
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.startswith("assistant."):
                found.add(kind)
    yield from sorted(found - built_on() - without_controls(), key=lambda kind: kind.__name__)


def _alert_list(_driver: Driver, kind: Any, _folder: Path) -> QDialog:
    made: QDialog = kind()
    made.put(Notification("tag", "花呗", "¥2,386.50"))  # type: ignore[attr-defined]
    return made


def _estate(driver: Driver) -> Any:
    ledger = driver.session.ledger
    case = read_case(json.loads(resources.path("examples/estate.json").read_text("utf-8")))
    ledger.save_estate(case)
    return driver.session.queries.estates()[0]


def _row(driver: Driver, kind: Any, _folder: Path) -> QDialog:
    from assistant.ui.dialogs.estate import ROWS

    saved = _estate(driver)
    return kind(driver.context, saved, ROWS["debts"], 0, driver.window)


def _import(driver: Driver, kind: Any, folder: Path) -> QDialog:
    from assistant.ui.dialogs.import_file import BillSource

    path = folder / "bill.csv"
    path.write_bytes(bill_files.alipay_app())
    made: QDialog = kind(driver.context, BillSource(path), driver.window)
    made.show()
    tabs = made.findChild(QDialog.__mro__[1], "import_pages")
    assert tabs is not None
    driver.qtbot.waitUntil(tabs.isVisible)
    return made


def _mapping(driver: Driver, kind: Any, _folder: Path) -> QDialog:
    from assistant.services.imports.reading import UnknownFormat, read_bytes

    unknown = "甲,乙,丙\n2026-10-01,12.50,超市\n".encode()
    try:
        read_bytes("x.csv", unknown)
    except UnknownFormat as found:
        return kind(driver.context, found.document, driver.window)
    raise AssertionError("the format is known")


def _palette(driver: Driver, kind: Any, _folder: Path) -> QDialog:
    window = driver.window
    entries = [*places(driver.context, window)]
    return kind(entries, window, partial(cards_found, driver.context, window))


def _report(driver: Driver, kind: Any, folder: Path) -> QDialog:
    path = folder / "crash.txt"
    path.write_text("Beifu", "utf-8")
    return kind(path, driver.window)


def _differences(driver: Driver, kind: Any, _folder: Path) -> QDialog:
    from assistant.services.compare import differences

    before = driver.session.store.dump()
    driver.session.ledger.undo()
    found = differences(before, driver.session.store.dump())
    choices = {"mine": "a", "theirs": "b"}
    return kind("title", "note", found, lambda _row: ["a line"], choices, driver.window)


def _dues(driver: Driver) -> Any:
    return tuple(obligations(driver.context.snapshot(), date(2026, 12, 31)))


def _standing(driver: Driver) -> Any:
    snapshot = driver.context.snapshot()
    return loan_standing(snapshot, snapshot.loans[0])


def _settlement(driver: Driver, kind: Any, _folder: Path) -> QDialog:
    snapshot, standing = driver.context.snapshot(), _standing(driver)
    outlook = settlement_outlook(snapshot, standing, snapshot.today)
    return kind(driver.context, standing.loan, outlook, driver.window)


def _part(driver: Driver, kind: Any, _folder: Path) -> QDialog:
    snapshot = driver.context.snapshot()
    plan = snapshot.plans[0]
    return kind(driver.context, plan, plan_rows(snapshot, plan)[-1], driver.window)


def _of(*more: Callable[[Driver], Any], **named: Any) -> Make:
    """A dialog on the context, further arguments, and the window."""

    def make(driver: Driver, kind: Any, _folder: Path) -> QDialog:
        arguments = [read(driver) for read in more]
        return kind(driver.context, *arguments, driver.window, **named)

    return make


def _plain(*arguments: Any) -> Make:
    """A dialog that knows no context."""
    return lambda driver, kind, _folder: kind(*arguments, driver.window)


def _snapshot(name: str, at: int = 0) -> Callable[[Driver], Any]:
    return lambda driver: getattr(driver.context.snapshot(), name)[at]


def _value(value: Any) -> Callable[[Driver], Any]:
    return lambda _driver: value


def _product(driver: Driver) -> Any:
    return driver.session.products["huabei"]


MAKERS: dict[str, Make] = {
    "AboutDialog": _of(),
    "AccountDialog": _of(_product, _snapshot("accounts")),
    "ActualDialog": _of(_snapshot("cash_items")),
    "AlertList": _alert_list,
    "BackupsDialog": _plain(list, list, nothing, nothing, UTC),
    "BillDialog": _of(_value(HUABEI), _snapshot("bills")),
    "CashItemDialog": _of(_value(Direction.INCOME), _value(None)),
    "CashRulesDialog": _of(),
    "CeilingsDialog": _of(),
    "ChangeDaysDialog": _of(_value(CARD)),
    "ContactDialog": _of(_value(None)),
    "CrashReportDialog": _report,
    "DifferencesDialog": _differences,
    "DisputeDialog": _of(),
    "EarmarkDialog": _of(),
    "EncryptDialog": _plain("encryption.title", nothing),
    "EstateDialog": _of(_value(None)),
    "EvidenceDialog": lambda driver, kind, _folder: kind("note.txt", b"words", driver.window),
    "ExportDialog": _of(),
    "FirstDialog": _of(_product, _value("花呗二")),
    "FreezePartDialog": _part,
    "FreezeTermDialog": _of(
        lambda driver: _standing(driver).loan.id, lambda driver: _standing(driver).terms[-1].row
    ),
    "ImportDialog": _import,
    "ImportRulesDialog": _of(),
    "ItemDialog": _of(_value(HUABEI), _value(ItemKind.PURCHASE), _value(None)),
    "LearnDialog": _of(_value("estate-cap")),
    "LetterDialog": _of(_value("title"), _value(lambda _sender, _values: "a letter")),
    "LoanDialog": _of(_value(JIEBEI), _snapshot("loans")),
    "LockDialog": _plain(
        "10", True, nothing, {"change": nothing, "renew": nothing, "off": nothing}
    ),
    "MappingDialog": _mapping,
    "Palette": _palette,
    "PassphraseDialog": _plain(nothing),
    "PasswordDialog": _plain(""),
    "PasteDialog": _of(),
    "PayingAccountDialog": _of(_snapshot("paying_accounts")),
    "PaymentDialog": _of(lambda driver: _dues(driver)[0], _value(None)),
    "PlanDialog": _of(_value(HUABEI)),
    "PreferencesDialog": _of(),
    "PrepaymentDialog": _of(_standing),
    "RateChangeDialog": _of(_standing),
    "RecordMonthsDialog": _of(_value(HUABEI), _value(date(2026, 9, 1)), _value(None)),
    "RecurringDialog": _of(),
    "ReliefDialog": _of(),
    "ReminderTimesDialog": _of(lambda driver: _dues(driver)[0]),
    "RenameWhatIfDialog": _of(_value(SavedWhatIf(1, WhatIf("what if", Change.INCOME_LOST, 2)))),
    "ReserveDialog": _of(),
    "RowDialog": _row,
    "RulesDialog": _of(),
    "SecondDialog": _plain("", "", "", nothing),
    "SettlePlanDialog": _of(_snapshot("plans")),
    "SettlementDialog": _settlement,
    "SheetDialog": _of(),
    "ShortcutsDialog": _plain(),
    "SnoozeDialog": _of(lambda driver: _dues(driver)[0]),
    "SplitDialog": _of(_dues),
    "StressDialog": _plain(nothing, 3, None),
    "WaitingDialog": _of(),
    "WhatIfDialog": _of(),
}
"""How each is made; a dialog that is missing here fails the tests."""
