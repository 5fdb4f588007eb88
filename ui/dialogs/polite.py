"""礼貌用语: what to say in which situation, read aloud, copied or put into the answer with one key ([67])."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from firstask_desktop.domain.scene import Polite
from ui.clip import copy
from ui.dialogs.staff_box import StaffBox
from ui.widgets.labels import KeyHints, plain

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = Qt.ItemDataRole.UserRole
POLITE_KEY = "F4"


def staff_box_of(widget: QWidget | None) -> StaffBox | None:
    """The staff-side text the cursor is in; the requester's words are theirs and never filled in."""
    while widget is not None and not isinstance(widget, StaffBox):
        widget = widget.parentWidget()
    return widget


class PoliteDialog(QDialog):
    """`PoliteDialog(phrases, into, parent=None)`: a letter or Enter takes a phrase.

    It goes into `into`, the staff-side field that had the cursor; without one it is copied. `taken` is the sentence.
    """

    def __init__(self, phrases: Sequence[Polite], into: StaffBox | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._into = into
        self.taken = ""
        self.setWindowTitle(self.tr("礼貌用语"))
        self.setAccessibleName(self.tr("礼貌用语"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("礼貌用语"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place, phrase in enumerate(phrases):
            letter = LETTERS[place].upper() if place < len(LETTERS) else " "
            item = QListWidgetItem(f"{letter}  {phrase.situation}\n{phrase.text}")
            item.setData(WORDS, phrase.text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{phrase.situation} {phrase.text}")
            self.list.addItem(item)
        does = self.tr("填入答复") if into is not None else self.tr("复制")
        hints = KeyHints([("A–Z / Enter", does), ("↑↓", self.tr("选一句，照着说")), ("Esc", self.tr("关闭"))])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addWidget(plain(self.tr("礼貌用语"), "title"))
        rows.addWidget(self.list, 1)
        rows.addWidget(hints)
        self.resize(620, 520)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._take)
        self.list.installEventFilter(self)
        self.finished.connect(self.deleteLater)

    def eventFilter(self, watched: object, event: object) -> bool:
        """Letters take a phrase at once instead of searching the list."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and self._pressed(event):
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
            return True
        letter = event.text().lower()
        place = LETTERS.find(letter) if len(letter) == 1 else -1
        if not 0 <= place < self.list.count():
            return False
        self._take(self.list.item(place))
        return True

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.taken = str(item.data(WORDS))
        if self._into is not None:
            self._into.insert(self.taken)
        else:
            copy(self.taken)
        self.accept()
        if self._into is not None:
            self._into.setFocus()

    def open(self) -> None:
        """Show without blocking, the cursor in the list."""
        super().open()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
