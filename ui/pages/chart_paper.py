"""《首问责任制操作流程图》 on paper: A4 and A3 landscape, for the wall (M5.3 [96])."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPen, QTextOption

from firstask_desktop.domain.states import State
from ui.mark_picture import draw_mark
from ui.pages.chart_aside import further
from ui.pages.chart_drawing import Drawing
from ui.pages.chart_legend import words
from ui.pages.chart_shape import whole
from ui.pdf_file import write_pdf_file
from ui.theme import LIGHT

MARGIN = 8.0
"""Millimetres on every side."""
HEAD, FOOT = 62.0, 100.0
"""Height of heading and foot in drawing units; the page is measured in them."""
PAPERS = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}


@dataclass(frozen=True, slots=True)
class ChartPaper:
    """One sheet: `organisation` and `centre` in the heading, `date` and `seal` in words, `path` of a case when one is shown."""

    organisation: str
    centre: str
    date: str
    path: tuple[str, ...] = ()
    number: str = ""
    mark: bytes = b""
    seal: str = ""

    @property
    def title(self) -> str:
        """What stands over the chart."""
        return QCoreApplication.translate("ChartPaper", "首问责任制操作流程图")

    def layout(self, paper: str) -> QPageLayout:
        """The page of a paper size, landscape."""
        margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
        return QPageLayout(
            QPageSize(PAPERS[paper]), QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter
        )

    def write_pdf(self, path: Path, paper: str) -> None:
        """Write the sheet; the old file stays as it was when the place refuses the new one."""

        def draw(device: QPagedPaintDevice) -> None:
            device.setPageLayout(self.layout(paper))
            self.print_on(device)

        write_pdf_file(path, f"《{self.title}》", draw)

    def print_on(self, device: QPagedPaintDevice) -> None:
        """Fill the device's page, whatever its size."""
        painter = QPainter(device)
        self.paint(painter, QSizeF(device.width(), device.height()))
        painter.end()

    def paint(self, painter: QPainter, page: QSizeF) -> None:
        """Fill a page of that many dots: heading, chart, foot, as large as fits."""
        drawn = whole()
        wide, high = drawn.width(), drawn.height() + HEAD + FOOT
        scale = min(page.width() / wide, page.height() / high)
        painter.save()
        painter.scale(scale, scale)
        room = QSizeF(page.width() / scale, page.height() / scale)
        self._heading(painter, room.width())
        painter.save()
        painter.translate((room.width() - wide) / 2 - drawn.left(), HEAD - drawn.top())
        Drawing(LIGHT, path=self.path, scale=2.0).paint(painter)
        painter.restore()
        self._foot(painter, QRectF(0, HEAD + drawn.height(), room.width(), FOOT))
        painter.restore()

    def _heading(self, painter: QPainter, wide: float) -> None:
        painter.setPen(QColor(LIGHT.text))
        painter.setFont(words(17))
        left = draw_mark(painter, self.mark, QRectF(0, 0, wide * 0.12, 42)) if self.mark else 0
        left += 10 if left else 0
        painter.drawText(QRectF(left, 0, wide * 0.3 - left, 40), _LOW_LEFT, self.organisation or self.centre)
        painter.setFont(words(30, bold=True))
        painter.drawText(QRectF(0, 0, wide, 42), Qt.AlignmentFlag.AlignCenter, f"《{self.title}》")
        painter.setFont(words(13))
        aside = [self.centre] if self.organisation and self.centre != self.organisation else []
        aside.append(QCoreApplication.translate("ChartPaper", "文件 M5.3"))
        aside += [self.date, self.seal] if self.seal else [self.date]
        painter.drawText(QRectF(wide * 0.6, 0, wide * 0.4, 40), _LOW_RIGHT, " · ".join(aside))
        painter.setPen(QPen(QColor(LIGHT.text), 1.4))
        painter.drawLine(0, 48, round(wide), 48)

    def _foot(self, painter: QPainter, room: QRectF) -> None:
        """The ways that have no line, in three columns; on a case's sheet its number."""
        painter.setPen(QPen(QColor(LIGHT.edge), 1))
        painter.drawLine(room.topLeft(), room.topRight())
        said = QCoreApplication.translate("ChartPaper", "流程表还允许（未画线）")
        if self.number:
            said += QCoreApplication.translate("ChartPaper", "　　粗蓝线：%1 走过的路").replace("%1", self.number)
        painter.setPen(QColor(LIGHT.text))
        painter.setFont(words(12, bold=True))
        painter.drawText(QRectF(room.left(), room.top() + 4, room.width(), 18), said)
        lines = [f"{state.word}：{further(state)}" for state in State if further(state)]
        columns = _columns(lines, 3, room.width() / 3 - 16)
        painter.setFont(words(11.5))
        wrap = QTextOption(Qt.AlignmentFlag.AlignLeft)
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for place, column in enumerate(columns):
            left = room.left() + place * room.width() / 3
            painter.drawText(QRectF(left, room.top() + 24, room.width() / 3 - 16, room.height() - 24), column, wrap)


_LOW_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
_LOW_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom


def _columns(lines: list[str], count: int, wide: float) -> list[str]:
    """Lines spread over columns of about the same height, in order."""
    metrics = QFontMetricsF(words(11.5))
    heights = [int(metrics.horizontalAdvance(line) // wide) + 1 for line in lines]
    share = -(-sum(heights) // count)
    columns: list[list[str]] = [[]]
    filled = 0
    for line, height in zip(lines, heights, strict=True):
        if filled + height > share and columns[-1] and len(columns) < count:
            columns.append([])
            filled = 0
        columns[-1].append(line)
        filled += height
    return ["\n".join(column) for column in columns]
