"""What a printed page is made of: boxes with lines of words, and how they are painted. Lengths in dots of the device."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from firstask_desktop.domain.printed import Sheet
from ui.mark_picture import draw_mark
from ui.theme import FAMILIES

INCH = 25.4
PADDING = 0.5
"""Millimetres between a line and the words."""
LEADING, FOOT_MM = 1.28, 6.0
MARK_MM = (36.0, 11.0)
"""The most room of the mark, at the left of a page's head."""
SHADE, LINE = QColor("#e7eef4"), QColor("#404040")
LEFT, MIDDLE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Cell:
    """A box with its lines of words: where, what, how."""

    box: QRectF
    lines: tuple[str, ...]
    points: float
    side: Qt.AlignmentFlag = MIDDLE
    bold: bool = False
    shaded: bool = False
    framed: bool = True
    low: bool = False


@dataclass(slots=True)
class Page:
    """What stands on one page."""

    sheet: Sheet
    cells: list[Cell] = field(default_factory=list)


def face(sheet: Sheet, points: float, bold: bool = False) -> QFont:
    """The form's own face, and the desk's where the computer does not have it."""
    made = QFont()
    made.setFamilies([sheet.face, *FAMILIES])
    made.setPointSizeF(points)
    made.setBold(bold)
    return made


def line_high(font: QFont, dots: float) -> float:
    """The height of a line in dots, `dots` a millimetre: closer than the face's own, as forms are set."""
    return font.pointSizeF() * LEADING * dots * INCH / 72


def paint_page(painter: QPainter, page: Page, place: int, count: int) -> None:
    """Paint a page with its number under it."""
    dots = painter.device().logicalDpiY() / INCH
    if page.sheet.mark:
        draw_mark(painter, page.sheet.mark, QRectF(0, 0, MARK_MM[0] * dots, MARK_MM[1] * dots))
    for cell in page.cells:
        _paint_cell(painter, page.sheet, cell, PADDING * dots, dots)
    painter.setFont(face(page.sheet, page.sheet.points - 1))
    painter.setPen(QColor("#333333"))
    foot = QRectF(0, painter.viewport().height() - FOOT_MM * dots, painter.viewport().width(), FOOT_MM * dots)
    painter.drawText(foot, MIDDLE | Qt.AlignmentFlag.AlignBottom, f"第 {place} 页 共 {count} 页")


def _paint_cell(painter: QPainter, sheet: Sheet, cell: Cell, padding: float, dots: float) -> None:
    if cell.shaded:
        painter.fillRect(cell.box, SHADE)
    if cell.framed:
        painter.setPen(QPen(LINE, 0.18 * dots))
        painter.drawRect(cell.box)
    font = face(sheet, cell.points, cell.bold)
    metrics = QFontMetricsF(font, painter.device())
    high = line_high(font, dots)
    whole = high * len(cell.lines)
    top = cell.box.bottom() - padding - whole if cell.low else cell.box.center().y() - whole / 2
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.black)
    inner = cell.box.adjusted(padding, 0, -padding, 0)
    for step, line in enumerate(cell.lines):
        wide = metrics.horizontalAdvance(line)
        left = {LEFT: inner.left(), RIGHT: inner.right() - wide}.get(cell.side, inner.center().x() - wide / 2)
        painter.drawText(QPointF(left, top + (step + 0.5) * high + (metrics.ascent() - metrics.descent()) / 2), line)
