"""`desk.reports`: the month in figures — volume, on time, broken promises, satisfaction, handoffs — each with its cases.

Nothing is stored: every figure is reckoned from the cases when asked, and knows which cases it counts.
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from firstask_desktop.domain.case import Case, Hop
from firstask_desktop.domain.clock import local, moment, utc_text
from firstask_desktop.domain.figures import PER_OFFICER
from firstask_desktop.domain.month_views import MonthReport
from firstask_desktop.domain.views import CaseRow, Page
from firstask_desktop.services.charges import Charges
from firstask_desktop.services.month_tables import CaseFigures, HandFigures, MonthTables
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.timing import Timing
from firstask_desktop.services.upkeep import Upkeep
from firstask_desktop.storage import lookups
from firstask_desktop.storage.tables import DAY

PAGE = 200
NOTES = (
    "受理：编号日期在本月的事项，含后来作废、合并的；其余各项不含作废、合并的。",
    "按时：在规定时限（没有时限的按承诺时间）内办完或答复；到期未办完的算不按时；未到期的和待客户的不算。",
    "失约：承诺时间已过而没有兑现，也没有事先告知。",
    "满意率：回访为满意或基本满意的；还有该回访而未回访的，只写「回访未完成」，不写比率。",
    "转办：本月交出的（撤回的不算）；一次转对率为没有被退回的；签收、在手为工作分钟的平均数。",
    "二次告知：第一张一次性告知单没有告知全，又发了一张，记写第一张的人；请示逾时：超过请示时的规定才有结论或才答复，记请示人。",
    "本岗转出：属本岗却转办的次数；原因和主任的同意见各事项的登记内容和《引导/转办登记》。",
)


class MonthReports:
    """Month by month, for the page, for the workbook, for the rows behind a figure."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._wording = Wording(office, session.reader)

    def today(self) -> date:
        """The centre's date."""
        return local(self._office.clock.now(), self._office.zone).date()

    def month(self, day: date) -> MonthReport:
        """The report of the month that holds `day`."""
        first = day.replace(day=1)
        last = day.replace(day=monthrange(day.year, day.month)[1])
        store = self._office.store
        found = lookups.cases_where(
            store, f"{DAY} >= ? AND {DAY} <= ?", (first.isoformat(), last.isoformat()), "rid", -1
        )
        bounds = self._bounds(first, last)
        hops = store.rows(Hop, "given_at >= ? AND given_at < ? AND recalled_at IS NULL", bounds)
        answered = store.rows(Case, "answered_at >= ? AND answered_at < ? AND state NOT IN ('merged','voided')", bounds)
        made = MonthTables(
            self._office,
            self._days(first, last),
            CaseFigures(self._office.clock.now()),
            HandFigures(Timing(self._office)),
            {key: Charges(self._office).of(key, bounds) for key in PER_OFFICER},
        )
        centre = self._office.centre
        return MonthReport(
            organisation=centre.organisation or centre.name,
            centre=centre.name if centre.name != centre.organisation else "",
            month=first,
            seal=Upkeep(self._office).head(),
            made=f"{local(self._office.clock.now(), self._office.zone):%Y-%m-%d %H:%M}",
            tables=made.tables([case for _, case in found], answered, hops),
            notes=NOTES,
        )

    def rows(self, cases: Sequence[str], after: Any = None) -> Page[CaseRow]:
        """The rows behind a figure, in the order they were asked."""
        start = int(after or 0)
        shown = tuple(cases[start : start + PAGE])
        marks = ",".join("?" * len(shown))
        found = {case.id: case for case in self._office.store.rows(Case, f"id IN ({marks})", shown)}
        rows = tuple(self._wording.row(found[each]) for each in shown if each in found)
        end = start + len(shown)
        return Page(rows, end if end < len(cases) else None, len(cases))

    def suggested_name(self, day: date) -> str:
        """A file name that says what it is and for when."""
        return f"首问责任制月度报告_{day:%Y%m}.xlsx"

    def export(
        self,
        day: date,
        path: Path,
        report: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Path:
        """Write the month's workbook, tables with their charts, whole or not at all."""
        from firstask_desktop.ledgers.month_book import write_month

        return write_month(path, self.month(day), report, cancelled, self._office.mark)

    def _bounds(self, first: date, last: date) -> tuple[str, str]:
        zone = self._office.zone
        start = moment(datetime.combine(first, time()), zone)
        return utc_text(start), utc_text(moment(datetime.combine(last + timedelta(days=1), time()), zone))

    @staticmethod
    def _days(first: date, last: date) -> list[date]:
        return [first + timedelta(days=step) for step in range((last - first).days + 1)]
