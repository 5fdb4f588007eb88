"""Values as worksheet cells: inert, whole, exact."""

import datetime as dt
import math
import re
from functools import lru_cache

CELL_LIMIT = 32767
CUT_MARK = "…（全文见记录）"

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ACTIVE = tuple("=+-@\t")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
EARLIEST = dt.date(1900, 3, 1)
_DAY_ZERO = dt.date(1899, 12, 30).toordinal()
MOMENT_ZERO = dt.datetime.combine(dt.date.fromordinal(_DAY_ZERO), dt.time())
_ZONE = "a cell holds wall-clock time: convert to the centre's zone first"


def clean_text(text: str) -> str:
    """`text` without what a workbook cannot hold: control characters, lone surrogates; line ends become `\\n`.

    A text over 32 767 characters (as Excel counts them) is cut and says so; the record keeps all of it.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNFIT.sub("", text)
    if len(text) * 2 > CELL_LIMIT and len(text.encode("utf-16-le")) // 2 > CELL_LIMIT:
        kept = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - len(CUT_MARK))]
        text = kept.decode("utf-16-le", "ignore") + CUT_MARK
    return text


def is_active(text: str) -> bool:
    """Whether a spreadsheet might take `text` for a formula or a command."""
    return text.startswith(_ACTIVE)


def to_text(value: object) -> str:
    """Any cell value as the text a person would read."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(to_text(part) for part in value)
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def day_number(day: dt.date) -> str:
    """The serial number of a day from 1900-03-01 on."""
    return str(day.toordinal() - _DAY_ZERO)


@lru_cache(maxsize=100_000)
def clock_fraction(clock: dt.time) -> str:
    """A time of day as a fraction of the day, to the second. A zone is the caller's mistake: ValueError."""
    if clock.tzinfo is not None:
        raise ValueError(_ZONE)
    return "0" + second_fraction(clock.hour * 3600 + clock.minute * 60 + clock.second)


def moment_number(moment: dt.datetime) -> str:
    """The serial number of a naive moment, to the second. A zone is the caller's mistake: ValueError."""
    if moment.tzinfo is not None:
        raise ValueError(_ZONE)
    since = moment - MOMENT_ZERO
    return f"{since.days}{second_fraction(since.seconds)}"


@lru_cache(maxsize=100_000)
def second_fraction(second: int) -> str:
    """A second of the day as a fraction of the day, from the decimal point on."""
    # Fifteen decimals: with fewer, 08:00 reads 07:59 where a program cuts instead of rounding.
    return f".{(second * 10**15 + 43_200) // 86_400:015d}"


def number_text(value: object, kind: str) -> str | None:
    """The serial number or integer that stands for `value` in a column of `kind`; None when it must be text."""
    if isinstance(value, dt.datetime):
        return moment_number(value) if kind in ("datetime", "date") and value.date() >= EARLIEST else None
    if isinstance(value, dt.date):
        return day_number(value) if kind in ("datetime", "date") and value >= EARLIEST else None
    if isinstance(value, dt.time):
        return clock_fraction(value) if kind == "time" else None
    if kind == "integer" and isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15:
        return str(int(value))
    if kind == "integer" and isinstance(value, float) and math.isfinite(value):
        return repr(value)
    return None


def uncoded(text: str) -> str:
    """`text` so that a literal `_x000D_` stays one when it is read back, and becomes no control character."""
    return _CODED.sub("_x005F_", text)


def escaped(text: str) -> str:
    """`text`, already clean, as XML content."""
    return uncoded(text).translate(_MARKUP)


def column_letters(index: int) -> str:
    """The letters of the column at `index` (from 0): 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def units_per_line(width: float, font_size: float) -> int:
    """How many half-width characters of `font_size` points fit into a column of `width`, a little on the safe side."""
    return max(2, int((width * 5.25 - 3.75) / (font_size / 2) * 0.95))


def lines_needed(text: str, units: int) -> int:
    """How many lines `text` takes in a box `units` half-width characters wide."""
    count = 0
    for line in text.split("\n"):
        # A Chinese character has three bytes, a Latin one has one: bytes and characters together are twice the width.
        weight = len(line.encode("utf-8", "replace")) + len(line)
        count += max(1, -(-weight // (2 * units)))
    return count
