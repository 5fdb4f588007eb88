"""A reason: one of the house's usual ones by a key, or in words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow


class ReasonBox(QWidget):
    """`ReasonBox(name, usual, placeholder="")`: `value()` is the usual reason, the words, or both joined by ：."""

    edited = Signal()

    def __init__(self, name: str, usual: Sequence[str], placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.row = ChoiceRow(name, [Choice(text, text) for text in usual])
        self.row.setVisible(bool(usual))
        self.box = LineBox(name, placeholder or self.tr("补充说明"), 300)
        self.setFocusProxy(self.row if usual else self.box)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        rows.addWidget(self.row)
        rows.addWidget(self.box)
        self.row.edited.connect(self.edited)
        self.box.edited.connect(self.edited)

    def value(self) -> str:
        """The reason in words, "" for none."""
        return "：".join(part for part in (self.row.value(), self.box.value()) if part)

    def set_value(self, value: str) -> None:
        """Show a reason without telling; a leading usual reason is chosen again."""
        usual, _, rest = value.partition("：")
        self.row.set_value(usual)
        self.box.set_value(rest if self.row.value() else value)
