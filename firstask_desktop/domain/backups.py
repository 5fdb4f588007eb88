"""Which backups are kept: everything of two days, then one a day, a week, a month (QUALITY, Trust)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

EVERYTHING = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 14, 10, 12
"""How many days, weeks and months keep their newest backup once it is older than two days."""


@dataclass(frozen=True)
class Backup:
    """A backup that was checked when it was written: its file, the wall-clock moment in its name, bytes.

    `second` says that it lies in the second place (USB stick, other disk).
    """

    path: Path
    at: datetime
    size: int
    second: bool = False

    @property
    def id(self) -> str:
        """What a list knows it by."""
        return str(self.path)


@dataclass(frozen=True)
class Made:
    """What came of backing up: the new file, and why the second place did not get its copy (empty: it did, or there is none)."""

    path: Path
    trouble: str = ""


def surplus(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """The moments whose backup may go. The newest never goes, nor what lies in the future (the clock was set back).

    Each of the last 14 days, 10 weeks and 12 months that has a backup keeps its newest.
    """
    newest_first = sorted(set(moments), reverse=True)
    kept = {at for at in newest_first if at >= now - EVERYTHING} | set(newest_first[:1])
    for period, count in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        seen: dict[str, datetime] = {}
        for at in newest_first:
            seen.setdefault(at.strftime(period), at)
        kept |= set(list(seen.values())[:count])
    return set(newest_first) - kept
