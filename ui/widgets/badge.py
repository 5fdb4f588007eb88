"""A word with a number that opens what it counts."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import Tone, colours, font

COUNT_POINTS = 12.5
GAP = 8
MARGIN = 13


class Badge(QPushButton):
    """`Badge(label, tone=Tone.PLAIN, count=0)`; `clicked` as any button. A zero is muted, whatever the tone."""

    def __init__(self, label: str, tone: Tone = Tone.PLAIN, count: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label, self.tone, self.count = label, tone, count
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    def set_count(self, count: int) -> None:
        """Show another number."""
        self.count = count
        self.setAccessibleName(f"{self.label} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Word, number and margins."""
        word = QFontMetrics(font()).horizontalAdvance(self.label)
        number = QFontMetrics(font(COUNT_POINTS, bold=True)).horizontalAdvance(str(self.count))
        return QSize(MARGIN + word + GAP + number + MARGIN, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button without words, then both parts in their own fonts."""
        super().paintEvent(event)
        painter = QPainter(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font())
        painter.setPen(QColor(colours().text if self.count else colours().muted))
        painter.drawText(self.rect().adjusted(MARGIN, 0, 0, 0), middle, self.label)
        left = MARGIN + QFontMetrics(font()).horizontalAdvance(self.label) + GAP
        painter.setFont(font(COUNT_POINTS, bold=True))
        painter.setPen(colours().ink(self.tone if self.count else Tone.QUIET))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), middle, str(self.count))
