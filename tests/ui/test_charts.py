"""Pictures tell their values by pointer and by keyboard, and say what their colours mean."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assistant.ui import theme
from assistant.ui.cost_bars import Bar, CostBars
from assistant.ui.plan_chart import DebtStack, Layer, MonthBars, brush
from assistant.ui.plot import nice

DAYS = [date(2026, 11, 26), date(2026, 12, 10), date(2027, 1, 5)]
LAYERS = [
    Layer("花呗", (100_000, 50_000, 0)),
    Layer("借呗", (300_000, 300_000, 20_000)),
    Layer("还清的", (0, 0, 0)),
]


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    """Pictures take their colours from the theme."""
    theme.apply_theme(qapp, "light")


@pytest.mark.parametrize("kind", [DebtStack, MonthBars])
def test_a_stack_tells_each_place_with_its_sum(
    qtbot: QtBot, kind: type[DebtStack | MonthBars]
) -> None:
    chart = kind("chart", "图")
    qtbot.addWidget(chart)
    QTest.keyClick(chart, Qt.Key.Key_Right)  # nothing to tell yet
    chart.set_layers([], [])
    assert not chart.isVisible()
    chart.set_layers(DAYS, LAYERS)
    chart.resize(600, chart.sizeHint().height())
    chart.show()
    assert [sign.name for sign in chart.legend()] == ["花呗", "借呗"]
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert "¥4,000.00" in chart.accessibleDescription()
    assert "花呗 ¥1,000.00" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert "花呗" not in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert "2026-12" in chart.accessibleDescription()
    where = QPoint(round(chart.across(2)), 100)
    QTest.mouseMove(chart, where)
    qtbot.waitUntil(lambda: "2027-01" in chart.accessibleDescription())
    assert chart.upwards(0) > chart.upwards(400_000)
    chart.grab()


def test_a_narrow_picture_breaks_its_legend_and_grows(qtbot: QtBot) -> None:
    chart = DebtStack("chart", "图")
    qtbot.addWidget(chart)
    chart.set_layers(DAYS, [Layer(f"很长的账户名字 {n}", (n + 1, n, n)) for n in range(9)])
    chart.resize(1200, 300)
    wide = chart.sizeHint().height()
    chart.resize(300, 300)
    assert chart.sizeHint().height() > wide
    # Nine layers differ by shade or by pattern.
    kinds = {(brush(n).color().name(), brush(n).style()) for n in range(9)}
    assert len(kinds) == 9


def test_bars_tell_their_values_by_pointer_and_keyboard(qtbot: QtBot) -> None:
    bars = CostBars("bars", "各种还法")
    qtbot.addWidget(bars)
    QTest.keyClick(bars, Qt.Key.Key_Down)
    bars.set_bars([Bar("最省", 100, best=True, note="不逾期"), Bar("雪球", 250)])
    bars.resize(500, bars.sizeHint().height())
    bars.show()
    assert bars.accessibleDescription() == "最省 ¥1.00 不逾期; 雪球 ¥2.50"
    QTest.keyClick(bars, Qt.Key.Key_Down)
    QTest.keyClick(bars, Qt.Key.Key_Down)
    assert bars.accessibleDescription() == "雪球 ¥2.50"
    QTest.keyClick(bars, Qt.Key.Key_A)
    QTest.mouseMove(bars, QPoint(200, 12))
    qtbot.waitUntil(lambda: bars.accessibleDescription() == "最省 ¥1.00 不逾期")
    bars.grab()


@pytest.mark.parametrize(("fen", "step"), [(0, 100), (101, 200), (400, 500), (50_001, 100_000)])
def test_the_axis_has_round_steps(fen: int, step: int) -> None:
    assert nice(fen) == step
