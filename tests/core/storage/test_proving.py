"""A sound file is proven sound in one walk; whatever is not as it should be is left to the whole replay."""

import json
from collections.abc import Callable

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.storage.journal import canonical, chain_hash
from firstask_desktop.storage.proving import proven
from tests.core.storage.test_tampering import guards_down
from tests.desk_fixtures import answered, handed, raw, registered, settled, signed

Told = dict[str, dict[str, dict[str, object]]]


@pytest.fixture
def worked(desk: Desk) -> Desk:
    answered(desk, settled(desk, signed(desk, handed(desk, registered(desk)))))
    registered(desk, room="3-1-604", name="翟文静", phone="13712345678")
    return desk


def is_proven(desk: Desk) -> bool:
    store = desk._office.store
    with store.database.atomic("DEFERRED"):
        return proven(store, None) is not None


def add_line(desk: Desk, told: Told | str) -> None:
    """A further line by hand, properly numbered and hashed, whatever it says."""
    connection = raw(desk)
    seq, previous, at = connection.execute("SELECT seq, hash, at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    head = ("A", seq + 1, at, "A-1", "case.edit", "A-1")
    changes = told if isinstance(told, str) else canonical(told)
    row = (*head, changes, previous, chain_hash(previous, head, changes))
    connection.execute(
        "INSERT INTO journal (counter, seq, at, actor, action, subject, changes, previous, hash)"
        " VALUES (?,?,?,?,?,?,?,?,?)",
        row,
    )
    connection.commit()
    connection.close()


def change(desk: Desk, *statements: str) -> None:
    connection = raw(desk)
    guards_down(connection)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def last_seq(desk: Desk) -> int:
    return desk._office.store.head()[0]


def test_a_worked_file_is_proven_with_all_its_lines_heads_and_commitments(worked: Desk) -> None:
    store = worked._office.store
    with store.database.atomic("DEFERRED"):
        proof = proven(store, None)
    assert proof is not None
    findings, opened = proof
    seq, digest, _ = store.head()
    assert findings.heads == {"A": (seq, digest)}
    assert findings.lines == seq
    assert opened == store.one("SELECT count(*) FROM vault")[0]


def test_an_erased_person_leaves_the_file_proven(worked: Desk) -> None:
    change(worked, "DELETE FROM vault WHERE field = 'phone'", "UPDATE cases SET phone = '已匿名化' WHERE phone <> ''")
    assert is_proven(worked)


def took_back(desk: Desk, told: object) -> None:
    """A line says something of a case that no line can say, the next one what the case is."""
    case_id = f"A-{last_seq(desk)}"
    add_line(desk, {"cases": {case_id: {"remark": told}}})
    add_line(desk, {"cases": {case_id: {"remark": ""}}})


ATTACKS: dict[str, Callable[[Desk], None]] = {
    "a row edited": lambda desk: change(desk, "UPDATE cases SET words = 'x' WHERE rid = 1"),
    "a row deleted": lambda desk: change(desk, "DELETE FROM entries WHERE rid = 1"),
    "a row nobody told of": lambda desk: change(
        desk,
        "CREATE TEMP TABLE one AS SELECT * FROM entries LIMIT 1",
        "UPDATE one SET rid = 9999, id = 'A-2.77'",
        "INSERT INTO entries SELECT * FROM one",
    ),
    "a phone edited": lambda desk: change(desk, "UPDATE vault SET value = '1' WHERE field = 'phone'"),
    "a salt that is no salt": lambda desk: change(desk, "UPDATE vault SET salt = 'abc'"),
    "a line edited": lambda desk: change(desk, "UPDATE journal SET actor = 'A-2' WHERE seq = 3"),
    "a line gone": lambda desk: change(desk, "DELETE FROM journal WHERE seq = 3"),
    "a number for a name": lambda desk: change(desk, "UPDATE journal SET actor = x'00' WHERE seq = 3"),
    "told of a table that is none": lambda desk: add_line(desk, {"nothing": {"A-1": {"name": "x"}}}),
    "told of a row never born": lambda desk: add_line(desk, {"cases": {"A-2.77": {"remark": "x"}}}),
    "told of a row not yet born": lambda desk: add_line(desk, {"cases": {f"A-{last_seq(desk) + 9}": {"remark": "x"}}}),
    "told of another's id": lambda desk: add_line(desk, {"cases": {f"A-{last_seq(desk) + 1}": {"id": "A-1"}}}),
    "told a fraction": lambda desk: add_line(desk, {"cases": {f"A-{last_seq(desk)}": {"visits": 1.5}}}),
    "told a whole number as a fraction": lambda desk: add_line(desk, {"cases": {f"A-{last_seq(desk)}": {"visits": 1.0}}}),
    "told a list and took it back": lambda desk: took_back(desk, ["x"]),
    "told parts and took them back": lambda desk: took_back(desk, {"x": "y"}),
    "told what the table has not": lambda desk: add_line(desk, {"cases": {f"A-{last_seq(desk)}": {"remark": "x"}}}),
    "told in no words": lambda desk: add_line(desk, "{}x"),
    "told a list": lambda desk: add_line(desk, json.dumps([1])),
    "told a row that is a word": lambda desk: add_line(desk, '{"cases":{"A-1":"x"}}'),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_nothing_amiss_is_ever_proven_and_the_replay_names_it(worked: Desk, attack: Callable[[Desk], None]) -> None:
    assert is_proven(worked)
    attack(worked)
    assert not is_proven(worked)
    assert worked.upkeep.verify().faults


def test_a_row_told_as_it_already_was_stays_proven(worked: Desk) -> None:
    case_id = worked._office.store.one("SELECT id FROM cases ORDER BY rid DESC LIMIT 1")[0]
    add_line(worked, {"cases": {case_id: {"remark": ""}}})
    assert is_proven(worked)


def test_the_hash_of_a_line_is_that_of_its_compact_list() -> None:
    import hashlib

    head = ('A"\\', 7, "2026-11-23T01:42:00+00:00", "\u2028\x1f", "case.register", "单\ud800")
    text = json.dumps(["ab", *head], ensure_ascii=False, separators=(",", ":")) + "{}"
    assert chain_hash("ab", head, "{}") == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
