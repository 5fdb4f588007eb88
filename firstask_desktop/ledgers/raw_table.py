"""A foreign sheet as it is: its lines kept packed, so that a preview of 100 000 rows fits beside everything else (S7)."""

import zlib
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.ledgers.guard import Limits
from firstask_desktop.ledgers.headings import (
    HeadingMatch,
    find_headings,
    headings_at,
    is_printed_form,
    likely_line,
)
from firstask_desktop.ledgers.reading import ForeignWorkbook, SheetPeek, unpacked_rows
from firstask_desktop.ledgers.typed_rows import LEAST_COLUMNS

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Lines = list[tuple[int, list[object]]]
_KEPT = 6
LEAST_KNOWN = 2
"""Headings that make a table when those a row cannot do without are among them."""


@dataclass
class RawTable:
    """One sheet of a workbook somebody else made: every line that holds anything, by place from 0.

    `match` says where its headings are and which of them the format knows.
    """

    path: Path
    sheets: tuple[SheetPeek, ...]
    sheet: str
    match: HeadingMatch
    double: bool = False
    _packed: list[bytes] = field(default_factory=list, repr=False)
    _firsts: list[int] = field(default_factory=list, repr=False)
    _open: "OrderedDict[int, Lines]" = field(default_factory=OrderedDict, repr=False)
    count: int = 0

    @property
    def peek(self) -> SheetPeek:
        """The first lines of the sheet."""
        return next(each for each in self.sheets if each.name == self.sheet)

    def add(self, batch: bytes) -> Lines:
        """Keep one more batch as the reading process sends it; its lines."""
        self._packed.append(zlib.compress(batch, 1))
        self._firsts.append(self.count)
        lines = unpacked_rows(batch)
        self.count += len(lines)
        return lines

    def blocks(self) -> Iterator[tuple[int, Lines]]:
        """(place of the first, lines) of each batch."""
        for first, packed in zip(self._firsts, self._packed, strict=True):
            yield first, unpacked_rows(zlib.decompress(packed))

    def line(self, place: int) -> tuple[int, list[object]]:
        """(line number, raw values) of one line."""
        number = bisect_right(self._firsts, place) - 1
        if number not in self._open:
            self._open[number] = unpacked_rows(zlib.decompress(self._packed[number]))
            if len(self._open) > _KEPT:
                self._open.popitem(last=False)
        self._open.move_to_end(number)
        return self._open[number][place - self._firsts[number]]

    def move_headings(self, fmt: RecordFormat, line: int, double: bool) -> None:
        """Take the headings from another line; refused beyond the first lines of the sheet (field `line`)."""
        known = {number for number, _ in self.peek.lines}
        if line not in known:
            raise Refused(f"第 {line} 行是空行，或不在前 {max(known, default=0)} 行里", code="no-line", field="line")
        self.match, self.double = headings_at(fmt, self.peek.lines, line, double), double


def open_table(
    path: Path,
    fmt: RecordFormat,
    sheet: str = "",
    line: int = 0,
    double: bool = False,
    limits: Limits | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[RawTable, ForeignWorkbook]:
    """Open a workbook and find where a table begins in it: on the named sheet and line, else where `fmt` fits best.

    Gives the table, still without lines, and the open workbook to read them from. Refused with field `path` when there
    is no table in it, `sheet` or `line` when what was asked for is not there.
    """
    book = ForeignWorkbook(path, limits, cancelled)
    try:
        if sheet and sheet not in {each.name for each in book.sheets}:
            raise Refused(f"“{path.name}”里没有名为“{sheet}”的工作表", code="no-sheet", field="sheet")
        name, match = _found(path.name, fmt, book.sheets, sheet)
        table = RawTable(path, book.sheets, name, match, not match.single)
        if line:
            table.move_headings(fmt, line, double)
        return table, book
    except BaseException:
        book.close()
        raise


def fill_table(
    table: RawTable, book: ForeignWorkbook, report: Report | None = None, cancelled: Cancelled | None = None
) -> Iterator[tuple[int, Lines]]:
    """Read the sheet's lines into `table`, giving (place of the first, lines) of each batch on the way."""
    with book:
        for batch in book.batches(table.sheet):
            place = table.count
            lines = table.add(batch)
            if report:
                report(table.count, table.count)
            if cancelled and cancelled():
                raise Refused("已取消读取，没有改动", code="cancelled")
            yield place, lines


def _found(name: str, fmt: RecordFormat, sheets: tuple[SheetPeek, ...], wanted: str) -> tuple[str, HeadingMatch]:
    looked = [each for each in sheets if not wanted or each.name == wanted]
    best: tuple[tuple[int, bool], str, HeadingMatch] | None = None
    for peek in looked:
        match = find_headings(fmt, peek.lines)
        if match is not None and (best is None or match.rank > best[0]):
            best = (match.rank, peek.name, match)
    if best is not None:
        essential = LEAST_KNOWN if all(key in best[2].places for key in fmt.essential) else LEAST_COLUMNS
        if best[2].score >= min(essential, len(fmt.columns)):
            return best[1], best[2]
    form = sum(is_printed_form(peek.lines) for peek in sheets)
    for peek in looked:
        line = likely_line(peek.lines)
        if line and not is_printed_form(peek.lines) and not (form and not wanted):
            return peek.name, headings_at(fmt, peek.lines, line)
    if wanted and looked[0].lines:
        return wanted, headings_at(fmt, looked[0].lines, looked[0].lines[0][0])
    raise Refused(_no_table(name, form > 0), code="no-table", field="path", clause="[94]")


def _no_table(name: str, form: bool) -> str:
    if form:
        return (
            f"“{name}”是一张打印出来手填的单据（有打勾的方格），不是一行一件的登记表，没有可以导入的内容。"
            "请把内容整理成第一行是列名、下面一行一件的表格再导入"
        )
    return f"“{name}”里没有找到一行一件的表格：应有一行列名，下面每行一件。请整理后再导入"
