"""The lines below a heading as typed rows: totals, footers and repeated headings left out (S7, T7)."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat, zip_longest

from firstask_desktop.ledgers.cells_in import column_converter, trimmed
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.ledgers.headings import plain_heading

LEAST_COLUMNS = 3
_TOTAL = re.compile(r"(?:本页|本日|本周|本月|本季|本年|全年|本期)?(?:合计|小计|总计|累计|共计)[:：]?.{0,20}", re.DOTALL)


class RowReader:
    """Turns a line's raw cells into `{source: value}`.

    `places` says in which column of the sheet each of the format's keys stands, `headings` are the sheet's own by place
    and `line` is the last line they take. Values come typed where they can be understood (date, time, datetime, int)
    and as the cell's own text where they cannot; empty cells are None.
    """

    def __init__(self, fmt: RecordFormat, places: Mapping[str, int], headings: Sequence[str], line: int) -> None:
        matched = [(column, places[column.key]) for column in fmt.columns if column.key in places]
        self._line = line
        self._headings = {place: plain_heading(headings[place]) for _, place in matched if place < len(headings)}
        by_source = {column.source: (column_converter(column.kind), place) for column, place in matched}
        self._sources = tuple(by_source)
        self._plan = tuple(by_source.values())
        self._width = max((place for _, place in self._plan), default=-1) + 1
        sources = {column.key: column.source for column in fmt.columns}
        self._splits = [
            (column.source, sources[column.split_from]) for column in fmt.columns if column.split_from in sources
        ]
        self._closing = _closing(fmt)

    def read(self, number: int, values: Sequence[object]) -> dict[str, object] | None:
        """The row that stands in line `number`; None for the headings and what is above them, blanks and totals."""
        return next((row for _, _, row in self.read_lines([(number, values)])), None)

    def read_lines(self, lines: Sequence[tuple[int, Sequence[object]]]) -> Iterator[tuple[int, int, dict[str, object]]]:
        """(place among `lines`, line number, row) of every line that is a row.

        Column by column: each has one kind, and what it repeats is understood once.
        """
        width = self._width
        columns = list(zip_longest(*(values if len(values) <= width else values[:width] for _, values in lines)))
        nothing = (None,) * len(lines)
        columns += [nothing] * (width - len(columns))
        typed = [convert(columns[place]) for convert, place in self._plan]
        rows: Iterable[tuple[object, ...]] = zip(*typed, strict=True) if typed else repeat((), len(lines))
        for offset, row in enumerate(rows):
            number, values = lines[offset]
            if number > self._line and self._holds(row, values):
                named = dict(zip(self._sources, row, strict=True))
                for clock, day in self._splits:
                    _split(named, clock, day)
                yield offset, number, named

    def _holds(self, row: Sequence[object], values: Sequence[object]) -> bool:
        """Whether the line says something of its own: it is no blank, no total and does not repeat the headings."""
        filled = len(row) - row.count(None)
        if not filled and (len(row) >= LEAST_COLUMNS or all(value is None for value in values)):
            return False
        if filled < 4 and _is_total(values, self._closing):
            return False
        return filled < LEAST_COLUMNS or not _is_heading(values, self._headings)


def _closing(fmt: RecordFormat) -> tuple[str, ...]:
    counts = fmt.counts.split("{", 1)[0].strip()
    return tuple(start for start in (counts, *(f"{label}：" for label in fmt.signatures), "封账码") if start)


def _is_total(values: Sequence[object], closing: tuple[str, ...]) -> bool:
    first = next((trimmed(value) for value in values if isinstance(value, str) and trimmed(value)), "")
    return first.startswith(closing) or _TOTAL.fullmatch(re.sub(r"\s+", "", first)) is not None


def _is_heading(values: Sequence[object], headings: dict[int, str]) -> bool:
    """Whether a line repeats the headings, as registers glued together from pages do."""
    alike = 0
    for place, heading in headings.items():
        value = values[place] if place < len(values) else None
        if value is None:
            continue
        if not isinstance(value, str) or plain_heading(value) != heading:
            return False
        alike += 1
    return alike >= LEAST_COLUMNS


def _split(row: dict[str, object], clock: str, day: str) -> None:
    """A date cell that also holds the time of day fills the time column, unless that has its own."""
    moment = row.get(day)
    if isinstance(moment, dt.datetime):
        row[day] = moment.date()
        if row.get(clock) is None:
            row[clock] = moment.time()
