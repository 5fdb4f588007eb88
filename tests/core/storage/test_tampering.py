"""Somebody with a database tool edits, deletes or back-dates: the check names it, whatever it was."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firstask_desktop.desk import DATA_FILE, Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.errors import Refused
from firstask_desktop.storage.journal import chain_hash
from firstask_desktop.storage.tables import JOURNAL_GUARDS
from tests.desk_fixtures import DRIVER, all_rows, answered, handed, raw, registered, returned, settled, signed

Attack = Callable[[Any], object]


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A morning's work: three cases, one of them answered, one returned."""
    case = registered(desk)
    answered(desk, settled(desk, signed(desk, handed(desk, case))))
    returned(desk, handed(desk, registered(desk, room="3-1-603", name="仇海燕", phone="13912345678")))
    registered(desk, room="3-1-604", name="翟文静", phone="13712345678")
    assert desk.upkeep.verify().faults == []
    return desk


def test_a_bit_that_only_the_table_has_is_found_although_the_walk_reads_the_index(
    worked: Desk, clock: FixedClock
) -> None:
    """The journal is walked along an index that holds the time as well: a damaged row hides behind it."""
    worked.close()
    path = worked.folder / DATA_FILE
    content = bytearray(path.read_bytes())
    row = content.index(b"case.return")
    at = content.rindex(b"2026-11-23T", 0, row)
    content[at + 6] ^= 1
    path.write_bytes(content)
    again = open_desk(worked.folder, clock)
    assert any("索引" in fault for fault in again.upkeep.verify().faults)
    again.close()


def guards_down(connection: Any) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")


def guards_up(connection: Any) -> None:
    for guard in JOURNAL_GUARDS:
        connection.execute(guard)


def attacked(desk: Desk, attack: Attack) -> list[str]:
    """What the check says after a careful attack: the guards are taken down first and put up again."""
    connection = raw(desk)
    guards_down(connection)
    attack(connection)
    guards_up(connection)
    connection.close()
    return desk.upkeep.verify().faults


def sql(*statements: str) -> Attack:
    def attack(connection: Any) -> None:
        changed = connection.total_changes
        for statement in statements:
            connection.execute(statement)
        assert connection.total_changes > changed, "the attack itself must do something"

    return attack


def rewrite(connection: Any, seq: int, edit: Callable[[dict[str, Any]], object]) -> str:
    """Change what a line says and make its own hash fit again."""
    counter, at, actor, action, subject, changes, previous = connection.execute(
        "SELECT counter, at, actor, action, subject, changes, previous FROM journal WHERE seq = ?", (seq,)
    ).fetchone()
    told = json.loads(changes)
    edit(told)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = chain_hash(previous, (counter, seq, at, actor, action, subject), text)
    connection.execute("UPDATE journal SET changes = ?, hash = ? WHERE seq = ?", (text, digest, seq))
    return digest


def last(connection: Any) -> int:
    return int(connection.execute("SELECT max(seq) FROM journal").fetchone()[0])


def earlier_answer(connection: Any) -> None:
    """A line in the middle says something else, its own hash fits, the next line's link does not."""
    rewrite(connection, last(connection) - 3, lambda told: told["cases"].popitem()[1].update(remark="早就答复过"))


def swap_two_lines(connection: Any) -> None:
    one, two = last(connection) - 2, last(connection) - 3
    connection.execute("UPDATE journal SET seq = -1 WHERE seq = ?", (one,))
    connection.execute("UPDATE journal SET seq = ? WHERE seq = ?", (one, two))
    connection.execute("UPDATE journal SET seq = ? WHERE seq = -1", (two,))


def replace_a_line(connection: Any) -> None:
    connection.execute("PRAGMA recursive_triggers = 0")
    row = connection.execute("SELECT * FROM journal WHERE seq = ?", (last(connection) - 1,)).fetchone()
    forged = [*row[:3], "", *row[4:]]
    connection.execute(f"INSERT OR REPLACE INTO journal VALUES ({','.join('?' * len(row))})", forged)


