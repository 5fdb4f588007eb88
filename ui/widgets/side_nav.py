"""The list of pages at the left edge."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.domain.values import dataclass
from ui.icons import icon
from ui.theme import Tone, colours, font
from ui.widgets.labels import ElidedLabel, plain

WIDTH = 148
ICON = 20
NUMBERED = 9
LAST = "Ctrl+,"
"""The key of a last page beyond the numbered ones: the settings, as in other programs."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One page: its key, its word and its icon's name."""

    key: str
    label: str
    icon: str


class NavButton(QPushButton):
    """One entry with its icon and, when there is something, its count."""

    def __init__(self, item: NavItem, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(f" {item.label}", parent)
        self.item, self.count, self.tone = item, 0, Tone.QUIET
        self.setCheckable(True)
        self.setIconSize(QSize(ICON, ICON))
        self.setFixedHeight(38)
        self.setToolTip(keys)
        self.set_count(0, Tone.QUIET)
        self.tint()
        self.toggled.connect(self.tint)

    def set_count(self, count: int, tone: Tone) -> None:
        """Show a number; 0 shows nothing."""
        self.count, self.tone = count, tone
        self.setAccessibleName(f"{self.item.label} {count}" if count else self.item.label)
        self.update()

    def tint(self) -> None:
        """Draw the icon in the colour of the state and theme."""
        colour = QColor(colours().accent if self.isChecked() else colours().muted)
        self.setIcon(icon(self.item.icon, colour, ICON))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then the count at its right."""
        super().paintEvent(event)
        if self.count:
            painter = QPainter(self)
            painter.setFont(font(9.5, bold=True))
            painter.setPen(colours().ink(self.tone))
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(self.rect().adjusted(0, 0, -10, 0), side, str(self.count))


class SideNav(QFrame):
    """`SideNav(title, subtitle, items)`: `went(key)` when a person goes to a page (click, Ctrl+1…9, Ctrl+, for the last).

    Widgets for the bottom (who is at the desk, the lock) go into `foot`.
    """

    went = Signal(str)

    def __init__(self, title: str, subtitle: str, items: Sequence[NavItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("页面"))
        self.centre = ElidedLabel(subtitle, "small")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(9, 14, 9, 12)
        rows.setSpacing(3)
        name = plain(title, "centre")
        name.setContentsMargins(10, 0, 0, 0)
        self.centre.setContentsMargins(10, 0, 0, 6)
        rows.addWidget(name)
        rows.addWidget(self.centre)
        self._buttons: dict[str, NavButton] = {}
        self._keys: dict[str, QShortcut] = {}
        for place, item in enumerate(items):
            keys = f"Ctrl+{place + 1}" if place < NUMBERED else LAST if item is items[-1] else ""
            button = NavButton(item, keys)
            button.clicked.connect(self._clicked)
            rows.addWidget(button)
            self._buttons[item.key] = button
            if keys:
                self._keys[item.key] = QShortcut(QKeySequence(keys), self)
                self._keys[item.key].activated.connect(button.click)
        rows.addStretch(1)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(5)
        rows.addLayout(self.foot)
        self.current = ""

    def set_current(self, key: str) -> None:
        """Mark the page that is shown; does not emit."""
        self.current = key
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def set_count(self, key: str, count: int, tone: Tone = Tone.ACCENT) -> None:
        """Show a number beside a page."""
        self._buttons[key].set_count(count, tone)

    def set_available(self, keys: Sequence[str]) -> None:
        """Show only these pages (what the person at the desk may see); the others lose their keys too."""
        for name, button in self._buttons.items():
            button.setVisible(name in keys)
            if name in self._keys:
                self._keys[name].setEnabled(name in keys)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, NavButton):
            self.set_current(button.item.key)
            self.went.emit(button.item.key)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icons anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for button in self.findChildren(NavButton):
                button.tint()
