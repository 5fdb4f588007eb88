"""A register someone else made, read by the same declaration it would be written with (S7, T7)."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.cells_in import converter, trimmed
from firstask_desktop.ledgers.formats import FormatColumn, RecordFormat
from firstask_desktop.ledgers.guard import Limits
from firstask_desktop.ledgers.headings import WITHIN, HeadingMatch, find_headings, plain_heading
from firstask_desktop.ledgers.reading import ForeignWorkbook, SheetPeek

LEAST_COLUMNS = 3
_TOTAL = re.compile(r"(?:本页|本日|本周|本月|本季|本年|全年|本期)?(?:合计|小计|总计|累计|共计)[:：]?.{0,20}", re.DOTALL)


@dataclass(frozen=True)
class SheetRows:
    """A sheet whose headings were understood. Iterating gives (line number, {source: value}), once.

    `columns` maps each recognised key to the heading as the sheet has it, `missing` are the format's headings that the
    sheet lacks, `unknown` the sheet's headings that the format does not know. Stop early with `close`.
    """

    sheet: str
    sheets: tuple[str, ...]
    heading_line: int
    columns: dict[str, str]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    _rows: Iterator[tuple[int, dict[str, object]]] = field(repr=False)
    _book: ForeignWorkbook = field(repr=False)

    def __iter__(self) -> Iterator[tuple[int, dict[str, object]]]:
        try:
            yield from self._rows
        finally:
            self.close()

    def close(self) -> None:
        """End the reading process."""
        self._book.close()


def read_sheet(path: Path, fmt: RecordFormat, sheet: str | None = None, *, limits: Limits | None = None) -> SheetRows:
    """Find the headings of `fmt` in the workbook at `path` and read what stands below them.

    Without `sheet` the sheet whose headings fit best is taken. Refused with field `path` when the file cannot be read
    or holds no such register, with field `sheet` when there is no sheet of that name. Values come typed where they can
    be understood (date, time, datetime, int) and as the cell's own text where they cannot; empty cells are None. Blank
    lines, totals, footers and repeated headings are left out.
    """
    if not fmt.columns:
        raise Refused(f"“{fmt.title}”不是列表格式，不能按它导入", code="not-a-list", field="format")
    book = ForeignWorkbook(path, limits)
    try:
        peek, match = _choose(path.name, fmt, book.sheets, sheet)
        matched = [(column, match.places[column.key]) for column in fmt.columns if column.key in match.places]
        return SheetRows(
            sheet=peek.name,
            sheets=tuple(each.name for each in book.sheets),
            heading_line=match.line,
            columns={column.key: match.headings[place] for column, place in matched},
            missing=tuple(column.heading for column in fmt.columns if column.key not in match.places),
            unknown=_unknown(match),
            _rows=_below(book.rows(peek.name), match, matched, fmt),
            _book=book,
        )
    except BaseException:
        book.close()
        raise


def _choose(
    name: str, fmt: RecordFormat, sheets: Sequence[SheetPeek], wanted: str | None
) -> tuple[SheetPeek, HeadingMatch]:
    if wanted is not None:
        sheets = [each for each in sheets if each.name == wanted]
        if not sheets:
            raise Refused(f"“{name}”里没有名为“{wanted}”的工作表", code="no-sheet", field="sheet")
    best: tuple[SheetPeek, HeadingMatch] | None = None
    for peek in sheets:
        match = find_headings(fmt, peek.lines)
        if match is not None and (best is None or match.score > best[1].score):
            best = (peek, match)
    if best is None or best[1].score < min(LEAST_COLUMNS, len(fmt.columns)):
        expected = "、".join(column.heading for column in fmt.columns[:12])
        raise Refused(
            f"“{name}”里没有找到《{fmt.title}》的表头：每张工作表前 {WITHIN} 行里，应有一行写着“{expected}”等列名。"
            "如果这是一页填写好的单据或别的表，请先把内容整理成一行一件的表格",
            code="no-headings",
            field="path",
            clause="[94]",
        )
    lacking = [fmt.column(key).heading for key in fmt.essential if key not in best[1].places]
    if lacking:
        seen = "、".join(fmt.column(key).heading for key in best[1].places)
        raise Refused(
            f"“{name}”的“{best[0].name}”只认出 {seen} 几列，没有“{'”“'.join(lacking)}”一列，不像《{fmt.title}》",
            code="no-essential",
            field="path",
            clause="[94]",
        )
    return best


def _unknown(match: HeadingMatch) -> tuple[str, ...]:
    used = set(match.places.values())
    return tuple(text for place, text in enumerate(match.headings) if text and place not in used)


def _below(
    lines: Iterator[tuple[int, list[object]]],
    match: HeadingMatch,
    matched: Sequence[tuple[FormatColumn, int]],
    fmt: RecordFormat,
) -> Iterator[tuple[int, dict[str, object]]]:
    headings = {place: plain_heading(match.headings[place]) for _, place in matched}
    plan = [(column.source, converter(column.kind), place) for column, place in matched]
    splits = [(column, fmt.column(column.split_from)) for column in fmt.columns if column.split_from]
    closing = _closing(fmt)
    for number, values in lines:
        if number <= match.line:
            continue
        width = len(values)
        row = {source: convert(values[place]) if place < width else None for source, convert, place in plan}
        filled = len(row) - list(row.values()).count(None)
        if not filled or (filled < 4 and _is_total(values, closing)):
            continue
        if filled >= LEAST_COLUMNS and _is_heading(values, headings):
            continue
        for clock, day in splits:
            _split(row, clock.source, day.source)
        yield number, row


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
