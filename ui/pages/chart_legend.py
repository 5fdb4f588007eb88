"""What the forms of the flow chart mean, drawn in its free corner."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from firstask_desktop.domain.chart import NodeKind
from ui.pages.chart_shape import POINT, middle, pointed
from ui.theme import FAMILIES, Colours

SIZE = 11.0
CORNER = (-0.42, 9.98)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def words(pixels: float, *, bold: bool = False) -> QFont:
    """The desk's font in drawing units."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(round(pixels))
    made.setBold(bold)
    return made


def ground(colours: Colours, kind: NodeKind) -> QColor:
    """The surface of a kind of box; its form says the same without colour."""
    quiet = {
        NodeKind.STATE: colours.entry,
        NodeKind.START: colours.green_quiet,
        NodeKind.END: colours.green_quiet,
        NodeKind.DECISION: colours.amber_quiet,
    }
    return QColor(quiet.get(kind, colours.plain_quiet))


def paint_legend(painter: QPainter, colours: Colours, *, brief: bool = False) -> None:
    """The kinds of boxes, and unless `brief` the kinds of lines and what the small signs mean."""
    said = QCoreApplication.translate
    corner = middle(*CORNER)
    left, top = corner.x(), corner.y()
    painter.setFont(words(SIZE * 1.3 if brief else SIZE, bold=True))
    painter.setPen(QColor(colours.muted))
    painter.drawText(QRectF(left, top - 4, 80, 20), _LEFT, said("Legend", "图例"))
    painter.setFont(words(SIZE * 1.3 if brief else SIZE))
    kinds = (
        (NodeKind.START, said("Legend", "起止")),
        (NodeKind.DECISION, said("Legend", "判断")),
        (NodeKind.STATE, said("Legend", "事项所处状态")),
        (NodeKind.STEP, said("Legend", "做法")),
    )
    x = left
    for kind, text in kinds:
        x = _sample(painter, colours, kind, text, x, top + 20)
    if brief:
        return
    lines = (
        said("Legend", "圆角小签：转到那一步去。框下小字：从哪些步骤也可到这里。"),
        said("Legend", "粗蓝线：一件事项走过的路；虚线：流程表允许而未画线的去向。"),
        said("Legend", "框内小字：制度条款（G 总则 H 第1篇 B 第2篇 M 第3篇 W P 要点与方案）。"),
    )
    painter.setPen(QColor(colours.muted))
    for place, text in enumerate(lines):
        painter.drawText(QRectF(left, top + 46 + place * 19, 480, 18), _LEFT, text)


def _sample(painter: QPainter, colours: Colours, kind: NodeKind, text: str, x: float, top: float) -> float:
    """One small box with its word; where the next one begins."""
    frame = QRectF(x, top, 34, 18)
    path = QPainterPath()
    if kind is NodeKind.DECISION:
        path = pointed(frame, POINT / 2)
    else:
        radius = {NodeKind.START: 9.0, NodeKind.STATE: 5.0}.get(kind, 1.0)
        path.addRoundedRect(frame, radius, radius)
    painter.setBrush(ground(colours, kind))
    painter.setPen(QPen(QColor(colours.muted), 1.8 if kind is NodeKind.STATE else 1.1))
    painter.drawPath(path)
    painter.setPen(QColor(colours.text))
    wide = painter.fontMetrics().horizontalAdvance(text)
    painter.drawText(QRectF(frame.right() + 6, top, wide + 4, 18), _LEFT, text)
    return frame.right() + 6 + wide + 18
