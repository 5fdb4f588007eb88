"""The organisation's mark at the head of a sheet, where it covers no words.

The picture is kept as a small PNG whose size stands in its head, so nothing has to be decoded: openpyxl's own class asks
Pillow for no more than that. An SVG became a PNG when it was chosen. In print the mark stands on a sheet's first page.
"""

import struct
from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl.drawing.fill import Blip
from openpyxl.drawing.geometry import PresetGeometry2D
from openpyxl.drawing.image import Image
from openpyxl.drawing.picture import PictureFrame
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.worksheet.worksheet import Worksheet

from firstask_desktop.ledgers.cells_out import column_letters

LARGEST = (102.0, 31.0)
"""Width and height it may take, in points: 36 by 11 millimetres, as on printed pages."""
LEAST = 16.0
"""Points of height below which it is not shrunk to stand beside the words: it then stands above them."""
EDGE, GAP = 2.0, 10.0
"""Points kept free around it, and between it and the words."""
EMU = 12_700
"""Of a point."""
DESCRIPTION = "单位标志"


class MarkPicture(Image):
    """A PNG as it is. All sheets of a workbook show the same one, which is written once."""

    def __init__(self, png: bytes) -> None:
        self.width, self.height = size_of(png)
        self.format = "png"
        self._png = png

    def _data(self) -> bytes:
        return self._png

    @property
    def path(self) -> str:
        """Its name in the workbook."""
        return "/xl/media/mark.png"


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the head of a PNG says them."""
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def put_mark(sheet: Worksheet, png: bytes, lines: Sequence[int], columns: int) -> None:
    """Set the mark at the left of the banner `lines`, whose words stand in the middle of the first `columns` columns.

    Where the words leave it too little room, the first line is made taller and the mark stands above them.
    """
    if not png:
        return
    wide, high = size_of(png)
    heights = [sheet.row_dimensions[line].height or 15.0 for line in lines]
    heights[0] += max(0.0, LARGEST[1] + 2 * EDGE - sum(heights))
    free = (_sheet_width(sheet, columns) - max(_words_width(sheet.cell(line, 1)) for line in lines)) / 2 - EDGE - GAP
    beside = min(LARGEST[1] / high, LARGEST[0] / wide, max(free, 1.0) / wide)
    above = min(LARGEST[1] / high, LARGEST[0] / wide)
    scale, top = beside, (sum(heights) - beside * high) / 2
    if beside < above and beside * high < LEAST:
        scale, top = above, EDGE
        heights[0] += above * high
        _sink(sheet.cell(lines[0], 1))
    sheet.row_dimensions[lines[0]].height = round(heights[0], 2)
    _place(sheet, MarkPicture(png), top, (scale * wide, scale * high))


def _place(sheet: Worksheet, picture: MarkPicture, top: float, size: tuple[float, float]) -> None:
    frame = PictureFrame()
    frame.nvPicPr.cNvPr.id, frame.nvPicPr.cNvPr.name, frame.nvPicPr.cNvPr.descr = 1, DESCRIPTION, DESCRIPTION
    frame.blipFill.blip = Blip()
    frame.spPr.prstGeom = PresetGeometry2D(prst="rect")
    frame.spPr.ln = None
    start = AnchorMarker(col=0, colOff=int(EDGE * EMU), row=0, rowOff=int(top * EMU))
    extent = XDRPositiveSize2D(int(size[0] * EMU), int(size[1] * EMU))
    anchor: Any = OneCellAnchor(_from=start, ext=extent)
    anchor.pic = frame
    picture.anchor = anchor
    sheet.add_image(picture)


def _sink(cell: Any) -> None:
    """Put the words at the bottom of their line."""
    alignment = copy(cell.alignment)
    alignment.vertical = "bottom"
    cell.alignment = alignment


def _sheet_width(sheet: Worksheet, columns: int) -> float:
    """Points from the left edge of the first column to the right edge of the last."""
    letters = (column_letters(place) for place in range(columns))
    return sum((sheet.column_dimensions[each].width or 8.43) * 5.25 + 3.75 for each in letters)


def _words_width(cell: Any) -> float:
    """Points the words of a cell take in one line: a Chinese character is as wide as it is high, a Latin one a little over half."""
    text = str(cell.value or "")
    return sum(1.0 if ord(letter) > 0x2E7F else 0.56 for letter in text) * float(cell.font.size or 11)
