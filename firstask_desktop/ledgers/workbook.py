"""openpyxl workbooks saved without spooling: its own writer leaves every sheet in the temporary folder."""

import datetime as dt
import io
import zipfile
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


class _InMemoryWriter(ExcelWriter):
    """Writes each sheet through memory instead of through a temporary file, and a picture that many sheets show once."""

    _archive: zipfile.ZipFile
    _images: list[Any]

    def write_worksheet(self, ws: Any) -> None:
        """One sheet into the zip file."""
        held = io.BytesIO()
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer: Any = WorksheetWriter(ws, held)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], held.getvalue())
        self.manifest.append(ws)

    def _write_images(self) -> None:
        for path, picture in {picture.path: picture for picture in self._images}.items():
            self._archive.writestr(path[1:], picture._data())


def save(book: Workbook, file: BinaryIO) -> None:
    """Write `book` into the open file, which stays open."""
    book.properties.modified = dt.datetime.now(tz=dt.UTC).replace(tzinfo=None)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        _InMemoryWriter(book, archive).save()
