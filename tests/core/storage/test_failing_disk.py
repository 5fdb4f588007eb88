"""A disk that is full, locked, read-only, damaged or gone: a sentence for a person, nothing half-written, go on after."""

import errno
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from firstask_desktop.desk import DATA_FILE, Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import LedgerQuery, Progress
from firstask_desktop.domain.flow import Action
from firstask_desktop.errors import Refused
from firstask_desktop.events import Changed
from firstask_desktop.storage.database import spoken
from firstask_desktop.storage.store import Store
from tests.desk_fixtures import DRIVER, handed, person, raw, registered, set_up, signed

CHINESE = range(0x4E00, 0x9FFF)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Refused with this code, in Chinese, without a word of the database's own."""
    with pytest.raises(Refused) as refusal:
        yield
    message = refusal.value.message
    assert refusal.value.code == code, message
    assert sum(ord(char) in CHINESE for char in message) > 8
    assert "sqlite" not in message.lower()
    assert "database" not in message.lower()


def impatient(desk: Desk) -> None:
    """Wait for nobody: a test has no ten seconds."""
    desk._office.store.database.execute_sql("PRAGMA busy_timeout = 20")


def fill(desk: Desk) -> Callable[[], object]:
    """No page more can be had; what is called undoes it."""
    execute = desk._office.store.database.execute_sql
    pages = int(execute("PRAGMA page_count").fetchone()[0])
    execute(f"PRAGMA max_page_count = {pages}")
    return lambda: execute("PRAGMA max_page_count = 4294967294")


def test_a_full_disk_refuses_and_the_desk_goes_on_when_there_is_room(desk: Desk) -> None:
    case = signed(desk, handed(desk, registered(desk)))
    told: list[Changed] = []
    desk.bulletin.listen(told.append)
    make_room = fill(desk)
    kept = len(desk.cases.file(case.id).timeline)
    with refused("disk_full"):
        for turn in range(200):
            said = f"第 {turn + 1} 次联系厂家，等待回音。" * 40
            desk.cases.perform(Action.PROGRESS, case.id, Progress(text=said))
            kept += 1
    assert len(desk.cases.file(case.id).timeline) == kept
    assert len(told) == kept - 3
    with refused("disk_full"):
        registered(desk, room="9-9-909", words="电梯停在三楼不动。" * 300)
    assert not desk.search.find("9-9-909").rows
    make_room()
    assert desk.upkeep.verify().faults == []
    assert registered(desk, room="9-9-909").day_no == case.day_no + 1
    assert desk.upkeep.verify().faults == []


def test_a_full_disk_undoes_a_whole_batch(desk: Desk) -> None:
    before = desk.upkeep.head()
    make_room = fill(desk)
    with refused("disk_full"), desk._office.store.batch():
        for room in range(200):
            registered(desk, room=f"3-1-{room}", words="楼上空调外机一直滴水。" * 50)
    make_room()
    assert desk.upkeep.head() == before
    assert registered(desk).day_no == 1
    assert desk.upkeep.verify().faults == []


def test_another_program_that_holds_the_file_is_named(desk: Desk) -> None:
    impatient(desk)
    case = registered(desk)
    other = raw(desk)
    other.execute("BEGIN IMMEDIATE")
    with refused("locked"):
        registered(desk, room="3-1-603")
    with refused("locked"):
        desk.drafts.save("intake", {"words": "半句话"})
    assert desk.cases.get(case.id) == case, "reading goes on"
    other.execute("ROLLBACK")
    other.close()
    assert registered(desk, room="3-1-603").day_no == 2


def test_patience_is_how_long_a_command_waits(desk: Desk, clock: FixedClock) -> None:
    other = raw(desk)
    other.execute("BEGIN IMMEDIATE")
    store = Store(desk.folder / DATA_FILE, clock, patience=0.01)
    assert store.one("PRAGMA busy_timeout") == (10,)
    with refused("locked"):
        store.remember("key", "value")
    fork = store.fork()
    assert fork.one("PRAGMA busy_timeout") == (10,)
    fork.close()
    store.close()
    other.close()


