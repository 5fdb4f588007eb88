"""Rows of a register as worksheet XML: nearly all by ready-made pieces, the odd ones cell by cell (QUALITY S6)."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from operator import gt, itemgetter

from firstask_desktop.ledgers.cells_out import (
    CELL_LIMIT,
    EARLIEST,
    MARKUP,
    clean_text,
    clock_fraction,
    column_letters,
    day_number,
    escaped,
    is_active,
    lines_needed,
    moment_number,
    number_text,
    to_text,
    units_per_line,
)
from firstask_desktop.ledgers.formats import FormatColumn, PageSetup

LEAST_HEIGHT = 18.0
# Excel's own limit is 409 points; what does not fit into 400 is in the cell but not on the paper.
MOST_HEIGHT = 400.0
# A printable character that hardly occurs; where it does, the row is only made with more care than needed.
_BETWEEN = "┊"
_CUT = _BETWEEN.encode()
_NUMBER_EVERY = slice(1, None, 4)
_VALUE_EVERY = slice(3, None, 4)
_UNLIMITED = CELL_LIMIT
# Among the unprintable characters of a row: what a workbook cannot hold, or a tab where a command could begin.
_UNFIT = re.compile(f"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|{_BETWEEN}\t")
_TEXT = b't="inlineStr"><is><t xml:space="preserve">'
_TEXT_END = b"</t></is></c>"
_NO_TEXT = b" " + _TEXT + _TEXT_END
# How many sorts of rows (by the types of their values) are remembered; a register has a few dozen.
_MOST_PATTERNS = 2000


@dataclass(frozen=True)
class ColumnStyle:
    """The style numbers of one column in the workbook: the usual one and the one that marks a text as inert."""

    usual: int
    inert: int


@dataclass(frozen=True)
class _Pattern:
    """How rows with the same types of values become XML.

    `pieces` is the row's XML cut up: at 1, 5, 9 … stands the line's number, at 3 its height, at 7, 11 … the cells'
    texts. The other tuples count the values as the row encoder holds them, from 1.
    """

    pieces: list[bytes]
    line_numbers: int
    empty: tuple[int, ...]
    numbers: tuple[tuple[int, Callable[..., str | None]], ...]
    texts: tuple[int, ...]
    halves: tuple[int, ...]


class RowEncoder:
    """Turns row mappings into `<row>` elements of one register."""

    def __init__(self, columns: Sequence[FormatColumn], styles: Sequence[ColumnStyle], page: PageSetup) -> None:
        self._kinds = [column.kind for column in columns]
        self._sources = [column.source for column in columns]
        self._pick = itemgetter(*self._sources) if len(columns) > 1 else lambda row: (row[self._sources[0]],)
        self._styles = styles
        self._letters = [column_letters(index) for index in range(len(columns))]
        self._line = page.font_size * 1.4
        self._units = [1, *(units_per_line(column.width, page.font_size) for column in columns)]
        self._heights: dict[int, bytes] = {}
        self._patterns: dict[tuple[type, ...], _Pattern | None] = {}

    def encode(self, rows: Sequence[Mapping[str, object]], first: int) -> bytes:
        """`rows` as lines `first` and following of the sheet. Missing and empty values become empty, styled cells."""
        pick, patterns = self._pick, self._patterns
        made: list[bytes] = []
        for number, row in enumerate(rows, first):
            try:
                values = [None, *pick(row)]
            except KeyError:
                values = [None, *map(row.get, self._sources)]
            types = tuple(map(type, values))
            try:
                pattern = patterns[types]
            except KeyError:
                pattern = self._remember(types)
            line = self._quickly(pattern, list(values), number) if pattern is not None else None
            made.append(line if line is not None else self._carefully(values[1:], number))
        return b"".join(made).replace(_NO_TEXT, b"/>")

    def _quickly(self, pattern: _Pattern, values: list[object], number: int) -> bytes | None:
        """The row by its pattern, or None when something in it needs care."""
        for index, convert in pattern.numbers:
            values[index] = convert(values[index])
        for index in pattern.empty:
            values[index] = ""
        try:
            joined = _BETWEEN.join(values)  # type: ignore[arg-type]
        except TypeError:
            return None
        broken = False
        if not joined.isprintable():
            if _UNFIT.search(joined):
                return None
            broken = "\n" in joined
        if _needs_care(joined):
            return None
        if "&" in joined or "<" in joined or ">" in joined:
            joined = joined.translate(MARKUP)
        cells = joined.encode().split(_CUT)
        if len(cells) != len(values):
            return None
        cells[0] = self._height(self._measured(pattern, values, broken))  # type: ignore[arg-type]
        pieces = pattern.pieces
        pieces[_NUMBER_EVERY] = repeat(b"%d" % number, pattern.line_numbers)
        pieces[_VALUE_EVERY] = cells
        return b"".join(pieces)

    def _height(self, lines: int) -> bytes:
        height = self._heights.get(lines)
        if height is None:
            points = min(MOST_HEIGHT, max(LEAST_HEIGHT, lines * self._line + 4))
            height = self._heights[lines] = f"{points:g}".encode()
        return height

    def _measured(self, pattern: _Pattern, values: Sequence[str], broken: bool) -> int:
        """How many lines the tallest text takes in its column; most texts are too short to be looked at."""
        lines = 1
        units = self._units
        for index in compress(range(len(values)), map(gt, map(len, values), pattern.halves)):
            text = values[index]
            weight = (len(text.encode()) + len(text)) >> 1
            if weight > lines * units[index]:
                lines = -(-weight // units[index])
        if broken:
            lines = max(lines, *(lines_needed(values[index], units[index]) for index in pattern.texts))
        return lines

    def _remember(self, types: tuple[type, ...]) -> _Pattern | None:
        if len(self._patterns) >= _MOST_PATTERNS:
            self._patterns.clear()
        pattern = self._patterns[types] = self._pattern(types)
        return pattern

    def _pattern(self, types: tuple[type, ...]) -> _Pattern | None:
        pieces: list[bytes] = [b'<row r="', b"", b'" ht="', b""]
        end = b'" customHeight="1">'
        numbers: list[tuple[int, Callable[..., str | None]]] = []
        texts = []
        for index, (kind, cls) in enumerate(zip(self._kinds, types[1:], strict=True)):
            place = f'" s="{self._styles[index].usual}"'.encode()
            before = end + f'<c r="{self._letters[index]}'.encode()
            if cls is type(None):
                start, end = place, b"/>"
            elif cls is str:
                texts.append(index + 1)
                start, end = place + b" " + _TEXT, _TEXT_END
            elif convert := _CONVERTERS.get((kind, cls)):
                numbers.append((index + 1, convert))
                start, end = place + b"><v>", b"</v></c>"
            else:
                return None
            pieces += (before, b"", start, b"")
        pieces.append(end + b"</row>")
        empty = tuple(index for index, cls in enumerate(types) if cls is type(None))
        halves = tuple(self._units[index] // 2 if index in texts else _UNLIMITED for index in range(len(types)))
        return _Pattern(pieces, len(types), empty, tuple(numbers), tuple(texts), halves)

    def _carefully(self, values: Sequence[object], number: int) -> bytes:
        cells = []
        lines = 1
        for index, value in enumerate(values):
            place = f'<c r="{self._letters[index]}{number}" s="'
            style = self._styles[index]
            digits = number_text(value, self._kinds[index])
            text = "" if value is None or digits is not None else clean_text(to_text(value))
            if digits is not None:
                cells.append(f'{place}{style.usual}"><v>{digits}</v></c>')
            elif not text:
                cells.append(f'{place}{style.usual}"/>')
            else:
                used = style.inert if is_active(text) else style.usual
                cells.append(f'{place}{used}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>')
                lines = max(lines, lines_needed(text, self._units[index + 1]))
        height = self._height(lines).decode()
        return f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'.encode()


def _needs_care(joined: str) -> bool:
    """Whether a text in `joined` holds a coded character, begins like a formula or might be too long for a cell.

    A single rare character is found far faster than a pair, so the pair is only looked for where the rare one occurs.
    """
    return (
        f"{_BETWEEN}-" in joined
        or ("_" in joined and "_x" in joined)
        or ("=" in joined and f"{_BETWEEN}=" in joined)
        or ("+" in joined and f"{_BETWEEN}+" in joined)
        or ("@" in joined and f"{_BETWEEN}@" in joined)
        or len(joined) > CELL_LIMIT // 2
    )


def _integer(value: int) -> str | None:
    return str(value) if -(10**15) < value < 10**15 else None


def _recent_day(value: dt.date) -> str | None:
    return day_number(value) if value >= EARLIEST else None


def _recent_moment(value: dt.datetime) -> str | None:
    return moment_number(value) if value.year > 1900 else number_text(value, "datetime")


_CONVERTERS: dict[tuple[str, type], Callable[..., str | None]] = {
    ("date", dt.date): _recent_day,
    ("date", dt.datetime): _recent_moment,
    ("datetime", dt.date): _recent_day,
    ("datetime", dt.datetime): _recent_moment,
    ("time", dt.time): clock_fraction,
    ("integer", int): _integer,
}
