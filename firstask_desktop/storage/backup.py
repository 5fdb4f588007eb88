"""Copies of the file that are proven good before they count (QUALITY, Trust)."""

import os
from pathlib import Path

from peewee import SqliteDatabase

from firstask_desktop.errors import Refused
from firstask_desktop.storage.database import spoken
from firstask_desktop.storage.store import Store


def back_up(store: Store, target: Path) -> Path:
    """Write a verified copy to `target`: into a temporary name, checked, synced, then renamed over."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    with spoken():
        copy = SqliteDatabase(str(partial))
        copy.connect()
        try:
            store.database.connection().backup(copy.connection(), pages=-1)
            copy.execute_sql("PRAGMA journal_mode = delete")
            sound = copy.execute_sql("PRAGMA integrity_check").fetchone()[0]
            head = copy.execute_sql("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
        finally:
            copy.close()
    if sound != "ok" or head is None:
        partial.unlink(missing_ok=True)
        raise Refused("备份校验没有通过，没有留下这份备份。请检查磁盘。", code="backup_unsound")
    _sync(partial)
    partial.replace(target)
    return target


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
