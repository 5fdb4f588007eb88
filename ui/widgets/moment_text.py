"""What people type for a time: "15:30", "明天 10:00", "11-25 17:00", "2小时后". Pure functions."""

import re
from datetime import date, datetime, timedelta

from firstask_desktop.errors import Refused

DAYS = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "明": 1, "后天": 2, "大后天": 3, "昨天": -1}
WEEK = "一二三四五六日天"
HALVES = {"上午": 0, "早上": 0, "下午": 12, "晚上": 12, "中午": 12}

_AFTER = re.compile(r"\+?(\d{1,3})(分钟|分|小时|个小时|天)后?|\+(\d{1,3})")
_CLOCK = re.compile(r"(上午|早上|下午|晚上|中午)?(\d{1,2})(?::(\d{1,2})|点(半|(\d{1,2})分?)?)")
_TIGHT = re.compile(r"(\d{2})(\d{2})")
_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?")
_WEEKDAY = re.compile(r"(下)?(?:周|星期|礼拜)([一二三四五六日天])")


def _unread(why: str) -> Refused:
    return Refused(f"{why}，请写成 15:30、明天 10:00 或 11-25 17:00", code="moment_unread")


def parse_moment(text: str, now: datetime) -> datetime:
    """The moment meant by `text`, in the zone of `now`; a bare clock time is today, a bare date's year is the nearest.

    Refuses (code "moment_unread") what it cannot read and a day without a clock time. The past is not refused here.
    """
    typed = re.sub(r"\s+", " ", text.replace("：", ":").replace("，", " ").strip())
    if found := _AFTER.fullmatch(typed.replace(" ", "")):
        return _after(found, now)
    day, rest = _day(typed, now)
    return _clock(rest.strip(), day, now)


def _after(found: re.Match[str], now: datetime) -> datetime:
    amount = int(found.group(1) or found.group(3))
    unit = found.group(2) or "分"
    step = timedelta(days=amount) if unit == "天" else timedelta(hours=amount) if "时" in unit else None
    return (now + (step or timedelta(minutes=amount))).replace(second=0, microsecond=0)


def _day(typed: str, now: datetime) -> tuple[date, str]:
    for word in sorted(DAYS, key=len, reverse=True):
        if typed.startswith(word):
            return now.date() + timedelta(days=DAYS[word]), typed[len(word) :]
    if found := _WEEKDAY.match(typed):
        wanted = WEEK.index(found.group(2)) % 7 if found.group(2) != "天" else 6
        ahead = wanted - now.weekday()
        ahead += 7 if found.group(1) else 0 if ahead >= 0 else 7
        return now.date() + timedelta(days=ahead), typed[found.end() :]
    if found := _DATE.match(typed):
        return _calendar_day(found, now), typed[found.end() :]
    return now.date(), typed


def _calendar_day(found: re.Match[str], now: datetime) -> date:
    year, month, day = found.groups()
    try:
        if year:
            return date(int(year), int(month), int(day))
        nearest = date(now.year, int(month), int(day))
        return nearest if (now.date() - nearest).days <= 180 else nearest.replace(year=now.year + 1)
    except ValueError:
        raise _unread(f"没有 {found.group(0)} 这一天") from None


def _clock(rest: str, day: date, now: datetime) -> datetime:
    if not rest:
        raise _unread("还缺几点几分")
    if tight := _TIGHT.fullmatch(rest):
        hour, minute, half = int(tight.group(1)), int(tight.group(2)), ""
    elif found := _CLOCK.fullmatch(rest.replace(" ", "")):
        half = found.group(1) or ""
        hour = int(found.group(2))
        minute = int(found.group(3) or found.group(5) or (30 if found.group(4) == "半" else 0))
    else:
        raise _unread("看不懂这个时间")
    if half and hour < 12 and not (half == "中午" and hour >= 10):
        hour += HALVES[half]
    if hour > 23 or minute > 59:
        raise _unread(f"没有 {hour}:{minute:02} 这个时刻")
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=now.tzinfo)


def moment_words(moment: datetime, now: datetime) -> str:
    """The shortest words for a moment: "今天 15:30", "明天 10:00", "11-25 17:00", "2027-01-03 09:00"."""
    here = moment.astimezone(now.tzinfo) if now.tzinfo and moment.tzinfo else moment
    clock = f"{here:%H:%M}"
    ahead = (here.date() - now.date()).days
    near = {-1: "昨天", 0: "今天", 1: "明天", 2: "后天"}.get(ahead)
    if near:
        return f"{near} {clock}"
    return f"{here:%m-%d} {clock}" if here.year == now.year else f"{here:%Y-%m-%d} {clock}"
