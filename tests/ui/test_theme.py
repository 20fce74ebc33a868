"""Colours that can be read: WCAG AA in both themes, computed from the palette."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assistant.ui import theme

TEXTS = ("text", "muted", "accent", "ok", "warning", "danger")
PAIRS = [(text, ground) for text in TEXTS for ground in ("page", "card")]
PAIRS += [("ok", "ok_soft"), ("warning", "warning_soft"), ("danger", "danger_soft")]
PAIRS += [("accent_text", "accent"), ("text", "selection"), ("text", "hover"), ("text", "field")]
PAIRS += [("text", "warning_soft"), ("text", "danger_soft"), ("muted", "field"), ("muted", "hover")]
EDGES = [("field_line", ground) for ground in ("page", "card", "field")]
EDGES += [(edge, ground) for edge in ("accent", "danger") for ground in ("page", "card", "field")]
EDGES += [(fill, "line") for fill in ("accent", "warning", "danger")]  # the used part of a bar


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(name: str, text: str, ground: str) -> None:
    palette = theme.colours(name)
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_what_only_a_line_or_a_fill_shows_can_be_seen(name: str, edge: str, ground: str) -> None:
    palette = theme.colours(name)
    assert contrast(palette[edge], palette[ground]) >= 3


def test_both_themes_have_the_same_meanings() -> None:
    assert theme.colours("light").keys() == theme.colours("dark").keys()


@pytest.mark.parametrize("mode", theme.MODES)
def test_a_theme_dresses_the_whole_program(qapp: QApplication, mode: str) -> None:
    theme.apply_theme(qapp, mode)
    assert "@" not in qapp.styleSheet()
    assert qapp.font().families()[2] == "Noto Sans CJK SC"


def test_the_programs_dress_follows_the_systems_only_when_it_is_asked_to(
    qapp: QApplication,
) -> None:
    system = qapp.styleHints().colorSchemeChanged
    page = {name: theme.colours(name)["page"] for name in ("light", "dark")}
    theme.apply_theme(qapp, "system")
    system.emit(Qt.ColorScheme.Dark)
    assert theme.colour("page").name() == page["dark"]
    assert page["dark"] == qapp.palette().window().color().name()
    system.emit(Qt.ColorScheme.Light)
    assert theme.colour("page").name() == page["light"]
    theme.apply_theme(qapp, "light")
    system.emit(Qt.ColorScheme.Dark)
    assert theme.colour("page").name() == page["light"]


def test_the_pictures_that_the_stylesheet_names_are_there(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light")
    named = re.findall(r'url\("([^"]+)"\)', qapp.styleSheet())
    assert named
    assert all(Path(name).is_file() for name in named)


def test_text_is_as_large_as_the_user_wants_it(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light", 200)
    try:
        assert qapp.font().pointSizeF() == 2 * theme.POINTS
        assert theme.scaled(30) == 60
    finally:
        theme.apply_theme(qapp, "light")
    assert theme.font().pointSizeF() == theme.POINTS
