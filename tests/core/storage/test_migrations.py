"""A file is of the old version or of the new one, never between; a newer one is left alone."""

from pathlib import Path

import pytest
from peewee import SqliteDatabase

from firstask_desktop.desk import DATA_FILE, Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.desk_life import SpokenPhrase
from firstask_desktop.errors import Refused
from firstask_desktop.storage.migrations import STEPS, version_of
from firstask_desktop.storage.store import Store
from tests.desk_fixtures import as_name, handed, raw, registered


def version(desk: Desk) -> int:
    connection = raw(desk)
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return found


def add_a_table(database: SqliteDatabase) -> None:
    database.execute_sql("CREATE TABLE parcels (rid INTEGER PRIMARY KEY, id TEXT)")
    database.execute_sql("INSERT INTO parcels (id) SELECT id FROM cases")


def fail_half_way(database: SqliteDatabase) -> None:
    database.execute_sql("ALTER TABLE cases ADD COLUMN parcel TEXT")
    database.execute_sql("DELETE FROM entries")
    raise RuntimeError("the step fails")


def test_an_empty_file_becomes_the_newest_version(desk: Desk) -> None:
    assert version(desk) == len(STEPS)
    assert desk.upkeep.verify().sound


def test_opening_again_changes_nothing(desk: Desk, clock: FixedClock) -> None:
    case = registered(desk)
    desk.close()
    before = (desk.folder / DATA_FILE).read_bytes()
    again = open_desk(desk.folder, clock)
    assert again.cases.get(case.id) == case if again.session.sign_in(case.first_asked) else None
    again.close()
    assert len((desk.folder / DATA_FILE).read_bytes()) == len(before)


def test_a_further_step_keeps_every_row(desk: Desk, clock: FixedClock) -> None:
    case = registered(desk)
    store = Store(desk.folder / DATA_FILE, clock, steps=(*STEPS, add_a_table))
    assert version_of(store.database) == len(STEPS) + 1
    assert store.all("SELECT id FROM parcels") == [(case.id,)]
    store.close()
    assert desk.cases.get(case.id) == case


@pytest.mark.parametrize("steps", [(*STEPS, fail_half_way), (*STEPS, add_a_table, fail_half_way)])
def test_a_step_that_fails_leaves_the_old_version(desk: Desk, clock: FixedClock, steps: tuple[object, ...]) -> None:
    case = registered(desk)
    with pytest.raises(RuntimeError, match="the step fails"):
        Store(desk.folder / DATA_FILE, clock, steps=steps)  # type: ignore[arg-type]
    assert version(desk) == len(STEPS)
    connection = raw(desk)
    assert "parcel" not in connection.execute("SELECT group_concat(sql) FROM sqlite_master").fetchone()[0]
    connection.close()
    assert desk.cases.file(case.id).timeline
    assert desk.upkeep.verify().faults == []


def test_a_table_gets_the_columns_its_record_has_got_since(desk: Desk, clock: FixedClock) -> None:
    case = registered(desk)
    desk.close()
    connection = raw(desk)
    for column in ("satisfied", "written"):
        connection.execute(f"ALTER TABLE cases DROP COLUMN {column}")
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    again = open_desk(desk.folder, clock)
    assert again.cases.get(case.id) == case
    assert version(again) == len(STEPS)
    assert again.upkeep.verify().sound
    again.close()


def test_a_first_step_that_fails_leaves_an_empty_file(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(RuntimeError):
        Store(tmp_path / DATA_FILE, clock, steps=(STEPS[0], fail_half_way))
    store = Store(tmp_path / DATA_FILE, clock)
    assert version_of(store.database) == len(STEPS)
    assert store.head() == (0, "", "")
    store.close()


def test_a_newer_file_is_refused_and_not_touched(desk: Desk, tmp_path: Path, clock: FixedClock) -> None:
    """Given in both shapes a file can have on disk: just closed by the newer program, and a backup of it."""
    registered(desk)
    connection = raw(desk)
    connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    for place, source in enumerate((desk.upkeep.back_up(tmp_path / "copies"), desk.folder / DATA_FILE)):
        desk.close()
        folder = tmp_path / f"newer{place}"
        folder.mkdir()
        (folder / DATA_FILE).write_bytes(source.read_bytes())
        before = (folder / DATA_FILE).read_bytes()
        with pytest.raises(Refused, match="没有改动它") as refusal:
            open_desk(folder, clock)
        assert refusal.value.code == "newer_file"
        assert (folder / DATA_FILE).read_bytes() == before
        assert [path.name for path in folder.iterdir()] == [DATA_FILE]


def test_a_newer_version_that_only_the_write_ahead_log_knows_is_refused_too(desk: Desk, clock: FixedClock) -> None:
    desk.upkeep.checkpoint()
    connection = raw(desk)
    connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    with pytest.raises(Refused) as refusal:
        open_desk(desk.folder, clock)
    connection.close()
    assert refusal.value.code == "newer_file"
    assert version(desk) == len(STEPS) + 1


def test_a_file_from_before_the_said_phrases_gains_table_column_and_indexes(desk: Desk, clock: FixedClock) -> None:
    """An older file: without the table of spoken phrases, the consent of a handoff and what finds them."""
    case = handed(desk, registered(desk))
    desk.close()
    old = raw(desk)
    old.execute("DROP TABLE spoken")
    old.execute("DROP INDEX entries_quoted")
    old.execute("ALTER TABLE hops DROP COLUMN own_duty_consent")
    old.execute("PRAGMA user_version = 3")
    old.close()
    again = open_desk(desk.folder, clock)
    again.session.sign_in(case.first_asked)
    assert version(again) == len(STEPS)
    assert again.cases.file(case.id).chain[0].hop.own_duty_consent == ""
    boss = as_name(again, "周敏")
    boss.spoken.log(SpokenPhrase(person=case.first_asked, phrase="不知道", case_id=case.id))
    assert again.upkeep.verify().sound
    assert again.upkeep.rebuild().sound
    again.close()


@pytest.mark.behaviour(6, 26)
def test_a_file_from_before_the_restarts_is_given_their_columns_and_keeps_its_rows(
    desk: Desk, clock: FixedClock
) -> None:
    case = registered(desk)
    desk.close()
    connection = raw(desk)
    for index in ("cases_on_top", "cases_progress"):
        connection.execute(f"DROP INDEX {index}")
    for table, column in (("cases", "restart_at"), ("pauses", "escalated_at"), ("choices", "progress_minutes")):
        connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    connection.execute("PRAGMA user_version = 4")
    connection.commit()
    connection.close()
    again = open_desk(desk.folder, clock)
    assert version(again) == len(STEPS)
    assert again.cases.get(case.id) == case
    assert {one.progress_minutes for one in again.house.kinds()} == {0}
    assert again.upkeep.verify().sound
    again.close()
