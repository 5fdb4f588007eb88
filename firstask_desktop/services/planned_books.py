"""班次表 and 在办清单: registers reckoned from shifts and open matters, a person's week or an open matter a row ([1] [23])."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.people import Person, Shift
from firstask_desktop.domain.states import Standing
from firstask_desktop.services.office import Office
from firstask_desktop.services.rosters import DAYS, monday
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.veil import Reader, nobody
from firstask_desktop.storage import lookups
from firstask_desktop.storage.tables import DAY

Row = dict[str, object]
ROSTER, IN_HAND = "roster", "in-hand"
PLANNED = (ROSTER, IN_HAND)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The sources of a roster's days."""
WEEK = timedelta(days=DAYS)
EVERY = -1


class PlannedBooks:
    """`rows(key, query)`, `count`, `unfinished`, and what stands above the days of a week."""

    def __init__(self, office: Office, reader: Reader = nobody) -> None:
        self._office = office
        self._reader = reader

    def rows(self, key: str, query: LedgerQuery) -> Iterator[tuple[Row, Case | None]]:
        """Every row with the matter it belongs to (None in the roster), by department and name."""
        if key == IN_HAND:
            yield from self._in_hand(query)
            return
        for first in self._weeks(query):
            yield from ((row, None) for row in self._week(first, query))

    def count(self, key: str, query: LedgerQuery) -> int:
        """How many rows are asked for."""
        return sum(1 for _ in self.rows(key, query))

    def unfinished(self, key: str, query: LedgerQuery) -> int:
        """People without any shift in the week; of matters in hand all are unfinished."""
        if key == IN_HAND:
            return self.count(key, query)
        return sum(not row["shifts"] for row, _ in self.rows(key, query))

    def title_words(self, key: str, query: LedgerQuery) -> str:
        """For when the rows stand: the one week, or the moment; empty where the days asked for say it."""
        if key == IN_HAND:
            now = local(self._office.clock.now(), self._office.zone)
            return f"截至 {now:%Y-%m-%d %H:%M}"
        weeks = self._weeks(query)
        return f"{weeks[0]:%Y.%m.%d}-{weeks[0] + WEEK - timedelta(days=1):%Y.%m.%d}" if len(weeks) == 1 else ""

    def days_under(self, key: str, query: LedgerQuery) -> Mapping[str, str]:
        """The dates of the days of the one week, by source."""
        weeks = self._weeks(query) if key == ROSTER else []
        if len(weeks) != 1:
            return {}
        return {source: f"{weeks[0] + timedelta(days=n):%m-%d}" for n, source in enumerate(WEEKDAYS)}

    # -- the roster -------------------------------------------------------------------------------------------------

    def _weeks(self, query: LedgerQuery) -> list[date]:
        """The Mondays of the weeks asked for; without bounds those that have shifts, at least the present one."""
        today = local(self._office.clock.now(), self._office.zone).date()
        days = [shift.day for shift in self._office.all(Shift).values() if shift.active and shift.day] or [today]
        first, last = query.first_day or min(days), query.last_day or max(days)
        start = monday(first)
        return [start + WEEK * step for step in range((monday(last) - start).days // DAYS + 1)] or [monday(first)]

    def _week(self, first: date, query: LedgerQuery) -> Iterator[Row]:
        found: dict[str, list[list[Shift]]] = {}
        for shift in self._office.all(Shift).values():
            if shift.active and shift.day is not None and first <= shift.day < first + WEEK:
                found.setdefault(shift.person, [[] for _ in range(DAYS)])[(shift.day - first).days].append(shift)
        for person in self._people():
            if (person.standing is Standing.LEFT or person.shared) and person.id not in found:
                continue
            if query.person not in ("", person.id) or (query.open_only and person.id in found):
                continue
            yield self._of_person(first, person, found.get(person.id, [[] for _ in range(DAYS)]))

    def _of_person(self, first: date, person: Person, days: list[list[Shift]]) -> Row:
        row: Row = {
            "row_id": f"{first:%Y-%m-%d}:{person.id}", "case_id": "", "date": first, "person": person.name,
            "department": self._office.department_name(person.department), "post": self._office.post_name(person.post),
            "phone": person.phone, "shifts": sum(map(len, days)) or None,
        }  # fmt: skip
        for source, shifts in zip(WEEKDAYS, days, strict=True):
            row[source] = "、".join(shift.name for shift in sorted(shifts, key=_begins))
        return row

    def _people(self) -> list[Person]:
        people = self._office.all(Person).values()
        return sorted(people, key=lambda person: (self._office.department_name(person.department), person.name))

    # -- matters in hand --------------------------------------------------------------------------------------------

    def _in_hand(self, query: LedgerQuery) -> Iterator[tuple[Row, Case]]:
        parts, values = ["1"], list[object]()
        for day, compare in ((query.first_day, ">="), (query.last_day, "<=")):
            if day:
                parts.append(f"{DAY} {compare} ?")
                values.append(day.isoformat())
        extra = " AND ".join(parts), tuple(values)
        wording = Wording(self._office, self._reader)
        for person in self._people():
            if query.person in ("", person.id):
                found = lookups.queue_page(self._office.store, "carrier", person.id, extra, None, EVERY)
                for case in (wording.veil.over(case) for _, case in found):
                    yield self._of_matter(person, case, wording), case

    def _of_matter(self, person: Person, case: Case, wording: Wording) -> Row:
        return {
            "row_id": case.id, "case_id": case.id, "date": case.day, "carrier": person.name,
            "carrier_department": self._office.department_name(person.department),
            "login": "" if person.login else "无登录", "number": case.number, "requester": wording.requester(case),
            "phone": case.phone, "matter_text": case.title, "kind": case.kind, "state": case.state.word,
            "first_asked": self._office.name(case.first_asked), "handler": self._office.name(case.handler),
            "promise_at": self._wall(case.promise_at), "limit_at": self._wall(case.limit_at),
            "next_follow_at": self._wall(case.next_follow_at),
        }  # fmt: skip

    def _wall(self, at: datetime | None) -> datetime | None:
        return local(at, self._office.zone) if at else None


def _begins(shift: Shift) -> datetime:
    assert shift.starts_at is not None
    return shift.starts_at
