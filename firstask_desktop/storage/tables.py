"""The tables. Those of records are derived from the dataclasses in `domain`: one declaration, nothing said twice."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from firstask_desktop.domain.case import Attempt, Case, Doubt, Entry, Hop, Pause
from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.desk_life import (
    Attachment,
    Declined,
    DeskItem,
    Handover,
    HandoverLine,
    MaterialList,
    SpokenPhrase,
    Task,
    Visitor,
)
from firstask_desktop.domain.importing import ImportRun
from firstask_desktop.domain.people import (
    Centre,
    Choice,
    Credential,
    Department,
    External,
    Limit,
    Mark,
    Matter,
    Person,
    Phrase,
    Post,
    Shift,
    SpecialDay,
)
from firstask_desktop.domain.secrecy import Access, Accusation
from firstask_desktop.domain.service_map import ServiceLink
from firstask_desktop.domain.states import ENDED, UNANSWERED, State
from firstask_desktop.storage.codec import ColumnCodec, columns_of
from firstask_desktop.storage.database import sqlite_version

if TYPE_CHECKING:
    from peewee import SqliteDatabase

TABLES: dict[type, str] = {
    Centre: "centres",
    Mark: "marks",
    Department: "departments",
    Post: "posts",
    Person: "people",
    Credential: "credentials",
    Shift: "shifts",
    Matter: "matters",
    External: "externals",
    Phrase: "phrases",
    Choice: "choices",
    Limit: "limits",
    SpecialDay: "special_days",
    Case: "cases",
    Hop: "hops",
    Entry: "entries",
    Attempt: "attempts",
    Doubt: "doubts",
    Pause: "pauses",
    Complaint: "complaints",
    Accusation: "accusations",
    Access: "accesses",
    Visitor: "visitors",
    Attachment: "attachments",
    Task: "tasks",
    MaterialList: "material_lists",
    Declined: "declined",
    SpokenPhrase: "spoken",
    DeskItem: "desk_items",
    Handover: "handovers",
    HandoverLine: "handover_lines",
    ImportRun: "imports",
    ServiceLink: "service_links",
}
"""The projection: every record class and the table that shows its present rows."""

RECORDS: dict[str, type] = {name: record for record, name in TABLES.items()}


def in_states(states: Iterable[State]) -> str:
    """A list of states for a condition, always in the same words: an index with a condition is used only by those."""
    return "(" + ",".join(f"'{state.value}'" for state in State if state in states) + ")"


OPEN_CASES = f"state NOT IN {in_states(ENDED)}"
UNANSWERED_CASES = f"state IN {in_states(UNANSWERED)}"
RUNNING_CASES = f"state NOT IN {in_states(frozenset(State) - UNANSWERED | {State.AWAIT_REQUESTER})}"
"""Those whose promise and limit run: waiting for the requester stops both ([25]). Said by what they are not, so that
SQLite walks the nearest clock and not one state after the other."""
DUE = "coalesce(due_at, '9999')"
"""When the nearest clock of a case strikes; a case without one comes last."""
ON_TOP = "due_clock IN ('restart', 'resume', 'ring')"
"""Clocks that, once struck, put a case above all others: the requester is no longer the cause ([26]), an emergency waits
for somebody to be rung ([67])."""
NEAREST = "min(coalesce(promise_at, '9999'), coalesce(limit_at, '9999'))"
DAY = "coalesce(day, '')"
IN_BOOK = f"{DAY}, day_no, rid"

SECRET_CASES = "(confidential = 1 OR accused <> '')"
"""Matters that not everybody may read ([74])."""

LEFT_BEHIND = "(kept_at <> '' OR shipping_no <> '' OR keep_until IS NOT NULL)"
"""A matter about something a guest left behind ([30])."""

INDEXES: dict[str, tuple[str, ...]] = {
    "cases": (
        'CREATE UNIQUE INDEX "cases_number" ON cases(counter, day, day_no)',
        'CREATE INDEX "cases_by_number" ON cases(number)',
        f'CREATE INDEX "cases_carrier_due" ON cases(carrier, {DUE}, rid) WHERE {OPEN_CASES}',
        f'CREATE INDEX "cases_handler_due" ON cases(handler, {DUE}, rid) WHERE {OPEN_CASES}',
        f'CREATE INDEX "cases_open_due" ON cases({DUE}, rid) WHERE {OPEN_CASES}',
        f'CREATE INDEX "cases_promise" ON cases(promise_at) WHERE {OPEN_CASES} AND promise_broken = 0',
        f'CREATE INDEX "cases_broken" ON cases(promise_broken) WHERE {OPEN_CASES} AND promise_broken = 1',
        f'CREATE INDEX "cases_nearest" ON cases({NEAREST}, state) WHERE {RUNNING_CASES}',
        f'CREATE INDEX "cases_state" ON cases(state, channel) WHERE {OPEN_CASES}',
        f'CREATE INDEX "cases_on_top" ON cases(due_at) WHERE {ON_TOP}',
        'CREATE INDEX "cases_progress" ON cases(last_progress_at) WHERE last_progress_at IS NOT NULL',
        'CREATE INDEX "cases_registered" ON cases(registered_at)',
        f'CREATE INDEX "cases_in_book" ON cases({IN_BOOK})',
        f'CREATE INDEX "cases_secret" ON cases({DAY}) WHERE {SECRET_CASES}',
        "CREATE INDEX \"cases_phone\" ON cases(phone) WHERE phone <> ''",
        "CREATE INDEX \"cases_room\" ON cases(room) WHERE room <> ''",
        "CREATE INDEX \"cases_phone_tail\" ON cases(substr(phone, -4)) WHERE phone <> ''",
        "CREATE INDEX \"cases_organisation\" ON cases(organisation) WHERE organisation <> ''",
        "CREATE INDEX \"cases_blocks\" ON cases(blocks) WHERE blocks <> ''",
        'CREATE INDEX "cases_called_back" ON cases(callback_at) WHERE callback_at IS NOT NULL',
        f'CREATE INDEX "cases_left_behind" ON cases(registered_at) WHERE {LEFT_BEHIND}',
        "CREATE INDEX \"cases_imported\" ON cases(imported_from) WHERE imported_from <> ''",
    ),
    "hops": (
        'CREATE INDEX "hops_given" ON hops(given_at)',
        'CREATE INDEX "hops_case" ON hops(case_id)',
    ),
    "entries": (
        "CREATE INDEX \"entries_urged\" ON entries(at) WHERE kind = 'urged'",
        'CREATE INDEX "entries_case" ON entries(case_id)',
        'CREATE INDEX "entries_quoted" ON entries(at) WHERE quoted > 0',
        "CREATE INDEX \"entries_told\" ON entries(person, at) WHERE kind = 'alarm' AND person <> ''",
        "CREATE INDEX \"entries_visits\" ON entries(at) WHERE kind = 'visit'",
    ),
    "spoken": ('CREATE INDEX "spoken_heard" ON spoken(heard_at)',),
    "attempts": (
        'CREATE INDEX "attempts_at" ON attempts(at)',
        'CREATE INDEX "attempts_case" ON attempts(case_id)',
    ),
    "doubts": ('CREATE INDEX "doubts_case" ON doubts(case_id)',),
    "pauses": ('CREATE INDEX "pauses_case" ON pauses(case_id)',),
    "complaints": ('CREATE UNIQUE INDEX "complaints_case" ON complaints(case_id)',),
    "accusations": ('CREATE UNIQUE INDEX "accusations_case" ON accusations(case_id)',),
    "accesses": (
        'CREATE INDEX "accesses_case" ON accesses(case_id)',
        'CREATE INDEX "accesses_of" ON accesses(person, at)',
    ),
    "credentials": ('CREATE UNIQUE INDEX "credentials_person" ON credentials(person)',),
    "attachments": ('CREATE INDEX "attachments_case" ON attachments(case_id)',),
    "tasks": ('CREATE INDEX "tasks_case" ON tasks(case_id)',),
    "material_lists": ('CREATE INDEX "material_lists_case" ON material_lists(case_id)',),
    "declined": ('CREATE INDEX "declined_case" ON declined(case_id)',),
    "visitors": ('CREATE INDEX "visitors_arrived" ON visitors(arrived_at)',),
    "handover_lines": ('CREATE INDEX "handover_lines_of" ON handover_lines(handover_id)',),
    "shifts": ('CREATE INDEX "shifts_day" ON shifts(day, person)',),
}

JOURNAL_GUARDS = (
    """CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
       BEGIN SELECT RAISE(ABORT, 'journal lines are never changed'); END""",
    """CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
       BEGIN SELECT RAISE(ABORT, 'journal lines are never deleted'); END""",
    """CREATE TRIGGER journal_gapless BEFORE INSERT ON journal
       WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE counter = NEW.counter)
       BEGIN SELECT RAISE(ABORT, 'journal numbers have no gaps'); END""",
    """CREATE TRIGGER journal_linked BEFORE INSERT ON journal
       WHEN NEW.previous <> coalesce(
         (SELECT hash FROM journal WHERE counter = NEW.counter AND seq = NEW.seq - 1), '')
       BEGIN SELECT RAISE(ABORT, 'journal lines are linked'); END""",
)
"""Raw SQL cannot quietly rewrite the journal; `recursive_triggers` makes INSERT OR REPLACE meet the delete guard."""

CONTENTLESS_DELETE = (3, 43)
"""Since this SQLite a row can be taken out of an index that keeps no text."""


def column_text(column: ColumnCodec) -> str:
    """How a column stands in a table's declaration."""
    return f'"{column.name}" {column.kind.upper()} {"NOT NULL" if column.default is not None else ""}'


def create_record_table(database: "SqliteDatabase", record: type, indexes: bool = True) -> None:
    """Create a record's table and indexes. `rid` is the stable integer key that the search index refers to."""
    name = TABLES[record]
    columns = ", ".join(column_text(column) for column in columns_of(record) if column.name != "id")
    database.execute_sql(f'CREATE TABLE "{name}" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, {columns})')
    for statement in INDEXES.get(name, ()) if indexes else ():
        database.execute_sql(statement)


def create_search(database: "SqliteDatabase") -> None:
    """The search index. It keeps no text of its own where SQLite can delete from such an index."""
    contentless = "content='', contentless_delete=1, " if sqlite_version() >= CONTENTLESS_DELETE else ""
    database.execute_sql(f"CREATE VIRTUAL TABLE search USING fts5(body, {contentless}detail=none)")
