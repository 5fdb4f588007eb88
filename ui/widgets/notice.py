"""Something the person at the desk should read now, with what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.domain.values import dataclass
from ui.icons import IconLabel
from ui.theme import Tone, repolish
from ui.widgets.labels import plain

ICONS = {Tone.AMBER: "warning", Tone.RED: "warning", Tone.GREEN: "tick"}


@dataclass(frozen=True, slots=True)
class NoticeAction:
    """A button of a notice: the name told by `acted`, its word and its key ("Alt+1")."""

    name: str
    label: str
    key: str = ""


class Notice(QFrame):
    """`Notice(text="", tone=Tone.ACCENT, title="", actions=())`: icon, bold title, text, buttons with their keys.

    `acted(name)` when a button or its key is used; keys work in the whole window while the notice is visible.
    `say(...)` shows other words and the notice itself; an empty text and title hide it.
    """

    acted = Signal(str)

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.ACCENT,
        title: str = "",
        actions: Sequence[NoticeAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = IconLabel("info", tone, 18)
        self.title = plain("", "notice_title", wrap=True)
        self.text = plain("", wrap=True)
        self._buttons: list[QPushButton] = []
        self._keys: list[QShortcut] = []
        self._bar = QWidget()
        self._row = QHBoxLayout(self._bar)
        self._row.setContentsMargins(0, 3, 0, 0)
        self._row.setSpacing(6)
        rows = QVBoxLayout()
        rows.setSpacing(3)
        rows.addWidget(self.title)
        rows.addWidget(self.text)
        rows.addWidget(self._bar)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(10, 7, 10, 8)
        whole.setSpacing(8)
        whole.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(rows, 1)
        self.say(text, tone, title, actions)

    def say(self, text: str, tone: Tone = Tone.ACCENT, title: str = "", actions: Sequence[NoticeAction] = ()) -> None:
        """Show these words and actions instead of the former ones."""
        self.setProperty("tone", tone.value)
        self.setAccessibleName(f"{title} {text}".strip())
        self._icon.show_icon(ICONS.get(tone, "info"), tone)
        self.title.setText(title)
        self.text.setText(text)
        self.title.setVisible(bool(title))
        self.text.setVisible(bool(text))
        self._offer(actions)
        for part in (self, self.title, self.text):
            repolish(part)
        if not (text or title):
            self.hide()
        elif self.parentWidget() is not None:
            self.show()
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)

    def _offer(self, actions: Sequence[NoticeAction]) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for key in self._keys:
            key.setEnabled(False)
            key.deleteLater()
        self._buttons, self._keys = [], []
        while self._row.count():
            self._row.takeAt(0)
        for action in actions:
            self._row.addWidget(self._button(action))
        self._row.addStretch(1)
        self._bar.setVisible(bool(actions))

    def _button(self, action: NoticeAction) -> QPushButton:
        button = QPushButton(f"{action.label}  {action.key}".strip())
        button.setAccessibleName(action.label)
        button.setObjectName(action.name)
        button.clicked.connect(self._pressed)
        self._buttons.append(button)
        if action.key:
            shortcut = QShortcut(QKeySequence(action.key), self)
            shortcut.activated.connect(button.click)
            self._keys.append(shortcut)
        return button

    def _pressed(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.acted.emit(sender.objectName())