MANNERS: dict[str, tuple[Attack, str]] = {
    "a promise moved": (sql("UPDATE cases SET promise_at = '2027-01-01T00:00:00+00:00'"), "promise_at 与日志不一致"),
    "a broken promise unmade": (sql("UPDATE cases SET broken_promises = 0 - 1"), "broken_promises 与日志不一致"),
    "the first-asked person exchanged": (sql("UPDATE cases SET first_asked = 'A-2'"), "first_asked 与日志不一致"),
    "a word of the requester changed": (sql("UPDATE cases SET words = '没事了'"), "words 与日志不一致"),
    "a case removed": (sql("DELETE FROM cases WHERE day_no = 2"), "日志中有此行，表中缺少"),
    "a whole table emptied": (sql("DELETE FROM hops"), "hops"),
    "a timeline entry removed": (sql("DELETE FROM entries WHERE kind = 'returned'"), "日志中有此行，表中缺少"),
    "a timeline entry back-dated": (sql("UPDATE entries SET at = '2026-01-01T00:00:00+00:00'"), "at 与日志不一致"),
    "a timeline entry put in": (
        sql(
            "CREATE TEMP TABLE forged AS SELECT * FROM entries LIMIT 1",
            "UPDATE forged SET id = 'A-900', rid = 900",
            "INSERT INTO entries SELECT * FROM forged",
        ),
        "表中有此行，日志中没有",
    ),
    "a signature forged": (sql("UPDATE hops SET accepted_at = given_at, accepted_how = 'login'"), "accepted_"),
    "a number given twice": (sql("UPDATE cases SET number = 'A261123-001'"), "number 与日志不一致"),
    "somebody made manager": (sql("UPDATE people SET role = 'manager' WHERE role = 'staff'"), "role 与日志不一致"),
    "a limit widened": (sql("UPDATE limits SET value = value + 600"), "value 与日志不一致"),
    "a journal line changed": (sql("UPDATE journal SET actor = 'A-2' WHERE seq = 12"), "内容与哈希不符"),
    "a journal line back-dated": (
        sql("UPDATE journal SET at = '2026-11-23T00:00:00+00:00' WHERE seq = 12"),
        "内容与哈希不符",
    ),
    "a journal line changed with its own hash": (earlier_answer, "与上一行的哈希不相连"),
    "a journal line removed": (sql("DELETE FROM journal WHERE seq = 12"), "前面缺少 1 行"),
    "two journal lines swapped": (swap_two_lines, "内容与哈希不符"),
    "a journal line replaced": (replace_a_line, "内容与哈希不符"),
    "journal lines moved up": (
        sql("UPDATE journal SET seq = seq + 1 WHERE seq = (SELECT max(seq) FROM journal)"),
        "缺",
    ),
    "the tail cut off": (
        sql("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)"),
        "表中有此行，日志中没有",
    ),
    "the journal emptied": (sql("DELETE FROM journal"), "表中有此行，日志中没有"),
    "the journal of another counter put in": (
        sql(
            "INSERT INTO journal SELECT 'B', 1, at, actor, action, subject, changes, '', hash FROM journal WHERE seq = 3"
        ),
        "日志 B-1：内容与哈希不符",
    ),
    "a line that is no JSON": (sql("UPDATE journal SET changes = '{\"cases\":' WHERE seq = 12"), "内容读不懂"),
    "a line of nothing but brackets": (
        sql(f"UPDATE journal SET changes = '{'[' * 20_000}' WHERE seq = 12"),
        "内容读不懂",
    ),
    "a line that speaks of an unknown table": (
        sql("UPDATE journal SET changes = '{\"wages\":{}}' WHERE seq = 12"),
        "内容读不懂",
    ),
    "a line of bytes": (sql("UPDATE journal SET changes = x'00ff' WHERE seq = 12"), "不是日志的写法"),
    "a personal value changed": (sql("UPDATE vault SET value = '13800000000' WHERE field = 'phone'"), "phone 与当时"),
    "a personal value changed on both sides": (
        sql("UPDATE vault SET value = '某某' WHERE field = 'name'", "UPDATE cases SET name = '某某'"),
        "name 与当时的承诺值不符",
    ),
    "a salt changed": (sql("UPDATE vault SET salt = zeroblob(16)"), "与当时的承诺值不符"),
    "a salt that is a number": (sql("UPDATE vault SET salt = 4000000000"), "与当时的承诺值不符"),
    "a personal value removed": (sql("DELETE FROM vault WHERE field = 'room'"), "room 与日志不一致"),
    "a personal value put in": (
        sql("INSERT INTO vault SELECT counter, seq, tab, row, 'words', value, salt FROM vault LIMIT 1"),
        "有来历不明的内容",
    ),
    "a case hidden from the search": (sql("DELETE FROM search WHERE rowid = 2"), "搜索索引缺 1 件"),
    "a ghost in the search": (sql("INSERT INTO search (rowid, body) VALUES (99, '滴水')"), "多 1 件"),
}


@pytest.mark.parametrize("manner", MANNERS)
def test_every_attack_is_named(worked: Desk, manner: str) -> None:
    attack, named = MANNERS[manner]
    faults = attacked(worked, attack)
    assert any(named in fault for fault in faults), faults


