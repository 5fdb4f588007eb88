from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstask_desktop.domain.calendar import DayKind, Span, WorkingCalendar
from firstask_desktop.domain.clock import CHINA, local

WEEKDAY = (Span.parse("08:30-12:00"), Span.parse("14:00-17:30"))
NATIONAL_DAY = {date(2026, 10, day): DayKind.HOLIDAY for day in range(1, 8)}
MAKE_UP = {date(2026, 9, 20): DayKind.WORKDAY, date(2026, 10, 10): DayKind.WORKDAY}
OFFICE = WorkingCalendar(dict.fromkeys(range(5), WEEKDAY), NATIONAL_DAY | MAKE_UP)
HOTEL = WorkingCalendar({}, always_open=True)
LATE = WorkingCalendar({weekday: (Span.parse("00:00-06:00"), Span.parse("18:00-24:00")) for weekday in range(7)})

moments = st.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1)).map(
    lambda wall: wall.replace(microsecond=0, tzinfo=CHINA)
)
calendars = st.sampled_from([OFFICE, HOTEL, LATE])
amounts = st.integers(0, 60_000)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("11-23 09:00", 60, "11-23 10:00"),
        ("11-23 11:30", 30, "11-23 12:00"),  # the end of the morning, not the opening after lunch
        ("11-23 11:30", 31, "11-23 14:01"),
        ("11-23 12:40", 10, "11-23 14:10"),  # asked during lunch
        ("11-23 07:00", 30, "11-23 09:00"),  # asked before opening
        ("11-23 17:20", 20, "11-24 08:40"),  # over night
        ("11-27 17:00", 60, "11-30 09:00"),  # over the weekend
        ("11-28 10:00", 420, "11-30 17:30"),  # asked on Saturday
        ("09-30 17:00", 60, "10-08 09:00"),  # over the National Day week
        ("10-09 17:00", 60, "10-10 09:00"),  # into a make-up Saturday, which has Monday's hours
        ("10-10 17:00", 60, "10-12 09:00"),
        ("11-23 23:59", 1, "11-24 08:31"),
        ("11-24 00:00", 1, "11-24 08:31"),
    ],
)
def test_office_time_counts_over_lunch_nights_weekends_and_holidays(start, minutes, end):
    assert OFFICE.add(at(start), minutes) == at(end)


def test_seconds_are_kept():
    assert OFFICE.add(at("11-23 11:59:30"), 1) == at("11-23 14:00:30")


def test_a_hotel_counts_every_minute():
    assert HOTEL.add(at("10-01 23:50"), 30) == at("10-02 00:20")
    assert HOTEL.minutes_between(at("09-30 00:00"), at("10-08 00:00")) == 8 * 24 * 60
    assert HOTEL.is_working(at("10-01 03:00"))


def test_a_day_may_end_at_midnight():
    assert LATE.add(at("11-23 23:59"), 2) == at("11-24 00:01")
    assert LATE.closing(date(2026, 11, 23)) == at("11-23 23:59")


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("11-23 11:00", "11-23 15:00", 120),
        ("11-23 12:00", "11-23 14:00", 0),
        ("11-27 17:00", "11-30 09:00", 60),
        ("09-30 17:30", "10-08 08:30", 0),
        ("10-10 00:00", "10-11 23:59", 420),
        ("11-23 15:00", "11-23 11:00", -120),
        ("11-23 09:00:00", "11-23 09:00:59", 0),
    ],
)
def test_working_minutes_between(start, end, minutes):
    assert OFFICE.minutes_between(at(start), at(end)) == minutes


@given(calendars, moments, amounts)
def test_what_was_added_is_what_lies_between(calendar, start, minutes):
    assert calendar.minutes_between(start, calendar.add(start, minutes)) == minutes


@given(calendars, moments, amounts, amounts)
def test_adding_in_two_steps_is_adding_at_once(calendar, start, first, second):
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@given(calendars, moments, moments, amounts, amounts)
def test_later_or_longer_never_ends_sooner(calendar, one, other, less, more):
    earlier, later = sorted((one, other))
    fewer, greater = sorted((less, more))
    assert calendar.add(earlier, fewer) <= calendar.add(later, fewer)
    assert calendar.add(earlier, fewer) <= calendar.add(earlier, greater)


@given(calendars, moments, st.integers(1, 60_000))
def test_what_is_due_is_due_in_working_time(calendar, start, minutes):
    assert calendar.is_working(calendar.add(start, minutes))


@given(calendars, moments, moments)
def test_between_agrees_with_counting_day_by_day(calendar, one, other):
    start, end = sorted((one, other))
    day, counted = local(start, CHINA).date(), timedelta()
    while day <= local(end, CHINA).date():
        midnight = datetime(day.year, day.month, day.day, tzinfo=CHINA)
        for span in calendar.spans(day):
            opens = max(start, midnight + timedelta(minutes=span.opens))
            closes = min(end, midnight + timedelta(minutes=span.closes))
            counted += max(closes - opens, timedelta())
        day += timedelta(days=1)
    assert calendar.minutes_between(start, end) == counted // timedelta(minutes=1)


