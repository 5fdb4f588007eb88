"""The flow chart drawn with any painter: on the screen in the theme's colours, on paper always in the light ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from firstask_desktop.domain.chart import BY_KEY, LINES, NODES, Line, Node, NodeCount, NodeKind, gathered, lines_of_path
from ui.pages.chart_legend import ground, paint_legend, words
from ui.pages.chart_shape import POINT, TAG_HIGH, box, corners, label_piece, label_place, middle, outline
from ui.theme import Colours, Tone
from ui.widgets.shapes import paint_shape

TITLE, TWO, COUNT, SMALL = 16.0, 14.0, 13.0, 10.5
BOW = 0.16
"""How far a dashed bow swings out, as a share of its length."""
TINY, GROWN = 0.72, 1.22
"""Below this scale the clauses, which stand beside the chart too, make room for larger words."""


@dataclass(slots=True)
class Drawing:
    """What is drawn: `selected` has a thick frame, `path` is one case's way; `scale` only says what can be read."""

    colours: Colours
    counts: Mapping[str, NodeCount] = field(default_factory=dict)
    selected: str = ""
    focused: bool = False
    path: tuple[str, ...] = ()
    scale: float = 1.0

    @property
    def small(self) -> bool:
        """Whether it is drawn so small that only the main words can be read."""
        return self.scale < TINY

    def paint(self, painter: QPainter) -> None:
        """Draw everything; the painter's own transformation decides size and place."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gone = lines_of_path(self.path)
        for line in LINES:
            if line not in gone:
                self._line(painter, line, QColor(self.colours.muted), 1.5)
        for line in (line for line in LINES if line in gone):
            self._line(painter, line, QColor(self.colours.accent), 3.2)
        for line in LINES:
            self._label(painter, line)
        for node in NODES:
            self._node(painter, node)
        for line in dict.fromkeys(gone):
            if line not in LINES:
                self._bow(painter, line)
        paint_legend(painter, self.colours, brief=self.small)

    # ------------------------------------------------------------ lines

    def _line(self, painter: QPainter, line: Line, ink: QColor, thick: float) -> None:
        points = corners(line)
        painter.setPen(QPen(ink, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if line.jump:
            painter.drawPolyline(QPolygonF(points))
            self._tag(painter, line, ink)
            return
        head = points[-1]
        before = points[-2]
        points[-1] = _short_of(before, head, 5)
        painter.drawPolyline(QPolygonF(points))
        self._head(painter, before, head, ink, thick)

    def _bow(self, painter: QPainter, line: Line) -> None:
        """A way of the flow table that has no line: a dashed bow over the boxes between."""
        source, target = box(BY_KEY[line.source]), box(BY_KEY[line.target])
        start, end = source.center(), target.center()
        across = QPointF(end.y() - start.y(), start.x() - end.x()) * BOW
        track = QPainterPath(start)
        track.quadTo((start + end) / 2 + across, end)
        places = [track.pointAtPercent(step / 100) for step in range(101)]
        free = [place for place in places if not source.contains(place) and not target.contains(place)] or places
        ink = QColor(self.colours.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 2.6, Qt.PenStyle.DashLine, Qt.PenCapStyle.FlatCap))
        painter.drawPolyline(QPolygonF(free[:-2] if len(free) > 4 else free))
        self._head(painter, free[-2] if len(free) > 1 else start, free[-1], ink, 3.2)

    @staticmethod
    def _head(painter: QPainter, before: QPointF, tip: QPointF, ink: QColor, thick: float) -> None:
        long, half = 7 + thick, 2.8 + thick * 0.7
        back = _short_of(before, tip, long)
        along = QPointF(tip.x() - back.x(), tip.y() - back.y()) / long
        side = QPointF(-along.y(), along.x()) * half
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([tip, back + side, back - side]))

    def _tag(self, painter: QPainter, line: Line, ink: QColor) -> None:
        """A connector: the name of the box where it goes on."""
        text = f"→{BY_KEY[line.target].name}"
        if line.label:
            text = f"{line.label} {text}"
        made = words(SMALL)
        wide = QFontMetricsF(made).horizontalAdvance(text) + 12
        centre = middle(*line.via[0])
        frame = QRectF(centre.x() - wide / 2, centre.y() - TAG_HIGH / 2, wide, TAG_HIGH)
        start = corners(line)[0]
        if abs(start.y() - centre.y()) < 1:
            frame.moveLeft(start.x() + 8 if centre.x() > start.x() else start.x() - 8 - wide)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(QColor(self.colours.panel))
        painter.drawRoundedRect(frame, TAG_HIGH / 2, TAG_HIGH / 2)
        painter.setFont(made)
        painter.setPen(QColor(self.colours.text))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)

    def _label(self, painter: QPainter, line: Line) -> None:
        """An arrow's word: above a level piece, right of an upright one, so that no line runs through it."""
        if not line.label or line.jump:
            return
        made = words((SMALL + 1) * (GROWN if self.small else 1), bold=True)
        metrics = QFontMetricsF(made)
        wide, high = metrics.horizontalAdvance(line.label) + 4, metrics.height()
        centre, (start, end) = label_place(line), label_piece(line)
        if abs(start.y() - end.y()) < 1:
            frame = QRectF(centre.x() - wide / 2, centre.y() - high - 1, wide, high)
        else:
            frame = QRectF(centre.x() + 3, centre.y() - high / 2 - 2, wide, high)
        painter.setFont(made)
        painter.setPen(QColor(self.colours.text))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, line.label)

    # ------------------------------------------------------------ boxes

    def _node(self, painter: QPainter, node: Node) -> None:
        form = outline(node)
        painter.setBrush(self._ground(node))
        painter.setPen(self._frame(node))
        painter.drawPath(form)
        if node.key == self.selected and self.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.colours.accent), 1.4, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(box(node).adjusted(-5, -5, 5, 5), 8, 8)
        frame = box(node)
        if node.kind not in (NodeKind.STATE, NodeKind.STEP):
            frame = frame.adjusted(POINT / 2, 0, -POINT / 2, 0)
        self._words(painter, node, frame)
        for place, text in enumerate(gathered(node.state) if node.state else ()):
            self._under(painter, box(node), text, place)

    def _ground(self, node: Node) -> QBrush:
        if node.key in self.path:
            return QBrush(QColor(self.colours.accent_quiet))
        return QBrush(ground(self.colours, node.kind))

    def _frame(self, node: Node) -> QPen:
        if node.key == self.selected:
            return QPen(QColor(self.colours.accent), 3.4)
        if node.key in self.path:
            return QPen(QColor(self.colours.accent), 2.2)
        return QPen(QColor(self.colours.muted), 1.8 if node.state else 1.1)

    def _words(self, painter: QPainter, node: Node, frame: QRectF) -> None:
        lines = node.title.split("\n")
        count = self.counts.get(node.key)
        counted = count is not None and node.state is not None and bool(count.open)
        clause = not self.small
        largest = (TITLE if len(lines) == 1 else TWO) * (GROWN if self.small else 1)
        rows = [(text, _fitting(text, frame.width() - 6, largest)) for text in lines]
        many = COUNT * (1.3 if self.small else 1)
        high = sum(size * 1.22 for _, size in rows) + (many * 1.25 if counted else 0) + (SMALL * 1.2 if clause else 0)
        top = frame.center().y() - high / 2
        painter.setPen(QColor(self.colours.text))
        for text, size in rows:
            painter.setFont(words(size, bold=node.state is not None or node.kind is not NodeKind.STEP))
            painter.drawText(QRectF(frame.left(), top, frame.width(), size * 1.22), _CENTRE, text)
            top += size * 1.22
        if count is not None and counted:
            self._count(painter, count, QRectF(frame.left(), top, frame.width(), many * 1.25), many)
            top += many * 1.25
        if clause:
            painter.setFont(words(SMALL))
            painter.setPen(QColor(self.colours.muted))
            painter.drawText(QRectF(frame.left(), top, frame.width(), SMALL * 1.2), _CENTRE, node.clause)

    def _count(self, painter: QPainter, count: NodeCount, frame: QRectF, size: float) -> None:
        """「5 件 · 超期 2」: the late ones in red with their shape."""
        open_words = spoken_open(count.open)
        late_words = spoken_late(count.overdue) if count.overdue else ""
        made = words(_fitting(open_words + late_words, frame.width() - 23, size), bold=True)
        metrics = QFontMetricsF(made)
        gap = 17.0 if late_words else 0.0
        wide = metrics.horizontalAdvance(open_words) + gap + metrics.horizontalAdvance(late_words)
        left = frame.center().x() - wide / 2
        painter.setFont(made)
        painter.setPen(QColor(self.colours.accent))
        painter.drawText(QRectF(left, frame.top(), wide + 2, frame.height()), _LEFT, open_words)
        if late_words:
            red = self.colours.ink(Tone.RED)
            left += metrics.horizontalAdvance(open_words)
            paint_shape(painter, QRectF(left + 6, frame.center().y() - 4, 8, 8), Tone.RED, red)
            painter.setPen(red)
            painter.drawText(QRectF(left + gap, frame.top(), wide, frame.height()), _LEFT, late_words)

    def _under(self, painter: QPainter, frame: QRectF, text: str, place: int) -> None:
        """From where a box is entered besides its lines."""
        size = _fitting(text, frame.width() + 8, SMALL)
        painter.setFont(words(size))
        painter.setPen(QColor(self.colours.muted))
        top = frame.bottom() + 2 + place * size * 1.2
        painter.drawText(QRectF(frame.left() - 8, top, frame.width() + 16, size * 1.3), _CENTRE, text)


_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def spoken_open(count: int) -> str:
    """How many stand there."""
    return QCoreApplication.translate("Drawing", "%1 件").replace("%1", str(count))


def spoken_late(count: int) -> str:
    """How many of them are late."""
    return QCoreApplication.translate("Drawing", "超期 %1").replace("%1", str(count))


def _fitting(text: str, room: float, size: float) -> float:
    """The size at which a text fits, no larger than `size`."""
    wide = QFontMetricsF(words(size, bold=True)).horizontalAdvance(text)
    return size if wide <= room else max(size * room / wide, 8.0) - 0.5


def _short_of(before: QPointF, tip: QPointF, by: float) -> QPointF:
    """A point on the way to `tip`, that much before it."""
    x, y = tip.x() - before.x(), tip.y() - before.y()
    long = max((x * x + y * y) ** 0.5, 0.001)
    return QPointF(tip.x() - x / long * by, tip.y() - y / long * by)
