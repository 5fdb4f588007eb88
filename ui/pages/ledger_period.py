"""Periods of a ledger: quick keys and typed days. Pure functions."""

import re
from calendar import monthrange
from datetime import date, timedelta

from firstask_desktop.errors import Refused

TODAY, YESTERDAY, WEEK, MONTH, LAST_MONTH, CUSTOM = "today", "yesterday", "week", "month", "last_month", "custom"
_DAY = re.compile(r"(?:(\d{4})\D)?(\d{1,2})\D(\d{1,2})\D?")
_TIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NEAR = {"今天": 0, "昨天": -1, "前天": -2}


def span(key: str, today: date) -> tuple[date, date]:
    """First and last day of a quick period: weeks begin on Monday, months are whole."""
    if key == YESTERDAY:
        return today - timedelta(days=1), today - timedelta(days=1)
    if key == WEEK:
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if key == MONTH:
        return _month(today)
    if key == LAST_MONTH:
        return _month(today.replace(day=1) - timedelta(days=1))
    return today, today


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def read_day(text: str, today: date) -> date | None:
    """A typed day: 2026-11-01, 20261101, 11-1, 11月1日, 昨天; a day without a year is the last such day. None for nothing.

    Refused (code "day_unread") when it names no day.
    """
    typed = text.strip()
    if not typed:
        return None
    if typed in _NEAR:
        return today + timedelta(days=_NEAR[typed])
    found = _TIGHT.fullmatch(typed) or _DAY.fullmatch(typed)
    try:
        if found is None:
            raise ValueError(typed)
        year, month, day = (int(part) if part else 0 for part in found.groups())
        read = date(year or today.year, month, day)
        return read if year or read <= today else read.replace(year=today.year - 1)
    except ValueError:
        raise Refused(f"看不懂日期「{typed}」，请写成 2026-11-01 或 11-1", code="day_unread", field="day") from None
