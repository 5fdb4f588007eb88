"""Opening the file: pragmas, the SQLite that is safe, and errors of the disk in words a person understands."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstask_desktop.errors import Refused

if TYPE_CHECKING:
    from peewee import SqliteDatabase

SAFE_WAL = (3, 51, 3)
"""Older SQLite has a WAL-reset corruption race (measured in QUALITY): there the rollback journal is used instead."""


def _newer() -> Any:
    import sqlite3

    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return sqlite3
    return dbapi2 if dbapi2.sqlite_version_info >= sqlite3.sqlite_version_info else sqlite3


driver: Any = _newer()
"""The newer of `pysqlite3` and the standard library's module; peewee chooses the same."""
_HEADER = 100
_MAGIC = b"SQLite format 3\0"
_FRACTIONS = b"\x40\x20\x20"
"""Three bytes that every SQLite file has at the same place; a file without them only begins like one."""


def sqlite_version() -> tuple[int, ...]:
    """The version of the SQLite library in use."""
    return tuple(driver.sqlite_version_info)


def written_version(path: Path) -> int:
    """The version a file carries in its header, read without opening it as a database; 0 when there is none."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError:
        return 0
    sound = len(header) == _HEADER and header.startswith(_MAGIC) and header[21:24] == _FRACTIONS
    return int.from_bytes(header[60:64]) if sound else 0


class DataFile:
    """An open file with the pragmas of the house; commits are durable through a power cut in both journal modes.

    It is read through the driver. What writes goes through `database`, peewee on the same connection, which is loaded
    when it is first asked for: a window is painted without. `patience` is how many seconds a command waits for another
    process to finish its own.
    """

    def __init__(self, path: Path, patience: float = 10) -> None:
        safe = sqlite_version() >= SAFE_WAL
        self.path = path
        with spoken():
            self._connection: Any = driver.connect(str(path), timeout=patience, isolation_level=None)
        try:
            with spoken():
                for pragma, value in (
                    ("journal_mode", "wal" if safe else "delete"),
                    ("synchronous", "full" if safe else "extra"),
                    ("recursive_triggers", 1),
                    ("secure_delete", 1),
                    ("temp_store", "memory"),
                    ("cache_size", -16_000),
                    ("wal_autocheckpoint", 4_000),
                    ("trusted_schema", 0),
                ):
                    self._connection.execute(f"PRAGMA {pragma} = {value}")
        except Refused:
            self._connection.close()
            raise

    def read(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The cursor of a question."""
        return self._connection.execute(sql, values)

    @cached_property
    def database(self) -> "SqliteDatabase":
        """peewee on this connection."""
        from firstask_desktop.storage.writing import on

        return on(self._connection, self.path)

    def close(self) -> None:
        """Close it, once or again; the last connection truncates the write-ahead log."""
        if "database" in vars(self):
            self.database.close()
        self._connection.close()


GONE = ("unreachable", "读写磁盘出错，没有保存。请检查磁盘是否断开。")
_SENTENCES = (
    ("disk is full", "disk_full", "磁盘已满，没有保存。请腾出空间后再按一次保存，已填写的内容都还在。"),
    ("readonly", "read_only", "数据文件夹是只读的，没有保存。请检查该文件夹的写入权限。"),
    ("read-only", "read_only", "数据文件夹是只读的，没有保存。请检查该文件夹的写入权限。"),
    ("locked", "locked", "数据正被另一个程序占用，没有保存。请稍后再试。"),
    ("malformed", "corrupt", "数据文件已损坏。请停止登记，用最近的备份恢复，或运行「rebuild」从日志重建。"),
    ("could not decode", "corrupt", "数据文件已损坏。请停止登记，用最近的备份恢复，或运行「rebuild」从日志重建。"),
    ("not a database", "corrupt", "这个文件不是首问台的数据文件，或已损坏。"),
    ("unable to open", "unreachable", "打不开数据文件：文件夹不存在、没有权限或磁盘已断开。"),
    ("disk i/o error", *GONE),
)


def _errors_of_the_disk() -> tuple[type[Exception], ...]:
    """Asked for when something was raised; peewee has errors of its own once it is loaded."""
    peewee = sys.modules.get("peewee")
    return (driver.DatabaseError, peewee.DatabaseError) if peewee else (driver.DatabaseError,)


def _readable(path: Path | None) -> bool:
    """Whether the file's bytes can be had at all: SQLite calls a file whose disk was pulled out malformed."""
    if path is None:
        return True
    try:
        with path.open("rb") as file:
            return bool(file.read(_HEADER)) and file.seek(-1, os.SEEK_END) >= 0 and bool(file.read(1))
    except OSError:
        return False


@contextmanager
def spoken(path: Path | None = None) -> Iterator[None]:
    """Turn a disk that is full, locked, read-only, corrupt or gone into a refusal; anything else stays a bug.

    With the `path` of the file a disk that is gone is told from a damaged file.
    """
    try:
        yield
    except _errors_of_the_disk() as error:
        cause: BaseException | None = error
        while cause is not None:  # a full disk also ends the transaction, so that undoing it fails in its turn
            text = str(cause).lower()
            for part, code, sentence in _SENTENCES:
                if part in text:
                    pulled_out = code == "corrupt" and not _readable(path)
                    raise Refused(GONE[1] if pulled_out else sentence, code=GONE[0] if pulled_out else code) from error
            cause = cause.__context__
        raise
