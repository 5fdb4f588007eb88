"""What people at a desk type for a time."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstask_desktop.errors import Refused
from ui.widgets.moment_text import moment_words, parse_moment

NOW = datetime(2026, 11, 23, 9, 42, 17, tzinfo=timezone(timedelta(hours=8)))  # a Monday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15:30", "2026-11-23 15:30"),
        ("15：30", "2026-11-23 15:30"),
        ("1530", "2026-11-23 15:30"),
        (" 9:05 ", "2026-11-23 09:05"),
        ("15点", "2026-11-23 15:00"),
        ("下午3点半", "2026-11-23 15:30"),
        ("下午 3:20", "2026-11-23 15:20"),
        ("中午12点", "2026-11-23 12:00"),
        ("中午1点", "2026-11-23 13:00"),
        ("明天 10:00", "2026-11-24 10:00"),
        ("明天上午10点15分", "2026-11-24 10:15"),
        ("大后天 8:00", "2026-11-26 08:00"),
        ("11-25 17:00", "2026-11-25 17:00"),
        ("11/25 17:00", "2026-11-25 17:00"),
        ("11月25日17:00", "2026-11-25 17:00"),
        ("2027-01-03 09:00", "2027-01-03 09:00"),
        ("1-3 09:00", "2027-01-03 09:00"),
        ("10-8 09:00", "2026-10-08 09:00"),
        ("周三 10:00", "2026-11-25 10:00"),
        ("周一 17:00", "2026-11-23 17:00"),
        ("下周一 9:00", "2026-11-30 09:00"),
        ("星期天 9:00", "2026-11-29 09:00"),
        ("周日 9:00", "2026-11-29 09:00"),
        ("30分钟后", "2026-11-23 10:12"),
        ("2小时后", "2026-11-23 11:42"),
        ("+90", "2026-11-23 11:12"),
        ("3天后", "2026-11-26 09:42"),
    ],
)
def test_it_is_understood(typed: str, meant: str) -> None:
    found = parse_moment(typed, NOW)
    assert (f"{found:%Y-%m-%d %H:%M}", found.tzinfo) == (meant, NOW.tzinfo)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "还缺"),
        ("明天", "还缺"),
        ("11-25", "还缺"),
        ("25:00", "时刻"),
        ("12:60", "时刻"),
        ("2-30 10:00", "没有 2-30"),
        ("13-1 10:00", "没有 13-1"),
        ("尽快", "看不懂"),
        ("15:30:00:00", "看不懂"),
        ("下午", "看不懂"),
    ],
)
def test_it_is_refused_with_a_reason_and_an_example(typed: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_moment(typed, NOW)
    assert refused.value.code == "moment_unread"
    assert why in refused.value.message and "11-25 17:00" in refused.value.message


@given(st.datetimes(datetime(2026, 6, 1), datetime(2029, 12, 31)))
def test_the_shortest_words_are_read_back_as_the_same_moment(naive: datetime) -> None:
    moment = naive.replace(second=0, microsecond=0, fold=0, tzinfo=NOW.tzinfo)
    assert parse_moment(moment_words(moment, NOW), NOW) == moment


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_a_refusal(typed: str) -> None:
    try:
        assert parse_moment(typed, NOW).tzinfo is NOW.tzinfo
    except Refused as refused:
        assert refused.code == "moment_unread"
