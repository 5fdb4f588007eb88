"""Both themes can be read by everybody and can be changed while the window is open."""

from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel

from ui import icons, theme
from ui.theme import DARK, LIGHT, Colours, Tone


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "surfaces"),
    [
        ("text", "window nav panel entry alternate hover selection plain_quiet accent_quiet"),
        ("muted", "window nav panel entry alternate hover selection plain_quiet accent_quiet"),
        ("accent", "panel nav accent_quiet window"),
        ("accent_text", "accent accent_hover"),
        ("red", "panel red_quiet alternate"),
        ("amber", "panel amber_quiet"),
        ("green", "panel green_quiet"),
    ],
)
def test_words_stand_out_from_their_surface(look: Colours, ink: str, surfaces: str) -> None:
    table = asdict(look)
    poor = {name: round(contrast(table[ink], table[name]), 2) for name in surfaces.split()}
    assert {name: ratio for name, ratio in poor.items() if ratio < 4.5} == {}


def test_a_grey_that_is_too_pale_would_be_found() -> None:
    assert contrast("#aaaaaa", "#ffffff") < 4.5 < contrast("#000000", "#ffffff")


def test_both_style_sheets_fill_every_word() -> None:
    for look in (LIGHT, DARK):
        assert "@" not in theme.style_sheet(look)
        assert look.accent in theme.style_sheet(look)


def test_the_theme_changes_while_a_window_is_open(dressed: QApplication, qtbot: object) -> None:
    label = QLabel("前台")
    qtbot.addWidget(label)  # type: ignore[attr-defined]
    label.show()
    mark = icons.IconLabel("bell")
    qtbot.addWidget(mark)  # type: ignore[attr-defined]
    before = mark.pixmap().toImage()
    theme.apply(dressed, "dark")
    assert label.palette().windowText().color().name() == DARK.text
    assert theme.colours() is DARK
    mark.show()
    assert mark.pixmap().toImage() != before


def test_qt_speaks_chinese_and_uses_a_chinese_font(dressed: QApplication) -> None:
    assert dressed.translate("QPlatformTheme", "Cancel") == "取消"
    assert dressed.font().families()[0] == "Microsoft YaHei UI"


def test_every_tone_has_its_colour_in_both_themes() -> None:
    for look in (LIGHT, DARK):
        assert len({look.ink(tone).name() for tone in Tone}) == len(Tone)


def test_every_icon_draws_something_in_the_asked_colour(dressed: QApplication) -> None:
    assert len(icons.names()) >= 18
    for name in icons.names():
        image = icons.pixmap(name, 24, QColor("#ff0000")).toImage()
        pixels = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
        inks = {pixel.name() for pixel in pixels if pixel.alpha() > 200}
        assert inks, name
        assert all(QColor(ink).green() < 40 for ink in inks), name


def test_an_unknown_icon_is_a_mistake_of_the_program(dressed: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no_such_icon")
