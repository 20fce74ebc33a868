"""Colours that can be read: WCAG AA in both themes, computed from the palette."""

import pytest
from PySide6.QtWidgets import QApplication

from assistant.ui import theme

TEXTS = ("text", "muted", "accent", "ok", "warning", "danger")
PAIRS = [(text, ground) for text in TEXTS for ground in ("page", "card")]
PAIRS += [("ok", "ok_soft"), ("warning", "warning_soft"), ("danger", "danger_soft")]
PAIRS += [("accent_text", "accent"), ("text", "selection"), ("text", "hover"), ("text", "field")]
PAIRS += [("text", "warning_soft"), ("text", "danger_soft")]


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
def test_the_edge_of_a_field_can_be_seen(name: str) -> None:
    palette = theme.colours(name)
    assert contrast(palette["field_line"], palette["card"]) >= 3


def test_both_themes_have_the_same_meanings() -> None:
    assert theme.colours("light").keys() == theme.colours("dark").keys()


@pytest.mark.parametrize("mode", theme.MODES)
def test_a_theme_dresses_the_whole_program(qapp: QApplication, mode: str) -> None:
    theme.apply_theme(qapp, mode)
    assert "@" not in qapp.styleSheet()
    assert qapp.font().families()[2] == "Noto Sans CJK SC"
