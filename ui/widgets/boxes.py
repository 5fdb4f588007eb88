"""Entries for text: one line and several lines, plain text only."""

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui import icons
from ui.theme import colours


def _clean(text: str) -> str:
    """Pasted text without control characters other than line breaks; a tab becomes a space."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in kept if char == "\n" or (ord(char) >= 32 and ord(char) != 127))


class LineBox(QLineEdit):
    """One line: `LineBox(name, placeholder="", max_length=200, icon="")`. `value()` is without blanks at the ends."""

    edited = Signal()

    def __init__(
        self, name: str, placeholder: str = "", max_length: int = 200, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(max_length)
        self.setMinimumHeight(33)
        self.textEdited.connect(self._tell)
        self._icon = icon
        self._drawn = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition) if icon else None
        self._tint()

    def _tint(self) -> None:
        if self._drawn is not None:
            self._drawn.setIcon(icons.icon(self._icon, QColor(colours().muted), 16))

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_drawn"):
            self._tint()

    def _tell(self) -> None:
        self.edited.emit()

    def value(self) -> str:
        """What was typed, without blanks at the ends."""
        return _clean(self.text()).replace("\n", " ").strip()

    def set_value(self, value: str) -> None:
        """Show a value without telling."""
        self.setText(value)
        self.setCursorPosition(0)


class TextBox(QPlainTextEdit):
    """Several lines: `TextBox(name, placeholder="", lines=2, most=6)` grows from `lines` to `most` with its text.

    Tab leaves the box, Ctrl+Enter is left to the page, Enter makes a line, pasting takes plain text only.
    """

    edited = Signal()

    def __init__(
        self, name: str, placeholder: str = "", lines: int = 2, most: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self._quiet = False
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def value(self) -> str:
        """What was typed, without blanks and empty lines at the ends."""
        return _clean(self.toPlainText()).strip()

    def set_value(self, value: str) -> None:
        """Show a value without telling."""
        self._quiet = True
        self.setPlainText(value)
        self._quiet = False

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _grow(self) -> None:
        asked = round(self.document().size().height())
        rolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if asked > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(rolls)
        height = self._height(max(self._lines, min(self._most, asked)))
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _height(self, lines: int) -> int:
        return lines * self.fontMetrics().lineSpacing() + 17

    def sizeHint(self) -> QSize:
        """Wide, and as high as its lines."""
        return QSize(260, self._height(self._lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to the page."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text without control characters."""
        self.textCursor().insertText(_clean(source.text()))