def test_a_command_gets_its_turn_as_soon_as_the_file_is_free(desk: Desk) -> None:
    other = raw(desk, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    free = threading.Timer(0.05, other.execute, ["ROLLBACK"])
    free.start()
    assert registered(desk).day_no == 1
    free.join()
    other.close()
    assert desk._office.store.one("PRAGMA busy_timeout") == (10_000,), "single statements wait as before"


def test_a_file_that_may_only_be_read_is_named(desk: Desk) -> None:
    case = registered(desk)
    desk._office.store.database.execute_sql("PRAGMA query_only = 1")
    with refused("read_only"):
        registered(desk, room="3-1-603")
    assert desk.cases.get(case.id) == case
    desk._office.store.database.execute_sql("PRAGMA query_only = 0")
    assert registered(desk, room="3-1-603").day_no == 2


@pytest.mark.behaviour(13)
def test_a_draft_that_the_disk_refuses_is_held_until_it_takes_it(desk: Desk) -> None:
    execute = desk._office.store.database.execute_sql
    desk.drafts.save("saved", {"words": "早先存下的"})
    execute("PRAGMA query_only = 1")
    with refused("read_only"):
        desk.drafts.save("held", {"words": "半句话"})
    desk.drafts.clear("saved")
    assert desk.drafts.load("held") == {"words": "半句话"} and desk.drafts.load("saved") == {}
    assert desk._office.store.recall("draft:held") == ""
    execute("PRAGMA query_only = 0")
    desk.drafts.save("third", {"words": "一"})
    store = desk._office.store
    assert [bool(store.recall(f"draft:{key}")) for key in ("held", "saved", "third")] == [True, False, True]


def test_one_can_sign_in_look_and_take_a_register_away_while_nothing_can_be_written(desk: Desk, tmp_path: Path) -> None:
    case, colleague = registered(desk), person(desk, "何静")
    desk._office.store.database.execute_sql("PRAGMA query_only = 1")
    desk.session.sign_in(colleague.id)
    assert desk.cases.get(case.id) == case
    desk.ledgers.export("kf-06-01", LedgerQuery(), tmp_path / "台账.xlsx")
    assert (tmp_path / "台账.xlsx").stat().st_size > 5_000
    with refused("read_only"):
        registered(desk, room="3-1-603")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are guarded in another way there")
def test_a_folder_that_may_only_be_read_is_named(clock: FixedClock) -> None:
    """As somebody who may read the register and nothing more: root, who may everything, becomes nobody for a moment."""
    folder = Path(tempfile.mkdtemp(prefix="readonly"))
    set_up(folder, clock).close()
    (folder / DATA_FILE).chmod(0o444)
    folder.chmod(0o555)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        with refused("read_only"):
            open_desk(folder, clock)
    finally:
        os.seteuid(before)
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"this is a letter and no register at all, " * 200, "corrupt"),
        (b"SQLite format 3\0" + b"\xa5" * 8_000, "corrupt"),
        (b"PK\x03\x04 a workbook under the wrong name " * 200, "corrupt"),
    ],
)
def test_a_file_that_is_no_register_is_named_and_not_touched(
    tmp_path: Path, clock: FixedClock, content: bytes, code: str
) -> None:
    (tmp_path / DATA_FILE).write_bytes(content)
    try:
        with refused(code):
            open_desk(tmp_path, clock)
    finally:
        assert (tmp_path / DATA_FILE).read_bytes() == content


def test_a_folder_where_the_file_should_be_is_named(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / DATA_FILE).mkdir()
    with refused("unreachable"):
        open_desk(tmp_path, clock)


def test_a_disk_that_was_pulled_out_is_not_called_a_damaged_file(tmp_path: Path) -> None:
    """SQLite says "malformed" for both; only the file's own bytes tell."""
    path = tmp_path / DATA_FILE
    for content, code in ((b"SQLite format 3\0" + bytes(200), "corrupt"), (None, "unreachable")):
        path.unlink(missing_ok=True)
        if content:
            path.write_bytes(content)
        with refused(code), spoken(path):
            raise DRIVER.DatabaseError("database disk image is malformed")


def test_a_backup_that_was_made_is_not_called_refused(desk: Desk, tmp_path: Path) -> None:
    impatient(desk)
    registered(desk)
    other = raw(desk)
    other.execute("BEGIN IMMEDIATE")
    path = desk.upkeep.back_up(tmp_path / "copies")
    assert path.exists() and desk.backups.changed(), "to be made again"
    other.execute("ROLLBACK")
    other.close()


def test_an_attachment_that_cannot_be_kept_nor_removed_is_a_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = registered(desk)
    (tmp_path / "签收单.png").write_bytes(b"a slip")

    def read_only(*_given: object, **_named: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", read_only)
    monkeypatch.setattr(os, "fsync", read_only)
    with refused("not_kept"):
        desk.attachments.add(case.id, tmp_path / "签收单.png")


def test_anything_else_of_the_database_stays_a_bug(desk: Desk) -> None:
    with pytest.raises(Exception, match="no such table") as bug:
        desk._office.store.all("SELECT * FROM wages")
    assert not isinstance(bug.value, Refused)
