"""Charts of the monthly report, painted here: bars, stacked bars, lines and pies with their numbers and words."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from firstask_desktop.domain.month_views import NOTHING, Drawing, FigureTable
from ui.theme import SMALL_POINTS, colours, font

SERIES = {
    "light": ("#2f6fde", "#d97a0c", "#23915a", "#b8322a", "#7d5bbe", "#168b9b", "#a0780a", "#717c8c", "#c0498b"),
    "dark": ("#6aa8ff", "#ffb454", "#6fd79e", "#ff958c", "#b79bff", "#5fd0df", "#e0c050", "#a8b3c2", "#f08fc4"),
}
TITLE, LEGEND, FOOT, LEFT = 26.0, 20.0, 24.0, 46.0
STEPS = (1, 2, 5)


def nice_step(top: float, ticks: int = 5) -> float:
    """The distance of the ticks of an axis that reaches `top`: 1, 2 or 5 times a power of ten, at least 1."""
    size = 1.0
    while True:
        for step in STEPS:
            if step * size * ticks >= top:
                return step * size
        size *= 10


class MonthChart(QWidget):
    """`MonthChart(table, drawing)`; `picked(row, column)` when a bar, point or slice is clicked."""

    picked = Signal(int, int)

    def __init__(self, table: FigureTable, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.drawing = table, drawing
        self.marks: list[tuple[QRectF, int, int]] = []
        self.setMinimumSize(QSize(300, 190))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(drawing.title)
        self.setAccessibleDescription(self.spoken())

    def spoken(self) -> str:
        """The whole chart in words, for whoever cannot see it."""
        lines = []
        for row in self.table.rows:
            said = [f"{self.table.headings[at]} {row.figures[at].words}" for at in self.drawing.columns]
            lines.append(f"{row.label}：{'，'.join(said)}")
        return "；".join(lines) or NOTHING

    def sizeHint(self) -> QSize:
        """Two of them stand side by side in a small window."""
        return QSize(460, 260)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Title, legend, drawing."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.marks = []
        painter.setFont(font(bold=True))
        painter.setPen(QColor(colours().text))
        painter.drawText(QRectF(0, 0, self.width(), TITLE), Qt.AlignmentFlag.AlignCenter, self.drawing.title)
        room = QRectF(4, TITLE, self.width() - 8, self.height() - TITLE - 2)
        series = self.table.drawn(self.drawing)
        painter.setFont(font(SMALL_POINTS))
        if not any(value for _, values in series for value in values):
            painter.setPen(QColor(colours().muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, NOTHING)
        elif self.drawing.kind == "pie":
            self._pie(painter, room, series[0][1])
        else:
            self._plot(painter, room, series)

    # ------------------------------------------------------------ bars and lines

    def _plot(self, painter: QPainter, room: QRectF, series: Sequence[tuple[str, list[float]]]) -> None:
        used = self._legend(painter, room, [name for name, _ in series]) if len(series) > 1 else 4.0
        plot = QRectF(room.left() + LEFT, room.top() + used + 12, room.width() - LEFT - 6, 0)
        plot.setBottom(room.bottom() - FOOT)
        stacked = self.drawing.kind == "stacked"
        lines = list(zip(*(values for _, values in series), strict=True))
        highest = max(sum(line) if stacked else max(line) for line in lines)
        top = self.drawing.top or 0.0
        step = 0.2 if top else nice_step(highest)
        top = top or step * -(-highest // step)
        self._axes(painter, plot, top, step)
        if self.drawing.kind == "line":
            self._lines(painter, plot, series, top)
        else:
            self._bars(painter, plot, lines, top, stacked)

    def _axes(self, painter: QPainter, plot: QRectF, top: float, step: float) -> None:
        look = colours()
        for place in range(round(top / step) + 1):
            value = place * step
            high = plot.bottom() - plot.height() * value / top
            painter.setPen(QPen(QColor(look.edge if place == 0 else look.line), 1))
            painter.drawLine(QPointF(plot.left(), high), QPointF(plot.right(), high))
            painter.setPen(QColor(look.muted))
            words = f"{value:.0%}" if self.drawing.top else f"{value:g}"
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(plot.left() - LEFT, high - 9, LEFT - 6, 18), side, words)
        unit = QRectF(plot.left() - LEFT, plot.top() - 24, LEFT + 40, 16)
        painter.drawText(unit, Qt.AlignmentFlag.AlignLeft, f"（{self.drawing.up}）")
        self._categories(painter, plot)

    def _categories(self, painter: QPainter, plot: QRectF) -> None:
        metrics = QFontMetricsF(painter.font())
        labels = [row.label for row in self.table.rows]
        each = plot.width() / len(labels)
        widest = max(metrics.horizontalAdvance(label) for label in labels) + 6
        every = max(1, -(-int(widest) // max(1, int(each)))) if widest < 40 else 1
        for place, label in enumerate(labels):
            if place % every == 0:
                shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, each * every - 2)
                box = QRectF(plot.left() + each * (place + 0.5 - every / 2), plot.bottom() + 3, each * every, FOOT - 4)
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, shown)

    def _bars(
        self, painter: QPainter, plot: QRectF, lines: Sequence[Sequence[float]], top: float, stacked: bool
    ) -> None:
        each = plot.width() / len(lines)
        bars = 1 if stacked else len(lines[0])
        wide = min(46.0, each * 0.72 / bars)
        for row, line in enumerate(lines):
            left = plot.left() + each * (row + 0.5) - wide * bars / 2
            floor = plot.bottom()
            for place, value in enumerate(line):
                high = plot.height() * value / top
                box = QRectF(left, floor - high, wide - 1, high)
                painter.fillRect(box, self._colour(place))
                self.marks.append((box.adjusted(0, -14, 0, 0), row, self.drawing.columns[place]))
                if stacked:
                    floor -= high
                else:
                    self._value(painter, box, row, place)
                    left += wide
            if stacked and floor < plot.bottom():
                self._over(painter, QRectF(left, floor, wide, 0), f"{sum(line):g}")

    def _value(self, painter: QPainter, box: QRectF, row: int, place: int) -> None:
        figure = self.table.rows[row].figures[self.drawing.columns[place]]
        words = "—" if figure.value is None else f"{figure.value:.0%}" if self.drawing.top else f"{figure.value:g}"
        self._over(painter, box, words)

    @staticmethod
    def _over(painter: QPainter, box: QRectF, words: str) -> None:
        if QFontMetricsF(painter.font()).horizontalAdvance(words) <= box.width() + 14:
            painter.setPen(QColor(colours().text))
            painter.drawText(QRectF(box.center().x() - 30, box.top() - 16, 60, 15), Qt.AlignmentFlag.AlignCenter, words)

    def _lines(self, painter: QPainter, plot: QRectF, series: Sequence[tuple[str, list[float]]], top: float) -> None:
        for place, (_, values) in enumerate(series):
            each = plot.width() / len(values)
            points = [
                QPointF(plot.left() + each * (at + 0.5), plot.bottom() - plot.height() * value / top)
                for at, value in enumerate(values)
            ]
            style = Qt.PenStyle.SolidLine if place == 0 else Qt.PenStyle.DashLine
            painter.setPen(QPen(self._colour(place), 2, style))
            painter.drawPolyline(points)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(place))
            for row, point in enumerate(points):
                mark = QRectF(point.x() - 3, point.y() - 3, 6, 6)
                painter.drawEllipse(mark) if place == 0 else painter.drawRect(mark)
                self.marks.append((mark.adjusted(-4, -4, 4, 4), row, self.drawing.columns[place]))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    # ------------------------------------------------------------ pie and legend

    def _pie(self, painter: QPainter, room: QRectF, values: Sequence[float]) -> None:
        whole = sum(values)
        size = min(room.height() - 12, room.width() * 0.5)
        disc = QRectF(room.left() + 14, room.top() + (room.height() - size) / 2, size, size)
        start = 90 * 16.0
        for place, value in enumerate(values):
            span = -360 * 16 * value / whole
            painter.setPen(QPen(QColor(colours().panel), 1.5))
            painter.setBrush(self._colour(place))
            if value:
                painter.drawPie(disc, round(start), round(span))
            start += span
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = min(22.0, room.height() / max(1, len(values)))
        top = room.center().y() - line * len(values) / 2
        for place, (row, value) in enumerate(zip(self.table.rows, values, strict=True)):
            box = QRectF(disc.right() + 22, top + place * line, room.right() - disc.right() - 24, line)
            painter.fillRect(QRectF(box.left(), box.center().y() - 5, 10, 10), self._colour(place))
            painter.setPen(QColor(colours().text))
            words = f"{row.label}　{value:g}　{value / whole:.0%}"
            painter.drawText(box.adjusted(17, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
            self.marks.append((box, place, self.drawing.columns[0]))

    def _legend(self, painter: QPainter, room: QRectF, names: Sequence[str]) -> float:
        """The series' words in as many lines as they take; how high that is."""
        metrics = QFontMetricsF(painter.font())
        left, top = room.left() + LEFT, room.top()
        for place, name in enumerate(names):
            wide = metrics.horizontalAdvance(name) + 30
            if left + wide > room.right() and left > room.left() + LEFT:
                left, top = room.left() + LEFT, top + LEGEND
            painter.fillRect(QRectF(left, top + 5, 10, 10), self._colour(place))
            painter.setPen(QColor(colours().text))
            painter.drawText(QRectF(left + 15, top, wide, LEGEND), Qt.AlignmentFlag.AlignVCenter, name)
            left += wide
        return top + LEGEND - room.top()

    @staticmethod
    def _colour(place: int) -> QColor:
        shades = SERIES[colours().name]
        return QColor(shades[place % len(shades)])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on something drawn opens its rows."""
        for box, row, column in self.marks:
            if box.contains(event.position()):
                self.picked.emit(row, column)
                return
        super().mousePressEvent(event)
