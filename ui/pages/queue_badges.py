"""The numbers above the queue; each opens the rows it counts (click or Alt+letter)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.views import BadgeKind
from ui.theme import Tone
from ui.widgets.badge import Badge

LOOK = {
    BadgeKind.NEW_TODAY: (Tone.PLAIN, "N"),
    BadgeKind.UNSIGNED: (Tone.AMBER, "Q"),
    BadgeKind.DUE_TODAY: (Tone.AMBER, "D"),
    BadgeKind.OVERDUE: (Tone.RED, "X"),
    BadgeKind.BROKEN: (Tone.RED, "B"),
    BadgeKind.CALL_BACK: (Tone.ACCENT, "C"),
}


class BadgeRow(QWidget):
    """`asked(badge)` when a person wants to see the rows of a badge, None when they press it again."""

    asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.badges: dict[BadgeKind, Badge] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for kind, (tone, letter) in LOOK.items():
            badge = Badge(kind.word, tone)
            badge.setCheckable(True)
            badge.setToolTip(f"Alt+{letter}")
            badge.clicked.connect(self._clicked)
            QShortcut(QKeySequence(f"Alt+{letter}"), self).activated.connect(badge.click)
            self.badges[kind] = badge
            row.addWidget(badge)

    def count(self) -> None:
        """Count anew."""
        for kind, number in self._desk.queue.badges().items():
            self.badges[kind].set_count(number)

    def mark(self, badge: BadgeKind | None) -> None:
        """Show which badge filters the queue."""
        for kind, button in self.badges.items():
            button.setChecked(kind is badge)

    def _clicked(self) -> None:
        for kind, badge in self.badges.items():
            if badge is self.sender():
                self.asked.emit(kind if badge.isChecked() else None)
