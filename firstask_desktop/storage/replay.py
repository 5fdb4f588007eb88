"""Tables are a projection of the journal: replaying it into empty tables must give them back exactly."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from peewee import SqliteDatabase

from firstask_desktop.domain.case import Case
from firstask_desktop.storage.codec import column_names, columns_of, decode_row
from firstask_desktop.storage.journal import COMMITMENT, ERASED, Line, is_commitment, opened
from firstask_desktop.storage.store import Store
from firstask_desktop.storage.tables import RECORDS, TABLES, create_record_table

Report = Callable[[int, int], None]
BLOCK = 2_000


@dataclass(slots=True)
class Findings:
    """What `verify` found: number of lines, the head of each counter's chain and every fault in words."""

    lines: int = 0
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def fault(self, text: str) -> None:
        """Note a fault; after a hundred only their number matters."""
        if len(self.faults) < 100:
            self.faults.append(text)


def lines_of(store: Store) -> Iterator[Line]:
    """All journal lines, each counter's in order, merged by time; memory stays flat."""
    after = ("", "", 0)
    while True:
        block = store.all(
            "SELECT counter, seq, at, actor, action, subject, changes, previous, hash FROM journal"
            " WHERE (at, counter, seq) > (?, ?, ?) ORDER BY at, counter, seq LIMIT ?",
            (*after, BLOCK),
        )
        for values in block:
            yield Line(*values)
        if len(block) < BLOCK:
            return
        after = (block[-1][2], block[-1][0], block[-1][1])


def verify(store: Store, report: Report | None = None, scratch: str = ":memory:") -> Findings:
    """Walk the chain, open every commitment, replay into empty tables and compare them with the live ones."""
    findings = Findings()
    total = int(store.one("SELECT count(*) FROM journal")[0])
    copy = SqliteDatabase(scratch)
    copy.connect()
    for record in TABLES:
        create_record_table(copy, record)
    with copy.atomic():
        _replay(store, copy, findings, report, total)
    for record in TABLES:
        _compare(store, copy, record, findings)
    _check_search(store, findings)
    copy.close()
    return findings


def rebuild(store: Store, report: Report | None = None) -> Findings:
    """Empty the tables and replay the journal into them, in one transaction. A broken chain refuses to replace them."""
    findings = Findings()
    total = int(store.one("SELECT count(*) FROM journal")[0])
    with store.database.atomic("IMMEDIATE"):
        for name in TABLES.values():
            store.run(f'DELETE FROM "{name}"')
        _replay(store, store.database, findings, report, total)
        if not findings.sound:
            store.database.rollback()
            return findings
        store.run("INSERT INTO search (search) VALUES ('delete-all')")
        _index_all(store)
    return findings


def _index_all(store: Store) -> None:
    last = 0
    while True:
        rows = store.all(
            f"SELECT rid, {column_names(Case)} FROM cases WHERE rid > ? ORDER BY rid LIMIT ?", (last, BLOCK)
        )
        for rid, *values in rows:
            body = " ".join(store.indexer(decode_row(Case, values)))
            store.run("INSERT INTO search (rowid, body) VALUES (?, ?)", (rid, body))
            last = rid
        if len(rows) < BLOCK:
            return


def _replay(store: Store, into: SqliteDatabase, findings: Findings, report: Report | None, total: int) -> None:
    for line in lines_of(store):
        seq, previous = findings.heads.get(line.counter, (0, ""))
        if line.seq != seq + 1:
            findings.fault(f"日志 {line.counter}-{line.seq}：前面缺少 {line.seq - seq - 1} 行")
        if line.previous != previous:
            findings.fault(f"日志 {line.counter}-{line.seq}：与上一行的哈希不相连")
        if line.hash != line.expected_hash():
            findings.fault(f"日志 {line.counter}-{line.seq}：内容与哈希不符，被改动过")
        findings.heads[line.counter] = (line.seq, line.hash)
        findings.lines += 1
        _apply(store, into, line, findings)
        if report and findings.lines % BLOCK == 0:
            report(findings.lines, total)


