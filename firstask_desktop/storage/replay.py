"""Tables are a projection of the journal: replaying it into empty tables must give them back exactly.

`verify` must name what is wrong with any file, whatever was done to it by hand: nothing in a line is trusted.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from firstask_desktop.domain.case import Case
from firstask_desktop.events import Changed
from firstask_desktop.storage.codec import columns_of
from firstask_desktop.storage.comparing import BLOCK, check_file, check_guards, check_search, check_vault, compare
from firstask_desktop.storage.database import spoken
from firstask_desktop.storage.findings import Findings
from firstask_desktop.storage.journal import COMMITMENT, ERASED, Changes, Line, is_commitment, opened
from firstask_desktop.storage.projecting import Projection, Write
from firstask_desktop.storage.proving import proven
from firstask_desktop.storage.standing import cases_in_no_node
from firstask_desktop.storage.store import FOUND_BY, Store
from firstask_desktop.storage.tables import RECORDS, TABLES, create_record_table, create_search

Report = Callable[[int, int], None]
_LARGEST = 2**63
_TEXT = frozenset({str, type(None)})
_VALUES = _TEXT | {int, bool, dict}


class _Unsound(Exception):
    """Undoes a rebuild from a broken journal."""


def blocks_of(store: Store) -> Iterator[list[Line]]:
    """All journal lines, each counter's in order, merged by time; memory stays flat."""
    after = ("", "", 0)
    while True:
        block = store.all(
            "SELECT counter, seq, at, actor, action, subject, changes, previous, hash FROM journal"
            " WHERE (at, counter, seq) > (?, ?, ?) ORDER BY at, counter, seq LIMIT ?",
            (*after, BLOCK),
        )
        if block:
            yield [Line(*values) for values in block]
        if len(block) < BLOCK:
            return
        after = (block[-1][2], block[-1][0], block[-1][1])


def verify(store: Store, report: Report | None = None, scratch: str = ":memory:") -> Findings:
    """Walk the chain, open every commitment, and compare what it tells with the live tables.

    Sees one moment of the file from beginning to end, while others go on writing. Where the file cannot be proven sound
    in one walk, all of it is replayed into empty tables, so that every fault can be named.
    """
    with spoken(), store.database.atomic("DEFERRED"):
        proof = proven(store, report)
        findings, opened = proof or _replayed(store, report, scratch)
        check_vault(store, opened, findings)
        check_search(store, findings)
        check_file(store, findings)
        check_guards(store, findings)
        for number in cases_in_no_node(store):
            findings.fault(f"事项 {number} 不在流程图的任何一步")
    return findings


def _replayed(store: Store, report: Report | None, scratch: str) -> tuple[Findings, int]:
    """What a replay into empty tables finds, and how many commitments it opened."""
    copy = SqliteDatabase(scratch, pragmas=[("journal_mode", "memory"), ("synchronous", "off")])
    copy.connect()
    try:
        with copy.atomic():
            for record in TABLES:
                create_record_table(copy, record, indexes=False)
            replay = _Replay(store, copy)
            replay.run(report)
            for record in TABLES:
                compare(store, copy, record, replay.findings)
    finally:
        copy.close()
    return replay.findings, replay.opened


def rebuild(store: Store, report: Report | None = None) -> Findings:
    """Empty the tables and replay the journal into them, in one transaction. A broken chain refuses to replace them."""
    replay = _Replay(store, store.database)
    try:
        with spoken(), store.database.atomic("IMMEDIATE"):
            looked_up_by = _lay_aside_indexes(store)
            for name in TABLES.values():
                store.run(f'DELETE FROM "{name}"')
            replay.run(report)
            if not replay.findings.sound:
                raise _Unsound
            for statement in looked_up_by:
                store.run(statement)
            store.run("DROP TABLE search")
            create_search(store.database)
            _index_all(store)
    except _Unsound:
        return replay.findings
    store.bulletin.tell(Changed("house.rebuild", "", "", dict.fromkeys(TABLES.values(), ())))
    return replay.findings


