"""Where the boxes and lines of the flow chart lie on the drawing, in drawing units (about a pixel at 100 %)."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from firstask_desktop.domain.chart import BY_KEY, NODES, Line, Node, NodeKind

COLUMN, ROW = 152.0, 71.0
HIGH, GAP = 52.0, 28.0
POINT = 14.0
"""How far a question's box comes to a point at both sides."""
TAG_HIGH = 18.0


def middle(column: float, row: float) -> QPointF:
    """A place of the grid on the drawing."""
    return QPointF(column * COLUMN, row * ROW)


def box(node: Node) -> QRectF:
    """A node's frame."""
    wide = node.width * COLUMN - GAP
    centre = middle(node.column, node.row)
    return QRectF(centre.x() - wide / 2, centre.y() - HIGH / 2, wide, HIGH)


def whole() -> QRectF:
    """The whole drawing with its margin."""
    found = QRectF()
    for node in NODES:
        found = found.united(box(node))
    return found.adjusted(-16, -14, 34, 18)


def outline(node: Node) -> QPainterPath:
    """The form of a box: round ends for beginning and end, points for a question, soft corners for a state."""
    frame, path = box(node), QPainterPath()
    if node.kind in (NodeKind.START, NodeKind.END):
        path.addRoundedRect(frame, HIGH / 2, HIGH / 2)
    elif node.kind is NodeKind.DECISION:
        return pointed(frame, POINT)
    else:
        radius = 9.0 if node.kind is NodeKind.STATE else 2.0
        path.addRoundedRect(frame, radius, radius)
    return path


def pointed(frame: QRectF, point: float) -> QPainterPath:
    """A box that comes to a point at both sides."""
    path = QPainterPath()
    path.moveTo(frame.left(), frame.center().y())
    path.lineTo(frame.left() + point, frame.top())
    path.lineTo(frame.right() - point, frame.top())
    path.lineTo(frame.right(), frame.center().y())
    path.lineTo(frame.right() - point, frame.bottom())
    path.lineTo(frame.left() + point, frame.bottom())
    path.closeSubpath()
    return path


def _edge(frame: QRectF, towards: QPointF) -> QPointF:
    """Where a line from the middle of a frame towards a point leaves it."""
    centre = frame.center()
    x, y = towards.x() - centre.x(), towards.y() - centre.y()
    if not x and not y:
        return centre
    across = frame.width() / 2 / abs(x) if x else float("inf")
    down = frame.height() / 2 / abs(y) if y else float("inf")
    share = min(across, down)
    return QPointF(centre.x() + x * share, centre.y() + y * share)


def corners(line: Line) -> list[QPointF]:
    """The points of an arrow, from the edge of one box to the edge of the next; a jump ends at its tag."""
    source, target = BY_KEY[line.source], BY_KEY[line.target]
    over = [middle(*place) for place in line.via]
    if line.jump:
        return [_to_tag(box(source), over[0]), over[0]]
    points = [middle(source.column, source.row), *over, middle(target.column, target.row)]
    points[0] = _edge(box(source), points[1])
    points[-1] = _edge(box(target), points[-2])
    return points


def _to_tag(frame: QRectF, tag: QPointF) -> QPointF:
    """A tag hangs straight below its box, or stands beside it."""
    if frame.left() < tag.x() < frame.right():
        return QPointF(tag.x(), frame.bottom())
    return QPointF(frame.right() if tag.x() > frame.right() else frame.left(), tag.y())


def label_place(line: Line) -> QPointF:
    """Where an arrow's word stands: on the piece into the box for a verdict, else on the longest piece."""
    start, end = label_piece(line)
    return QPointF((start.x() + end.x()) / 2, (start.y() + end.y()) / 2)


def label_piece(line: Line) -> tuple[QPointF, QPointF]:
    """The piece of an arrow at which its word stands."""
    pieces = list(pairwise(corners(line)))
    if line.source == "judge":
        return pieces[-1]
    return max(pieces, key=_length)


def _length(piece: tuple[QPointF, QPointF]) -> float:
    return abs(piece[0].x() - piece[1].x()) + abs(piece[0].y() - piece[1].y())


def node_at(place: QPointF) -> str:
    """The key of the box at a place of the drawing, "" for none."""
    return next((node.key for node in NODES if box(node).contains(place)), "")


def neighbour(key: str, across: int, down: int) -> str:
    """The nearest box in a direction (one of the two is ±1, the other 0); the same box where there is none."""
    here = BY_KEY[key]
    best, nearest = key, float("inf")
    for node in NODES:
        x, y = node.column - here.column, node.row - here.row
        ahead, aside = (x * across, abs(y)) if across else (y * down, abs(x))
        if ahead <= 0.3 or (across and aside > 1.6):
            continue
        far = ahead + aside * (2.5 if across else 2.0)
        if far < nearest:
            best, nearest = node.key, far
    return best
