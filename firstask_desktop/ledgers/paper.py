"""A register that this program once wrote, read back as what it says: its format, its 封账码, its lines and its count."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from firstask_desktop.domain.paper_checks import WORD_OF_SEAL
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.cells_in import trimmed
from firstask_desktop.ledgers.csv_out import FILTERED, alive
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.ledgers.headings import HeadingMatch, find_headings
from firstask_desktop.ledgers.reading import ForeignWorkbook, unpacked_rows
from firstask_desktop.ledgers.typed_rows import RowReader

RawLine = tuple[int, list[object]]
_SEAL = re.compile(WORD_OF_SEAL + r"\s*[:：]?\s*([A-Za-z0-9]+-\d+-[0-9A-Fa-f]{10})")
BLOCK = 500
TOP = 4
"""The lines that can stand above the rows of a workbook."""
BOTTOM = 3
"""The lines of a CSV among which its 封账码 is looked for."""
LARGEST_CSV = 400_000_000
"""Bytes."""


@dataclass(frozen=True)
class PaperLine:
    """One line of the paper: where it stands in its sheet, its values by source, and the keys of the columns there are."""

    line: int
    values: Mapping[str, object]
    there: frozenset[str]


@dataclass(frozen=True)
class Paper:
    """What a written register says. `filtered` when it shows only some of the rows; `counted` is how many rows it says it
    has, None where it does not say."""

    fmt: RecordFormat
    seal: str
    filtered: bool
    lines: tuple[PaperLine, ...]
    counted: int | None


@dataclass(frozen=True)
class _Sheet:
    """A sheet of the paper, or the only one of a CSV: its first lines to be looked at and all of them."""

    name: str
    top: Sequence[RawLine]


def read_paper(path: Path, formats: Sequence[RecordFormat]) -> Paper:
    """Read the workbook or CSV at `path`, in whichever of these formats it was written.

    Refused with field `path` when it carries no 封账码, is none of these registers, or cannot be read.
    """
    if path.suffix.lower() == ".csv":
        raw = _csv_lines(path)
        texts = [cell for _, line in raw[-BOTTOM:] for cell in line[:2] if isinstance(cell, str)]
        fmt, matches = _recognised(path.name, formats, [_Sheet("", raw[:TOP])], _seal(path.name, texts))
        return _paper(fmt, texts, [(matches[""], raw)])
    with ForeignWorkbook(path) as book:
        sheets = [_Sheet(peek.name, peek.lines) for peek in book.sheets]
        texts = [str(cell) for sheet in sheets for _, line in sheet.top[:TOP] for cell in line if isinstance(cell, str)]
        fmt, matches = _recognised(path.name, formats, sheets, _seal(path.name, texts))
        return _paper(fmt, texts, [(match, _lines_of(path, name)) for name, match in matches.items()])


def _lines_of(path: Path, sheet: str) -> Iterator[RawLine]:
    with ForeignWorkbook(path) as book:
        for batch in book.batches(sheet):
            yield from unpacked_rows(batch)


def _csv_lines(path: Path) -> list[RawLine]:
    try:
        if path.stat().st_size > LARGEST_CSV:
            raise Refused(f"“{path.name}”太大，不像本程序导出的台账", code="too-large", field="path")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [
                (number, [alive(cell) or None for cell in cells]) for number, cells in enumerate(csv.reader(file), 1)
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"“{path.name}”不是 UTF-8 的 CSV，读不出来", code="damaged", field="path") from error
    except OSError as error:
        raise Refused(f"“{path.name}”读不出来：{error.strerror}", code="unreadable", field="path") from error


def _seal(name: str, texts: Sequence[str]) -> str:
    found = next((seal[1] for text in texts if (seal := _SEAL.search(text))), "")
    if not found:
        raise Refused(f"“{name}”上没有封账码，不能核对；请用本程序导出的台账", code="no_seal", field="path")
    return found


def _recognised(
    name: str, formats: Sequence[RecordFormat], sheets: Sequence[_Sheet], seal: str
) -> tuple[RecordFormat, dict[str, HeadingMatch]]:
    """The format whose headings fit best, and the sheets that have them."""
    best, chosen, matches = 0, None, dict[str, HeadingMatch]()
    for fmt in formats:
        found = {sheet.name: match for sheet in sheets if (match := find_headings(fmt, sheet.top))}
        score = max((match.score for match in found.values()), default=0)
        rank = score * 2 + (score == len(fmt.columns))
        if rank > best:
            best, chosen = rank, fmt
            matches = {sheet: match for sheet, match in found.items() if match.score == score}
    if chosen is None:
        raise Refused(f"“{name}”（封账码 {seal}）不是台账，认不出表头", code="no-headings", field="path")
    return chosen, matches


def _paper(
    fmt: RecordFormat, texts: Sequence[str], sheets: Sequence[tuple[HeadingMatch, Iterator[RawLine] | list[RawLine]]]
) -> Paper:
    lines: list[PaperLine] = []
    told = _Counted(fmt)
    for match, raw in sheets:
        reader = RowReader(fmt, match.places, match.headings, match.line)
        there = frozenset(match.places)
        coming = iter(raw)
        while block := list(islice(coming, BLOCK)):
            rows = list(reader.read_lines(block))
            lines += [PaperLine(number, row, there) for _, number, row in rows]
            held = {place for place, _, _ in rows}
            for place, (_, values) in enumerate(block):
                if place not in held:
                    told.hear(values)
    seal = _SEAL.search(" ".join(texts))
    filtered = any(FILTERED in text for text in texts)
    return Paper(fmt, seal[1] if seal else "", filtered, tuple(lines), told.number)


class _Counted:
    """Listens for the line below the rows that says how many there are."""

    def __init__(self, fmt: RecordFormat) -> None:
        before, there, after = fmt.counts.partition("{received}")
        self._said = None
        if there and before.strip():
            until = re.escape(after.split("{", 1)[0].strip())
            self._said = re.compile(rf"{re.escape(before.strip())}\s*(\d+)\s*{until}")
        self.number: int | None = None

    def hear(self, values: Sequence[object]) -> None:
        """One line that is no row."""
        if self._said is not None:
            first = next((trimmed(value) for value in values if isinstance(value, str)), "")
            if found := self._said.match(first):
                self.number = int(found[1])