def sealed_line(store: Store, printed: str) -> tuple[str, str, int] | None:
    """The (time, counter, seq) of the line a printed 封账码 (`counter-seq-hash`) was taken from; None when it is gone."""
    counter, seq, digest = (*printed.strip().upper().split("-"), "", "")[:3]
    if not seq.isdecimal() or not digest:
        return None
    row = store.one("SELECT hash, at FROM journal WHERE counter = ? AND seq = ?", (counter, int(seq)), None)
    return (str(row[1]), counter, int(seq)) if row is not None and str(row[0]).upper().startswith(digest) else None


def stands(store: Store, printed: str) -> bool:
    """Whether the journal still holds the line that a printed 封账码 was taken from."""
    return sealed_line(store, printed) is not None


def as_it_was(store: Store, last: tuple[str, str, int]) -> Store:
    """The tables as they stood after the line `last`, replayed into memory: nothing of it reaches a disk.

    The caller closes it. Faults of the chain are for `verify` to name.
    """
    then = Store(Path(":memory:"), store.clock)
    then.counter = store.counter
    with spoken(), store.database.atomic("DEFERRED"), then.database.atomic():
        _Replay(store, then.database).run(None, last)
    return then


def _lay_aside_indexes(store: Store) -> list[str]:
    """Drop the indexes that only serve questions, and give back how to make them: at once is quicker than row by row.

    What keeps rows apart (unique numbers) stays, so that a conflict is met at its line.
    """
    found = store.all("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT LIKE '%UNIQUE%'")
    asked = [(name, statement) for table, name, statement in found if table in RECORDS]
    for name, _ in asked:
        store.run(f'DROP INDEX "{name}"')
    return [statement for _, statement in asked]


def _index_all(store: Store) -> None:
    last, names = 0, tuple(sorted(FOUND_BY))
    asked = f"SELECT rid, {', '.join(names)} FROM cases WHERE rid > ? ORDER BY rid LIMIT ?"
    while True:
        rows = store.all(asked, (last, BLOCK))
        entries = [
            (rid, " ".join(store.indexer(Case(**dict(zip(names, values, strict=True)))))) for rid, *values in rows
        ]
        store.database.cursor().executemany("INSERT INTO search (rowid, body) VALUES (?, ?)", entries)
        last = entries[-1][0] if entries else last
        if len(rows) < BLOCK:
            return


def birth(row_id: str) -> tuple[str, int, int]:
    """Counter, line and place in the line of a row's birth: rows are put back in the order in which they were born."""
    line, _, place = row_id.partition(".")
    counter, _, seq = line.rpartition("-")
    return counter, int(seq) if seq.isdecimal() else 0, int(place) if place.isdecimal() else 1


