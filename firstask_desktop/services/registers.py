"""`desk.ledgers`: the registers by number — on screen, out to a workbook, and back in ([94] [95])."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstask_desktop.domain.case import Case, Hop
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.paper_checks import PaperCheck
from firstask_desktop.domain.secrecy import Veiled
from firstask_desktop.domain.states import ENDED
from firstask_desktop.domain.views import Page
from firstask_desktop.errors import Refused
from firstask_desktop.services.desk_books import KEYS as BOOKS
from firstask_desktop.services.desk_books import DeskBooks
from firstask_desktop.services.office import Office
from firstask_desktop.services.outgoing import outgoing
from firstask_desktop.services.own_columns import form_values, own_columns, own_values
from firstask_desktop.services.people import Session
from firstask_desktop.services.planned_books import PLANNED
from firstask_desktop.services.register_rows import RegisterRows
from firstask_desktop.services.veil import EXPORT, PRINT, Veil
from firstask_desktop.storage import lookups
from firstask_desktop.storage.tables import DAY, SECRET_CASES

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import FormatColumn, RecordFormat
    from firstask_desktop.ledgers.writer import Written
    from firstask_desktop.services.register_import import ImportResult

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]
SHIPPED = ("kf-06-01", "kf-06-01-short", "kf-06-05-list", "kf-06-05")
OFFERED = (*SHIPPED, *BOOKS)
"""The ledgers of matters, then the other books of the desk."""
_COMPLAINTS = {"kf-06-05", "kf-06-05-list"}
PAGE = 200
BLOCK = 500


def check_register(folder: Path, key: str, path: Path) -> None:
    """Refuse a workbook without such a register before anything is made for it; reads no further than its headings."""
    from firstask_desktop.ledgers.formats import load_format_or_shipped
    from firstask_desktop.ledgers.reader import read_sheet

    _refuse_no_import(key)
    read_sheet(path, load_format_or_shipped(key, folder / "formats")[0]).close()


def _refuse_no_import(key: str) -> None:
    if key != "kf-06-01":
        raise Refused("目前只能导入 kf-06-01《客服前台工作台账》", code="format", field="format")


class Registers:
    """Ledgers read from the cases themselves: what a page shows is what the workbook holds."""

    def __init__(self, office: Office, session: Session, folder: Path) -> None:
        self._office = office
        self._session = session
        self._overrides = folder / "formats"
        self._rows = RegisterRows(office)
        self._veil = Veil(office, session.reader)
        self._books = DeskBooks(office, session.reader)

    def formats(self) -> "list[RecordFormat]":
        """The record formats offered: the company's own copy where there is one, else the shipped one."""
        return [self.format(key) for key in OFFERED]

    def format(self, key: str) -> "RecordFormat":
        """One format by key; an unknown key is refused."""
        from firstask_desktop.ledgers.formats import load_format_or_shipped

        if key not in OFFERED:
            raise Refused(f"没有「{key}」这种格式，可用：{'、'.join(OFFERED)}", code="format", field="format")
        return load_format_or_shipped(key, self._overrides)[0]

    def page(self, key: str, query: LedgerQuery, after: Any = None) -> Page[Mapping[str, object]]:
        """One page of a ledger as row mappings; each carries `row_id`, and `case_id` (empty where there is no matter)."""
        if key in BOOKS:
            return self._books.page(key, query, after, own_columns(self.format(key).columns))
        where, values = self._where(key, query)
        start, place = after or (None, 0)
        found = lookups.ledger_rows(self._office.store, where, values, start, PAGE)
        own = own_columns(self.format(key).columns)
        rows = [self.row(key, case, place + offset, own) for offset, (_, case) in enumerate(found, 1)]
        next_ = None
        if len(found) == PAGE:
            next_ = (lookups.place_in_book(*found[-1]), place + len(found))
        return Page(tuple(rows), next_, lookups.count_cases(self._office.store, where, values))

    def count(self, key: str, query: LedgerQuery) -> int:
        """How many rows a ledger has."""
        if key in BOOKS:
            return self._books.unfinished(key, query) if query.open_only else self._books.count(key, query)
        return lookups.count_cases(self._office.store, *self._where(key, query))

    def export(
        self, key: str, query: LedgerQuery, path: Path, report: Report | None = None, cancelled: Cancelled | None = None
    ) -> "Written":
        """Write a ledger to a workbook, or to a CSV when `path` ends so, whole or not at all; 06-05 gives one page a record
        and the list (as CSV the list alone)."""
        from firstask_desktop.ledgers.writer import never, no_report

        with outgoing(self._office.store, path):
            written = self._written(key, query, path, report or no_report, cancelled or never)
        self._kept(key, query, EXPORT)
        return written

    def _kept(self, key: str, query: LedgerQuery, what: str) -> None:
        """Which confidential matters left in the clear is kept ([74])."""
        if key not in BOOKS:
            where, values = self._where(key, query)
            secret = self._cases(f"{where} AND {SECRET_CASES}", values)
            self._veil.noted(self._veil.readable(secret), what)

    def _written(self, key: str, query: LedgerQuery, path: Path, report: Report, cancelled: Cancelled) -> "Written":
        from firstask_desktop.ledgers import csv_out, record_form, writer

        fmt = self.format(key)
        header = self.header(query, key)
        if path.suffix.lower() == ".csv":
            fmt = self.format("kf-06-05-list") if fmt.sections else fmt
            lines, chosen = self.lines(fmt, query), self._chosen(query)
            return csv_out.write_csv(path, fmt, lines, report, cancelled, header.seal, chosen)
        if key in BOOKS:
            footer = self._footer_of_book(key, query)
            lines = self.lines(fmt, query)
            return writer.write_register(path, fmt, header, lines, footer, report, cancelled, total=footer.received)
        where, values = self._where(key, query)
        total = lookups.count_cases(self._office.store, where, values)
        if key == "kf-06-05":
            listed = self.format("kf-06-05-list")
            own = own_columns(listed.columns)
            records = [
                self._form(case, fmt) | own_values(self._office, case, own) for case in self._cases(where, values)
            ]
            return record_form.write_records(path, fmt, header, records, report, cancelled, list_format=listed)
        rows = self.lines(fmt, query)
        footer = self._footer(where, values, total)
        return writer.write_register(path, fmt, header, rows, footer, report, cancelled, total=total)

    def lines(self, fmt: "RecordFormat", query: LedgerQuery) -> Iterator[Mapping[str, object]]:
        """Every row of a list, in its order."""
        own = own_columns(fmt.columns)
        if fmt.key in BOOKS:
            yield from self._books.rows(fmt.key, query, own)
            return
        for place, case in enumerate(self._cases(*self._where(fmt.key, query)), 1):
            yield self.row(fmt.key, case, place, own)

    def import_register(self, key: str, path: Path, report: Report | None = None) -> "ImportResult":
        """Bring a register in, row by row: good rows become cases with their journal, bad rows are named."""
        from firstask_desktop.services.house import House
        from firstask_desktop.services.import_desk import Imports
        from firstask_desktop.services.register_import import import_file

        _refuse_no_import(key)
        house = House(self._office, self._session)
        return import_file(Imports(self._office, self._session, house, self._overrides.parent), key, path, report)

    def against(self, path: Path, report: Report | None = None) -> PaperCheck:
        """Whether a register or list once exported still agrees with the journal, row by row."""
        from firstask_desktop.services.papers import Papers

        return Papers(self._office, self._session, self._overrides.parent).against(path, report)

    def suggested_name(self, key: str, query: LedgerQuery) -> str:
        """A file name that says what it is and for when."""
        span = f"{query.first_day:%Y%m%d}" if query.first_day else "全部"
        if query.last_day and query.last_day != query.first_day:
            span += f"-{query.last_day:%Y%m%d}"
        return f"{self.format(key).title}_{span}.xlsx"

    # -- rows -------------------------------------------------------------------------------------------------------

    def on_paper(self, key: str, query: LedgerQuery, most: int) -> tuple[Any, Any, list[Mapping[str, object]]]:
        """Header, footer and rows for the printer; refused when there are none, or more than `most`."""
        total = self.count(key, query)
        if not 1 <= total <= most:
            words = (
                f"共 {total} 行，一次最多打印 {most} 行；请缩短期间，或导出到 Excel" if total else "没有可打印的记录"
            )
            raise Refused(words, code="too-many" if total else "nothing", field="path", clause="[94]")
        fmt = self.format(key)
        own = own_columns(fmt.columns)
        if key in BOOKS:
            return self.header(query, key), self._footer_of_book(key, query), list(self._books.rows(key, query, own))
        where, values = self._where(key, query)
        self._kept(key, query, PRINT)
        cases = enumerate(self._cases(where, values), 1)
        rows: list[Mapping[str, object]] = []
        for place, case in cases:
            rows.append(self._form(case, fmt) if fmt.sections else self.row(key, case, place, own))
        return self.header(query), self._footer(where, values, total), rows

    def lines_on_paper(
        self, key: str, records: Sequence[Any], unfinished: int, day: date
    ) -> tuple[Any, Any, list[Mapping[str, object]]]:
        """Header, footer and rows of a book that shows these records alone."""
        from firstask_desktop.ledgers.writer import RegisterFooter

        rows = self._books.lines(key, records, own_columns(self.format(key).columns))
        return self.header(LedgerQuery(first_day=day, last_day=day)), RegisterFooter(len(rows), unfinished), rows

    def sample(self, fmt: "RecordFormat", query: LedgerQuery, most: int) -> list[Mapping[str, object]]:
        """The last few rows as a format that is still being edited would show them."""
        own = own_columns(fmt.columns)
        if fmt.key in BOOKS:
            return self._books.newest(fmt.key, own, most)
        where, values = self._where(fmt.key, query)
        found = lookups.cases_where(self._office.store, where, values, limit=most)
        if fmt.sections:
            return [self._form(case, fmt) for _, case in reversed(found)]
        return [self.row(fmt.key, case, place, own) for place, (_, case) in enumerate(reversed(found), 1)]

    def row(self, key: str, case: Case, place: int, own: "Sequence[FormatColumn]" = ()) -> dict[str, object]:
        """A matter as a row of 06-01 or of the 06-05 list; `place` is the row's number on the page."""
        case = self._veil.over(case)
        listed = key in _COMPLAINTS
        row = self._rows.complaint_list_row(self._record(case)) if listed else self._rows.ledger_row(case, place)
        return row | own_values(self._office, case, own) | {"case_id": case.id, "row_id": case.id, "day": case.day}

    def _form(self, case: Case, fmt: "RecordFormat") -> dict[str, object]:
        case = self._veil.over(case)
        return self._record(case) | form_values(self._office, case, fmt.sections)

    def _record(self, case: Case) -> dict[str, object]:
        store = self._office.store
        rows = [] if isinstance(case, Veiled) else store.of_case(Complaint, case.id)
        return self._rows.complaint_record(
            case, rows[0] if rows else Complaint(number=f"TS{case.number}"), store.of_case(Hop, case.id)
        )

    def _cases(self, where: str, values: tuple[Any, ...]) -> Iterator[Case]:
        after = None
        while True:
            found = lookups.ledger_rows(self._office.store, where, values, after, BLOCK)
            for _, case in found:
                yield case
            if len(found) < BLOCK:
                return
            after = lookups.place_in_book(*found[-1])

    def _where(self, key: str, query: LedgerQuery) -> tuple[str, tuple[Any, ...]]:
        parts, values = ["1"], []
        for day, compare in ((query.first_day, ">="), (query.last_day, "<=")):
            if day:
                parts.append(f"{DAY} {compare} ?")
                values.append(day.isoformat())
        kinds = query.kinds
        if key in _COMPLAINTS:
            complaint = tuple(choice.text for choice in self._office.choices("kind") if choice.complaint)
            kinds = tuple(kind for kind in kinds if kind in complaint) if kinds else complaint
        if kinds or key in _COMPLAINTS:
            parts.append(f"kind IN ({','.join('?' * len(kinds))})")
            values.extend(kinds)
        if query.person:
            parts.append("(first_asked = ? OR handler = ?)")
            values.extend((query.person, query.person))
        if query.open_only:
            parts.append("state NOT IN ('closed','merged','voided')")
        if query.numbers:
            parts.append(f"number IN ({','.join('?' * len(query.numbers))})")
            values.extend(query.numbers)
        return " AND ".join(parts), tuple(values)

    def header(self, query: LedgerQuery, key: str = "") -> Any:
        """What stands above a register or a form; above the roster of one week its days."""
        from firstask_desktop.ledgers.writer import RegisterHeader
        from firstask_desktop.services.upkeep import Upkeep

        centre = self._office.centre
        day = query.first_day or local(self._office.clock.now(), self._office.zone).date()
        last = query.last_day or day
        month = (
            f"{day:%Y年%m月}" if (day.year, day.month) == (last.year, last.month) else f"{day:%Y.%m.%d}-{last:%Y.%m.%d}"
        )
        month = (self._books.planned.title_words(key, query) if key in PLANNED else "") or month
        if chosen := self._chosen(query):
            month += f"（筛选：{chosen}）"
        name = centre.name if centre.name != centre.organisation else ""
        return RegisterHeader(
            centre.organisation or centre.name, name, month, Upkeep(self._office).head(), self._office.mark,
            self._books.planned.days_under(key, query),
        )  # fmt: skip

    def _chosen(self, query: LedgerQuery) -> str:
        """What narrows the rows beyond the days, so that a paper with fewer rows says so."""
        parts = ["、".join(query.kinds), self._office.name(query.person), "只看未结" if query.open_only else ""]
        parts.append(f"选 {len(query.numbers)} 件" if query.numbers else "")
        return "；".join(part for part in parts if part)

    def _footer_of_book(self, key: str, query: LedgerQuery) -> Any:
        from firstask_desktop.ledgers.writer import RegisterFooter

        return RegisterFooter(received=self._books.count(key, query), open=self._books.unfinished(key, query))

    def _footer(self, where: str, values: tuple[Any, ...], total: int) -> Any:
        from firstask_desktop.ledgers.writer import RegisterFooter

        store = self._office.store
        now = self._office.clock.now()
        due, due_values = lookups.badge_filter("due_today", now, *lookups.day_bounds(now, self._office.zone))
        ended = ",".join(f"'{state.value}'" for state in sorted(ENDED))
        return RegisterFooter(
            received=total,
            open=lookups.count_cases(store, f"({where}) AND state NOT IN ({ended})", values),
            due_today=lookups.count_cases(store, f"({where}) AND {due}", (*values, *due_values)),
        )
