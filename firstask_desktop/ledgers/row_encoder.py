"""Rows of a register as worksheet XML, some hundred at once: cells column by column, then laid out by rows (S6)."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter

from firstask_desktop.ledgers.cells_out import column_letters
from firstask_desktop.ledgers.column_cells import Cells, ColumnStyle
from firstask_desktop.ledgers.formats import FormatColumn, PageSetup
from firstask_desktop.ledgers.repeated_cells import column_cells

LEAST_HEIGHT = 18.0
# Excel's own limit is 409 points; what does not fit into 400 is in the cell but not on the paper.
MOST_HEIGHT = 400.0


class RowEncoder:
    """Turns row mappings into `<row>` elements of one register.

    A line's number stands in its row and in the place of each of its cells, and nowhere else: so a line is its number
    between pieces, and each piece is a whole cell up to the letters of the next. The places are optional (ECMA-376,
    18.3.1.4), but programs that only know cells by their place would see an empty sheet without them.
    """

    def __init__(self, columns: Sequence[FormatColumn], styles: Sequence[ColumnStyle], page: PageSetup) -> None:
        self._sources = [column.source for column in columns]
        self._pick = itemgetter(*self._sources) if len(columns) > 1 else lambda row: (row[self._sources[0]],)
        openings = [f'<c r="{column_letters(place)}' for place in range(1, len(columns))]
        self._columns = [
            column_cells(column, style, page, after)
            for column, style, after in zip(columns, styles, [*openings, "</row>"], strict=True)
        ]
        self._heights = _Heights(page.font_size * 1.4)

    def encode(self, rows: Sequence[Mapping[str, object]], first: int) -> bytes:
        """`rows` as lines `first` and following of the sheet. Missing and empty values become empty, styled cells."""
        made = [column.cells(values) for column, values in zip(self._columns, self._by_columns(rows), strict=True)]
        numbers = map(b"%d".__mod__, range(first, first + len(rows)))
        pieces = zip(repeat(b'<row r="'), self._openings(made, len(rows)), *(cells.pieces for cells in made))
        return b"".join(map(bytes.join, numbers, pieces))

    def _by_columns(self, rows: Sequence[Mapping[str, object]]) -> Iterable[Sequence[object]]:
        try:
            return list(zip(*map(self._pick, rows), strict=True))
        except KeyError:
            return [[row.get(source) for row in rows] for source in self._sources]

    def _openings(self, made: Sequence[Cells], count: int) -> Iterable[bytes]:
        """From after a row's number up to the letter of its first cell: as tall as its tallest cell."""
        least = max(cells.least for cells in made)
        drops = [cells.drops for cells in made if cells.most > least]
        if not drops:
            return repeat(self._heights[-least], count)
        return map(self._heights.__getitem__, map(min, repeat(-least), *drops))


class _Heights(dict[int, bytes]):
    """What stands before the first cell of a row of so many lines, which are counted downwards."""

    def __init__(self, line: float) -> None:
        super().__init__()
        self._line = line

    def __missing__(self, drop: int) -> bytes:
        points = min(MOST_HEIGHT, max(LEAST_HEIGHT, -drop * self._line + 4))
        self[drop] = b'" ht="%g" customHeight="1"><c r="A' % points
        return self[drop]
