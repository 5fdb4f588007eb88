"""A list of things to tick by digit: what was explained, which steps of the reception were done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QWidget

from ui.theme import repolish
from ui.widgets.labels import tip

ALL = "0"


class TickList(QWidget):
    """`TickList(name, words, columns=1, wide=0)`: one tab stop; 1…9 tick, 0 ticks all or none, ↑/↓ and Space too.

    Words longer than `wide` characters go on in a second line where that is given.

    `ticked()` are the words ticked, in their order; `value()` the same one a line, as a draft keeps them.
    """

    edited = Signal()

    def __init__(
        self, name: str, words: Sequence[str] = (), columns: int = 1, wide: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns, self._wide = columns, wide
        self._at = 0
        self.boxes: list[QCheckBox] = []
        self.words: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(12)
        self.offer(words)

    def offer(self, words: Sequence[str]) -> None:
        """Offer others; ticks on words that stay are kept."""
        if tuple(words) == self.words:
            return
        ticked = set(self.ticked())
        for box in self.boxes:
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.words, self.boxes, self._at = tuple(words), [], 0
        for place, word in enumerate(self.words):
            box = QCheckBox(self._broken(f"{place + 1} {word}").replace("&", "&&"))
            box.setAccessibleName(word)
            box.setToolTip(tip(word))
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            box.setChecked(word in ticked)
            box.clicked.connect(self._tell)
            self._grid.addWidget(box, place // self._columns, place % self._columns)
            self.boxes.append(box)
        self.updateGeometry()

    def _broken(self, words: str) -> str:
        """The words with line breaks where they would be too wide."""
        wide = self._wide or len(words)
        return "\n".join(words[at : at + wide] for at in range(0, len(words), wide))

    def ticked(self) -> tuple[str, ...]:
        """The words ticked."""
        return tuple(word for word, box in zip(self.words, self.boxes, strict=True) if box.isChecked())

    def value(self) -> str:
        """The words ticked, one a line."""
        return "\n".join(self.ticked())

    def set_value(self, value: str) -> None:
        """Tick these without telling; words that are not offered are left out."""
        wanted = value.splitlines()
        for word, box in zip(self.words, self.boxes, strict=True):
            box.setChecked(word in wanted)

    def _tell(self) -> None:
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits tick; arrows walk, Space ticks where they stand."""
        text, step = event.text(), {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if not self.boxes or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif text == ALL:
            everything = len(self.ticked()) < len(self.boxes)
            self.set_value("\n".join(self.words) if everything else "")
            self._tell()
        elif text.isdecimal() and 1 <= int(text) <= len(self.boxes):
            self._toggle(int(text) - 1)
        elif step and 0 <= self._at + step < len(self.boxes):
            self._stand(self._at + step)
        elif text == " ":
            self._toggle(self._at)
        else:
            super().keyPressEvent(event)

    def _toggle(self, place: int) -> None:
        self._stand(place)
        self.boxes[place].toggle()
        self._tell()

    def _stand(self, place: int) -> None:
        self._at = place
        self.mark(True)

    def mark(self, focused: bool) -> None:
        """Show, or show no more, where Space would tick."""
        for at, box in enumerate(self.boxes):
            made = box.font()
            made.setUnderline(focused and at == self._at)
            box.setFont(made)
            repolish(box)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where Space would tick."""
        super().focusInEvent(event)
        self.mark(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No mark without the cursor."""
        super().focusOutEvent(event)
        self.mark(False)