@given(calendars, moments)
def test_nothing_is_worked_before_the_next_opening(calendar, start):
    opening = calendar.next_opening(start)
    assert opening >= start
    assert calendar.minutes_between(start, opening) == 0
    assert calendar.minutes_between(opening, opening + timedelta(minutes=1)) == 1


def test_a_year_crosses_new_year():
    assert OFFICE.minutes_between(at("12-31 17:00"), datetime(2027, 1, 1, 9, 0, tzinfo=CHINA)) == 60
    assert OFFICE.add(at("12-31 17:00"), 60) == datetime(2027, 1, 1, 9, 0, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "working"),
    [
        ("11-23 08:29", False),
        ("11-23 08:30", True),
        ("11-23 12:00", True),  # a promise may fall due at closing
        ("11-23 12:00:01", False),
        ("11-23 13:00", False),
        ("11-28 10:00", False),
        ("10-01 10:00", False),
        ("10-10 10:00", True),
        ("09-20 10:00", True),  # a make-up Sunday
    ],
)
def test_is_it_working_time(moment, working):
    assert OFFICE.is_working(at(moment)) is working


def test_at_closing_the_next_opening_is_the_one_after():
    assert OFFICE.next_opening(at("11-23 12:00")) == at("11-23 14:00")
    assert OFFICE.next_opening(at("11-23 09:10")) == at("11-23 09:10")
    assert OFFICE.next_opening(at("09-30 17:30")) == at("10-08 08:30")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("11-23 09:00", 1, "11-24 17:30"),
        ("11-23 23:00", 1, "11-24 17:30"),
        ("11-25 09:00", 3, "11-30 17:30"),
        ("09-30 10:00", 1, "10-08 17:30"),
        ("10-08 10:00", 3, "10-12 17:30"),  # the make-up Saturday counts
        ("11-23 09:00", 0, "11-23 17:30"),
        ("11-23 18:00", 0, "11-24 17:30"),
        ("11-28 09:00", 0, "11-30 17:30"),
    ],
)
def test_working_days_count_from_the_next_day_and_end_with_the_last(start, days, end):
    assert OFFICE.add_days(at(start), days) == at(end)


def test_a_hotels_days_end_on_their_own_date():
    assert HOTEL.add_days(at("10-01 09:00"), 3) == at("10-04 23:59")


def test_opening_and_closing_of_a_day():
    assert OFFICE.opening(date(2026, 11, 23)) == at("11-23 08:30")
    assert OFFICE.closing(date(2026, 11, 23)) == at("11-23 17:30")
    assert OFFICE.opening(date(2026, 10, 1)) is None
    assert OFFICE.closing(date(2026, 10, 1)) is None


def test_a_year_not_yet_announced_reads_unpublished():
    assert OFFICE.published(date(2026, 12, 31))
    assert not OFFICE.published(date(2027, 1, 1))
    mended = WorkingCalendar(OFFICE.hours, {**OFFICE.days, date(2027, 1, 1): DayKind.HOLIDAY}, years=frozenset({2026}))
    assert not mended.published(date(2027, 1, 1))
    assert HOTEL.published(date(2099, 1, 1))
    assert LATE.published(date(2099, 1, 1))


def test_moments_come_back_in_utc():
    for result in (
        OFFICE.add(at("11-23 09:00"), 0),
        OFFICE.add(at("11-23 09:00"), 5),
        HOTEL.add(at("11-23 09:00"), 5),
        OFFICE.next_opening(at("11-23 09:00")),
    ):
        assert result.tzinfo is UTC


def test_later_changes_of_the_given_days_do_not_reach_the_calendar():
    days = dict(NATIONAL_DAY)
    calendar = WorkingCalendar(OFFICE.hours, days)
    days.clear()
    assert not calendar.is_working_day(date(2026, 10, 1))


@pytest.mark.parametrize(
    "text", ["12:00-08:30", "08:30", "08:60-12:00", "22:00-25:00", "22:00-06:00", "early-late", ""]
)
def test_a_span_that_makes_no_sense_is_refused(text):
    with pytest.raises(ValueError):
        Span.parse(text)


def test_calendars_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        WorkingCalendar({0: (Span.parse("08:00-12:00"), Span.parse("11:00-17:00"))})
    with pytest.raises(ValueError, match="working hours"):
        WorkingCalendar({0: ()})
    with pytest.raises(ValueError, match="forward"):
        OFFICE.add(at("11-23 09:00"), -1)
    with pytest.raises(ValueError, match="forward"):
        OFFICE.add_days(at("11-23 09:00"), -1)
    with pytest.raises(ValueError, match="zone"):
        OFFICE.add(datetime(2026, 11, 23, 9), 1)
