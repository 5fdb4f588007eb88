"""The lines of a book held against its rows. A book prints no row's id, so a line is found by what it says."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.pairing import Cells, paired
from firstask_desktop.domain.paper_checks import CellCheck, RowCheck, RowVerdict
from firstask_desktop.services.book_fields import behind, names_shown
from firstask_desktop.services.office import Office
from firstask_desktop.services.paper_reasons import NOT_COMPARED, Reading, Reasons, differing, plain
from firstask_desktop.storage.journal import ERASED

if TYPE_CHECKING:
    from firstask_desktop.ledgers.paper import Paper, PaperLine

Row = Mapping[str, object]
RowsOf = Callable[[Office, LedgerQuery], Iterable[Row]]
Sources = Sequence[tuple[str, str]]
Days = tuple[date, date]


@dataclass(frozen=True)
class _Found:
    """The rows the lines are looked for among, and for each line the place of its row."""

    rows: list[Row]
    places: list[int | None]


class BookLines:
    """`check()` gives a verdict on every line of the paper, and on the rows of its days that it does not have.

    A line is paired with a row of the book as it was at the seal (as it is now when the journal lost the seal): the same
    words first, then the most alike. Then that very row is looked up in the book of today.
    """

    def __init__(self, office: Office, then: Office | None, reasons: Reasons, rows_of: RowsOf) -> None:
        self._office = office
        self._then = then
        self._reasons = reasons
        self._rows_of = rows_of

    def check(self, paper: "Paper") -> list[RowCheck]:
        """Line by line as they stand on the paper, then what it lacks (not asked of a paper that shows only some rows)."""
        sources = _sources(paper)
        found = self._found(paper, sources)
        own = [found.rows[place] for place in found.places if place is not None]
        days = _days(own)
        now = self._today(days, own)
        checks = []
        for line, place in zip(paper.lines, found.places, strict=True):
            row = found.rows[place] if place is not None else None
            checks.append(self._line(paper, line, row, now, sources))
        return checks if paper.filtered else checks + self._not_printed(paper, found, days, now)

    def _today(self, days: Days | None, own: Sequence[Row]) -> dict[str, Row]:
        """The rows of the book of today by id: those of the days, all of them when one of its own has moved elsewhere."""
        now = {_id(row): row for row in self._rows_of(self._office, _span(days) if days else LedgerQuery())}
        if days and not now.keys() >= set(map(_id, own)):
            return {_id(row): row for row in self._rows_of(self._office, LedgerQuery())}
        return now

    def _found(self, paper: "Paper", sources: Sources) -> _Found:
        """Among the rows of the days on the paper; where a line has none there, among all, since its day may be altered."""
        lines = [_cells(line.values, sources) for line in paper.lines]
        days = _days(line.values for line in paper.lines)
        found = self._among(lines, _span(days), sources) if days else None
        if found is None or None in found.places:
            return self._among(lines, LedgerQuery(), sources)
        return found

    def _among(self, lines: Sequence[Cells], query: LedgerQuery, sources: Sources) -> _Found:
        rows = list(self._rows_of(self._then or self._office, query))
        return _Found(rows, paired(lines, [_cells(row, sources) for row in rows]))

    def _line(
        self, paper: "Paper", line: "PaperLine", former: Row | None, now: Mapping[str, Row], sources: Sources
    ) -> RowCheck:
        label = _label(paper, line.values, line.line)
        if former is None:
            return RowCheck(label, line.line, RowVerdict.UNKNOWN)
        case_id, present = str(former["case_id"]), now.get(_id(former))
        if present is None:
            cells = self._cells(paper, line.values, former, former, sources)
            because = self._reasons.because(behind(paper.fmt.key, self._office, former, ""), case_id)
            cells.append(CellCheck("整行", "在册", "不在册", because, bool(because)))
            return RowCheck(label, line.line, RowVerdict.GONE, tuple(cells), case_id)
        cells = self._cells(paper, line.values, present, former, sources)
        return RowCheck(label, line.line, RowVerdict.CHANGED if cells else RowVerdict.SAME, tuple(cells), case_id)

    def _cells(self, paper: "Paper", said: Row, present: Row, former: Row, sources: Sources) -> list[CellCheck]:
        key, case_id = paper.fmt.key, str(present["case_id"])
        return [
            self._reasons.check(
                Reading(heading, printed, says, plain(former.get(source)) if self._then is not None else None),
                behind(key, self._office, present, source),
                case_id,
                names_shown(key, self._office, present, source),
            )
            for source, heading, printed, says in differing(said, present, sources)
        ]

    def _not_printed(self, paper: "Paper", found: _Found, days: Days | None, now: Mapping[str, Row]) -> list[RowCheck]:
        """Rows of the days on the paper that it does not have: left out, or born later."""
        printed = {_id(found.rows[place]) for place in found.places if place is not None}
        then = {_id(row): row for row in found.rows} if self._then is not None else {}
        left_out = [row for row_id, row in then.items() if row_id not in printed and _within(row, days)]
        born = [row for row_id, row in now.items() if row_id not in then.keys() | printed and _within(row, days)]
        return [
            RowCheck(_label(paper, row, 0), 0, verdict, (), str(row["case_id"]))
            for verdict, rows in ((RowVerdict.LEFT_OUT, left_out), (RowVerdict.NEW, born))
            for row in rows
        ]


def _sources(paper: "Paper") -> list[tuple[str, str]]:
    """(source, heading) of the columns that are compared: those on the paper, without fixed texts and places on the page."""
    there = frozenset().union(*(line.there for line in paper.lines))
    return [
        (column.source, column.heading)
        for column in paper.fmt.columns
        if column.key in there and not column.fixed and column.source not in NOT_COMPARED
    ]


def _cells(values: Row, sources: Sources) -> tuple[str | None, ...]:
    texts = (plain(values.get(source)) for source, _ in sources)
    return tuple(None if ERASED in text else text for text in texts)


def _id(row: Row) -> str:
    return str(row["row_id"])


def _day(row: Row) -> date | None:
    """The day a row stands on in its book; None for one that has none."""
    day = row.get("day") or row.get("date")
    if isinstance(day, datetime):
        return day.date()
    return day if isinstance(day, date) else None


def _days(rows: Iterable[Row]) -> Days | None:
    """The first and last day of rows; None when none has a day."""
    days = [day for day in map(_day, rows) if day is not None]
    return (min(days), max(days)) if days else None


def _within(row: Row, days: Days | None) -> bool:
    """Whether a row belongs on a paper of these days; one without a day belongs on every paper."""
    day = _day(row)
    return day is None or (days is not None and days[0] <= day <= days[1])


def _span(days: Days) -> LedgerQuery:
    """The rows of these days, with a day to spare before and behind."""
    spare = timedelta(days=1)
    return LedgerQuery(first_day=days[0] - spare, last_day=days[1] + spare)


def _label(paper: "Paper", values: Row, line: int) -> str:
    """What tells a line from others: the matter's number, else its first words with their day."""
    if number := plain(values.get("number")):
        return number
    words = (
        plain(values.get(column.source)) for column in paper.fmt.columns if column.kind in ("text", "person", "choice")
    )
    first = next((text for text in words if text), "")
    day = values.get("date")
    parts = (f"{day:%m-%d}" if isinstance(day, date) else "", first.split("\n")[0][:20])
    return " ".join(part for part in parts if part) or f"第 {line} 行"
