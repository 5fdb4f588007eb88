"""Questions of an import: which rows the register has already, and what an import wrote and who went on with it."""

import json
from collections.abc import Sequence

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.importing import UNDONE, ImportRun
from firstask_desktop.storage.codec import column_names, decode_row
from firstask_desktop.storage.store import Store

BLOCK = 400
_WRITTEN = "counter = ? AND seq BETWEEN ? AND ?"


def prints_known(store: Store, prints: Sequence[str]) -> set[str]:
    """Which of these prints of rows belong to a case that an import made and nobody undid."""
    found: set[str] = set()
    for start in range(0, len(prints), BLOCK):
        block = prints[start : start + BLOCK]
        rows = store.all(
            f"SELECT imported_from FROM cases WHERE imported_from IN ({_marks(block)}) AND imported_from <> ''"
            " AND NOT (state = 'voided' AND void_reason = ?)",
            (*block, UNDONE),
        )
        found.update(str(row[0]) for row in rows)
    return found


def cases_numbered(store: Store, numbers: Sequence[str]) -> dict[str, Case]:
    """The cases that carry these printed numbers."""
    found: dict[str, Case] = {}
    for start in range(0, len(numbers), BLOCK):
        block = numbers[start : start + BLOCK]
        sql = f"SELECT {column_names(Case)} FROM cases WHERE number IN ({_marks(block)})"
        found.update((case.number, case) for case in (decode_row(Case, row) for row in store.all(sql, tuple(block))))
    return found


def subjects_of(store: Store, run: ImportRun, action: str) -> list[str]:
    """What the lines of an import were about: the rows it made, in their order."""
    rows = store.all(f"SELECT subject FROM journal WHERE {_WRITTEN} AND action = ? ORDER BY seq", (*_span(run), action))
    return [str(row[0]) for row in rows]


def worked_on_since(store: Store, run: ImportRun) -> list[str]:
    """Ids of rows the import made that somebody went on with: another line is about them, or a case was merged into
    them. A promise the clock counted as broken is nobody's work."""
    rows = store.all(
        f"SELECT DISTINCT subject FROM journal WHERE subject <> '' AND subject IN"
        f" (SELECT subject FROM journal WHERE {_WRITTEN}) AND NOT ({_WRITTEN}) AND action <> 'case.broken'",
        (*_span(run), *_span(run)),
    )
    merged = store.all(
        "SELECT DISTINCT merged_into FROM cases WHERE merged_into <> '' AND merged_into IN"
        f" (SELECT subject FROM journal WHERE {_WRITTEN})",
        _span(run),
    )
    return list(dict.fromkeys(str(row[0]) for row in (*rows, *merged)))


def changed_since(store: Store, run: ImportRun, rows: Sequence[str]) -> list[str]:
    """Which of these rows of the house some later line is about."""
    found: list[str] = []
    at = utc_text(run.at) if run.at else ""
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        later = (
            f"SELECT DISTINCT subject FROM journal WHERE subject IN ({_marks(block)}) AND seq > ? AND counter = ?"
            " OR subject IN (" + _marks(block) + ") AND counter <> ? AND at > ?"
        )
        found += [str(row[0]) for row in store.all(later, (*block, run.last_seq, run.counter, *block, run.counter, at))]
    return found


def born_on_the_way(store: Store, run: ImportRun, table: str) -> list[str]:
    """Ids of rows of a small table that the lines of an import brought into the house."""
    rows = store.all(
        f"SELECT seq, changes FROM journal WHERE {_WRITTEN} AND changes LIKE ? ORDER BY seq",
        (*_span(run), f'%"{table}":%'),
    )
    found = []
    for seq, changes in rows:
        born = f"{run.counter}-{seq}"
        found += [row for row in json.loads(changes).get(table, {}) if row == born or row.startswith(f"{born}.")]
    return found


def in_use(store: Store, person: str = "", department: str = "", matter: str = "") -> bool:
    """Whether any case that stands refers to this person, department or matter, or the person ever did something."""
    if person and store.one("SELECT 1 FROM journal WHERE actor = ? LIMIT 1", (person,), None):
        return True
    parts, values = [], []
    for columns, value in (
        (("first_asked", "carrier", "handler", "registrar", "caller_back"), person),
        (("department",), department),
        (("matter",), matter),
    ):
        if value:
            parts += [f"{column} = ?" for column in columns]
            values += [value] * len(columns)
    sql = f"SELECT 1 FROM cases WHERE NOT (state = 'voided' AND void_reason = ?) AND ({' OR '.join(parts)}) LIMIT 1"
    return bool(parts) and bool(store.one(sql, (UNDONE, *values), None))


def _span(run: ImportRun) -> tuple[str, int, int]:
    return run.counter, run.first_seq, run.last_seq


def _marks(block: Sequence[str]) -> str:
    return ",".join("?" * len(block))
