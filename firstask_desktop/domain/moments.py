"""Moments and spans as the desk says them, and the promises that are one key away."""

from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from firstask_desktop.domain.calendar import WorkingCalendar
from firstask_desktop.domain.clock import local, moment

_NEAR = {-1: "昨天", 0: "今天", 1: "明天"}
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_NOON = time(12)
_EVENING = time(18)
_NIGHT = time(22)
_HOUR = 60
_DAY = 24 * _HOUR


def when(at: datetime, now: datetime, zone: tzinfo) -> str:
    """`at` as read on a wall clock in `zone`: 今天 15:30, 11-25 17:00, and with its year when that is another one."""
    return _said(at, _today(now, zone), zone)


@lru_cache(maxsize=4)
def _today(now: datetime, zone: tzinfo) -> date:
    return local(now, zone).date()


@lru_cache(maxsize=4_096)
def _said(at: datetime, today: date, zone: tzinfo) -> str:
    """Lists say the same moments again and again; as often as the day changes in other words."""
    wall = local(at, zone)
    near = _NEAR.get((wall.date() - today).days)
    if near:
        return f"{near} {wall:%H:%M}"
    return f"{wall:%m-%d %H:%M}" if wall.year == today.year else f"{wall.year:04d}-{wall:%m-%d %H:%M}"


def span(minutes: int) -> str:
    """A length of clock time in at most two units: 40 分, 2 小时 5 分, 3 天, 3 天 4 小时; the caller says its sign."""
    minutes = abs(minutes)
    if minutes < _HOUR:
        return f"{minutes} 分"
    if minutes < _DAY:
        hours, rest = divmod(minutes, _HOUR)
        return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"
    days, rest = divmod(minutes // _HOUR, 24)
    return f"{days} 天 {rest} 小时" if rest else f"{days} 天"


def short_span(minutes: int) -> str:
    """A length of clock time in its largest unit only, for a narrow column: 40 分, 2 小时, 3 天."""
    minutes = abs(minutes)
    if minutes < _HOUR:
        return f"{minutes} 分"
    return f"{minutes // _HOUR} 小时" if minutes < _DAY else f"{minutes // _DAY} 天"


def quick_promises(now: datetime, calendar: WorkingCalendar) -> list[tuple[str, datetime]]:
    """The promises offered on keys, soonest first: what the key says and the moment it means ([79]).

    Each lies in the future and in working time and on a whole minute. A key whose words would be untrue now is left
    out: 今天下班前 after closing, 30 分钟内 when that runs into lunch.
    """
    offers = _round_the_clock(now, calendar) if calendar.always_open else _office(now, calendar)
    seen: set[datetime] = set()
    kept = []
    for label, at in sorted(offers, key=lambda offer: offer[1]):
        if at > now and at not in seen and calendar.is_working(at):
            seen.add(at)
            kept.append((label, at))
    return kept


def _office(now: datetime, calendar: WorkingCalendar) -> list[tuple[str, datetime]]:
    today = local(now, calendar.zone).date()
    offers = [
        (f"{minutes // _HOUR} 小时内" if minutes >= _HOUR else f"{minutes} 分钟内", _soon(now, minutes))
        for minutes in (30, 2 * _HOUR)
        if calendar.minutes_between(_whole(now), _soon(now, minutes)) == minutes
    ]
    closing = calendar.closing(today)
    if closing is not None:
        offers.append(("今天下班前", closing))
    following = calendar.working_day_after(today)
    morning = _morning(following, calendar)
    if morning is not None:
        offers.append((f"{_day_word(following, today)}上午", morning))
    evening = calendar.closing(following)
    if evening is not None:
        offers.append((f"{_day_word(following, today)}下班前", evening))
    offers.extend((f"{days} 个工作日", calendar.add_days(now, days)) for days in (3, 5))
    return offers


def _round_the_clock(now: datetime, calendar: WorkingCalendar) -> list[tuple[str, datetime]]:
    today = local(now, calendar.zone).date()

    def on(days: int, hour: time) -> datetime:
        return moment(datetime.combine(today + timedelta(days=days), hour), calendar.zone)

    return [
        ("15 分钟内", _soon(now, 15)),
        ("1 小时内", _soon(now, _HOUR)),
        ("今天 18:00", on(0, _EVENING)),
        ("今晚 22:00", on(0, _NIGHT)),
        ("明天上午", on(1, _NOON)),
        ("明天 18:00", on(1, _EVENING)),
        ("3 天内", on(3, _EVENING)),
    ]


def _whole(at: datetime) -> datetime:
    """`at`, or the next whole minute: what is printed as 15:30 is due at 15:30 sharp."""
    floor = at.replace(second=0, microsecond=0)
    return floor if floor == at else floor + timedelta(minutes=1)


def _soon(now: datetime, minutes: int) -> datetime:
    return _whole(now) + timedelta(minutes=minutes)


def _morning(day: date, calendar: WorkingCalendar) -> datetime | None:
    """The end of the first morning stretch of `day`, noon at the latest; nothing when work begins after noon."""
    first = calendar.spans(day)[0]
    end = min(first.closes, _NOON.hour * _HOUR)
    if first.opens >= end:
        return None
    return moment(datetime.combine(day, time()) + timedelta(minutes=end), calendar.zone)


def _day_word(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead == 1:
        return "明天"
    return _WEEKDAYS[day.weekday()] if ahead < len(_WEEKDAYS) else f"{day:%m-%d} "
