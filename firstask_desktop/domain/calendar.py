"""When a centre works: hours with a lunch break, weekends, public holidays, make-up days, or round the clock."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Self

from firstask_desktop.domain.clock import CHINA, local, moment
from firstask_desktop.domain.values import dataclass

_DAY = 24 * 60
_MINUTE = timedelta(minutes=1)
_NOTHING = timedelta()
_MONDAY = 0


class DayKind(StrEnum):
    """What the yearly arrangement says of one date: off, or worked although it is a weekend (调休)."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One stretch of working time within a day, in minutes from midnight; it may close at 24:00 but not cross it."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= _DAY:
            raise ValueError(f"a span runs forward within one day: {self.opens}-{self.closes}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `08:30-12:00`; `24:00` is the end of the day. Anything else is refused with `ValueError`."""
        opens, dash, closes = text.partition("-")
        if not dash:
            raise ValueError(f"a span is written 08:30-12:00: {text!r}")
        return cls(_minutes(opens), _minutes(closes))

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return (self.closes - self.opens) * _MINUTE


_WHOLE_DAY = (Span(0, _DAY),)


def _minutes(text: str) -> int:
    hour, minute = text.strip().split(":")
    if not 0 <= int(minute) < 60:
        raise ValueError(f"not a time of day: {text!r}")
    return int(hour) * 60 + int(minute)


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """The working time of one centre, by which limits run and promises are made ([79], DESIGN 3.3).

    `hours` gives the spans of each weekday (Monday is 0), `days` the dates that differ: a holiday has no working
    time, a make-up day has Monday's hours. `always_open` (a hotel) works every minute of every day. `years` are those
    whose arrangement is known; left out, they are the years `days` speaks of, and a calendar without any such day
    follows no arrangement. All moments are aware and come back in UTC; counting is done on the wall clock of `zone`.
    Refused with `ValueError`: overlapping spans, a calendar that never opens, moments without a zone.
    """

    hours: Mapping[int, Sequence[Span]]
    days: Mapping[date, DayKind] = field(default_factory=dict)
    always_open: bool = False
    zone: tzinfo = CHINA
    years: frozenset[int] | None = None
    _sums: dict[int, tuple[timedelta, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        week = {weekday: tuple(sorted(spans)) for weekday, spans in self.hours.items() if spans}
        for spans in week.values():
            if any(later.opens < earlier.closes for earlier, later in pairwise(spans)):
                raise ValueError("spans of one day overlap")
        if not self.always_open and not any(weekday in week for weekday in range(7)):
            raise ValueError("a calendar without working hours never comes to an end")
        object.__setattr__(self, "hours", week)
        object.__setattr__(self, "days", dict(self.days))

    def spans(self, day: date) -> tuple[Span, ...]:
        """The working time of `day` in order; none on a day off."""
        if self.always_open:
            return _WHOLE_DAY
        kind = self.days.get(day)
        if kind is DayKind.HOLIDAY:
            return ()
        own = tuple(self.hours.get(day.weekday(), ()))
        return tuple(self.hours.get(_MONDAY, own)) if kind is DayKind.WORKDAY else own

    def is_working_day(self, day: date) -> bool:
        """Whether there is any working time on `day`."""
        return bool(self.spans(day))

    def working_day_after(self, day: date) -> date:
        """The first working day later than `day`."""
        day += timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def published(self, day: date) -> bool:
        """Whether the arrangement of that year is known; where it is not, the desk reads 「未公布」 beside the date."""
        if self.always_open:
            return True
        if self.years is not None:
            return day.year in self.years
        return not self.days or any(known.year == day.year for known in self.days)

    def is_working(self, at: datetime) -> bool:
        """Whether `at` is working time; the moment of closing still is, since a promise may fall due with it ([79])."""
        wall = local(at, self.zone)
        since = wall - _midnight(wall.date())
        return any(span.opens * _MINUTE <= since <= span.closes * _MINUTE for span in self.spans(wall.date()))

    def next_opening(self, at: datetime) -> datetime:
        """The first moment, `at` or later, from which working time runs; at closing time that is the next opening."""
        wall = local(at, self.zone)
        day, since = wall.date(), wall - _midnight(wall.date())
        while True:
            for span in self.spans(day):
                if since < span.closes * _MINUTE:
                    return moment(_midnight(day) + max(since, span.opens * _MINUTE), self.zone)
            day, since = day + timedelta(days=1), _NOTHING

    def opening(self, day: date) -> datetime | None:
        """When work begins on `day`; nothing on a day off."""
        spans = self.spans(day)
        return moment(_midnight(day) + spans[0].opens * _MINUTE, self.zone) if spans else None

    def closing(self, day: date) -> datetime | None:
        """When work ends on `day`; nothing on a day off.

        Where work goes on to midnight it is 23:59, so that what is due that day is never printed with the next date.
        """
        spans = self.spans(day)
        if not spans:
            return None
        return moment(_midnight(day) + min(spans[-1].closes, _DAY - 1) * _MINUTE, self.zone)

    def add(self, start: datetime, working_minutes: int) -> datetime:
        """The first moment by which `working_minutes` of working time have passed since `start`.

        Ending with a span it is that span's closing, not the next opening. A negative count is refused.
        """
        if working_minutes < 0:
            raise ValueError("working time runs forward")
        wall = local(start, self.zone)
        if working_minutes == 0 or self.always_open:
            return moment(wall + working_minutes * _MINUTE, self.zone)
        target, year = self._worked(wall) + working_minutes * _MINUTE, wall.year
        while target > self._year(year)[-1]:
            target -= self._year(year)[-1]
            year += 1
        before = bisect_left(self._year(year), target) - 1
        rest = target - self._year(year)[before]
        day = date(year, 1, 1) + timedelta(days=before)
        for span in self.spans(day):
            if rest <= span.length:
                return moment(_midnight(day) + span.opens * _MINUTE + rest, self.zone)
            rest -= span.length
        raise AssertionError("the sums of a year and its days disagree")

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Full working minutes from `start` to `end`; negative when `end` is the earlier one."""
        if end < start:
            return -self.minutes_between(end, start)
        if self.always_open:
            return (end - start) // _MINUTE
        first, last = local(start, self.zone), local(end, self.zone)
        whole = sum((self._year(year)[-1] for year in range(first.year, last.year)), _NOTHING)
        return (whole + self._worked(last) - self._worked(first)) // _MINUTE

    def add_days(self, start: datetime, working_days: int) -> datetime:
        """The closing of the n-th working day after `start`, the next one counting as the first (次日起算).

        0 means today's closing, or the next one when today has none left. A negative count is refused.
        """
        if working_days < 0:
            raise ValueError("working days run forward")
        day = local(start, self.zone).date()
        for _ in range(working_days):
            day = self.working_day_after(day)
        closing = self.closing(day)
        while closing is None or closing < start:
            day = self.working_day_after(day)
            closing = self.closing(day)
        return closing

    def _year(self, year: int) -> tuple[timedelta, ...]:
        """Working time from New Year up to each midnight of `year`, the last one included."""
        if year not in self._sums:
            first = date(year, 1, 1)
            length = (date(year + 1, 1, 1) - first).days
            daily = (
                sum((span.length for span in self.spans(first + timedelta(days=n))), _NOTHING) for n in range(length)
            )
            self._sums[year] = tuple(accumulate(daily, initial=_NOTHING))
        return self._sums[year]

    def _worked(self, wall: datetime) -> timedelta:
        """Working time from New Year up to `wall`."""
        day = wall.date()
        since = wall - _midnight(day)
        today = (min(since, span.closes * _MINUTE) - span.opens * _MINUTE for span in self.spans(day))
        passed = sum((part for part in today if part > _NOTHING), _NOTHING)
        return self._year(day.year)[day.timetuple().tm_yday - 1] + passed


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
