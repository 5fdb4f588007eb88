"""Versions of the file. Every step and its version number are one transaction: a file is old or new, never between."""

from collections.abc import Callable, Sequence

from peewee import SqliteDatabase

from firstask_desktop.domain.desk_life import Attachment
from firstask_desktop.domain.importing import ImportRun
from firstask_desktop.errors import Refused
from firstask_desktop.storage.tables import create_everything, create_record_table

Step = Callable[[SqliteDatabase], None]


def add_imports(database: SqliteDatabase) -> None:
    """The history of imports, in files that were begun before there was one."""
    if "imports" not in database.get_tables():
        create_record_table(database, ImportRun)


def add_attachments(database: SqliteDatabase) -> None:
    """What lies with a case, in files that were begun before there was such a list."""
    if "attachments" not in database.get_tables():
        create_record_table(database, Attachment)


STEPS: tuple[Step, ...] = (create_everything, add_imports, add_attachments)
"""Step n takes a file from version n to n + 1."""


def version_of(database: SqliteDatabase) -> int:
    """The version a file says it has; 0 for an empty one."""
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def refuse_newer(version: int, steps: Sequence[Step] = STEPS) -> None:
    """Refuse a version that this program does not know."""
    if version > len(steps):
        raise Refused("数据文件由更新版本的首问台写成，本程序没有改动它。请升级程序后再打开。", code="newer_file")


def migrate(database: SqliteDatabase, steps: Sequence[Step] = STEPS) -> None:
    """Bring the file to the newest version. A newer file than this program knows is refused and left untouched."""
    if version_of(database) == len(steps):
        return
    with database.atomic("IMMEDIATE"):
        version = version_of(database)
        refuse_newer(version, steps)
        for step in steps[version:]:
            step(database)
        database.execute_sql(f"PRAGMA user_version = {len(steps)}")
