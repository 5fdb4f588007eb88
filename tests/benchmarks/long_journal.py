"""A register with a long journal, made in seconds: one worked case told again and again, each line properly hashed.

Working a million lines through the desk takes half an hour; what is measured with this is reading them. So the lines of
one real case (registered, three reports) are written again with other ids, numbers, rooms and phones, the chain hashed
and every personal value committed to as the store does it; the tables are then built from the journal.
"""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Progress
from firstask_desktop.domain.flow import Action
from firstask_desktop.storage.journal import canonical, chain_hash, opened
from tests.desk_fixtures import MONDAY_MORNING, registered, set_up

STEPS = ("已派工", "师傅已到场", "等待配件")
LINES = 1 + len(STEPS)
BLOCK = 2_500
AT_ONCE = 500
"""How many cases are in hand at a time."""
_JOURNAL = (
    "INSERT INTO journal (counter, seq, at, actor, action, subject, changes, previous, hash) VALUES (?,?,?,?,?,?,?,?,?)"
)
_VAULT = "INSERT INTO vault (counter, seq, tab, row, field, value, salt) VALUES (?,?,?,?,?,?,?)"


def with_lines(folder: Path, lines: int) -> Desk:
    """A desk whose journal has about that many lines; its tables are what the journal tells."""
    clock = FixedClock(MONDAY_MORNING)
    desk = set_up(folder, clock)
    store = desk._office.store
    store.run("PRAGMA synchronous = off")
    case = registered(desk, room="9-0", phone="13900000000", urgent=True, promise_at=None)
    for step in STEPS:
        desk.cases.perform(Action.PROGRESS, case.id, Progress(text=f"{step}，继续跟进"))
    first = store.head()[0] - LINES + 1
    told = store.all("SELECT at, actor, action, changes FROM journal WHERE seq >= ? ORDER BY seq", (first,))
    clear = dict(store.all("SELECT field, value FROM vault WHERE seq = ?", (first,)))
    cursor = store.database.cursor()
    for block in _blocks(_cases(first, told, clear, store.head(), lines - first)):
        with store.database.atomic():
            cursor.executemany(_JOURNAL, [line for line, _ in block])
            cursor.executemany(_VAULT, [item for _, items in block for item in items])
    desk.upkeep.rebuild()
    desk.upkeep.checkpoint()
    return desk


def _blocks(lines: Iterator[Any]) -> Iterator[list[Any]]:
    block: list[Any] = []
    for line in lines:
        block.append(line)
        if len(block) == BLOCK * LINES:
            yield block
            block = []
    yield block


def _cases(first: int, told: list[Any], clear: dict[str, str], head: tuple[int, str, str], lines: int) -> Iterator[Any]:
    """As a busy desk: `AT_ONCE` cases are registered, then each gets its first report, then each its second …"""
    seq, previous, _ = head
    for group in range(lines // LINES // AT_ONCE):
        start = seq + 1
        for step, (at, actor, action, text) in enumerate(told):
            for place in range(AT_ONCE):
                seq += 1
                born = start + place
                moved = text.replace(f'"A-{first}', f'"A-{born}').replace(f'"A-{first + step}"', f'"A-{seq}"')
                changes, vault, number = json.loads(moved), list[Any](), group * AT_ONCE + place + 1
                for row_id, fields in changes.get("cases", {}).items():
                    if "number" in fields:
                        fields |= {"number": f"A261123-{number + 1:03d}", "day_no": number + 1}
                    vault += list(_committed(seq, row_id, fields, clear, number))
                head_of = ("A", seq, at, actor, action, f"A-{born}")
                written = canonical(changes)
                digest = chain_hash(previous, head_of, written)
                yield (*head_of, written, previous, digest), vault
                previous = digest


def _committed(seq: int, row_id: str, fields: dict[str, Any], clear: dict[str, str], number: int) -> Iterator[Any]:
    own = {"phone": f"139{number:08d}", "room": f"9-{number}"}
    for name in [name for name, value in fields.items() if isinstance(value, dict)]:
        salt, value = secrets.token_bytes(16), own.get(name, clear[name])
        fields[name] = {"c": opened(value, salt)}
        yield ("A", seq, "cases", row_id, name, value, salt)
