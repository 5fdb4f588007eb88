"""A backup takes the register's place: proven first, put beside it, and exchanged only while nobody has it open."""

import shutil
from collections.abc import Callable
from pathlib import Path

from firstask_desktop.domain.clock import Clock
from firstask_desktop.errors import Refused
from firstask_desktop.storage import replay
from firstask_desktop.storage.backup import sync
from firstask_desktop.storage.database import DataFile, written_version
from firstask_desktop.storage.findings import Findings
from firstask_desktop.storage.store import Indexer, Store

LOGS = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside the file, and the file itself: they belong together."""


def prove(
    backup: Path, staged: Path, clock: Clock, indexer: Indexer, report: Callable[[int, int], None] | None = None
) -> Findings:
    """Copy `backup` to `staged` and walk its journal; what is not sound leaves nothing behind.

    The backup itself is only read. A file that is none of ours, damaged, or from a newer program is refused.
    """
    partial = staged.with_name(f"{staged.name}.partial")
    forget(partial)
    try:
        if not written_version(backup):
            raise Refused(f"「{backup.name}」不是首问台的备份", code="no_backup", field="backup")
        shutil.copyfile(backup, partial)
        findings = _walk(partial, clock, indexer, report)
        if findings.faults:
            raise Refused(
                f"这份备份核对不通过：{findings.faults[0]}。没有恢复，请另选一份", code="unsound", field="backup"
            )
        sync(partial)
        partial.replace(staged)
    except OSError as error:
        raise Refused("备份读不出来，或数据文件夹不可写、没有空间。没有恢复", code="unread", field="backup") from error
    finally:
        forget(partial)
    return findings


def _walk(path: Path, clock: Clock, indexer: Indexer, report: Callable[[int, int], None] | None) -> Findings:
    store = Store(path, clock, indexer)
    try:
        findings = replay.verify(store, report)
        store.run("PRAGMA journal_mode = delete")
    finally:
        store.close()
    return findings


def exchange(register: Path, staged: Path, aside: Path) -> None:
    """Set the register aside under the name `aside` and put `staged` in its place; refused while somebody has it open.

    A register too damaged to be opened is set aside as it lies. Killed in between, the next start goes on from here.
    """
    if register.exists():
        _alone(register)
        aside.parent.mkdir(parents=True, exist_ok=True)
        for end in LOGS:
            part = register.with_name(register.name + end)
            if part.exists():
                part.replace(aside.with_name(aside.name + end))
    staged.replace(register)


def _alone(register: Path) -> None:
    """Leaving the write-ahead log behind needs the file to oneself, and folds the log in."""
    try:
        file = DataFile(register, patience=1)
        try:
            mode = file.read("PRAGMA journal_mode = delete").fetchone()[0]
            file.read("BEGIN EXCLUSIVE")
            file.read("ROLLBACK")
        finally:
            file.close()
    except Refused as refusal:
        if refusal.code == "locked":
            raise _opened_elsewhere() from refusal
        return
    except Exception as error:
        if "locked" in str(error).lower():
            raise _opened_elsewhere() from error
        if "malformed" in str(error).lower() or "not a database" in str(error).lower():
            return
        raise
    if mode != "delete":
        raise _opened_elsewhere()


def _opened_elsewhere() -> Refused:
    return Refused("数据文件正在另一个窗口中使用，备份还没有换上。请关闭其他窗口后再打开", code="in_use")


def forget(path: Path) -> None:
    """Remove a file and what SQLite left beside it."""
    for end in LOGS:
        path.with_name(path.name + end).unlink(missing_ok=True)
