"""The timeline of the case page: letters belong to the page, G corrects the selected line ([7])."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.widgets.timeline import ENTRY, TimelineEntry, TimelineView

CORRECT_KEY = "G"


class CaseTimeline(TimelineView):
    """`correct(line_id)` when G is pressed on a line."""

    correct = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moving keys move; G corrects; every other letter is the page's."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        entry = self.currentIndex().data(ENTRY)
        if plain and event.text().upper() == CORRECT_KEY and isinstance(entry, TimelineEntry):
            self.correct.emit(entry.id)
        elif event.text().strip() or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def selected(self) -> str:
        """The selected line's id, "" for none."""
        entry = self.currentIndex().data(ENTRY)
        return entry.id if isinstance(entry, TimelineEntry) else ""
