"""Copies of the file that are proven good before they count (QUALITY, Trust)."""

import filecmp
import os
import shutil
from contextlib import suppress
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
            sync(partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        sync_folder(target.parent)
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


def second(copy: Path, target: Path) -> None:
    """Put a finished backup at a second place: read back and compared before it counts, whole or absent."""
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy, partial)
        sync(partial)
        if not filecmp.cmp(copy, partial, shallow=False):
            raise Refused("第二备份位置读回的内容不一致，没有留下这份备份。请检查那块磁盘。", code="backup_unsound")
        partial.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        sentence = f"第二备份位置「{target.parent}」没有写成：不在、不可写或没有空间。"
        raise Refused(sentence, code="backup_unwritten") from error
    finally:
        with suppress(OSError):  # the stick was pulled out: the sentence above says so
            partial.unlink(missing_ok=True)


def keep_before(path: Path, target: Path) -> None:
    """Copy a file that is about to be brought to a newer version, as it is; a damaged one is left to the opening to say."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source, copy = SqliteDatabase(str(path)), SqliteDatabase(str(target))
    try:
        with spoken():
            source.connect()
            copy.connect()
            source.connection().backup(copy.connection(), pages=-1)
            copy.execute_sql("PRAGMA journal_mode = delete")
    finally:
        copy.close()
        source.close()
    sync(target)


def sync(path: Path) -> None:
    """Have the disk keep a file's content before anything is built on it."""
    _sync(path, os.O_RDWR)


def sync_folder(folder: Path) -> None:
    """Have the disk keep a folder's names, where the system knows such a thing."""
    if os.name == "posix":
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, how: int) -> None:
    descriptor = os.open(path, how)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
