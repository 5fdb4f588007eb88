"""Rows of a register as worksheet XML: clean rows by a ready-made pattern, all others cell by cell (QUALITY S6)."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from firstask_desktop.ledgers.cells_out import (
    CELL_LIMIT,
    EARLIEST,
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
# What makes a row need care when it occurs in its joined texts: markup, a coded character, an active first character,
# blanks at an edge, an empty text. Control characters, line breaks and odd blanks are what `isprintable` refuses.
_CAREFUL = ("&", "<", ">", "_x", *(f"{_BETWEEN}{first}" for first in "=+-@ "), f" {_BETWEEN}", f"{_BETWEEN}{_BETWEEN}")


@dataclass(frozen=True)
class ColumnStyle:
    """The style numbers of one column in the workbook: the usual one and the one that marks a text as inert."""

    usual: int
    inert: int


@dataclass(frozen=True)
class _Pattern:
    """How rows with the same types of values become XML: the text with gaps, and what fills the gaps."""

    template: str
    gaps: Callable[[Sequence[object]], tuple[object, ...]]
    pick_texts: Callable[[Sequence[object]], tuple[str, ...]]
    units: tuple[int, ...]
    halves: tuple[int, ...]
    numbers: tuple[tuple[int, Callable[..., str | None]], ...]


class RowEncoder:
    """Turns row mappings into `<row>` elements of one register."""

    def __init__(self, columns: Sequence[FormatColumn], styles: Sequence[ColumnStyle], page: PageSetup) -> None:
        self._kinds = [column.kind for column in columns]
        self._sources = [column.source for column in columns]
        self._pick = itemgetter(*self._sources) if len(columns) > 1 else lambda row: (row[self._sources[0]],)
        self._styles = styles
        self._letters = [column_letters(index) for index in range(len(columns))]
        self._line = page.font_size * 1.4
        self._units = [units_per_line(column.width, page.font_size) for column in columns]
        self._patterns: dict[tuple[type, ...], _Pattern | None] = {}

    def encode(self, row: Mapping[str, object], number: int) -> str:
        """`row` as line `number` of the sheet. Missing and empty values become empty, styled cells."""
        try:
            values: Sequence[object] = self._pick(row)
        except KeyError:
            values = [row.get(source) for source in self._sources]
        types = tuple(map(type, values))
        try:
            pattern = self._patterns[types]
        except KeyError:
            pattern = self._patterns[types] = self._pattern(types)
        if pattern is None:
            return self._carefully(values, number)
        texts = pattern.pick_texts(values)
        joined = _BETWEEN.join(("", *texts, ""))
        if not joined.isprintable() or len(joined) > CELL_LIMIT // 2 or any(map(joined.__contains__, _CAREFUL)):
            return self._carefully(values, number)
        if pattern.numbers:
            values = list(values)
            for index, convert in pattern.numbers:
                values[index] = cell = convert(values[index])
                if cell is None:
                    return self._carefully(list(self._again(row)), number)
        lines = _measured(pattern, texts)
        filled = pattern.template.replace("\x00", str(number)) % pattern.gaps(values)
        return f'<row r="{number}" ht="{self._height(lines)}" customHeight="1">{filled}</row>'

    def _again(self, row: Mapping[str, object]) -> list[object]:
        return [row.get(source) for source in self._sources]

    def _height(self, lines: int) -> str:
        return f"{min(MOST_HEIGHT, max(LEAST_HEIGHT, lines * self._line + 4)):g}"

    def _lines(self, values: Sequence[object]) -> int:
        lines = 1
        for value, units in zip(values, self._units, strict=True):
            if isinstance(value, str):
                lines = max(lines, lines_needed(value, units))
        return lines

    def _pattern(self, types: tuple[type, ...]) -> _Pattern | None:
        cells: list[str] = []
        texts: list[int] = []
        numbers: list[tuple[int, Callable[..., str | None]]] = []
        for index, (kind, cls) in enumerate(zip(self._kinds, types, strict=True)):
            place = f'<c r="{self._letters[index]}\x00" s="{self._styles[index].usual}"'
            if cls is type(None):
                cells.append(f"{place}/>")
            elif cls is str:
                texts.append(index)
                cells.append(f'{place} t="inlineStr"><is><t>%s</t></is></c>')
            elif convert := _CONVERTERS.get((kind, cls)):
                numbers.append((index, convert))
                cells.append(f"{place}><v>%s</v></c>")
            else:
                return None
        filled = [index for index, cls in enumerate(types) if cls is not type(None)]
        units = tuple(self._units[index] for index in texts)
        halves = tuple(unit // 2 for unit in units)
        return _Pattern("".join(cells), _gaps(filled), _texts(texts), units, halves, tuple(numbers))

    def _carefully(self, values: Sequence[object], number: int) -> str:
        cells = []
        shown: list[object] = []
        for index, value in enumerate(values):
            place = f'<c r="{self._letters[index]}{number}" s="'
            style = self._styles[index]
            digits = number_text(value, self._kinds[index])
            text = "" if value is None or digits is not None else clean_text(to_text(value))
            shown.append(text)
            if digits is not None:
                cells.append(f'{place}{style.usual}"><v>{digits}</v></c>')
            elif not text:
                cells.append(f'{place}{style.usual}"/>')
            else:
                used = style.inert if is_active(text) else style.usual
                cells.append(f'{place}{used}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>')
        height = self._height(self._lines(shown))
        return f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'


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


def _measured(pattern: _Pattern, texts: tuple[str, ...]) -> int:
    """How many lines the tallest of `texts`, none of which holds a line break, takes in its column."""
    lines = 1
    for text, half, units in zip(texts, pattern.halves, pattern.units, strict=True):
        if len(text) > half:
            weight = len(text) if text.isascii() else (len(text.encode()) + len(text)) >> 1
            if weight > lines * units:
                lines = -(-weight // units)
    return lines


def _texts(places: Sequence[int]) -> Callable[[Sequence[object]], tuple[str, ...]]:
    pick: Callable[[Sequence[object]], tuple[str, ...]] = _gaps(places)  # type: ignore[assignment]
    return pick


def _gaps(filled: Sequence[int]) -> Callable[[Sequence[object]], tuple[object, ...]]:
    if len(filled) > 1:
        return itemgetter(*filled)
    return lambda values: tuple(values[index] for index in filled)
