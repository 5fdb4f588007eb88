"""Words on the page: plain labels, elided labels, state tags, key hints and empty pages."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import IconLabel
from ui.theme import Tone, colours, font
from ui.widgets.shapes import paint_shape


def plain(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows `text` as typed; `role` is a style word: muted, small, title, strong, panel_title."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class ElidedLabel(QLabel):
    """One line that gives way with … and tells the whole text in its tip: `ElidedLabel(text, role="")`."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        if role:
            self.setProperty("role", role)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Show other words."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def words(self) -> str:
        """The whole text."""
        return self._whole

    def _fit(self) -> None:
        line = " ".join(self._whole.split("\n"))
        shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, max(self.width() - 2, 0))
        self.setText(shown)
        self.setToolTip("" if shown == line else tip(self._whole))

    def sizeHint(self) -> QSize:
        """The whole text's width."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 4, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide anew."""
        super().resizeEvent(event)
        self._fit()


def tip(text: str) -> str:
    """Text for a tool tip, which Qt would read as markup: angle brackets are escaped."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>" if text else ""


def on_button(text: str) -> str:
    """Text for a button or a menu, where Qt would read & as the mark of a key: doubled, so that it is shown as typed."""
    return text.replace("&", "&&")


class StateTag(QWidget):
    """A state as shape and word on its quiet surface: `StateTag(text, tone)`, `set_state(text, tone)`."""

    def __init__(self, text: str = "", tone: Tone = Tone.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text, self.tone = text, tone
        self.set_state(text, tone)

    def set_state(self, text: str, tone: Tone) -> None:
        """Show another state."""
        self.text, self.tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Shape, word and a little air."""
        metrics = QFontMetrics(font(bold=True))
        return QSize(metrics.horizontalAdvance(self.text) + 30, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Surface, shape, word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = colours().ink(self.tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours().surface(self.tone))
        painter.drawRoundedRect(self.rect(), 5, 5)
        paint_shape(painter, QRectF(9, self.height() / 2 - 4.5, 9, 9), self.tone, ink)
        painter.setPen(ink)
        painter.setFont(font(bold=True))
        painter.drawText(self.rect().adjusted(23, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text)


class KeyHints(ElidedLabel):
    """A footer line of keys: `KeyHints([("Enter", "打开"), ("R", "报进展")])`."""

    def __init__(self, hints: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__("", "muted", parent)
        self.set_hints(hints)

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show other keys."""
        self.set_words(" · ".join(f"{key} {what}" for key, what in hints))


class EmptyState(QWidget):
    """What a page says when it has nothing to show, and what to do then: `EmptyState(icon, text, hint="")`."""

    def __init__(self, icon: str, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = plain(text, "strong", wrap=True)
        self.hint = plain(hint, "muted", wrap=True)
        self.setAccessibleName(text)
        rows = QVBoxLayout(self)
        rows.setSpacing(6)
        rows.addStretch(1)
        rows.addWidget(IconLabel(icon, Tone.QUIET, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.text, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            rows.addWidget(label)
        rows.addStretch(2)
        self.hint.setVisible(bool(hint))

    def set_words(self, text: str, hint: str = "") -> None:
        """Say something else."""
        self.setAccessibleName(text)
        self.text.setText(text)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
