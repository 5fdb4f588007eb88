"""The three ways of saving a registration, as buttons with their keys; Ctrl+Enter is always the one that is marked."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.theme import repolish

FIRST_KEY = "Ctrl+Return"
"""Saves the way that is marked."""


class Way(StrEnum):
    """How the form is saved."""

    REGISTER = "register"
    ON_SPOT = "on_spot"
    HAND_OFF = "hand_off"
    JOIN = "join"
    CONSULT = "consult"


KEYS = {Way.ON_SPOT: "Ctrl+D", Way.HAND_OFF: "Ctrl+Shift+Return", Way.REGISTER: "Ctrl+S"}
"""The key of each way, whichever is marked: hands that know a key never get something else from it."""


class SaveButtons(QWidget):
    """`SaveButtons(panel)`: `pressed(way)`; `prefer(way)` marks 登记 or 当场办结, which Ctrl+Enter then means too ([78]).

    The keys work anywhere in `panel`.
    """

    pressed = Signal(str)

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self.preferred = Way.REGISTER
        self.buttons: dict[Way, QPushButton] = {}
        self._words = {
            Way.ON_SPOT: QCoreApplication.translate("IntakePanel", "当场办结"),
            Way.HAND_OFF: QCoreApplication.translate("IntakePanel", "转办"),
            Way.REGISTER: QCoreApplication.translate("IntakePanel", "登记"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        for way, words in self._words.items():
            button = QPushButton()
            handing = way is Way.HAND_OFF
            button.setAccessibleName(QCoreApplication.translate("IntakePanel", "登记并转办") if handing else words)
            button.setToolTip(button.accessibleName())
            button.setMinimumHeight(35)
            button.setProperty("way", way.value)
            button.clicked.connect(self._clicked)
            self.buttons[way] = button
            row.addWidget(button, 0 if handing else 1)
        for keys, slot in (
            (FIRST_KEY, self._first), (KEYS[Way.ON_SPOT], self._on_spot), (KEYS[Way.HAND_OFF], self._hand_off),
            (KEYS[Way.REGISTER], self._register),
        ):  # fmt: skip
            for key in {keys, keys.replace("Return", "Enter")}:
                shortcut = QShortcut(QKeySequence(key), panel)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(slot)
        self._label()

    def prefer(self, way: Way) -> None:
        """Mark 登记 or 当场办结."""
        if way is not self.preferred:
            self.preferred = way
            self._label()

    def _label(self) -> None:
        keys = {**KEYS, self.preferred: FIRST_KEY}
        for way, button in self.buttons.items():
            button.setText(f"{self._words[way]} {keys[way].replace('Return', 'Enter')}")
            button.setProperty("primary", way is self.preferred)
            repolish(button)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.pressed.emit(str(button.property("way")))

    def _first(self) -> None:
        self.buttons[self.preferred].click()

    def _on_spot(self) -> None:
        self.buttons[Way.ON_SPOT].click()

    def _register(self) -> None:
        self.buttons[Way.REGISTER].click()

    def _hand_off(self) -> None:
        self.buttons[Way.HAND_OFF].click()
