"""The look of the desk: one colour table for light and dark, the fonts, and the style sheet made from them."""

import re
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources
from firstask_desktop.domain.values import dataclass

SHIPPED = Path(resources.__path__[0])
"""The folder of what the program ships; the style sheet names files in it."""
FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "WenQuanYi Micro Hei")
BASE_POINTS = 10.5
SMALL_POINTS = 8.5
STYLED = ("-style", "Fusion")
"""What a new QApplication is told; to be given its style later it would load the names of everything styles can draw."""
TOKEN = re.compile(r"@(\w+)@")


class Tone(StrEnum):
    """How urgent a word is. Every tone has its own shape beside its colour (see `ui.widgets.shapes`)."""

    PLAIN = "plain"
    QUIET = "quiet"
    ACCENT = "accent"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme's colours as `#rrggbb`; `*_quiet` are surfaces that carry the colour of the same name as text."""

    name: str
    window: str
    nav: str
    panel: str
    entry: str
    line: str
    edge: str
    alternate: str
    hover: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_quiet: str
    accent_text: str
    selection: str
    plain_quiet: str
    red: str
    red_quiet: str
    amber: str
    amber_quiet: str
    green: str
    green_quiet: str

    def ink(self, tone: Tone) -> QColor:
        """The colour of words in `tone`."""
        named = {Tone.PLAIN: self.text, Tone.QUIET: self.muted}
        return QColor(named.get(tone) or getattr(self, tone.value))

    def surface(self, tone: Tone) -> QColor:
        """The quiet surface behind words in `tone`."""
        if tone in (Tone.PLAIN, Tone.QUIET):
            return QColor(self.plain_quiet)
        return QColor(getattr(self, f"{tone.value}_quiet"))


LIGHT = Colours(
    name="light",
    window="#f3f5f8",
    nav="#fafbfd",
    panel="#ffffff",
    entry="#ffffff",
    line="#dfe4eb",
    edge="#c3cbd6",
    alternate="#f7f9fb",
    hover="#eef3fa",
    text="#131a24",
    muted="#566172",
    disabled="#939daa",
    accent="#175cd3",
    accent_hover="#124ba8",
    accent_quiet="#e2edff",
    accent_text="#ffffff",
    selection="#dceaff",
    plain_quiet="#eff2f6",
    red="#b42318",
    red_quiet="#fde8e6",
    amber="#93490a",
    amber_quiet="#fff0d9",
    green="#146c3f",
    green_quiet="#def5e8",
)

DARK = Colours(
    name="dark",
    window="#0f131a",
    nav="#141a23",
    panel="#181f2a",
    entry="#131922",
    line="#2a3442",
    edge="#415067",
    alternate="#1b2330",
    hover="#222c3b",
    text="#e8edf4",
    muted="#a0acbc",
    disabled="#69758a",
    accent="#6aa8ff",
    accent_hover="#8bbcff",
    accent_quiet="#1b3255",
    accent_text="#0a1526",
    selection="#1d355b",
    plain_quiet="#232d3b",
    red="#ff958c",
    red_quiet="#45201f",
    amber="#ffbd61",
    amber_quiet="#402c10",
    green="#6fd79e",
    green_quiet="#153726",
)

THEMES = {"light": LIGHT, "dark": DARK}


def colours() -> Colours:
    """The colours now in force; light before `apply` was called."""
    app = QApplication.instance()
    return THEMES[(app.property("theme") if app else None) or "light"]


def font(points: float = BASE_POINTS, *, bold: bool = False) -> QFont:
    """The desk's font in `points`."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPointSizeF(points)
    made.setBold(bold)
    return made


def apply(app: QApplication, name: str) -> Colours:
    """Dress the whole program in theme `name` ("light" or "dark"); may be called again while windows are open."""
    chosen = prepare(app, name)
    dress(app)
    return chosen


def prepare(app: QApplication, name: str) -> Colours:
    """All of theme `name` but its style sheet: a window is made in half the time before `dress` gives it the sheet."""
    chosen = THEMES[name]
    if app.property("theme") is None:
        if not app.property("styled"):
            app.setStyle("Fusion")
        QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        _speak_chinese(app)
        app.setFont(font())
    app.setProperty("theme", name)
    app.setPalette(palette(chosen))
    return chosen


def dress(app: QApplication) -> None:
    """Give everything that is there and everything to come the style sheet of the theme in force."""
    app.setProperty("dressed", True)
    app.setStyleSheet(style_sheet(colours()))


def _speak_chinese(app: QApplication) -> None:
    """Qt's own buttons and menus in Chinese; a build without the translation keeps English ones."""
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def palette(chosen: Colours) -> QPalette:
    """The palette Fusion paints with, so that what no style rule names is still in the theme."""
    made = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, chosen.window),
        (role.WindowText, chosen.text),
        (role.Base, chosen.entry),
        (role.AlternateBase, chosen.alternate),
        (role.Text, chosen.text),
        (role.PlaceholderText, chosen.muted),
        (role.Button, chosen.panel),
        (role.ButtonText, chosen.text),
        (role.BrightText, chosen.red),
        (role.ToolTipBase, chosen.panel),
        (role.ToolTipText, chosen.text),
        (role.Highlight, chosen.accent),
        (role.HighlightedText, chosen.accent_text),
        (role.Accent, chosen.accent),
        (role.Link, chosen.accent),
        (role.LinkVisited, chosen.accent),
        (role.Light, chosen.hover),
        (role.Midlight, chosen.line),
        (role.Mid, chosen.line),
        (role.Dark, chosen.edge),
        (role.Shadow, chosen.window),
    ):
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(chosen.disabled))
    return made


def style_sheet(chosen: Colours) -> str:
    """The style sheet of `resources/themes` with its `@colour@` words filled in; an unknown word is a KeyError."""
    folder = SHIPPED / "themes"
    words = asdict(chosen) | {"folder": folder.as_posix(), "small": f"{SMALL_POINTS}pt", "base": f"{BASE_POINTS}pt"}
    sheets = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.qss")))
    return TOKEN.sub(lambda found: str(words[found.group(1)]), "\n".join(sheets))


def repolish(widget: QWidget) -> None:
    """Let the style rules look again at a widget whose dynamic property changed; before `dress` there are no rules."""
    app = QApplication.instance()
    if app is None or not app.property("dressed"):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
