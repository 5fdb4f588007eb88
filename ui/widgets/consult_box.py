"""What a consultation still needs when it was answered: points explained, how it was taken, something in writing ([56])."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from firstask_desktop.domain.consultation import SATISFACTION
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.labels import plain
from ui.widgets.ticks import TickList

NOT_UNDERSTOOD = "未听明白"
LETTERS = "mjbxw"
WRITTEN_KEY = "s"
WIDE = 28
"""Characters of a point that fit into the intake form."""
POINT, HEARD, WRITTEN = "p:", "h:", "w:"


class ConsultBox(QWidget):
    """`ConsultBox(name)`: one tab stop for all of it; digits tick points (0 all), a letter says how it was taken, S the
    written material. Nothing is chosen until somebody chooses it.

    `value()` is the whole of it one a line, as a draft keeps it.
    """

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.lead = plain(self.tr("讲到的要点按数字勾，0 全勾"), "small")
        self.points = TickList(self.tr("介绍要点"), wide=WIDE)
        words = (*SATISFACTION, NOT_UNDERSTOOD)
        labels = (*SATISFACTION, self.tr("未听懂"))
        offered = [
            Choice(word, label, key, key.upper()) for word, label, key in zip(words, labels, LETTERS, strict=True)
        ]
        self.heard = ChoiceRow(self.tr("客户反应"), offered)
        self.written = QCheckBox(self.tr("要书面资料，随后打印  S"))
        self.written.setAccessibleName(self.tr("需要书面资料"))
        top = QHBoxLayout()
        top.addWidget(self.lead, 1)
        top.addWidget(self.written)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(top)
        rows.addWidget(self.points)
        rows.addWidget(self.heard)
        for part in (self.points, self.heard, self.written):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.heard.setFocusProxy(self)
        self.points.edited.connect(self.edited)
        self.heard.edited.connect(self.edited)
        self.written.clicked.connect(self._tell)
        self.offer(())

    def offer(self, points: Sequence[str]) -> None:
        """The points of the card of the matter that was picked; none without a card."""
        self.points.offer(points)
        for part in (self.lead, self.points):
            part.setVisible(bool(points))
        self.updateGeometry()

    def ask(self, spoken: bool) -> None:
        """Whether anybody was spoken to who can be asked; a letter is answered without."""
        self.heard.setVisible(spoken)
        if not spoken:
            self.heard.set_value("")

    def understood(self) -> bool | None:
        """Whether it was understood; None while nobody was asked."""
        chosen = self.heard.value()
        return chosen != NOT_UNDERSTOOD if chosen else None

    def satisfied(self) -> str:
        """What the requester thought of it; "" while nobody was asked, or when it was not understood."""
        return self.heard.value() if self.understood() else ""

    def complete(self) -> bool:
        """Whether nothing is left to be ticked or chosen."""
        return bool(self.points.ticked() or not self.points.words) and bool(self.heard.value() or self.heard.isHidden())

    def value(self) -> str:
        """Everything chosen, one a line."""
        lines = [f"{POINT}{point}" for point in self.points.ticked()]
        lines += [f"{HEARD}{self.heard.value()}"] * bool(self.heard.value())
        return "\n".join(lines + [WRITTEN] * self.written.isChecked())

    def set_value(self, value: str) -> None:
        """Show this without telling; points that are not offered are left out."""
        lines = value.splitlines()
        self.points.set_value("\n".join(line.removeprefix(POINT) for line in lines if line.startswith(POINT)))
        self.heard.set_value(next((line.removeprefix(HEARD) for line in lines if line.startswith(HEARD)), ""))
        self.written.setChecked(WRITTEN in lines)

    def _tell(self) -> None:
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, arrows up and down and Space to the points, letters to the reaction, S to the written material."""
        alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        text = event.text().lower() if alone else ""
        reaction = text in tuple(LETTERS) or event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if text == WRITTEN_KEY:
            self.written.click()
        elif reaction and not self.heard.isHidden():
            self.heard.keyPressEvent(event)
        elif self.points.words:
            self.points.keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys go here."""
        super().focusInEvent(event)
        self._show_cursor(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard left."""
        super().focusOutEvent(event)
        self._show_cursor(False)

    def _show_cursor(self, here: bool) -> None:
        self.points.mark(here)
        self.heard.mark(here)
