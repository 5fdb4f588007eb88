"""Values of foreign cells: texts trimmed, dates in the shapes people write, phones without `.0`."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial

_EDGES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\u200c\u200d\u2060\ufeff\u180e"
_DAY_ZERO = dt.datetime.combine(dt.date(1899, 12, 30), dt.time())
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_CLOCK = (
    r"(?:(?P<half>上午|下午|晚上|早上|凌晨|中午|AM|PM)\s*)?"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})?\s*(?:[:分]\s*(?:(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?)?\s*"
    r"(?P<tail>AM|PM)?"
)
_MOMENT = re.compile(
    r"(?P<year>\d{4}|\d{2})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"\s*(?:\(?(?:星期|周)[一二三四五六日天]\)?)?(?:\s*T?\s*" + _CLOCK + r")?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)")
_TIME = re.compile(_CLOCK, re.IGNORECASE)
_REPEATED = 2000
_EXACT: dict[str, type] = {"date": dt.date, "datetime": dt.datetime, "time": dt.time, "integer": int}
_COUNT = re.compile(r"([+-]?\d{1,15})(?:\.0+)?\s*[次件人个]?")


def trimmed(text: str) -> str:
    """`text` with line ends as `\\n` and without blanks, full-width and zero-width spaces at its ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(_EDGES)


def typed(value: object, kind: str) -> object:
    """The cell `value` as a column of `kind` wants it; None when empty; a text that does not fit stays a text.

    A date column keeps a time of day that stands in its cell: it then gives a datetime.
    """
    return converter(kind)(value)


def converter(kind: str) -> Callable[[object], object]:
    """What turns one cell into a value of `kind`, as `typed` describes."""
    wanted = {"date": _as_date, "datetime": _as_moment, "time": _as_time, "integer": _as_integer}.get(kind, as_text)

    def convert(value: object) -> object:
        if type(value) is str:
            value = trimmed(value)
            return (value or None) if wanted is as_text else wanted(value) if value else None
        return None if value is None else wanted(value)

    return convert


class _Converted(dict[str | float, object]):
    """What texts and numbers of one column become, so that what a register repeats is understood once.

    Moments and truth values are never asked: True and 1.0 are one key to a dictionary and two things on paper.
    """

    def __init__(self, convert: Callable[[object], object]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, cell: str | float) -> object:
        if len(self) >= _REPEATED:
            self.clear()
        found = self[cell] = self._convert(cell)
        return found


def column_converter(kind: str) -> Callable[[Sequence[object]], list[object]]:
    """What turns many cells of one column into values of `kind`, each as `converter` would, only faster."""
    convert = converter(kind)
    if kind not in _EXACT:
        return partial(_texts, convert)
    return partial(_values, _EXACT[kind], _Converted(convert), convert)


def _texts(convert: Callable[[object], object], cells: Sequence[object]) -> list[object]:
    found: list[object] = []
    for cell in cells:
        if type(cell) is str and "\r" not in cell:
            found.append(cell.strip(_EDGES) or None)
        else:
            found.append(None if cell is None else convert(cell))
    return found


def _values(
    exact: type, known: _Converted, convert: Callable[[object], object], cells: Sequence[object]
) -> list[object]:
    """Cells of just the type that is wanted stay as they are, texts and numbers are looked up, the rest is converted."""
    found: list[object] = []
    for cell in cells:
        if cell is None or (type(cell) is exact and not getattr(cell, "microsecond", 0)):
            found.append(cell)
        elif type(cell) is str or type(cell) is float:
            found.append(known[cell])
        else:
            found.append(convert(cell))
    return found


def as_text(value: object) -> str | None:
    """Any cell value as text: 13800138000.0 is a phone, 1.0 is 1, a moment is `2026-11-23 16:00`."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        value = _whole(value)
        return f"{value:%Y-%m-%d %H:%M:%S}" if value.second else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def _as_date(value: object) -> object:
    moment = _as_moment(value)
    if isinstance(moment, dt.datetime) and moment.time() == dt.time():
        return moment.date()
    return moment


def _as_moment(value: object) -> object:
    if isinstance(value, dt.datetime):
        return _whole(value)
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(float(value)) or as_text(value)
    if isinstance(value, str):
        return moment_in(value) or value
    return as_text(value)


def _from_number(number: float) -> dt.datetime | None:
    if _FIRST_SERIAL <= number < _LAST_SERIAL:
        return _whole(_DAY_ZERO + dt.timedelta(days=number))
    return moment_in(str(int(number))) if number.is_integer() and 1.9e7 < number < 2.1e7 else None


def moment_in(text: str) -> dt.datetime | None:
    """The moment a text names, in any of the shapes registers hold: `2019/3/5`, `2019年3月5日 10:20`, `20190305`,
    `2019.3.5 下午3点`, `43529.5`. None when it names none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _MOMENT.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found is None:
        if re.fullmatch(r"\d{5}(?:\.\d+)?", plain):
            return _from_number(float(plain))
        return None
    parts = found.groupdict()
    year = int(parts["year"])
    try:
        day = dt.date(year + 2000 if year < 100 else year, int(parts["month"]), int(parts["day"]))
    except ValueError:
        return None
    clock = _clock(parts) if parts.get("hour") else dt.time()
    return dt.datetime.combine(day, clock) if clock is not None else None


def time_in(text: str) -> dt.time | None:
    """The time of day a text names: `15:07`, `15时07分`, `下午3:07`. None when it names none."""
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return _clock(found.groupdict()) if found else None


def _clock(parts: dict[str, str | None]) -> dt.time | None:
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or parts.get("tail") or "").upper()
    if half in ("下午", "晚上", "PM") and hour < 12:
        hour += 12
    elif half in ("上午", "凌晨", "早上", "AM") and hour == 12:
        hour = 0
    try:
        return dt.time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))
    except ValueError:
        return None


def _as_time(value: object) -> object:
    if isinstance(value, dt.datetime):
        return _whole(value).time()
    if isinstance(value, dt.time):
        return _whole(dt.datetime.combine(dt.date(2000, 1, 1), value)).time()
    if isinstance(value, dt.timedelta) and dt.timedelta() <= value < dt.timedelta(days=1):
        return _whole(_DAY_ZERO + value).time()
    if isinstance(value, float) and 0 <= value < 1:
        return _whole(_DAY_ZERO + dt.timedelta(days=value)).time()
    if isinstance(value, str):
        moment = time_in(value)
        if moment is None and (whole := moment_in(value)) is not None:
            return whole.time()
        return moment if moment is not None else value
    return as_text(value)


def _as_integer(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if math.isfinite(value) and float(value).is_integer() else as_text(value)
    if isinstance(value, str):
        found = _COUNT.fullmatch(unicodedata.normalize("NFKC", value))
        return int(found[1]) if found else value
    return as_text(value)


def _whole(moment: dt.datetime) -> dt.datetime:
    """To the nearest second: serial numbers carry fractions no clock showed."""
    return (moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0) if moment.microsecond else moment
