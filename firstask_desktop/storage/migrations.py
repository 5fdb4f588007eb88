"""Versions of the file. Every step and its version number are one transaction: a file is old or new, never between."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from firstask_desktop.domain.case import Attempt, Case, Doubt, Entry, Hop, Pause
from firstask_desktop.domain.desk_life import Attachment, DeskItem, MaterialList, SpokenPhrase
from firstask_desktop.domain.importing import ImportRun
from firstask_desktop.domain.people import Choice, Department, External, Mark, Matter, Person, Post
from firstask_desktop.domain.secrecy import Access, Accusation
from firstask_desktop.domain.service_map import ServiceLink
from firstask_desktop.errors import Refused
from firstask_desktop.storage.codec import columns_of
from firstask_desktop.storage.tables import INDEXES, TABLES, column_text, create_record_table

if TYPE_CHECKING:
    from peewee import SqliteDatabase

Step = Callable[["SqliteDatabase"], None]


def begin(database: "SqliteDatabase") -> None:
    """Everything a new file holds."""
    from firstask_desktop.storage.schema import create_everything

    create_everything(database)


def add_imports(database: "SqliteDatabase") -> None:
    """The history of imports, in files that were begun before there was one."""
    if "imports" not in database.get_tables():
        create_record_table(database, ImportRun)


def add_attachments(database: "SqliteDatabase") -> None:
    """What lies with a case, in files that were begun before there was such a list."""
    if "attachments" not in database.get_tables():
        create_record_table(database, Attachment)


def add_said(database: "SqliteDatabase") -> None:
    """What was said in person against the phrase list, who consented to an own duty handed on, and how both are found."""
    if TABLES[SpokenPhrase] not in database.get_tables():
        create_record_table(database, SpokenPhrase)
    _add_columns(database, Hop)
    _add_indexes(database, Entry)


def add_consultation(database: "SqliteDatabase") -> None:
    """What a requester thought of an answer and whether they took it home in writing ([56])."""
    _add_columns(database, Case)


def _add_columns(database: "SqliteDatabase", record: type) -> None:
    """The columns a record has gained since the file was begun, empty in every old row."""
    table = TABLES[record]
    known = {column.name for column in database.get_columns(table)}
    for column in columns_of(record):
        if column.name not in known:
            empty = "" if column.default is None else f" DEFAULT {column.default!r}"
            database.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN {column_text(column)}{empty}')


def _add_indexes(database: "SqliteDatabase", record: type) -> None:
    table = TABLES[record]
    known = {index.name for index in database.get_indexes(table)}
    for statement in INDEXES.get(table, ()):
        if statement.split('"')[1] not in known:
            database.execute_sql(statement)


def add_restarts(database: "SqliteDatabase") -> None:
    """When a cause went and who was told it was not taken up ([26]); how long each kind may go without progress ([6])."""
    for record in (Case, Pause, Choice):
        _add_columns(database, record)
    _add_indexes(database, Case)


def add_service_map(database: "SqliteDatabase") -> None:
    """The links of the service map ([33])."""
    if TABLES[ServiceLink] not in database.get_tables():
        create_record_table(database, ServiceLink)


def add_places(database: "SqliteDatabase") -> None:
    """To which room a visitor was taken ([53]); how the cases of one organisation are found ([47])."""
    _add_columns(database, Hop)
    _add_indexes(database, Case)


def add_catalogue_words(database: "SqliteDatabase") -> None:
    """Conditions, legal limit, fee and contact of a matter ([50])."""
    _add_columns(database, Matter)


def add_marks(database: "SqliteDatabase") -> None:
    """The organisation's mark, in files that were begun before it was printed."""
    if "marks" not in database.get_tables():
        create_record_table(database, Mark)


def add_book_indexes(database: "SqliteDatabase") -> None:
    """How the books of the desk are read by date without looking at every row."""
    for record in (Case, Hop, Entry, Attempt):
        _add_indexes(database, record)


def add_consult_due(database: "SqliteDatabase") -> None:
    """By when the requester has to hear after a 请示, as the limit was when it began ([54])."""
    _add_columns(database, Doubt)


def add_papers_that_came(database: "SqliteDatabase") -> None:
    """What came of a list of missing papers, and what is still to come ([51])."""
    _add_columns(database, MaterialList)


def add_own_values(database: "SqliteDatabase") -> None:
    """What a company's own columns hold, in the lists of the house and the register of things kept."""
    for record in (Department, Post, Person, Matter, External, ServiceLink, DeskItem):
        _add_columns(database, record)


def add_consents(database: "SqliteDatabase") -> None:
    """How a leader consented to an own duty handed on, when, and who wrote it down ([68]); who did not sign in time ([53])."""
    _add_columns(database, Hop)


def add_reports(database: "SqliteDatabase") -> None:
    """What a report says, whom it is about, and who read what is confidential ([74])."""
    _add_columns(database, Case)
    _add_indexes(database, Case)
    for record in (Accusation, Access):
        if TABLES[record] not in database.get_tables():
            create_record_table(database, record)


STEPS: tuple[Step, ...] = (
    *(begin, add_imports, add_attachments, add_said, add_restarts),
    add_consultation,
    add_service_map,
    add_places,
    add_catalogue_words,
    add_marks,
    add_book_indexes,
    add_consult_due,
    add_papers_that_came,
    add_own_values,
    add_consents,
    add_reports,
)
"""Step n takes a file from version n to n + 1."""


def version_of(database: "SqliteDatabase") -> int:
    """The version a file says it has; 0 for an empty one."""
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def refuse_newer(version: int, steps: Sequence[Step] = STEPS) -> None:
    """Refuse a version that this program does not know."""
    if version > len(steps):
        raise Refused("数据文件由更新版本的首问台写成，本程序没有改动它。请升级程序后再打开。", code="newer_file")


def migrate(database: "SqliteDatabase", steps: Sequence[Step] = STEPS) -> None:
    """Bring the file to the newest version. A newer file than this program knows is refused and left untouched."""
    if version_of(database) == len(steps):
        return
    with database.atomic("IMMEDIATE"):
        version = version_of(database)
        refuse_newer(version, steps)
        for step in steps[version:]:
            step(database)
        database.execute_sql(f"PRAGMA user_version = {len(steps)}")