def _apply(store: Store, into: SqliteDatabase, line: Line, findings: Findings) -> None:
    for table, rows in json.loads(line.changes).items():
        record = RECORDS.get(table)
        if record is None:
            findings.fault(f"日志 {line.counter}-{line.seq}：不认识的表 {table}")
            continue
        known = {column.name for column in columns_of(record)}
        for row_id, changed in rows.items():
            values = {
                name: _clear_value(store, line, table, row_id, name, value, findings)
                for name, value in changed.items()
                if name in known
            }
            _upsert(into, record, row_id, values)


def _upsert(into: SqliteDatabase, record: type, row_id: str, values: dict[str, object]) -> None:
    table = TABLES[record]
    exists = into.execute_sql(f'SELECT 1 FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    if exists:
        if values:
            sets = ", ".join(f'"{name}" = ?' for name in values)
            into.execute_sql(f'UPDATE "{table}" SET {sets} WHERE id = ?', (*values.values(), row_id))
        return
    full = {column.name: column.default for column in columns_of(record)} | values | {"id": row_id}
    names = ", ".join(f'"{name}"' for name in full)
    into.execute_sql(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(full))})', tuple(full.values()))


def _clear_value(
    store: Store, line: Line, table: str, row_id: str, name: str, value: object, findings: Findings
) -> object:
    if not is_commitment(value):
        return value
    kept = store.one(
        "SELECT value, salt FROM vault WHERE counter = ? AND seq = ? AND tab = ? AND row = ? AND field = ?",
        (line.counter, line.seq, table, row_id, name),
        None,
    )
    if kept is None:
        return ERASED
    if isinstance(value, dict) and opened(kept[0], bytes(kept[1])) != value[COMMITMENT]:
        findings.fault(f"日志 {line.counter}-{line.seq}：{table} {row_id} 的 {name} 与当时的承诺值不符")
    return kept[0]


def _compare(store: Store, copy: SqliteDatabase, record: type, findings: Findings) -> None:
    """Walk both tables by id in blocks and name every row that differs."""
    table = TABLES[record]
    live = _walk(store.database, table, column_names(record))
    told = _walk(copy, table, column_names(record))
    left, right = next(live, None), next(told, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            findings.fault(f"{table} {left[0] if left else ''}：表中有此行，日志中没有")
            left = next(live, None)
        elif left is None or right[0] < left[0]:
            findings.fault(f"{table} {right[0]}：日志中有此行，表中缺少")
            right = next(told, None)
        else:
            if left != right:
                names = [c.name for c, a, b in zip(columns_of(record), left, right, strict=True) if a != b]
                findings.fault(f"{table} {left[0]}：{'、'.join(names)} 与日志不一致")
            left, right = next(live, None), next(told, None)


def _walk(database: SqliteDatabase, table: str, names: str) -> Iterator[tuple[object, ...]]:
    after = ""
    while True:
        block = database.execute_sql(
            f'SELECT {names} FROM "{table}" WHERE id > ? ORDER BY id LIMIT ?', (after, BLOCK)
        ).fetchall()
        yield from block
        if len(block) < BLOCK:
            return
        after = block[-1][0]


def _check_search(store: Store, findings: Findings) -> None:
    indexed = int(store.one("SELECT count(*) FROM search_docsize")[0]) if _has_docsize(store) else -1
    cases = int(store.one("SELECT count(*) FROM cases")[0])
    if indexed not in (-1, cases):
        findings.fault(f"搜索索引有 {indexed} 件，事项有 {cases} 件；运行「rebuild」可重建")


def _has_docsize(store: Store) -> bool:
    return bool(store.one("SELECT 1 FROM sqlite_master WHERE name = 'search_docsize'", (), None))
