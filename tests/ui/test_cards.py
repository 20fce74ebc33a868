"""Small widgets: what they say to the eye they also say in words."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from assistant.ui import cards, theme


@pytest.fixture(autouse=True, params=["light", "dark"])
def dress(request: pytest.FixtureRequest, qapp: QApplication) -> None:
    """Both themes."""
    theme.apply_theme(qapp, request.param)


def test_a_label_never_takes_words_for_markup(qtbot: QtBot) -> None:
    label = cards.text("<b>花呗</b>", role="muted", name="what")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert (label.property("role"), label.objectName()) == ("muted", "what")


def test_a_tone_colours_a_label_and_goes_again(qtbot: QtBot) -> None:
    label = cards.text("! 逾期")
    qtbot.addWidget(label)
    label.show()

    def shown() -> QColor:
        return label.palette().color(label.foregroundRole())

    cards.set_tone(label, "danger")
    assert shown() == theme.colour("danger")
    cards.set_tone(label, None)
    assert shown() == theme.colour("text")


def test_a_button_acts_without_qts_own_argument(qtbot: QtBot) -> None:
    acted: list[tuple[object, ...]] = []
    made = cards.button("删除(&D)", "remove", lambda *args: acted.append(args), primary=True)
    qtbot.addWidget(made)
    made.click()
    assert acted == [()]
    assert made.property("role") == "primary"
    assert made.accessibleName() == "删除(D)"


def test_a_figure_is_named_with_its_caption(qtbot: QtBot) -> None:
    figure = cards.Figure("总欠款", "total_owed")
    qtbot.addWidget(figure)
    figure.set("¥1,234.00", "3 个账户", "danger")
    value = figure.findChild(QLabel, "total_owed")
    assert value is not None
    assert value.accessibleName() == "总欠款 ¥1,234.00"
    assert value.property("tone") == "danger"
    assert "3 个账户" in [label.text() for label in figure.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("share", "meaning", "filled"),
    [
        ("0", "accent", 0),
        ("0.5", "accent", 50),
        ("0.7", "accent", 70),
        ("0.71", "warning", 71),
        ("0.91", "danger", 91),
        ("1.5", "danger", 100),
    ],
)
def test_a_bar_is_as_long_as_the_share_and_warns_near_the_limit(
    qtbot: QtBot, share: str, meaning: str, filled: int
) -> None:
    bar = cards.Bar()
    qtbot.addWidget(bar)
    bar.set_share(Decimal(share), "花呗: 已用")
    bar.resize(200, bar.sizeHint().height())
    picture = bar.grab().toImage()
    colours = [picture.pixelColor(x, 4) for x in range(4, 196)]
    expected = theme.colour(meaning)
    assert abs(sum(colour == expected for colour in colours) - 192 * filled // 100) <= 6
    assert bar.accessibleName() == "花呗: 已用"
    assert bar.toolTip() == "花呗: 已用"


def test_a_banner_and_an_empty_state_offer_their_buttons(qtbot: QtBot) -> None:
    pressed: list[str] = []
    discard = cards.button("丢弃", "discard", lambda: pressed.append("discard"))
    add = cards.button("添加花呗", "add", lambda: pressed.append("add"))
    banner = cards.Banner("示例数据", [discard], "warning")
    empty = cards.EmptyState("还没有账户", "照着 App 填几个数字", [add])
    for widget in (banner, empty):
        qtbot.addWidget(widget)
    discard.click()
    add.click()
    assert pressed == ["discard", "add"]
    assert (banner.property("tone"), banner.words.text()) == ("warning", "示例数据")
    assert discard.parentWidget() is banner
    assert add.parentWidget() is empty


def test_a_page_scrolls_sideways_only_where_its_content_is_wider(qtbot: QtBot) -> None:
    inner = QWidget()
    area = cards.page(inner)
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    assert not area.horizontalScrollBar().isVisible()
    inner.setMinimumWidth(600)
    qtbot.waitUntil(area.horizontalScrollBar().isVisible)
    assert area.widget() is inner
