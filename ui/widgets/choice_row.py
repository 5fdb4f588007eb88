"""Exclusive choices in a row of buttons, made for the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from firstask_desktop.domain.values import dataclass
from ui.theme import repolish
from ui.widgets.labels import on_button, tip

GAP = 6
HEIGHT = 33


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: its value, its word, letters or digits that choose it, and a key shown beside the word ("F3").

    The hint is only shown; a page that means F3 everywhere binds its own shortcut. A choice without keys, or whose keys
    are not shown, also answers to its place in the row (1…9).
    """

    value: str
    label: str
    keys: str = ""
    hint: str = ""
    tip: str = ""


class ChoiceButton(QPushButton):
    """A button of the row; never a tab stop of its own."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(on_button(text), parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(text)


class ChoiceRow(QWidget):
    """`ChoiceRow(name, choices)`: one tab stop; ←/→ choose the neighbour, a choice's keys or digit choose it.

    `value()` is "" while nothing is chosen. `chosen(value)` is emitted when a person chooses, never by `set_value`;
    `edited()` alike, for `Field`. What does not fit goes under 更多… (also opened by ↓).
    """

    chosen = Signal(str)
    edited = Signal()

    def __init__(self, name: str, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._value = ""
        self._shown = 0
        self._choices: tuple[Choice, ...] = ()
        self._buttons: list[ChoiceButton] = []
        self._measured: list[int] = []
        """How wide each button is; measured again in another style or font."""
        self._more = ChoiceButton(self.tr("更多…"), self)
        self._menu: QMenu | None = None
        self._more.clicked.connect(self.open_more)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; a value that is no longer offered is dropped."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._choices = tuple(choices)
        self._buttons, self._measured = [], []
        for choice in choices:
            button = ChoiceButton(f"{choice.label} {choice.hint}".strip(), self)
            button.setToolTip(tip(choice.tip))
            button.clicked.connect(self._clicked)
            self._buttons.append(button)
        self.set_value(self._value)
        self.updateGeometry()

    def value(self) -> str:
        """The chosen value, "" for none."""
        return self._value

    def set_value(self, value: str) -> None:
        """Choose without telling; an unknown value chooses nothing."""
        self._value = value if any(choice.value == value for choice in self._choices) else ""
        for choice, button in zip(self._choices, self._buttons, strict=True):
            button.setChecked(choice.value == self._value)
        label = next((choice.label for choice in self._choices if choice.value == self._value), self.tr("未选"))
        self.setAccessibleName(f"{self.name} {label}")
        self._arrange()
        self.mark(self.hasFocus())

    def choose(self, value: str) -> None:
        """Choose as a person would: told by `chosen` and `edited`."""
        self.set_value(value)
        if self._value:
            self.chosen.emit(self._value)
            self.edited.emit()

    def open_more(self) -> None:
        """Show the choices that did not fit."""
        self._more.setChecked(self._hidden_label() != "")
        menu = self._emptied_menu()
        for choice in self._choices[self._shown :]:
            action = QAction(on_button(f"{choice.label}  {choice.keys.upper()}".strip()), menu)
            action.setData(choice.value)
            action.setCheckable(True)
            action.setChecked(choice.value == self._value)
            menu.addAction(action)
        if not menu.isEmpty():
            menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
            menu.setActiveAction(menu.actions()[0])

    def _emptied_menu(self) -> QMenu:
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.triggered.connect(self._from_menu)
        self._menu.clear()
        return self._menu

    def _from_menu(self, action: QAction) -> None:
        self.choose(str(action.data()))

    def _clicked(self) -> None:
        for choice, button in zip(self._choices, self._buttons, strict=True):
            if button is self.sender():
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.choose(choice.value)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """←/→, the choices' own keys, digits, ↓ for the rest; everything else goes to the page."""
        values = [choice.value for choice in self._choices]
        here = values.index(self._value) if self._value else -1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if values and plain and event.key() == Qt.Key.Key_Right:
            self.choose(values[min(here + 1, len(values) - 1)])
        elif values and plain and event.key() == Qt.Key.Key_Left:
            self.choose(values[max(here - 1, 0)])
        elif plain and event.key() == Qt.Key.Key_Down and self._shown < len(values):
            self.open_more()
        elif plain and (found := self._by_key(event.text().lower())):
            self.choose(found)
        else:
            event.ignore()

    def _by_key(self, text: str) -> str:
        if len(text) != 1 or not text.isalnum():
            return ""
        for choice in self._choices:
            if text in choice.keys.lower():
                return choice.value
        if text.isdigit() and 0 < int(text) <= len(self._choices):
            there = self._choices[int(text) - 1]
            return there.value if not (there.keys and there.hint) else ""
        return ""

    def _hidden_label(self) -> str:
        return next((choice.label for choice in self._choices[self._shown :] if choice.value == self._value), "")

    def _widths(self) -> list[int]:
        if len(self._measured) != len(self._buttons):
            self._measured = [self._bold_width(button) for button in self._buttons]
        return self._measured

    def _bold_width(self, button: ChoiceButton) -> int:
        button.ensurePolished()
        bold = button.font()
        bold.setBold(True)
        from_text = QFontMetrics(bold).horizontalAdvance(button.text())
        return max(button.sizeHint().width(), from_text + 24)

    def _more_width(self) -> int:
        """Room for 更多… and for the chosen word, should it be among the hidden ones."""
        chosen = next((choice.label for choice in self._choices if choice.value == self._value), "")
        widths = []
        for text in (self.tr("更多…"), f"{on_button(chosen)}…"):
            self._more.setText(text)
            widths.append(self._bold_width(self._more))
        return max(widths)

    def _arrange(self) -> None:
        widths = self._widths()
        room = self.width()
        fits = sum(widths) + GAP * (len(widths) - 1) <= room
        limit = room if fits else room - self._more_width() - GAP
        left = shown = 0
        for button, width in zip(self._buttons, widths, strict=True):
            if left + width > limit or shown < self._buttons.index(button):
                button.hide()
                continue
            button.setGeometry(left, 0, width, HEIGHT)
            button.show()
            left += width + GAP
            shown += 1
        self._shown = shown
        self._more.setVisible(not fits)
        if not fits:
            hidden = self._hidden_label()
            self._more.setText(f"{on_button(hidden)}…" if hidden else self.tr("更多…"))
            self._more.setChecked(bool(hidden))
            self._more.setGeometry(left, 0, min(self._bold_width(self._more), max(room - left, 0)), HEIGHT)

    def mark(self, focused: bool) -> None:
        """Show, or show no more, where the keyboard is."""
        for index, button in enumerate([*self._buttons, self._more]):
            here = focused and (button.isChecked() or (not self._value and index == 0))
            if bool(button.property("reached")) != here:
                button.setProperty("reached", here)
                repolish(button)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.mark(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard left."""
        super().focusOutEvent(event)
        self.mark(False)

    def changeEvent(self, event: QEvent) -> None:
        """Another style or font measures otherwise."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._measured = []
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit as many buttons as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        """All buttons in one row."""
        return QSize(sum(self._widths()) + GAP * max(len(self._buttons) - 1, 0), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The first button and 更多…."""
        return QSize(sum(self._widths()[:1]) + GAP + self._more.sizeHint().width(), HEIGHT)
