from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstask_desktop.domain.calendar import DayKind, Span, WorkingCalendar
from firstask_desktop.domain.clock import CHINA
from firstask_desktop.domain.moments import quick_promises, span, when

WEEKDAY = (Span.parse("08:30-12:00"), Span.parse("14:00-17:30"))
HOLIDAYS = {date(2026, 10, day): DayKind.HOLIDAY for day in range(1, 8)} | {date(2026, 10, 10): DayKind.WORKDAY}
OFFICE = WorkingCalendar(dict.fromkeys(range(5), WEEKDAY), HOLIDAYS)
AFTERNOONS = WorkingCalendar({weekday: (Span.parse("13:00-20:00"),) for weekday in range(7)})
HOTEL = WorkingCalendar({}, always_open=True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=CHINA)


NOW = at("11-23 10:00")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at("11-23 15:30"), "今天 15:30"),
        (at("11-22 17:00"), "昨天 17:00"),
        (at("11-24 09:00"), "明天 09:00"),
        (at("11-25 17:00"), "11-25 17:00"),
        (at("11-21 00:00"), "11-21 00:00"),
        (datetime(2025, 11, 25, 17, 0, tzinfo=CHINA), "2025-11-25 17:00"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=CHINA), "2027-01-01 00:00"),
    ],
)
def test_a_moment_is_said_from_where_one_stands(moment, words):
    assert when(moment, NOW, CHINA) == words


def test_tomorrow_is_tomorrow_even_across_the_year():
    assert when(datetime(2027, 1, 1, 9, tzinfo=CHINA), at("12-31 23:59"), CHINA) == "明天 09:00"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 分"),
        (40, "40 分"),
        (60, "1 小时"),
        (125, "2 小时 5 分"),
        (3 * 1440, "3 天"),
        (3 * 1440 + 59, "3 天"),
        (3 * 1440 + 240, "3 天 4 小时"),
        (-40, "40 分"),
    ],
)
def test_a_span_is_said_in_two_units(minutes, words):
    assert span(minutes) == words


def said(now: str, calendar: WorkingCalendar) -> dict[str, str]:
    return {label: when(due, at(now), CHINA) for label, due in quick_promises(at(now), calendar)}


def test_on_an_office_morning_every_key_is_there():
    assert said("11-23 09:00", OFFICE) == {
        "30 分钟内": "今天 09:30",
        "2 小时内": "今天 11:00",
        "今天下班前": "今天 17:30",
        "明天上午": "明天 12:00",
        "明天下班前": "明天 17:30",
        "3 个工作日": "11-26 17:30",
        "5 个工作日": "11-30 17:30",
    }


def test_a_key_that_runs_into_lunch_is_left_out():
    assert "30 分钟内" not in said("11-23 11:45", OFFICE)
    assert said("11-23 11:30", OFFICE)["30 分钟内"] == "今天 12:00"


@pytest.mark.parametrize("now", ["11-23 17:30", "11-23 18:00", "11-28 10:00", "10-01 10:00"])
def test_after_closing_and_on_days_off_nothing_is_promised_for_today(now):
    assert not [label for label in said(now, OFFICE) if label.startswith("今天") or label.endswith("分钟内")]


def test_when_tomorrow_is_off_the_key_names_the_day():
    assert said("11-27 16:00", OFFICE)["周一上午"] == "11-30 12:00"
    assert said("09-30 16:00", OFFICE)["10-08 上午"] == "10-08 12:00"
    assert said("10-09 16:00", OFFICE)["明天上午"] == "明天 12:00"


def test_a_desk_without_mornings_promises_none():
    assert "明天上午" not in said("11-23 14:00", AFTERNOONS)
    assert said("11-23 14:00", AFTERNOONS)["明天下班前"] == "明天 20:00"


def test_a_hotel_promises_by_the_clock():
    assert said("10-01 17:00", HOTEL) == {
        "15 分钟内": "今天 17:15",
        "1 小时内": "今天 18:00",
        "今晚 22:00": "今天 22:00",
        "明天上午": "明天 12:00",
        "明天 18:00": "明天 18:00",
        "3 天内": "10-04 18:00",
    }
    assert "今天 18:00" in said("10-01 16:30", HOTEL)
    assert "今天 18:00" not in said("10-01 18:00", HOTEL)


def test_started_minutes_are_rounded_up_so_that_print_and_promise_agree():
    assert quick_promises(at("11-23 09:00:20"), HOTEL)[0][1] == at("11-23 09:16")


@given(
    st.sampled_from([OFFICE, HOTEL, AFTERNOONS]),
    st.datetimes(datetime(2026, 9, 1), datetime(2027, 1, 5)).map(
        lambda wall: wall.replace(tzinfo=CHINA, microsecond=0)
    ),
)
def test_every_promise_lies_ahead_in_working_time_and_once(calendar, now):
    offers = quick_promises(now, calendar)
    due = [moment for _, moment in offers]
    assert offers
    assert due == sorted(set(due))
    assert len({label for label, _ in offers}) == len(offers)
    assert all(moment > now and calendar.is_working(moment) and moment.second == 0 for moment in due)
    assert all(moment - now < timedelta(days=30) for moment in due)
