"""The flow chart on the screen: arrows walk from box to box, Ctrl with + − 0 makes it larger, smaller, whole again."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QToolTip, QWidget

from firstask_desktop.domain.chart import BY_KEY, NodeCount
from ui.pages.chart_drawing import Drawing, spoken_late, spoken_open
from ui.pages.chart_shape import box, neighbour, node_at, whole
from ui.theme import colours
from ui.widgets.labels import tip

STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
LARGER, SMALLEST, LARGEST = 1.2, 0.4, 3.0
NEAR = 40


class ChartCanvas(QWidget):
    """The drawing itself. `chosen(key)` when another box is selected, `entered(key)` on Enter or double click."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = Drawing(colours(), selected="accepted")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.set_scale(1.0)
        self._speak()

    def set_scale(self, scale: float) -> None:
        """Draw at this size; 1 is about a pixel for a unit."""
        self.drawing.scale = scale
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """The whole drawing at the present scale."""
        return (whole().size() * self.drawing.scale).toSize()

    def set_counts(self, counts: Iterable[NodeCount]) -> None:
        """Show other numbers."""
        self.drawing.counts = {count.node.key: count for count in counts}
        self._speak()
        self.update()

    def set_path(self, path: tuple[str, ...]) -> None:
        """Show one case's way; nothing takes it off."""
        self.drawing.path = path
        self.update()

    def select(self, key: str) -> None:
        """Stand on a box."""
        if key != self.drawing.selected:
            self.drawing.selected = key
            self._speak()
            self.update()
            self.chosen.emit(key)

    def frame_of(self, key: str) -> QRect:
        """Where a box lies on this widget."""
        frame = box(BY_KEY[key]).translated(-whole().topLeft())
        scale = self.drawing.scale
        return QRect(
            round(frame.left() * scale), round(frame.top() * scale),
            round(frame.width() * scale), round(frame.height() * scale),
        )  # fmt: skip

    def _speak(self) -> None:
        """What a screen reader says: the box, its numbers, its clause."""
        node = BY_KEY[self.drawing.selected]
        count = self.drawing.counts.get(node.key)
        parts = [node.name]
        if count is not None and count.open:
            parts.append(spoken_open(count.open))
        if count is not None and count.overdue:
            parts.append(spoken_late(count.overdue))
        self.setAccessibleName(self.tr("流程图：%1").replace("%1", "，".join((*parts, node.clause))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, then the drawing in the theme's present colours."""
        self.drawing.colours = colours()
        self.drawing.focused = self.hasFocus()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours().panel))
        painter.scale(self.drawing.scale, self.drawing.scale)
        painter.translate(-whole().topLeft())
        self.drawing.paint(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter enters, Home goes to the beginning."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in STEPS:
            self.select(neighbour(self.drawing.selected, *STEPS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.drawing.selected)
        elif key == Qt.Key.Key_Home:
            self.select("start")
        else:
            super().keyPressEvent(event)

    def _at(self, event: QMouseEvent) -> str:
        place = event.position() / self.drawing.scale + whole().topLeft()
        return node_at(QPointF(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects."""
        key = self._at(event)
        if key:
            self.select(key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click enters."""
        key = self._at(event)
        if key:
            self.entered.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand over a box, with its rule."""
        key = self._at(event)
        self.setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), tip(BY_KEY[key].rule) if key else "", self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()


class ChartView(QScrollArea):
    """The drawing in its frame: whole to begin with, scrolled to the selected box when it was made larger."""

    def __init__(self, canvas: ChartCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = canvas
        self.fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(canvas)
        self.setMinimumSize(420, 300)
        canvas.chosen.connect(self.show_box)

    def fit(self) -> None:
        """The whole chart."""
        self.fitted = True
        room, size = self.maximumViewportSize(), whole().size()
        self.canvas.set_scale(max(min(room.width() / size.width(), room.height() / size.height()), SMALLEST))

    def larger(self) -> None:
        """A step larger."""
        self._zoom(self.canvas.drawing.scale * LARGER)

    def smaller(self) -> None:
        """A step smaller."""
        self._zoom(self.canvas.drawing.scale / LARGER)

    def _zoom(self, scale: float) -> None:
        self.fitted = False
        self.canvas.set_scale(min(max(scale, SMALLEST), LARGEST))
        self.show_box(self.canvas.drawing.selected)

    def show_box(self, key: str) -> None:
        """Scroll until a box is seen."""
        frame = self.canvas.frame_of(key)
        self.ensureVisible(
            frame.center().x(), frame.center().y(), frame.width() // 2 + NEAR, frame.height() // 2 + NEAR
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay whole."""
        super().resizeEvent(event)
        if self.fitted:
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.widget() is not None:
            self.canvas.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl with the wheel makes it larger and smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.larger if event.angleDelta().y() > 0 else self.smaller)()
            event.accept()
        else:
            super().wheelEvent(event)
