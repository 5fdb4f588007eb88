"""Many writes go into the tables together as they would one by one, and one that cannot go in harms no other."""

from collections.abc import Iterator

import pytest
from peewee import SqliteDatabase

from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.people import Department
from firstask_desktop.storage.projecting import Projection, Write
from firstask_desktop.storage.tables import create_record_table


@pytest.fixture
def tables() -> Iterator[SqliteDatabase]:
    """Departments and complaints, with nothing in them; a case has one complaint form at most."""
    database = SqliteDatabase(":memory:")
    database.connect()
    create_record_table(database, Department)
    create_record_table(database, Complaint)
    yield database
    database.close()


def told(projection: Projection, *writes: tuple[str, str, dict[str, object]]) -> list[int]:
    """Tell of these writes, one line of the journal each, and flush; the lines that were not taken."""
    for seq, (table, row_id, values) in enumerate(writes, start=1):
        projection.put(Write("A", seq, table, row_id, values))
    return [write.seq for write in projection.flush()]


def departments(tables: SqliteDatabase) -> list[tuple[object, ...]]:
    return list(tables.execute_sql("SELECT rid, id, name, active FROM departments ORDER BY rid").fetchall())


def test_a_row_changed_several_times_ends_as_it_was_left_and_keeps_its_place(tables: SqliteDatabase) -> None:
    projection = Projection(tables)
    refused = told(
        projection,
        ("departments", "A-1", {"name": "工程部"}),
        ("departments", "A-2", {"name": "客房部"}),
        ("departments", "A-1", {"active": 0}),
        ("departments", "A-1", {"name": "工程维修部"}),
    )
    assert refused == []
    assert departments(tables) == [(1, "A-1", "工程维修部", 0), (2, "A-2", "客房部", 1)]


def test_a_row_of_an_earlier_block_is_changed_where_it_stands(tables: SqliteDatabase) -> None:
    projection = Projection(tables)
    told(projection, ("departments", "A-1", {"name": "工程部"}), ("departments", "A-2", {}))
    told(projection, ("departments", "A-2", {"name": "客房部"}), ("departments", "A-1", {}))
    assert departments(tables) == [(1, "A-1", "工程部", 1), (2, "A-2", "客房部", 1)]


@pytest.mark.parametrize(
    "values", [{"name": None}, {"name": "\ud800"}, {"id": "A-1"}], ids=["nothing", "no character", "another's id"]
)
def test_a_value_the_tables_cannot_hold_is_named_and_the_other_lines_are_written(
    tables: SqliteDatabase, values: dict[str, object]
) -> None:
    refused = told(
        Projection(tables),
        ("departments", "A-1", {"name": "工程部"}),
        ("departments", "A-2", {"name": "客房部"}),
        ("departments", "A-2", values),
        ("departments", "A-2", {"active": 0}),
    )
    assert refused == [3]
    assert departments(tables) == [(1, "A-1", "工程部", 1), (2, "A-2", "客房部", 0)]


def test_a_second_form_for_the_same_case_is_named(tables: SqliteDatabase) -> None:
    refused = told(
        Projection(tables),
        ("complaints", "A-1", {"case_id": "A-9"}),
        ("departments", "A-2", {"name": "客房部"}),
        ("complaints", "A-3", {"case_id": "A-9"}),
    )
    assert refused == [3]
    assert departments(tables) == [(1, "A-2", "客房部", 1)]


def test_what_one_row_gave_up_another_may_take_in_the_same_block(tables: SqliteDatabase) -> None:
    projection = Projection(tables)
    told(projection, ("complaints", "A-1", {"case_id": "A-9"}))
    assert told(projection, ("complaints", "A-2", {"case_id": "A-8"}), ("complaints", "A-1", {"case_id": "A-7"})) == []
    assert told(projection, ("complaints", "A-1", {"case_id": "A-6"}), ("complaints", "A-2", {"case_id": "A-7"})) == []
    assert told(projection, ("complaints", "A-2", {"case_id": "A-5"}), ("complaints", "A-4", {"case_id": "A-7"})) == []
