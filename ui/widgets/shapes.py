"""A shape for every tone, so that a state never depends on colour alone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.theme import Tone


def paint_shape(painter: QPainter, box: QRectF, tone: Tone, colour: QColor) -> None:
    """Draw the tone's shape in `box`: ring, dot, tick, diamond or triangle (plain, accent, green, amber, red)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    middle = box.center()
    if tone in (Tone.PLAIN, Tone.QUIET):
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    elif tone is Tone.GREEN:
        low = QPointF(box.left() + box.width() * 0.4, box.bottom() - 1)
        painter.drawPolyline(
            QPolygonF([QPointF(box.left(), middle.y()), low, QPointF(box.right(), box.top() + 1)]),
        )
    else:
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        if tone is Tone.ACCENT:
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        elif tone is Tone.AMBER:
            sides = (QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()))
            painter.drawPolygon(
                QPolygonF([*sides, QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y())]),
            )
        else:
            painter.drawPolygon(QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    painter.restore()
