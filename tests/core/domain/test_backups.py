"""The ring of backups: two days whole, then one a day, a week, a month; the newest never goes."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from firstask_desktop.domain.backups import DAILY, EVERYTHING, MONTHLY, WEEKLY, surplus

NOW = datetime(2026, 11, 23, 9, 42)
MOMENTS = some.lists(some.integers(min_value=-60, max_value=700 * 24 * 60), max_size=120)


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def test_every_half_hour_of_two_years_leaves_some_dozens() -> None:
    moments = [ago(30 * step) for step in range(2 * 365 * 48)]
    kept = set(moments) - surplus(moments, NOW)
    assert {at for at in moments if at >= NOW - EVERYTHING} <= kept
    older = sorted(at for at in kept if at < NOW - EVERYTHING)
    assert len(older) <= DAILY + WEEKLY + MONTHLY
    assert older[0] < NOW - timedelta(days=300), "a year can be looked back upon"
    days = {at.date() for at in kept}
    assert all((NOW - timedelta(days=back)).date() in days for back in range(DAILY))


@given(MOMENTS)
def test_the_newest_and_the_last_two_days_never_go(minutes: list[int]) -> None:
    moments = [ago(each) for each in minutes]
    gone = surplus(moments, NOW)
    assert gone <= set(moments)
    assert not moments or max(moments) not in gone
    assert not [at for at in gone if at >= NOW - EVERYTHING]


@given(MOMENTS)
def test_thinning_out_twice_is_thinning_out_once(minutes: list[int]) -> None:
    moments = {ago(each) for each in minutes}
    kept = moments - surplus(moments, NOW)
    assert surplus(kept, NOW) == set()


def test_a_clock_set_back_costs_no_backup() -> None:
    ahead = [NOW + timedelta(days=each) for each in range(1, 9)]
    assert surplus([*ahead, ago(10)], NOW) == set()
