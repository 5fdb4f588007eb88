"""The live file beside what its journal tells: rows, personal values, search index and the guards of the journal."""

from collections.abc import Iterator
from typing import Any

from peewee import SqliteDatabase

from firstask_desktop.storage.codec import column_names, columns_of
from firstask_desktop.storage.findings import Findings
from firstask_desktop.storage.store import Store
from firstask_desktop.storage.tables import JOURNAL_GUARDS, TABLES

BLOCK = 2_000


def compare(store: Store, copy: SqliteDatabase, record: type, findings: Findings) -> None:
    """Walk a live table and the replayed one by id in blocks and name every row that differs."""
    table = TABLES[record]
    live = _walk(store.database, table, column_names(record))
    told = _walk(copy, table, column_names(record))
    left, right = next(live, None), next(told, None)
    while left is not None or right is not None:
        if right is None or (left is not None and str(left[0]) < str(right[0])):
            findings.fault(f"{table} {left[0] if left else ''}：表中有此行，日志中没有")
            left = next(live, None)
        elif left is None or str(right[0]) < str(left[0]):
            findings.fault(f"{table} {right[0]}：日志中有此行，表中缺少")
            right = next(told, None)
        else:
            if left != right:
                names = [c.name for c, a, b in zip(columns_of(record), left, right, strict=True) if a != b]
                findings.fault(f"{table} {left[0]}：{'、'.join(names)} 与日志不一致")
            left, right = next(live, None), next(told, None)


def _walk(database: SqliteDatabase, table: str, names: str) -> Iterator[tuple[Any, ...]]:
    """Rows by id; one whose id is no text stands first or last in the table's order and is met there."""
    after: Any = None
    while True:
        where, values = ("WHERE id > ?", (after,)) if after is not None else ("", ())
        block = database.execute_sql(
            f'SELECT {names} FROM "{table}" {where} ORDER BY id LIMIT ?', (*values, BLOCK)
        ).fetchall()
        yield from block
        if len(block) < BLOCK:
            return
        after = block[-1][0]


def check_vault(store: Store, opened: int, findings: Findings) -> None:
    """Every kept personal value stands behind a commitment of the journal."""
    kept = int(store.one("SELECT count(*) FROM vault")[0])
    if kept != opened:
        findings.fault(f"个人信息有 {kept} 项，日志中的承诺值打开了 {opened} 项：有来历不明的内容")


def check_search(store: Store, findings: Findings) -> None:
    """Every case, and nothing else, is in the search index."""
    missing = store.one("SELECT count(*) FROM cases WHERE rid NOT IN (SELECT id FROM search_docsize)")[0]
    stray = store.one("SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT rid FROM cases)")[0]
    if missing or stray:
        findings.fault(f"搜索索引缺 {missing} 件，多 {stray} 件；运行「rebuild」可重建")


def check_file(store: Store, findings: Findings) -> None:
    """Every page and every index is what the tables say: a list read by a damaged index would lack rows in silence.

    The walk along the journal is no proof of this: an index holds its own copy of the columns it is sorted by.
    """
    try:
        told = [str(words) for (words,) in store.all("PRAGMA integrity_check(20)")]
    except UnicodeDecodeError:  # what is damaged is a name that the complaint would have told
        told = ["?"]
    for words in told:
        if words != "ok":
            findings.fault(f"数据文件的页或索引已损坏（{words}）；运行「rebuild」从日志重建，或用最近的备份恢复")


def check_guards(store: Store, findings: Findings) -> None:
    """The journal's guards stand, and no trigger that this program does not know."""
    present = {str(row[0]) for row in store.all("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
    if missing := len(set(JOURNAL_GUARDS) - present):
        findings.fault(f"日志的 {missing} 道保护被拆除")
    if strange := len(present - set(JOURNAL_GUARDS)):
        findings.fault(f"数据文件里有 {strange} 个不是本程序写的触发器")
