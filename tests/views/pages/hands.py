"""Two hands on the keyboard: every key press is counted, the words themselves are not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class Hands:
    """`key(…)` presses one key where the cursor is, `words(…)` types text there (as an input method does)."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.presses = 0

    def where(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        return popup or QApplication.focusWidget() or self._window.focusWidget() or self._window

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        for _ in range(times):
            self.presses += 1
            QTest.keyClick(self.where(), key, modifier)
            QApplication.processEvents()

    def control(self, key: Qt.Key) -> None:
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def alt(self, key: Qt.Key) -> None:
        self.key(key, Qt.KeyboardModifier.AltModifier)

    def words(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.where(), event)
        QApplication.processEvents()
