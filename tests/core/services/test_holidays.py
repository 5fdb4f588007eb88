from datetime import date

from firstask_desktop.domain.calendar import DayKind
from firstask_desktop.services.holidays import known_days, known_years


def test_the_national_day_week_and_its_make_up_days_are_known():
    days = known_days()
    assert all(days[date(2026, 10, day)] == (DayKind.HOLIDAY, "国庆节") for day in range(1, 8))
    assert days[date(2026, 10, 10)] == (DayKind.WORKDAY, "国庆节调休上班")
    assert date(2026, 10, 8) not in days


def test_days_come_in_order_with_chinese_names():
    days = known_days()
    assert list(days) == sorted(days)
    assert not any(char.isascii() for _, name in days.values() for char in name)


def test_only_years_with_an_arrangement_are_known():
    assert {2025, 2026} <= known_years()
    assert 2099 not in known_years()
    assert known_years() == frozenset(range(2004, max(known_years()) + 1))
