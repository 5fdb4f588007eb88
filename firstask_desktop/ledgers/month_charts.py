"""Native Excel charts over a table of figures: Chinese titles, axes that show, one colour a series."""

from typing import Any

from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.worksheet.worksheet import Worksheet

from firstask_desktop.domain.month_views import Drawing, FigureTable
from firstask_desktop.ledgers.cells_out import column_letters

SERIES = ("2F6FDE", "E08A1E", "2E9E63", "C0392B", "7D5BBE", "1F9FB0", "B8890F", "8A94A3", "D05C9A")
FACE = "宋体"
HIGH, WIDE = 8.2, 12.0
"""Centimetres of one chart; two stand side by side on a landscape page."""
LINES_HIGH = 17
EMU = 360_000
"""The file's length units in a centimetre."""
LABELLED = 12
"""Bars are labelled with their numbers up to this many lines."""


def add_charts(sheet: Worksheet, table: FigureTable, heading_line: int, line: int) -> int:
    """Draw the table's charts below it from `line` on, side by side, or one below the other over a long table; the
    first line below them."""
    if not table.rows:
        return line
    width = _table_width(sheet, table)
    stacked = len(table.rows) > LABELLED * 2
    each = width if stacked else max(WIDE, width / 2 - 0.2)
    for place, drawing in enumerate(table.drawings):
        chart = _chart(sheet, table, drawing, heading_line)
        chart.width, chart.height = (each, HIGH) if len(table.drawings) > 1 else (WIDE, HIGH)
        left, below = (0.0, place * LINES_HIGH) if stacked else (place * (each + 0.4), 0)
        chart.anchor = _anchor(sheet, left, line + below, chart.width, chart.height)
        sheet.add_chart(chart)
    return line + LINES_HIGH * (len(table.drawings) if stacked else 1)


def _table_width(sheet: Worksheet, table: FigureTable) -> float:
    return sum(_centimetres(sheet, place) for place in range(len(table.headings) + 1))


def _centimetres(sheet: Worksheet, place: int) -> float:
    letters = column_letters(place)
    width = sheet.column_dimensions[letters].width if letters in sheet.column_dimensions else 8.43
    return float(width) * 0.23


def _anchor(sheet: Worksheet, left: float, line: int, wide: float, high: float) -> OneCellAnchor:
    """Where a chart stands: so many centimetres from the left edge, at the top of a line."""
    place = 0
    while left > _centimetres(sheet, place):
        left -= _centimetres(sheet, place)
        place += 1
    start = AnchorMarker(col=place, colOff=round(left * EMU), row=line - 1)
    return OneCellAnchor(_from=start, ext=XDRPositiveSize2D(round(wide * EMU), round(high * EMU)))


def _chart(sheet: Worksheet, table: FigureTable, drawing: Drawing, heading_line: int) -> Any:
    chart = _axes(LineChart(), drawing) if drawing.kind == "line" else _kind(drawing)
    last = heading_line + len(table.rows)
    for column in drawing.columns:
        values = Reference(sheet, min_col=column + 2, min_row=heading_line, max_row=last)
        chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=heading_line + 1, max_row=last))
    chart.title = _title(drawing.title, 1200)
    chart.title.overlay = False
    chart.layout = None
    if drawing.kind == "pie":
        _colour_slices(chart, len(table.rows))
    else:
        _colour_series(chart, drawing, len(table.rows))
    if chart.legend is not None:
        chart.legend.position = "r" if drawing.kind == "pie" else "b"
        chart.legend.txPr = _text(900)
        if len(drawing.columns) == 1 and drawing.kind != "pie":
            chart.legend = None
    return chart


def _kind(drawing: Drawing) -> Any:
    if drawing.kind == "pie":
        return PieChart()
    chart = BarChart()
    chart.type = "col"
    chart.gapWidth = 60
    if drawing.kind == "stacked":
        chart.grouping, chart.overlap = "stacked", 100
    return _axes(chart, drawing)


def _axes(chart: Any, drawing: Drawing) -> Any:
    """Axes that show themselves, with their words, from nought."""
    for axis, words in ((chart.x_axis, drawing.across), (chart.y_axis, drawing.up)):
        axis.delete = False
        axis.txPr = _text(900)
        axis.title = _title(words, 900) if words else None
        if axis.title is not None:
            axis.title.overlay = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0%" if drawing.top else "0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9DEE5", w=6350))
    if drawing.top:
        chart.y_axis.scaling.max = drawing.top
        chart.y_axis.majorUnit = 0.2
    return chart


def _colour_series(chart: Any, drawing: Drawing, lines: int) -> None:
    for place, series in enumerate(chart.series):
        colour = SERIES[place % len(SERIES)]
        if drawing.kind == "line":
            series.graphicalProperties.line.solidFill = colour
            series.graphicalProperties.line.width = 22000
            series.graphicalProperties.line.dashStyle = "solid" if place == 0 else "dash"
            series.marker.symbol = ("circle", "diamond", "square")[place % 3]
            series.marker.size = 5
            series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
            series.smooth = False
        else:
            series.graphicalProperties.solidFill = colour
            series.graphicalProperties.line.noFill = True
            if drawing.kind == "bars" and lines <= LABELLED and not drawing.top:
                series.dLbls = _labels(value=True, form="0")


def _colour_slices(chart: Any, lines: int) -> None:
    series = chart.series[0]
    for place in range(lines):
        point = DataPoint(idx=place)
        point.graphicalProperties.solidFill = SERIES[place % len(SERIES)]
        point.graphicalProperties.line.solidFill = "FFFFFF"
        series.dPt.append(point)
    series.dLbls = _labels(percent=True, form="0%")
    chart.layout = Layout(manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0.08, y=0.2, w=0.5, h=0.7))


def _labels(*, value: bool = False, percent: bool = False, form: str = "0") -> DataLabelList:
    labels = DataLabelList()
    labels.showVal, labels.showPercent = value, percent
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showLeaderLines = False
    labels.numFmt = form
    labels.txPr = _text(800)
    return labels


def _character(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, latin=Font(typeface=FACE), ea=Font(typeface=FACE))


def _text(size: int) -> RichText:
    shown = _character(size)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=shown), endParaRPr=shown)])


def _title(words: str, size: int) -> Title:
    shown = _character(size, bold=size > 1000)
    title = Title()
    run = RegularTextRun(rPr=shown, t=words)
    title.tx = Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=shown), r=[run])]))
    return title
