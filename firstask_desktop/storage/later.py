"""What the journal says was done after a certain line: who did what to which case, and to the house."""

import json
from collections.abc import Iterator

from firstask_desktop.domain.values import dataclass
from firstask_desktop.storage.comparing import BLOCK
from firstask_desktop.storage.store import Store


@dataclass(frozen=True, slots=True)
class Deed:
    """One journal line: its place, time (UTC text), actor, action, subject, and the changed fields by table and row."""

    counter: str
    seq: int
    at: str
    actor: str
    action: str
    subject: str
    fields: dict[str, dict[str, tuple[str, ...]]]

    def touched(self, table: str, row_id: str) -> tuple[str, ...]:
        """The fields of a row that this line changed."""
        return self.fields.get(table, {}).get(row_id, ())


def deeds_after(store: Store, last: tuple[str, str, int]) -> Iterator[Deed]:
    """Every line after (time, counter, seq) `last`, in order."""
    after = last
    while True:
        block = store.all(
            "SELECT counter, seq, at, actor, action, subject, changes FROM journal"
            " WHERE (at, counter, seq) > (?, ?, ?) ORDER BY at, counter, seq LIMIT ?",
            (*after, BLOCK),
        )
        for counter, seq, at, actor, action, subject, changes in block:
            yield Deed(counter, seq, at, actor, action, subject, _fields(changes))
        if len(block) < BLOCK:
            return
        after = (block[-1][2], block[-1][0], block[-1][1])


def _fields(changes: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Which fields a line changed; a line that cannot be read changed none (`verify` names it)."""
    try:
        told = json.loads(changes)
        return {table: {row: tuple(names) for row, names in rows.items()} for table, rows in told.items()}
    except (ValueError, AttributeError, TypeError):
        return {}
