"""Opening times of a centre, as a scene declares them."""

from typing import Self

from firstask_desktop.domain.patterns import pattern
from firstask_desktop.domain.values import dataclass

_SPAN = pattern(r"(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of opening time, in minutes from midnight; `end` may be 1440."""

    start: int
    end: int

    @classmethod
    def read(cls, value: object, place: str) -> Self:
        """Read `08:30-12:00`; refuses other spellings and a span that ends before it starts."""
        match = _SPAN.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise ValueError(f"{place}：应写成 08:30-12:00 的样子")
        hour, minute, end_hour, end_minute = map(int, match.groups())
        start, end = hour * 60 + minute, end_hour * 60 + end_minute
        if not start < end <= 24 * 60:
            raise ValueError(f"{place}：结束时间应晚于开始时间，且不晚于 24:00")
        return cls(start, end)


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening times of some weekdays (1 = Monday … 7 = Sunday), the lunch break being the gap between spans."""

    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]
