"""A register someone else made, read by the same declaration it would be written with (S7, T7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.ledgers.guard import Limits
from firstask_desktop.ledgers.headings import WITHIN, HeadingMatch, find_headings
from firstask_desktop.ledgers.reading import ForeignWorkbook, SheetPeek, unpacked_rows
from firstask_desktop.ledgers.typed_rows import LEAST_COLUMNS, RowReader


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
            _rows=_below(book.batches(peek.name), RowReader(fmt, match.places, match.headings, match.line)),
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


def _below(batches: Iterator[bytes], reader: RowReader) -> Iterator[tuple[int, dict[str, object]]]:
    for batch in batches:
        for _, number, row in reader.read_lines(unpacked_rows(batch)):
            yield number, row
