"""A copy counts only when it was read again and found good; SQLite with the known fault gets the slower, safer mode."""

import subprocess
import sys
from pathlib import Path

import pytest

from firstask_desktop.desk import DATA_FILE, Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.errors import Refused
from firstask_desktop.storage import database
from tests.desk_fixtures import registered, set_up

HOUSE = Path(__file__).resolve().parents[3]


def opened_copy(copy: Path, folder: Path, clock: FixedClock) -> Desk:
    folder.mkdir()
    (folder / DATA_FILE).write_bytes(copy.read_bytes())
    return open_desk(folder, clock)


def test_a_copy_is_the_register_at_that_moment(desk: Desk, tmp_path: Path, clock: FixedClock) -> None:
    case = registered(desk)
    head = desk.upkeep.head()
    copy = desk.upkeep.back_up(tmp_path / "copies")
    registered(desk, room="3-1-603")
    assert copy.name == "firstask-A-20261123-094200.db"
    assert [path.name for path in copy.parent.iterdir()] == [copy.name], "nothing beside it, no log that could get lost"
    other = opened_copy(copy, tmp_path / "elsewhere", clock).as_person(case.first_asked)
    assert other.upkeep.head() == head
    assert other.upkeep.verify().faults == []
    assert other.cases.get(case.id) == case
    assert len(other.search.find("滴水").rows) == 1
    assert registered(other, room="3-1-604").day_no == 2
    other.close()


def test_when_it_was_made_is_remembered(desk: Desk, tmp_path: Path) -> None:
    assert desk.upkeep.last_backup() == ""
    desk.upkeep.back_up(tmp_path / "copies")
    assert desk.upkeep.last_backup() == "2026-11-23T09:42:00"


@pytest.mark.parametrize("way", ["a file where the folder should be", "the last copy is a folder"])
def test_a_copy_that_cannot_be_written_is_refused_and_leaves_nothing(desk: Desk, tmp_path: Path, way: str) -> None:
    folder = tmp_path / "copies"
    if way.startswith("a file"):
        folder.write_text("")
    else:
        (folder / "firstask-A-20261123-094200.db").mkdir(parents=True)
    with pytest.raises(Refused) as refusal:
        desk.upkeep.back_up(folder)
    assert refusal.value.code == "backup_unwritten"
    assert not list(tmp_path.rglob("*.partial"))
    assert desk.upkeep.last_backup() == ""


def test_a_damaged_register_never_becomes_a_copy(desk: Desk, tmp_path: Path, clock: FixedClock) -> None:
    copies = tmp_path / "copies"
    for room in range(30):
        registered(desk, room=f"3-1-{room}")
    desk.upkeep.back_up(copies).rename(copies / "good.db")
    good = (copies / "good.db").read_bytes()
    desk.upkeep.checkpoint()
    desk.close()
    path = desk.folder / DATA_FILE
    content = bytearray(path.read_bytes())
    found = content.index("楼上空调外机一直滴水".encode())
    content[found // 4096 * 4096 : (found // 4096 + 1) * 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    damaged = open_desk(desk.folder, clock)
    with pytest.raises(Refused) as refusal:
        damaged.upkeep.back_up(copies)
    assert refusal.value.code in {"corrupt", "backup_unsound"}
    assert [path.name for path in copies.iterdir()] == ["good.db"]
    assert (copies / "good.db").read_bytes() == good
    damaged.close()


def test_a_copy_taken_while_somebody_writes_is_sound(desk: Desk, tmp_path: Path, clock: FixedClock) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITING, str(desk.folder), "60"], cwd=HOUSE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    writer.stdout.readline()
    lines = []
    for round_ in range(5):
        copy = desk.upkeep.back_up(tmp_path / f"copies{round_}")
        other = opened_copy(copy, tmp_path / f"elsewhere{round_}", clock)
        findings = other.upkeep.verify()
        assert findings.faults == []
        lines.append(findings.lines)
        other.close()
    writer.communicate()
    assert writer.returncode == 0
    assert lines == sorted(lines)
    assert desk.upkeep.verify().faults == []
    assert desk.upkeep.verify().lines >= lines[-1]


WRITING = """
import sys
from pathlib import Path
from firstask_desktop.desk import open_desk
from tests.desk_fixtures import RECEPTIONIST, as_name, registered
desk = as_name(open_desk(Path(sys.argv[1])), RECEPTIONIST)
for number in range(int(sys.argv[2])):
    case = registered(desk, room=f"5-1-{number}", urgent=True, promise_at=None)
    print(case.number, flush=True)
desk.close()
"""


def pragma(desk: Desk, name: str) -> object:
    return desk._office.store.one(f"PRAGMA {name}")[0]


def test_a_sound_sqlite_uses_the_write_ahead_log(desk: Desk) -> None:
    if database.sqlite_version() < database.SAFE_WAL:
        pytest.skip("this machine's SQLite has the fault")
    assert (pragma(desk, "journal_mode"), pragma(desk, "synchronous")) == ("wal", 2)


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 40, 1)])
def test_a_faulty_sqlite_falls_back_to_the_rollback_journal(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...]
) -> None:
    monkeypatch.setattr(database, "sqlite_version", lambda: version)
    desk = set_up(tmp_path / "old", clock)
    assert (pragma(desk, "journal_mode"), pragma(desk, "synchronous")) == ("delete", 3)
    case = registered(desk)
    assert not (desk.folder / f"{DATA_FILE}-wal").exists()
    assert desk.upkeep.verify().faults == []
    desk.close()
    monkeypatch.undo()
    newer = open_desk(desk.folder, clock).as_person(case.first_asked)
    assert newer.cases.get(case.id) == case, "a better SQLite takes the file over"
    newer.close()


def test_the_store_works_with_the_standard_library_alone(tmp_path: Path) -> None:
    """Where no newer SQLite is installed: register, find, verify, rebuild with the one Python brings."""
    done = subprocess.run(
        [sys.executable, "-c", PLAIN, str(tmp_path / "plain")], cwd=HOUSE, capture_output=True, text=True
    )
    assert done.stdout.split() == ["[]", "1", "True", "1"], done.stderr


PLAIN = """
import sys
sys.modules["pysqlite3"] = None
from pathlib import Path
from firstask_desktop.domain.clock import FixedClock
from tests.desk_fixtures import DRIVER, MONDAY_MORNING, registered, set_up
assert DRIVER.__name__.startswith("sqlite3")
desk = set_up(Path(sys.argv[1]), FixedClock(MONDAY_MORNING))
registered(desk)
print(desk.upkeep.verify().faults, len(desk.search.find("滴水").rows))
print(desk.upkeep.rebuild().sound, len(desk.search.find("滴水").rows))
desk.close()
"""
