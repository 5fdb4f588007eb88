"""What a block of journal lines does to the tables, written in a few large statements instead of one for each row."""

from dataclasses import field
from functools import cache
from typing import Any

import peewee
from peewee import SqliteDatabase

from firstask_desktop.domain.values import dataclass
from firstask_desktop.storage.codec import columns_of
from firstask_desktop.storage.database import driver
from firstask_desktop.storage.tables import RECORDS

_TOGETHER = 500
"""Ids asked for in one question; SQLite takes 999 in any build."""


@dataclass(frozen=True, slots=True)
class Write:
    """One row as one line changed it: the line's counter and seq, the table, the row's id, its new values by field."""

    counter: str
    seq: int
    table: str
    row_id: str
    values: dict[str, Any]


@dataclass(slots=True)
class Projection:
    """Collects the writes of a block; `flush` puts them into the tables.

    Changes of the same row are merged first; new rows are born in the order in which they were told of. A block that
    meets a conflict is undone and written one by one, which finds out whose fault it is.
    """

    into: SqliteDatabase
    _waiting: list[Write] = field(default_factory=list)
    _doubtful: bool = False

    def put(self, write: Write) -> None:
        """Remember a write until the next `flush`; the order counts."""
        self._waiting.append(write)
        values = write.values
        if "id" in values or (None in values.values() and _blank(write)):
            self._doubtful = True

    def flush(self) -> list[Write]:
        """Write everything remembered; gives back the writes that the tables would not take."""
        waiting, doubtful = self._waiting, self._doubtful
        self._waiting, self._doubtful = [], False
        if not doubtful and self._together(waiting):
            return []
        return [write for write in waiting if not self._alone(write)]

    def _together(self, waiting: list[Write]) -> bool:
        """Write all of a block; False, and nothing is written, when some of it would not go in."""
        merged: dict[str, dict[str, dict[str, Any]]] = {}
        for write in waiting:
            merged.setdefault(write.table, {}).setdefault(write.row_id, {}).update(write.values)
        try:
            with self.into.savepoint():
                for table, rows in merged.items():
                    self._rows(table, rows)
        except (driver.IntegrityError, UnicodeEncodeError):
            return False
        return True

    def _rows(self, table: str, rows: dict[str, dict[str, Any]]) -> None:
        cursor, there = self.into.cursor(), self._there(table, list(rows))
        changed: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for row_id in there:
            values = rows.pop(row_id)
            if values:
                changed.setdefault(tuple(values), []).append((*values.values(), row_id))
        for names, rows_of_names in changed.items():
            cursor.executemany(_updating(table, names), rows_of_names)
        names, empty = tuple(_empty(table))[1:], tuple(_empty(table).values())[1:]
        cursor.executemany(
            _inserting(table), [(row_id, *map(values.get, names, empty)) for row_id, values in rows.items()]
        )

    def _there(self, table: str, ids: list[str]) -> list[str]:
        """Which of the rows were born in an earlier block."""
        found: list[str] = []
        for start in range(0, len(ids), _TOGETHER):
            some = ids[start : start + _TOGETHER]
            marks = ",".join("?" * len(some))
            asked = self.into.execute_sql(f'SELECT id FROM "{table}" WHERE id IN ({marks})', tuple(some))
            found += [row[0] for row in asked.fetchall()]
        return found

    def _alone(self, write: Write) -> bool:
        """One write by itself; False when the table would not take it."""
        table, row_id, values = write.table, write.row_id, write.values
        try:
            if self._there(table, [row_id]):
                if values:
                    self.into.execute_sql(_updating(table, tuple(values)), (*values.values(), row_id))
            else:
                full = _empty(table) | values | {"id": row_id}
                self.into.execute_sql(_inserting(table), tuple(full.values()))
        except (peewee.IntegrityError, UnicodeEncodeError):
            return False
        return True


def _blank(write: Write) -> bool:
    """Whether a write leaves nothing where something has to be."""
    empty = _empty(write.table)
    return any(value is None and empty[name] is not None for name, value in write.values.items())


@cache
def _empty(table: str) -> dict[str, Any]:
    """A row of the table with nothing in it, `id` first."""
    return {column.name: column.default for column in columns_of(RECORDS[table])}


@cache
def _inserting(table: str) -> str:
    names = _empty(table)
    columns = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(names))})'


@cache
def _updating(table: str, names: tuple[str, ...]) -> str:
    sets = ", ".join(f'"{name}" = ?' for name in names)
    return f'UPDATE "{table}" SET {sets} WHERE id = ?'
