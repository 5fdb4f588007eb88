"""What time it is, said by one injected clock, and the two shapes a moment has: stored in UTC, read in the zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Protocol

CHINA = timezone(timedelta(hours=8))


class Clock(Protocol):
    """Where the program reads the time; nothing else may ask the system, so that a test can set it (DESIGN 3.3)."""

    def now(self) -> datetime:
        """The present moment: aware, in UTC, whole seconds."""


class SystemClock:
    """The clock of the computer, which may be set back by hand: order is kept by the journal, not by this."""

    def now(self) -> datetime:
        """The present moment: aware, in UTC, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until it is moved, for tests and the demonstration fortnight.

    A moment without a zone is refused with `ValueError`: it could be eight hours wrong.
    """

    at: datetime

    def __post_init__(self) -> None:
        self.set(self.at)

    def now(self) -> datetime:
        """The moment it was last set to, in UTC, whole seconds."""
        return self.at

    def set(self, at: datetime) -> None:
        """Stand at `at`, which may lie before the present setting: clocks do get set back."""
        self.at = in_utc(at).replace(microsecond=0)

    def advance(self, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> datetime:
        """Move by that much (negative moves back) and return the new present."""
        self.at += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return self.at


def in_utc(at: datetime) -> datetime:
    """The same moment in UTC; a moment without a zone is refused with `ValueError`."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return at.astimezone(UTC)


def local(at: datetime, zone: tzinfo) -> datetime:
    """What the wall clock in `zone` shows at `at`, without a zone: for reading, for paper and for spreadsheets."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return at.astimezone(zone).replace(tzinfo=None)


def moment(wall: datetime, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which the wall clock in `zone` shows `wall`; the way back from `local`."""
    if wall.tzinfo is not None:
        raise ValueError("a wall clock reading carries no zone")
    return wall.replace(tzinfo=zone).astimezone(UTC)


def utc_text(at: datetime) -> str:
    """How a moment is stored: `2026-11-23T01:42:00+00:00`, whole seconds, so that text order is time order."""
    return in_utc(at).isoformat(timespec="seconds")


def from_text(text: str) -> datetime:
    """The stored moment, in UTC; text without an offset is refused with `ValueError`."""
    return in_utc(datetime.fromisoformat(text))
