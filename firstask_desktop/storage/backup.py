"""Copies of the file that are proven good before they count (QUALITY, Trust)."""

import os
from pathlib import Path

from peewee import SqliteDatabase

from firstask_desktop.errors import Refused
from firstask_desktop.storage.database import spoken
from firstask_desktop.storage.store import Store


def back_up(store: Store, target: Path) -> Path:
    """Write a verified copy to `target`: into a temporary name, checked, synced, then renamed over.

    Others may go on writing meanwhile; the copy is the file at one moment. Nothing half-written is left behind.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        try:
            _copy(store, partial)
            _sync(partial, os.O_RDWR)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        if os.name == "posix":
            _sync(target.parent, os.O_RDONLY)
    except OSError as error:
        sentence = f"备份没有写成。请检查备份文件夹「{target.parent}」是否存在、可写、有空间。"
        raise Refused(sentence, code="backup_unwritten") from error
    return target


def _copy(store: Store, path: Path) -> None:
    copy = SqliteDatabase(str(path))
    try:
        with spoken():
            copy.connect()
            store.database.connection().backup(copy.connection(), pages=-1)
            copy.execute_sql("PRAGMA journal_mode = delete")
            sound = copy.execute_sql("PRAGMA integrity_check").fetchone()[0]
    finally:
        copy.close()
    if sound != "ok":
        raise Refused("备份校验没有通过，没有留下这份备份。请检查磁盘。", code="backup_unsound")


def _sync(path: Path, how: int) -> None:
    descriptor = os.open(path, how)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
