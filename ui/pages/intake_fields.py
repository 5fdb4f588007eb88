"""Entries only the intake form needs: a value or its reason, a pick list, a row of choices that steps on by itself."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QMenu, QWidget

from ui.icons import icon
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.field import Field

MARK = 16


class ReasonedBox(LineBox):
    """A value or a stated reason for its absence ([57]): ↓ (or the mark at the right) offers the reasons.

    `value()` is the typed value, `reason()` the chosen reason; typing takes the reason back.
    """

    def __init__(self, name: str, placeholder: str, reasons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, 60, parent=parent)
        self._usual = placeholder
        self._reasons = tuple(reasons)
        self._reason = ""
        self._menu: QMenu | None = None
        mark = QAction(icon("more", size=MARK), self.tr("说明原因（↓）"), self)
        mark.triggered.connect(self.offer)
        self.addAction(mark, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._typed)

    def offer(self) -> None:
        """Open the list of reasons."""
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.triggered.connect(self._picked)
        self._menu.clear()
        for place, reason in enumerate(self._reasons, start=1):
            action = QAction(f"&{place}  {reason.replace('&', '&&')}", self._menu)
            action.setData(reason)
            self._menu.addAction(action)
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def reason(self) -> str:
        """Why there is no value; "" while none was chosen or something is typed."""
        return "" if self.value() else self._reason

    def set_reason(self, reason: str) -> None:
        """Show a reason without telling."""
        self._reason = reason
        self.setPlaceholderText(self.tr("〔%1〕").replace("%1", reason) if reason else self._usual)
        self.setAccessibleDescription(reason)

    def choose_reason(self, reason: str) -> None:
        """State a reason as a person would: what was typed goes."""
        self.setText("")
        self.set_reason(reason)
        self.edited.emit()

    def set_reasons(self, reasons: Sequence[str]) -> None:
        """Offer other reasons."""
        self._reasons = tuple(reasons)

    def _picked(self, action: QAction) -> None:
        self.choose_reason(str(action.data()))

    def _typed(self, text: str) -> None:
        if text and self._reason:
            self.set_reason("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ in the empty box opens the reasons."""
        if event.key() == Qt.Key.Key_Down and not self.value():
            self.offer()
            return
        super().keyPressEvent(event)


class Pick(QComboBox):
    """One value of a list, first letters find it; the wheel passes by unless the list is open."""

    edited = Signal()
    returnPressed = Signal()

    def __init__(self, name: str, values: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumHeight(33)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_values(values)
        self.activated.connect(self._tell)

    def set_values(self, values: Sequence[tuple[str, str]]) -> None:
        """Offer these (value, word) pairs; the chosen one stays when it is among them."""
        kept = self.value()
        self.clear()
        for value, word in values:
            self.addItem(word, value)
        self.set_value(kept)

    def value(self) -> str:
        """The chosen value, "" for none."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose without telling; an unknown value chooses the first."""
        self.setCurrentIndex(max(self.findData(value), 0))

    def _tell(self) -> None:
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and letters change the value and tell; Enter tells that the value is meant."""
        before = self.value()
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.returnPressed.emit()
        if self.value() != before:
            self.edited.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll."""
        event.ignore()


class SteppingRow(ChoiceRow):
    """A row of choices; choosing by letter goes on to the next field, so that a kind costs one key."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As the row, then step on after a letter that chose something."""
        super().keyPressEvent(event)
        if event.isAccepted() and event.text().isalnum() and self.value():
            self.focusNextChild()


class Tick(QCheckBox):
    """A tick that speaks like the other editors: `value()` is "1" or ""."""

    edited = Signal()

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self.setAccessibleName(word.partition(" ")[0])
        self.clicked.connect(self._tell)

    def value(self) -> str:
        """ "1" when ticked."""
        return "1" if self.isChecked() else ""

    def set_value(self, value: str) -> None:
        """Tick without telling."""
        self.setChecked(bool(value))

    def _tell(self) -> None:
        self.edited.emit()


def pair(first: Field, second: Field, shares: tuple[int, int] = (5, 4)) -> QWidget:
    """Two fields in one line, sharing the room as told."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(first, shares[0], Qt.AlignmentFlag.AlignTop)
    row.addWidget(second, shares[1], Qt.AlignmentFlag.AlignTop)
    return line
