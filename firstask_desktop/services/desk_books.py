"""The registers of the desk beside the ledgers of matters, row by row: who waited, what was handed over, what is kept …"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.views import Page
from firstask_desktop.services.book_rows import BookRows, hidden
from firstask_desktop.services.office import Office
from firstask_desktop.services.own_columns import own_values
from firstask_desktop.services.planned_books import PLANNED, ROSTER, PlannedBooks
from firstask_desktop.services.veil import Reader, Veil, nobody
from firstask_desktop.storage import books
from firstask_desktop.storage.books import Place, Span

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import FormatColumn


KEYS = (*books.BOOKS, *PLANNED)
"""The books of the desk, in the order they are offered."""
PAGE = 200
BLOCK = 500


class DeskBooks:
    """`page(key, query, after, own)` and `rows(key, query, own)`; `own` are the columns a company added itself."""

    def __init__(self, office: Office, reader: Reader = nobody) -> None:
        self._office = office
        self._rows = BookRows(office, reader)
        self._veil = Veil(office, reader)
        self.planned = PlannedBooks(office, reader)

    def page(
        self, key: str, query: LedgerQuery, after: Any, own: "Sequence[FormatColumn]"
    ) -> Page[Mapping[str, object]]:
        """One page of a book; each row carries `row_id`, and `case_id` when it belongs to a matter."""
        if key in PLANNED:
            return self._planned_page(key, query, int(after or 0), own)
        start, place = after or (None, 0)
        found = books.rows(self._office.store, key, self._span(query), start, PAGE)
        rows = tuple(self._row(key, each, place + step, own) for step, each in enumerate(found, 1))
        next_ = (found[-1][0], place + len(found)) if len(found) == PAGE else None
        return Page(rows, next_, self.count(key, query))

    def _planned_page(
        self, key: str, query: LedgerQuery, start: int, own: "Sequence[FormatColumn]"
    ) -> Page[Mapping[str, object]]:
        rows = tuple(islice(self.rows(key, query, own), start, start + PAGE))
        return Page(rows, start + PAGE if len(rows) == PAGE else None, self.count(key, query))

    def count(self, key: str, query: LedgerQuery) -> int:
        """How many rows are asked for."""
        if key in PLANNED:
            return self.planned.count(key, query)
        return books.count(self._office.store, key, self._span(query))

    def unfinished(self, key: str, query: LedgerQuery) -> int:
        """How many of them are not finished."""
        if key in PLANNED:
            return self.planned.unfinished(key, query)
        span = self._span(query)
        return books.count(self._office.store, key, Span(span.start, span.end, span.person, open_only=True))

    def rows(self, key: str, query: LedgerQuery, own: "Sequence[FormatColumn]") -> Iterator[Mapping[str, object]]:
        """Every row, oldest first; those reckoned from shifts or open matters by department and name."""
        if key in PLANNED:
            for place, (row, case) in enumerate(self.planned.rows(key, query), 1):
                yield row | {"seq_on_page": place} | own_values(self._office, case, own)
            return
        span, after, place = self._span(query), None, 0
        while True:
            found = books.rows(self._office.store, key, span, after, BLOCK)
            for each in found:
                place += 1
                yield self._row(key, each, place, own)
            if len(found) < BLOCK:
                return
            after = found[-1][0]

    def newest(self, key: str, own: "Sequence[FormatColumn]", most: int) -> list[Mapping[str, object]]:
        """The last few rows; of the roster the first few of this week."""
        if key in PLANNED:
            today = local(self._office.clock.now(), self._office.zone).date()
            query = LedgerQuery(first_day=today, last_day=today) if key == ROSTER else LedgerQuery()
            return list(islice(self.rows(key, query, own), most))
        found = books.newest(self._office.store, key, most)
        return [self._row(key, each, place, own) for place, each in enumerate(found, 1)]

    def lines(self, key: str, records: Sequence[Any], own: "Sequence[FormatColumn]") -> list[Mapping[str, object]]:
        """These very records as rows, in the order given."""
        return [self._row(key, (("", 0, place), record), place, own) for place, record in enumerate(records, 1)]

    def _row(
        self, key: str, found: tuple[Place, Any], place: int, own: "Sequence[FormatColumn]"
    ) -> Mapping[str, object]:
        at, row = found
        case_id = row.id if isinstance(row, Case) else row.case_id
        case = row if isinstance(row, Case) else self._office.store.get(Case, case_id) if case_id else None
        made = {"seq_on_page": place, "row_id": f"{at[1]}:{row.id}", "case_id": case_id}
        made["number"] = case.number if case else ""
        if case is not None and not self._veil.reads(case):
            case = self._veil.over(case)
            made |= hidden(self._rows.of(key, case if isinstance(row, Case) else row, case))
            return made | own_values(self._office, case, own)
        made |= self._rows.of(key, row, case)
        return made | own_values(self._office, case, own)

    def _span(self, query: LedgerQuery) -> Span:
        zone = self._office.zone
        start = datetime.combine(query.first_day, time(), zone) if query.first_day else None
        end = datetime.combine(query.last_day, time(), zone) + timedelta(days=1) if query.last_day else None
        return Span(start, end, query.person, query.open_only)
