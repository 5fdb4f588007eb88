"""The desk's own icons: 24×24 stroke drawings in `resources/icons`, tinted with the theme's colour."""

from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import SHIPPED, Tone, colours

SIZES = (16, 20, 24, 32, 48)


def names() -> tuple[str, ...]:
    """Every icon there is, in order of name."""
    found = (path.name for path in (SHIPPED / "icons").iterdir())
    return tuple(sorted(name.removesuffix(".svg") for name in found if name.endswith(".svg")))


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """Icon `name` drawn `size` logical pixels wide in `colour`; an unknown name is a FileNotFoundError."""
    key = f"firstask {name} {size} {colour.name()} {ratio}"
    made = QPixmap()
    if not QPixmapCache.find(key, made):
        made = _drawn(name, size, colour, ratio)
        QPixmapCache.insert(key, made)
    return made


@cache
def _drawing(name: str) -> str:
    return (SHIPPED / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _drawn(name: str, size: int, colour: QColor, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour.name()).encode()))
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, colour: QColor | None = None, size: int = 0) -> QIcon:
    """Icon `name` in `colour` (the theme's text colour when none); make it again when the palette changes.

    Where it is only ever shown `size` pixels wide and enabled, it is drawn in that size alone, as dense as any screen is.
    """
    made = QIcon()
    normal = colour or QColor(colours().text)
    if size:
        densest = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
        made.addPixmap(pixmap(name, size, normal, densest))
        return made
    for each in SIZES:
        made.addPixmap(pixmap(name, each, normal), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, each, QColor(colours().disabled)), QIcon.Mode.Disabled)
    return made


class IconLabel(QLabel):
    """A small icon in the colour of a tone that follows the theme. For people who cannot see it, name it `spoken`."""

    def __init__(
        self, name: str, tone: Tone = Tone.PLAIN, size: int = 18, spoken: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setAccessibleName(spoken or name)
        self.setFixedSize(size, size)
        self._redraw()

    def show_icon(self, name: str, tone: Tone) -> None:
        """Show another drawing."""
        self._name, self._tone = name, tone
        self._redraw()

    def _redraw(self) -> None:
        self.setPixmap(pixmap(self._name, self._size, colours().ink(self._tone), self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        """Redraw when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._redraw()
