"""Rows of a register as worksheet XML, some hundred at once: cells column by column, then laid out by rows (S6)."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from firstask_desktop.ledgers.cells_out import units_per_line
from firstask_desktop.ledgers.column_cells import EMPTY, HOLLOW, Cells, ColumnStyle, column_cells
from firstask_desktop.ledgers.formats import FormatColumn, PageSetup

LEAST_HEIGHT = 18.0
# Excel's own limit is 409 points; what does not fit into 400 is in the cell but not on the paper.
MOST_HEIGHT = 400.0
_NUMBER, _HEIGHT, _FIRST_CELL, _STEP = 1, 3, 5, 2


class RowEncoder:
    """Turns row mappings into `<row>` elements of one register.

    A row is a list of pieces: its number stands at 1, its height at 3, the body of a cell at 5, 7, 9 …; all other
    pieces are the same in every row. A row has a cell for every column, so the cells need not say where they stand
    (ECMA-376, 18.3.1.4: `r` is optional), which halves the file.
    """

    def __init__(self, columns: Sequence[FormatColumn], styles: Sequence[ColumnStyle], page: PageSetup) -> None:
        self._sources = [column.source for column in columns]
        self._pick = itemgetter(*self._sources) if len(columns) > 1 else lambda row: (row[self._sources[0]],)
        self._columns = [
            column_cells(column.kind, style, units_per_line(column.width, page.font_size))
            for column, style in zip(columns, styles, strict=True)
        ]
        self._line = page.font_size * 1.4
        self._height = lru_cache(maxsize=1000)(self._points)
        self._row = self._pieces([column.before for column in self._columns])
        self._inert_row = self._pieces([column.before_inert for column in self._columns])

    def encode(self, rows: Sequence[Mapping[str, object]], first: int) -> bytes:
        """`rows` as lines `first` and following of the sheet. Missing and empty values become empty, styled cells."""
        width = len(self._row)
        pieces = self._row * len(rows)
        pieces[_NUMBER::width] = [b"%d" % number for number in range(first, first + len(rows))]
        made: list[Cells] = []
        places = range(_FIRST_CELL, width, _STEP)
        for place, column, values in zip(places, self._columns, self._by_columns(rows), strict=True):
            cells = column.cells(values)
            made.append(cells)
            pieces[place::width] = cells.bodies
            for row in cells.inert:
                pieces[row * width + place - 1] = self._inert_row[place - 1]
        pieces[_HEIGHT::width] = self._heights(made, len(rows))
        return b"".join(pieces).replace(HOLLOW, EMPTY)

    def _by_columns(self, rows: Sequence[Mapping[str, object]]) -> Iterable[Sequence[object]]:
        try:
            return list(zip(*map(self._pick, rows), strict=True))
        except KeyError:
            return [[row.get(source) for row in rows] for source in self._sources]

    def _heights(self, made: Sequence[Cells], count: int) -> Iterable[bytes]:
        least = max(cells.least for cells in made)
        bottom = [-least] * count
        drops = (cells.drops for cells in made if cells.most > least)
        return map(self._height, map(min, bottom, bottom, *drops))

    def _points(self, drop: int) -> bytes:
        return b"%g" % min(MOST_HEIGHT, max(LEAST_HEIGHT, -drop * self._line + 4))

    def _pieces(self, befores: Sequence[bytes]) -> list[bytes]:
        pieces = [b'<row r="', b"", b'" ht="', b""]
        after = b'" customHeight="1">'
        for column, before in zip(self._columns, befores, strict=True):
            pieces += (after + b"<c" + before, b"")
            after = column.after
        return [*pieces, after + b"</row>"]
