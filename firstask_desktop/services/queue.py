"""`desk.queue`, `desk.search`, `desk.drafts`: the follow-up queue, finding cases, and half-typed forms."""

import json
import logging
from collections.abc import Sequence
from typing import Any

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.views import BadgeKind, Badges, CaseRow, Page, Tab
from firstask_desktop.errors import Refused
from firstask_desktop.services.indexing import fits
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.telephones import tail_key
from firstask_desktop.services.text import one_line
from firstask_desktop.storage import lookups

PAGE = 60
"""Rows of one page: two screens of the queue; more come as one scrolls."""
_COLUMN = {Tab.MINE: "carrier", Tab.HANDLING: "handler", Tab.EVERYONE: "", Tab.DEPARTMENT: ""}
ON_TOP = frozenset({"restart", "resume", "ring"})
_NOTHING: tuple[str, tuple[Any, ...]] = ("1", ())
log = logging.getLogger(__name__)


class Queue:
    """What somebody still owes an answer for, nearest clock first ([72])."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._wording = Wording(office, session.reader)

    def page(self, tab: Tab, after: Any = None, badge: BadgeKind | None = None) -> Page[CaseRow]:
        """One page of a list; `badge` narrows it to the rows that badge counts."""
        person = self._session.actor().id
        column = _COLUMN[tab]
        if badge is BadgeKind.NEW_TODAY:
            return self._new_today(after)
        extra = self._badge(badge) if badge else self._of_department() if tab is Tab.DEPARTMENT else _NOTHING
        if badge is BadgeKind.CALL_BACK:
            found = lookups.queue_page(self._office.store, column, person, extra, after, PAGE, by_promise=True)
            more = self._key(found[-1], True) if len(found) == PAGE else None
        else:
            found, more = self._by_clock(column, person, extra, after)
        total = lookups.queue_count(self._office.store, column, person, extra)
        return Page(self._wording.rows(case for _, case in found), more, total)

    def _by_clock(
        self, column: str, person: str, extra: tuple[str, tuple[Any, ...]], after: Any
    ) -> tuple[list[tuple[int, Case]], Any]:
        """A page in the order of the queue: first those whose cause went, then the nearest clock ([26] [72])."""
        store = self._office.store
        on_top, now, last = after or (True, self._office.clock.now(), None)
        found = lookups.on_top_page(store, column, person, extra, now, last, PAGE) if on_top else []
        left = PAGE - len(found)
        if left:
            rest = lookups.below_top(extra, now)
            below = lookups.queue_page(store, column, person, rest, None if on_top else last, left)
            found, on_top = found + below, on_top and not below
        return found, ((on_top, now, self._key(found[-1], False)) if len(found) == PAGE else None)

    def place_of(self, case: Case) -> tuple[bool, bool, str]:
        """What the queue sorts a case by: those whose cause went above all others, one without a clock last."""
        at = utc_text(case.due_at) if case.due_at else ""
        on_top = case.due_clock in ON_TOP and case.due_at is not None and case.due_at <= self._office.clock.now()
        return (not on_top, not at, at)

    def _new_today(self, after: Any) -> Page[CaseRow]:
        bounds = lookups.day_bounds(self._office.clock.now(), self._office.zone)
        found = lookups.registered_between(self._office.store, *bounds, after, PAGE)
        total = lookups.new_today(self._office.store, *bounds)
        rows = self._wording.rows(case for _, case in found)
        return Page(rows, found[-1][0] if len(found) == PAGE else None, total)

    @staticmethod
    def _key(last: tuple[int, Case], by_promise: bool) -> tuple[str, int]:
        rid, case = last
        clock = case.promise_at if by_promise else case.due_at
        return (utc_text(clock) if clock else "9999", rid)

    def _badge(self, badge: BadgeKind) -> tuple[str, tuple[Any, ...]]:
        now = self._office.clock.now()
        return lookups.badge_filter(badge.value, now, *lookups.day_bounds(now, self._office.zone))

    def _of_department(self) -> tuple[str, tuple[Any, ...]]:
        """Cases followed up by the signed-in person's department, by whoever was asked there ([23])."""
        people = self._colleagues()
        return f"carrier IN ({','.join('?' * len(people))})", tuple(people)

    def _colleagues(self) -> list[str]:
        actor = self._session.actor()
        people = self._office.all(Person).values()
        return [each.id for each in people if each.id == actor.id or (each.department == actor.department != "")]

    def badges(self) -> Badges:
        """The numbers above the queue, for the whole centre."""
        store = self._office.store
        counts = {
            badge: lookups.queue_count(store, "", "", self._badge(badge))
            for badge in BadgeKind
            if badge is not BadgeKind.NEW_TODAY
        }
        bounds = lookups.day_bounds(self._office.clock.now(), self._office.zone)
        return {BadgeKind.NEW_TODAY: lookups.new_today(store, *bounds)} | counts

    def tab_counts(self) -> dict[Tab, int]:
        """How many open cases each list has."""
        person = self._session.actor().id
        return {
            tab: lookups.queue_count(
                self._office.store, column, person, self._of_department() if tab is Tab.DEPARTMENT else _NOTHING
            )
            for tab, column in _COLUMN.items()
        }

    def row(self, case_id: str) -> CaseRow | None:
        """One row anew, or None when there is no such case."""
        case = self._office.store.get(Case, case_id)
        return self._wording.row(case) if case else None

    def rows(self, case_ids: Sequence[str]) -> dict[str, CaseRow]:
        """Rows anew by their ids, with one question for all of them; what is not there any more is left out."""
        found = self._wording.rows(lookups.cases_of(self._office.store, case_ids))
        return {row.id: row for row in found}

    def belongs(self, case: Case, tab: Tab) -> bool:
        """Whether a case stands in a list of the signed-in person."""
        person = self._session.actor().id
        if tab is Tab.DEPARTMENT:
            return case.open and case.carrier in self._colleagues()
        holder = {Tab.MINE: case.carrier, Tab.HANDLING: case.handler, Tab.EVERYONE: person}[tab]
        return case.open and holder == person


