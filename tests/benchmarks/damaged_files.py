"""A register's files damaged as disks damage them, and what the program then says: used by `bench_damage.py`.

A look is everything a person may be shown: rows, journal, lists, search and the head of the journal.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firstask_desktop.desk import DATA_FILE, Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.views import Tab
from firstask_desktop.errors import Refused
from tests.desk_fixtures import DRIVER, MONDAY_MORNING, RECEPTIONIST, all_rows, as_name

PAGE = 4096
WAL = f"{DATA_FILE}-wal"
WORDS = ("滴水", "空调", "单晓燕", "3-1-6", "13800138000", "dxy", "A261123-001", "更换")
Files = dict[str, bytes]
Damage = Callable[[Files, random.Random], str]


def _flip(files: Files, chance: random.Random, name: str = DATA_FILE, bits: int = 1) -> str:
    content = bytearray(files[name])
    for _ in range(bits):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    files[name] = bytes(content)
    return f"{bits} bit of {name}"


def _zeroed(files: Files, chance: random.Random) -> str:
    content = bytearray(files[DATA_FILE])
    at = chance.randrange(len(content) // PAGE) * PAGE
    content[at : at + PAGE] = bytes(PAGE)
    files[DATA_FILE] = bytes(content)
    return f"page {at // PAGE} zeroed"


def _garbage(files: Files, chance: random.Random) -> str:
    content = bytearray(files[DATA_FILE])
    at = chance.randrange(len(content) // 512) * 512
    content[at : at + 512] = chance.randbytes(512)
    files[DATA_FILE] = bytes(content)
    return f"sector {at // 512} is garbage"


def _truncated(files: Files, chance: random.Random) -> str:
    files[DATA_FILE] = files[DATA_FILE][: chance.randrange(len(files[DATA_FILE]))]
    return "cut short"


def _swapped(files: Files, chance: random.Random) -> str:
    content = bytearray(files[DATA_FILE])
    one, other = (place * PAGE for place in chance.sample(range(len(content) // PAGE), 2))
    content[one : one + PAGE], content[other : other + PAGE] = content[other : other + PAGE], content[one : one + PAGE]
    files[DATA_FILE] = bytes(content)
    return f"pages {one // PAGE} and {other // PAGE} swapped"


def _stale(files: Files, chance: random.Random) -> str:
    """A page as it was in the older file: a write the disk claimed and dropped."""
    content, older = bytearray(files[DATA_FILE]), files["older"]
    at = chance.randrange(min(len(content), len(older)) // PAGE) * PAGE
    content[at : at + PAGE] = older[at : at + PAGE]
    files[DATA_FILE] = bytes(content)
    return f"page {at // PAGE} is an older one"


def _no_wal(files: Files, chance: random.Random) -> str:
    files.pop(WAL)
    return "the write-ahead log is gone"


def _wal(files: Files, chance: random.Random) -> str:
    return _flip(files, chance, WAL)


def _wal_cut(files: Files, chance: random.Random) -> str:
    files[WAL] = files[WAL][: chance.randrange(len(files[WAL]))]
    return "the write-ahead log is cut short"


DAMAGES: dict[str, Damage] = {
    "one bit": _flip,
    "eight bits": lambda files, chance: _flip(files, chance, bits=8),
    "page zeroed": _zeroed,
    "sector of garbage": _garbage,
    "cut short": _truncated,
    "pages swapped": _swapped,
    "page of before": _stale,
    "log gone": _no_wal,
    "log: one bit": _wal,
    "log cut short": _wal_cut,
}


@dataclass
class Tally:
    """What became of the images of one kind of damage."""

    images: int = 0
    refused: int = 0
    found: int = 0
    same: int = 0
    silent: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    weak_misses: int = 0


def look(desk: Desk) -> dict[str, Any]:
    """Everything a person may be shown."""
    seen: dict[str, Any] = {"rows": all_rows(desk), "head": desk.upkeep.head()}
    for name in ("何静", "曾国强", RECEPTIONIST):
        mine = as_name(desk, name)
        seen[name] = [[row.number for row in mine.queue.page(tab).rows] for tab in Tab], mine.queue.badges()
        seen[f"due {name}"] = [each.key for each in mine.reminders.due()]
    for words in WORDS:
        seen[words] = [row.number for row in desk.search.find(words).rows]
    numbers = [row[0] for row in desk._office.store.all("SELECT number FROM cases NOT INDEXED ORDER BY rid")]
    found = [desk.cases.by_number(number) for number in numbers]
    seen["numbers"] = [(number, case.id if case else "") for number, case in zip(numbers, found, strict=True)]
    seen["files"] = [len(desk.cases.file(case.id).timeline) if case else 0 for case in found]
    return seen


def judged(folder: Path, usual: dict[str, Any]) -> tuple[str, str]:
    """("refused" | "found" | "same" | "silent", words): what the program says of the files in `folder`."""
    clock = FixedClock(MONDAY_MORNING)
    try:
        desk = open_desk(folder, clock)
    except Refused as refusal:
        return "refused", refusal.code
    try:
        desk.session.resume(usual["person"])
        faults = desk.upkeep.verify().faults
        if faults:
            return "found", faults[0]
        if not desk.upkeep.stands(usual["head"]):
            return "found", "the printed 封账码 is gone"
        seen = look(desk)
    except Refused as refusal:
        return "found", refusal.code
    except DRIVER.DatabaseError as error:  # a tool cannot read what the check let pass
        return "silent", str(error)
    finally:
        desk.close()
    different = [key for key, what in seen.items() if what != usual[key]]
    return ("silent", f"{different} differ") if different else ("same", "")


def weak(folder: Path) -> bool:
    """Whether what most programs do, `quick_check`, lets these files pass."""
    connection = DRIVER.connect(folder / DATA_FILE)
    try:
        return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except (DRIVER.DatabaseError, UnicodeDecodeError):
        return False
    finally:
        connection.close()
