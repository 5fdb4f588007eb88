"""One paper to be checked: complete, missing or unfit, how many came, what it must look like ([51])."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from firstask_desktop.domain.materials import COMPLETE, STANDINGS, CheckedPaper
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow


class MaterialRow(QWidget):
    """One paper: its standing by digit, how many came, and what it must look like or what is wrong with it.

    `value()` is the three with tabs between, as a draft keeps them.
    """

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.standing = ChoiceRow(name, [Choice(word, word) for word in STANDINGS])
        self.count = LineBox(self.tr("已收份数"), self.tr("收几份"), 4)
        self.count.setFixedWidth(74)
        self.note = LineBox(self.tr("规格或问题"), self.tr("规格、份数或哪里不合格"), 80)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.standing, 3)
        row.addWidget(self.count)
        row.addWidget(self.note, 3)
        self.setFocusProxy(self.standing)
        self.standing.chosen.connect(self._chosen)
        for box in (self.count, self.note):
            box.edited.connect(self.edited)

    def value(self) -> str:
        """Standing, count and note; "" when nothing was entered."""
        parts = (self.standing.value(), self.count.value(), self.note.value())
        return "\t".join(parts) if any(parts) else ""

    def set_value(self, value: str) -> None:
        """Show what `value` gave without telling."""
        standing, count, note = [*value.split("\t"), "", "", ""][:3]
        self.standing.set_value(standing)
        self.count.set_value(count)
        self.note.set_value(note)

    def _chosen(self, standing: str) -> None:
        """A complete paper came at least once."""
        if standing == COMPLETE and not self.count.value():
            self.count.set_value("1")
        self.edited.emit()

    def checked(self) -> CheckedPaper:
        """The paper as it was looked at; a count that is no number is -1."""
        count = self.count.value().strip()
        many = int(count) if count.isdecimal() else -1 if count else 0
        standing, note = self.standing.value(), self.note.value().strip()
        return CheckedPaper(paper=self.name, standing=standing, count=many, note=note)
