from datetime import UTC, datetime, timedelta

import pytest

from firstask_desktop.domain.clock import CHINA, FixedClock, SystemClock, from_text, local, moment, utc_text

MORNING = datetime(2026, 11, 23, 9, 42, tzinfo=CHINA)


def test_a_moment_is_stored_in_utc_and_comes_back_the_same():
    assert utc_text(MORNING) == "2026-11-23T01:42:00+00:00"
    assert from_text("2026-11-23T01:42:00+00:00") == MORNING
    assert from_text(utc_text(MORNING)).tzinfo is UTC


def test_parts_of_a_second_are_not_stored():
    assert utc_text(MORNING + timedelta(microseconds=999_999)) == "2026-11-23T01:42:00+00:00"


def test_the_wall_clock_reads_without_a_zone_and_leads_back():
    assert local(MORNING, CHINA) == datetime(2026, 11, 23, 9, 42)
    assert moment(datetime(2026, 11, 23, 9, 42), CHINA) == MORNING


@pytest.mark.parametrize("refused", [utc_text, lambda at: local(at, CHINA), FixedClock])
def test_a_moment_without_a_zone_is_refused(refused):
    with pytest.raises(ValueError, match="zone"):
        refused(datetime(2026, 11, 23, 9, 42))


def test_stored_text_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="zone"):
        from_text("2026-11-23T01:42:00")


def test_a_zoned_wall_clock_reading_is_refused():
    with pytest.raises(ValueError, match="zone"):
        moment(MORNING, CHINA)


def test_the_computers_clock_gives_whole_seconds_in_utc():
    now = SystemClock().now()
    assert now.microsecond == 0
    assert now.utcoffset() == timedelta()


def test_a_fixed_clock_moves_only_when_moved_and_can_be_set_back():
    clock = FixedClock(MORNING)
    assert clock.now() == clock.now() == MORNING
    assert clock.advance(minutes=18) == datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
    clock.set(MORNING - timedelta(days=1))
    assert clock.now() == datetime(2026, 11, 22, 1, 42, tzinfo=UTC)
