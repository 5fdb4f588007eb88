"""Picking several of many: each pick joins the names above the box, Backspace in the empty box takes the last one back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.labels import plain
from ui.widgets.suggest import Suggest, Suggestion

TYPED = "="
"""Before words that were typed and name nobody yet; no row id begins so."""


class _Adding(Suggest):
    """A `Suggest` that says when Backspace finds it empty: `taken_back()`."""

    taken_back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace in the empty box is for the names above it."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.taken_back.emit()
            return
        super().keyPressEvent(event)


class SeveralBox(QWidget):
    """`SeveralBox(name, suggestions, placeholder="")`: `ids()` are the picked ones in the order of picking.

    `typed()` is what stands in the box without having been picked. `value()` holds both as the text that `set_value`
    takes, so that a draft survives; a single id is such a text too. `edited()` on every edit by a person.
    """

    edited = Signal()

    def __init__(
        self, name: str, suggestions: Sequence[Suggestion] = (), placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._picked: list[Suggestion] = []
        self.box = _Adding(name, (), placeholder)
        self.named = plain("", "strong", wrap=True)
        self._all: tuple[Suggestion, ...] = ()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        rows.addWidget(self.named)
        rows.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.set_suggestions(suggestions)
        self.box.picked.connect(self._pick)
        self.box.edited.connect(self.edited)
        self.box.taken_back.connect(self._take_back)
        self._show()

    def set_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Offer others; who was picked stays."""
        self._all = tuple(suggestions)
        self._offer()

    def ids(self) -> tuple[str, ...]:
        """Who was picked."""
        return tuple(one.id for one in self._picked)

    def typed(self) -> str:
        """Words in the box that named nobody yet."""
        return self.box.text().strip()

    def value(self) -> str:
        """Picks and typed words as one text, a line each, "" for nothing."""
        return "\n".join((*self.ids(), *([f"{TYPED}{self.typed()}"] if self.typed() else ())))

    def set_value(self, value: str) -> None:
        """Show what `value` gave, without telling; an unknown id is left out."""
        known = {one.id: one for one in self._all}
        lines = value.splitlines()
        self._picked = [known[line] for line in lines if line in known]
        self.box.show_picked(None)
        self.box.setText("".join(line.removeprefix(TYPED) for line in lines if line.startswith(TYPED)))
        self._show()

    def _pick(self, picked: str) -> None:
        found = next((one for one in self._all if one.id == picked), None)
        self.box.show_picked(None)
        if found is not None and found not in self._picked:
            self._picked.append(found)
        self._show()
        self.edited.emit()

    def _take_back(self) -> None:
        if self._picked:
            self._picked.pop()
            self._show()
            self.edited.emit()

    def _offer(self) -> None:
        self.box.set_suggestions([one for one in self._all if one not in self._picked])

    def _show(self) -> None:
        names = "、".join(one.label for one in self._picked)
        self.named.setText(self.tr("%1　（退格去掉最后一个）").replace("%1", names) if names else "")
        self.named.setVisible(bool(names))
        self.setAccessibleName(f"{self._name} {names}".strip())
        self._offer()
