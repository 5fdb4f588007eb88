"""The office: the open store with everything small kept at hand (people, catalogue, limits, calendar)."""

from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta, timezone, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from firstask_desktop.domain.calendar import DayKind, Span, WorkingCalendar
from firstask_desktop.domain.clock import Clock
from firstask_desktop.domain.people import (
    Centre,
    Choice,
    Department,
    External,
    Limit,
    Mark,
    Matter,
    Person,
    Phrase,
    Post,
    Shift,
    SpecialDay,
)
from firstask_desktop.domain.service_map import ServiceLink
from firstask_desktop.events import Changed
from firstask_desktop.storage.store import Store

if TYPE_CHECKING:
    from firstask_desktop.domain.phrases import PhraseBook

R = TypeVar("R")

_SMALL: dict[type, str] = {
    Centre: "centres",
    Mark: "marks",
    Department: "departments",
    Post: "posts",
    Person: "people",
    Shift: "shifts",
    Matter: "matters",
    External: "externals",
    Phrase: "phrases",
    Choice: "choices",
    Limit: "limits",
    SpecialDay: "special_days",
    ServiceLink: "service_links",
}
PUBLISHED = "published_"
"""Limit keys `published_2026` … say that the holiday arrangement of that year is complete."""
EDITION_KEY = "scene_edition"
EDITION = 4
"""Of the shipped scenes: raised whenever they gain a pick list, a limit or a value that older folders should be given."""
FALLBACK_LIMITS = {
    "accept_minutes": 30,
    "follow_up_minutes": 120,
    "retry_minutes": 30,
    "amber_percent": 20,
    "asked_together_senior": 1,
    "urgent_minutes": 5,
    "urgent_settle_minutes": 60,
    "idle_lock_seconds": 90,
}


class Office:
    """What every service works in. Small tables are read once and again after a command wrote them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock: Clock = store.clock
        self.bulletin = store.bulletin
        self._rows: dict[type, dict[str, Any]] = {}
        self._derived: dict[str, Any] = {}
        self.bulletin.listen(self._refresh)

    def close(self) -> None:
        """Stop listening and close the store."""
        self.bulletin.forget(self._refresh)
        self.store.close()

    def _refresh(self, changed: Changed) -> None:
        for record, table in _SMALL.items():
            if changed.touches(table):
                self._rows.pop(record, None)
                self._derived.clear()

    def forget(self) -> None:
        """Read every small table anew: after commands that were taken back, what is kept at hand may not be true."""
        self._rows.clear()
        self._derived.clear()

    def all(self, record: type[R]) -> dict[str, R]:
        """All rows of a small table by id."""
        if record not in self._rows:
            self._rows[record] = {row.id: row for row in self.store.everything(record)}  # type: ignore[attr-defined]
        return self._rows[record]

    def get(self, record: type[R], row_id: str) -> R | None:
        """One row of a small table."""
        return self.all(record).get(row_id)

    def derived(self, key: str, make: Callable[[], R]) -> R:
        """A value computed from small tables, kept until one of them changes."""
        if key not in self._derived:
            self._derived[key] = make()
        return self._derived[key]  # type: ignore[no-any-return]

    @property
    def centre(self) -> Centre:
        """The centre this installation serves; an empty one before the first start."""
        return next(iter(self.all(Centre).values()), Centre())

    @property
    def mark(self) -> bytes:
        """The organisation's mark as PNG; empty when there is none."""
        kept = next(iter(self.all(Mark).values()), Mark())
        return self.derived("mark", lambda: b64decode(kept.image))

    @property
    def zone(self) -> tzinfo:
        """The centre's time zone."""
        return self.derived("zone", lambda: timezone(timedelta(minutes=self.centre.zone_minutes)))

    def limit(self, key: str) -> int:
        """One number of the scene's limits, as edited in the settings."""
        limits = self.derived("limits", self._limits)
        return limits.get(key, FALLBACK_LIMITS.get(key, 0))

    def _limits(self) -> dict[str, int]:
        return {limit.key: limit.value for limit in self.all(Limit).values()}

    @property
    def calendar(self) -> WorkingCalendar:
        """The centre's working calendar with holidays and make-up days."""
        return self.derived("calendar", self._calendar)

    def _calendar(self) -> WorkingCalendar:
        hours: dict[int, list[Span]] = {}
        for line in self.centre.hours:
            weekday, *spans = line.split()
            hours[int(weekday) - 1] = [Span.parse(span) for span in spans]
        days = {
            special.day: DayKind.WORKDAY if special.working else DayKind.HOLIDAY
            for special in self.all(SpecialDay).values()
            if special.active and special.day is not None
        }
        limits = self.derived("limits", self._limits)
        years = frozenset(int(key[-4:]) for key, value in limits.items() if key.startswith(PUBLISHED) and value)
        return WorkingCalendar(
            hours, days, always_open=self.centre.always_open or not hours, zone=self.zone, years=years
        )

    @property
    def phrases(self) -> "PhraseBook":
        """The phrases staff must not use, with their polite replacements ([81])."""
        return self.derived("phrases", self._phrases)

    def _phrases(self) -> "PhraseBook":
        from firstask_desktop.domain.phrases import PhraseBook
        from firstask_desktop.domain.scene import Exempt, Forbidden

        rows = [row for row in self.all(Phrase).values() if row.active]
        forbidden = [Forbidden(row.phrase, row.replacement) for row in rows if not row.innocent]
        return PhraseBook(forbidden, [Exempt("", tuple(row.phrase for row in rows if row.innocent))])

    def name(self, person_id: str) -> str:
        """A person's name; empty for nobody."""
        person = self.get(Person, person_id)
        return person.name if person else ""

    def department_name(self, department_id: str) -> str:
        """A department's name; empty for none."""
        department = self.get(Department, department_id)
        return department.name if department else ""

    def post_name(self, post_id: str) -> str:
        """A post's name; empty for none."""
        post = self.get(Post, post_id)
        return post.name if post else ""

    def choices(self, group: str) -> list[Choice]:
        """The active values of a pick list, in their order."""
        rows = [row for row in self.all(Choice).values() if row.group == group and row.active]
        return sorted(rows, key=lambda row: row.place)

    @cached_property
    def path(self) -> str:
        """Where the data file lies."""
        return str(self.store.path)