class Search:
    """Find cases by number, phone, name, pinyin, room or any words ([18])."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._wording = Wording(office, session.reader)

    def find(self, text: str, after: Any = None) -> Page[CaseRow]:
        """The newest cases that hold every word; without a query the newest cases."""
        query = one_line(text)
        digits = tail_key(query)
        digits = digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
        if len(digits) >= 7 and digits != query and not any(char.isalpha() for char in query):
            query = digits
        limit = 50 if query else PAGE
        found = lookups.search(self._office.store, query, self._fits, after, limit)
        rows = self._wording.rows(case for _, case in found)
        more = found[-1][0] if len(found) == limit else None
        total = lookups.count_cases(self._office.store, "1", ()) if not query else len(rows)
        return Page(rows, more, total)

    def _fits(self, case: Case, query: str) -> bool:
        """A confidential matter is found by what who searches may see of it ([74])."""
        return fits(self._wording.veil.over(case), query)


class Drafts:
    """Half-typed forms: kept on this machine, not in the journal, until saved or thrown away ([13]).

    What the disk refuses is held until it takes it again, so that nothing typed is lost while the program runs.
    """

    def __init__(self, office: Office) -> None:
        self._store = office.store
        self._held: dict[str, str] = {}

    def load(self, key: str) -> dict[str, str]:
        """What was typed, or nothing."""
        kept = self._held[key] if key in self._held else self._store.recall(f"draft:{key}")
        return dict(json.loads(kept)) if kept else {}

    def save(self, key: str, values: dict[str, str]) -> None:
        """Keep what is typed now. Refused while the disk takes nothing; it is held all the same."""
        self._held[key] = json.dumps(values, ensure_ascii=True) if any(values.values()) else ""
        self.retry()

    def clear(self, key: str) -> None:
        """Forget it; never refused: what a bad disk still has of it goes when the disk takes something again."""
        self._held[key] = ""
        try:
            self.retry()
        except Refused as refusal:
            log.warning("a draft was not removed from the disk: %s", refusal.code)

    def retry(self) -> None:
        """Write what the disk would not take so far; refused while it still does not."""
        for key, words in list(self._held.items()):
            self._store.remember(f"draft:{key}", words)
            del self._held[key]