@dataclass(slots=True)
class _Replay:
    """One walk through the journal into tables."""

    store: Store
    into: SqliteDatabase
    findings: Findings = field(default_factory=Findings)
    opened: int = 0
    _kept: dict[tuple[str, int, str, str, str], tuple[Any, Any]] = field(default_factory=dict)

    def run(self, report: Report | None, last: tuple[str, str, int] | None = None) -> None:
        """Check and apply every line, or those up to (time, counter, seq) `last`."""
        findings = self.findings
        total = int(self.store.one("SELECT count(*) FROM journal")[0])
        projection = Projection(self.into)
        for block in blocks_of(self.store):
            wanted = [line for line in block if last is None or (line.at, line.counter, line.seq) <= last]
            readable = [line for line in wanted if self._readable(line)]
            self._kept = self._vault_of(readable)
            for line in readable:
                self._check(line)
                self._put(line, projection)
            findings.lines += len(wanted)
            for refused in projection.flush():
                place = f"日志 {refused.counter}-{refused.seq}"
                findings.fault(f"{place}：{refused.table} {refused.row_id} 与前面的行相冲突")
            if report and len(wanted) == BLOCK:
                report(findings.lines, total)
            if len(wanted) < len(block):
                return

    def _readable(self, line: Line) -> bool:
        readable = line.readable()
        if not readable:
            self.findings.fault(f"日志 {line.counter}-{line.seq}：不是日志的写法")
        return readable

    def _check(self, line: Line) -> None:
        """The line follows the one before it and says what it said when it was written."""
        findings = self.findings
        seq, previous = findings.heads.get(line.counter, (0, ""))
        if line.seq != seq + 1:
            findings.fault(f"日志 {line.counter}-{line.seq}：前面缺少 {line.seq - seq - 1} 行")
        if line.previous != previous:
            findings.fault(f"日志 {line.counter}-{line.seq}：与上一行的哈希不相连")
        if line.hash != line.expected_hash():
            findings.fault(f"日志 {line.counter}-{line.seq}：内容与哈希不符，被改动过")
        findings.heads[line.counter] = (line.seq, line.hash)

    def _vault_of(self, lines: list[Line]) -> dict[tuple[str, int, str, str, str], tuple[Any, Any]]:
        """The personal values behind the commitments of these lines that were not erased, with their salts."""
        places: dict[str, list[int]] = {}
        for line in lines:
            places.setdefault(line.counter, []).append(line.seq)
        return {
            (counter, *place): (value, salt)
            for counter, seqs in places.items()
            for *place, value, salt in self.store.all(
                "SELECT seq, tab, row, field, value, salt FROM vault WHERE counter = ? AND seq BETWEEN ? AND ?",
                (counter, min(seqs), max(seqs)),
            )
        }

    def _put(self, line: Line, projection: Projection) -> None:
        for table, rows in self._told(line).items():
            known = _names(table)
            for row_id in sorted(rows, key=birth) if len(rows) > 1 else rows:
                values = rows[row_id]
                if not known.issuperset(values):
                    values = {name: value for name, value in values.items() if name in known}
                for name in [name for name, value in values.items() if type(value) is dict]:
                    values[name] = self._clear(line, table, row_id, name, values[name])  # type: ignore[arg-type]
                projection.put(Write(line.counter, line.seq, table, row_id, values))

    def _told(self, line: Line) -> Changes:
        """What a line says, as far as it can be said in a line."""
        try:
            told = json.loads(line.changes)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict) or not all(_is_table(name, rows) for name, rows in told.items()):
            self.findings.fault(f"日志 {line.counter}-{line.seq}：内容读不懂")
            return {}
        return told

    def _clear(self, line: Line, table: str, row_id: str, name: str, value: dict[str, str]) -> object:
        """The value behind a commitment, checked against it."""
        kept = self._kept.get((line.counter, line.seq, table, row_id, name))
        if kept is None:
            return ERASED
        self.opened += 1
        clear, salt = kept
        if not isinstance(clear, str) or not isinstance(salt, bytes) or opened(clear, salt) != value[COMMITMENT]:
            self.findings.fault(f"日志 {line.counter}-{line.seq}：{table} {row_id} 的 {name} 与当时的承诺值不符")
        return clear


@cache
def _names(table: str) -> frozenset[str]:
    """The fields of a table that this program knows."""
    return frozenset(column.name for column in columns_of(RECORDS[table]))


def _is_table(name: str, rows: Any) -> bool:
    if name not in RECORDS or not isinstance(rows, dict):
        return False
    for changed in rows.values():
        if not isinstance(changed, dict):
            return False
        kinds = set(map(type, changed.values()))
        if kinds <= _TEXT:
            continue
        if not kinds <= _VALUES or not all(_is_value(value) for value in changed.values() if type(value) not in _TEXT):
            return False
    return True


def _is_value(value: object) -> bool:
    if isinstance(value, int):
        return -_LARGEST <= value < _LARGEST
    return value is None or isinstance(value, str) or is_commitment(value)