def test_the_guards_refuse_the_plain_attempts(worked: Desk) -> None:
    connection = raw(worked)
    connection.execute("PRAGMA recursive_triggers = 1")
    for attempt in (
        "UPDATE journal SET actor = ''",
        "DELETE FROM journal WHERE seq = 3",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 3",
        "INSERT INTO journal SELECT counter, seq + 40, at, actor, action, subject, changes, previous, hash"
        " FROM journal WHERE seq = 3",
        "INSERT INTO journal SELECT counter, max(seq) + 1, at, actor, action, subject, changes, 'x', hash FROM journal",
    ):
        with pytest.raises(DRIVER.IntegrityError, match="journal"):
            connection.execute(attempt)
    connection.close()
    assert worked.upkeep.verify().faults == []


def test_guards_that_are_missing_or_strange_are_named(worked: Desk) -> None:
    connection = raw(worked)
    guards_down(connection)
    assert "日志的 4 道保护被拆除" in worked.upkeep.verify().faults
    guards_up(connection)
    assert worked.upkeep.verify().faults == []
    connection.execute("CREATE TRIGGER sly AFTER UPDATE ON cases BEGIN UPDATE cases SET broken_promises = 0; END")
    connection.close()
    assert worked.upkeep.verify().faults == ["数据文件里有 1 个不是本程序写的触发器"]


def test_a_tail_cut_off_with_its_rows_shows_against_the_printed_code(worked: Desk, clock: FixedClock) -> None:
    early = worked.upkeep.head()
    copy = worked.upkeep.back_up(worked.folder.parent / "yesterday")
    clock.advance(minutes=5)
    registered(worked, room="9-9-909", name="解小虎")
    printed = worked.upkeep.head()
    assert printed != early
    assert worked.upkeep.stands(early)
    assert worked.upkeep.stands(printed)

    folder = worked.folder.parent / "rolled back"
    folder.mkdir()
    copy.rename(folder / "firstask.db")
    desk = open_desk(folder, clock)
    assert desk.upkeep.verify().faults == [], "an old copy is sound in itself: only the paper tells"
    assert desk.upkeep.head() == early
    assert desk.upkeep.stands(early)
    assert not desk.upkeep.stands(printed)
    case = registered(desk.as_person(worked.actor.id if worked.actor else ""), room="1-1-101", name="朴成焕")
    assert case.number == "A261123-004", "the same number again, for somebody else"
    assert not desk.upkeep.stands(printed), "a new line of the same seq has another hash"
    desk.close()


@pytest.mark.parametrize("typed", ["", "-", "A", "A-3", "A-3-", "A-x-00", "B-3-0123456789", "A-99-0123456789"])
def test_a_printed_code_that_is_none_does_not_stand(worked: Desk, typed: str) -> None:
    assert not worked.upkeep.stands(typed)


def test_a_rebuild_puts_the_tables_back_as_they_were(worked: Desk) -> None:
    before = all_rows(worked)
    connection = raw(worked)
    for statement in (
        "DELETE FROM entries", "UPDATE cases SET words = '没事了', first_asked = ''", "DELETE FROM posts",
        "DELETE FROM search WHERE rowid > 1",
    ):  # fmt: skip
        connection.execute(statement)
    connection.close()
    assert not worked.upkeep.verify().sound
    assert worked.upkeep.rebuild().sound
    assert all_rows(worked) == before
    assert worked.upkeep.verify().faults == []
    assert len(worked.search.find("滴水").rows) == 3
    assert [post.code for post in worked.house.posts()][:2] == ["KF-QT", "KF-GJ"]


def test_a_rebuild_from_a_broken_journal_changes_nothing(worked: Desk) -> None:
    connection = raw(worked)
    guards_down(connection)
    connection.execute("DELETE FROM journal WHERE seq = 12")
    guards_up(connection)
    connection.close()
    before = all_rows(worked)
    findings = worked.upkeep.rebuild()
    assert any("缺少 1 行" in fault for fault in findings.faults)
    assert all_rows(worked) == before
    assert registered(worked, room="3-1-605").day_no == 4, "the desk goes on"


def test_a_file_that_is_damaged_is_refused_in_words(worked: Desk, tmp_path: Path, clock: FixedClock) -> None:
    copy = worked.upkeep.back_up(tmp_path / "copies")
    content = bytearray(copy.read_bytes())
    page = 4096
    for start in range(2 * page, len(content), page):
        content[start : start + page] = b"\xa5" * page
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / "firstask.db").write_bytes(content)
    with pytest.raises(Refused) as refusal:
        open_desk(folder, clock).upkeep.verify()
    assert refusal.value.code == "corrupt"
    assert "已损坏" in refusal.value.message
