"""Every change goes through one door: one line a command, whole or not at all, nobody's name in the clear."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Acceptance, OnSpot, Progress
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Limit, Person
from firstask_desktop.domain.states import Verdict
from firstask_desktop.errors import Refused
from firstask_desktop.events import Changed
from firstask_desktop.storage.journal import opened
from firstask_desktop.storage.replay import birth
from firstask_desktop.storage.store import Store
from tests.desk_fixtures import as_name, handed, raw, registered, registration, signed


@pytest.fixture
def store(desk: Desk) -> Store:
    return Store(desk.folder / "firstask.db", desk._office.clock)


def file_bytes(desk: Desk) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(desk.folder.glob("firstask.db*")))


@dataclass(frozen=True)
class Line:
    counter: str
    seq: int
    at: str
    actor: str
    action: str
    subject: str
    changes: str
    previous: str
    hash: str


def lines(desk: Desk) -> list[Line]:
    connection = raw(desk)
    rows = connection.execute("SELECT * FROM journal ORDER BY counter, seq").fetchall()
    connection.close()
    return [Line(*row) for row in rows]


def test_each_command_writes_one_line(desk: Desk) -> None:
    before = len(lines(desk))
    case = registered(desk)
    case = handed(desk, case)
    signed(desk, case)
    new = lines(desk)[before:]
    assert [line.action for line in new] == ["case.register", "case.hand_off", "case.accept"]
    assert [line.subject for line in new] == [case.id] * 3
    assert [line.actor for line in new] == [case.first_asked, case.first_asked, case.handler]


def test_a_refusal_writes_nothing(desk: Desk) -> None:
    case = registered(desk)
    before = file_bytes(desk), lines(desk)
    with pytest.raises(Refused, match="签收"):
        desk.cases.perform(Action.ACCEPT, case.id, Acceptance(readback="我来看外机"))
    with pytest.raises(Refused):
        registered(desk, promise_at=None)
    assert lines(desk) == before[1]
    assert desk.cases.get(case.id) == case


@pytest.mark.parametrize("wrong", [RuntimeError("the lamp went out"), KeyboardInterrupt()])
def test_a_fault_in_the_middle_of_a_command_undoes_all_of_it(desk: Desk, wrong: BaseException) -> None:
    case = registered(desk)
    told: list[Changed] = []
    desk.bulletin.listen(told.append)
    before = lines(desk)

    def half(put: Callable[[Case], Case]) -> None:
        put(replace(case, room="9-9-909", remark="half a command"))
        raise wrong

    with pytest.raises(type(wrong)), desk._office.store.record("case.correct", case.first_asked, case.id) as entry:
        half(entry.put)
    assert lines(desk) == before
    assert told == []
    assert desk.cases.get(case.id) == case
    assert not desk.search.find("9-9-909").rows
    assert registered(desk, room="3-1-603").day_no == case.day_no + 1


def test_nothing_changed_is_no_line(desk: Desk) -> None:
    somebody = desk.house.people()[1]
    before = lines(desk)
    desk.house.save(somebody)
    assert lines(desk) == before


def test_a_line_holds_just_the_fields_that_changed(desk: Desk) -> None:
    somebody = desk.house.people()[1]
    desk.house.save(replace(somebody, phone="8099"))
    assert lines(desk)[-1].changes == f'{{"people":{{"{somebody.id}":{{"phone":"8099"}}}}}}'


def test_personal_values_are_never_in_the_journal_in_the_clear(desk: Desk) -> None:
    desk.session.set_pin(desk.actor.id if desk.actor else "", "480327")
    case = registered(desk, name="欧阳单于晓燕", phone="139 8765 4321", room="7-2-1901")
    signed(desk, handed(desk, case))
    text = "\n".join(str(line) for line in lines(desk))
    for secret in ("欧阳单于晓燕", "13987654321", "139 8765 4321", "7-2-1901", "$argon2", "480327"):
        assert secret not in text, secret
    assert "上门查看外机滴水" in text, "what is not personal is readable, or this test reads the wrong thing"


def test_every_commitment_opens_with_its_kept_value_and_salt(desk: Desk, store: Store) -> None:
    registered(desk, name="仇海燕", phone="13912345678", room="2-2-202")
    kept = store.all("SELECT seq, value, salt, field FROM vault")
    text = {line.seq: line.changes for line in lines(desk)}
    assert {value for _, value, _, _ in kept} >= {"仇海燕", "13912345678", "2-2-202"}
    for seq, value, salt, _ in kept:
        assert opened(value, salt) in text[seq]
        assert opened(value + " ", salt) not in text[seq]
    assert len({salt for _, _, salt, _ in kept}) == len(kept)
    store.close()


def test_a_personal_value_taken_back_within_a_command_is_kept_nowhere(desk: Desk, store: Store) -> None:
    case = registered(desk, name="", name_reason="客户不愿留姓名")
    with desk._office.store.record("case.correct", case.first_asked, case.id) as entry:
        entry.put(replace(case, name="区志豪"))
        entry.put(replace(case, name="", remark="客户要求不留姓名"))
    assert store.one("SELECT count(*) FROM vault WHERE value = '区志豪'") == (0,)
    assert desk.upkeep.verify().faults == []
    store.close()


def test_a_row_is_called_after_the_place_of_its_birth(desk: Desk) -> None:
    seq = len(lines(desk)) + 1
    case = registered(desk)
    assert case.id == f"A-{seq}"
    assert [line.id for line in desk.cases.file(case.id).timeline] == [f"A-{seq}.2"]
    settled = desk.cases.register(registration(desk, verdict=Verdict.OWN_POST), OnSpot(answer="电话里已说明办理流程"))
    ids = [settled.id] + [line.id for line in desk.cases.file(settled.id).timeline]
    assert ids[:2] == [f"A-{seq + 1}", f"A-{seq + 1}.2"]
    assert len(set(ids)) == len(ids)


def test_births_are_put_in_the_order_of_the_journal_not_of_the_alphabet() -> None:
    born = ["B2-1.3", "A-10", "A-9.10", "", "A-9.2", "x.y-z.w", "A-9"]
    assert sorted(born, key=birth)[2:] == ["A-9", "A-9.2", "A-9.10", "A-10", "B2-1.3"]


def test_numbers_run_without_gaps_and_begin_anew_after_midnight(desk: Desk, clock: FixedClock) -> None:
    def number() -> str:
        return registered(desk, urgent=True, promise_at=None).number

    clock.set(clock.now().replace(hour=15, minute=58))  # 23:58 in China
    assert [number() for _ in range(2)] == ["A261123-001", "A261123-002"]
    with pytest.raises(Refused):
        registered(desk, kind="没有这一类")
    assert number() == "A261123-003"
    clock.advance(minutes=2)
    assert [number() for _ in range(2)] == ["A261124-001", "A261124-002"]


def test_a_clock_set_back_turns_nothing_round(desk: Desk, clock: FixedClock) -> None:
    first = registered(desk)
    clock.advance(hours=-3)
    second = registered(desk, room="3-1-603", promise_at=first.promise_at)
    clock.advance(days=-400)
    third = desk.cases.perform(Action.PROGRESS, first.id, Progress(text="已联系空调厂家"))
    stamps = [line.at for line in lines(desk)]
    assert stamps == sorted(stamps)
    assert second.registered_at == first.registered_at
    assert (first.day_no, second.day_no) == (1, 2)
    assert third.last_progress_at == first.registered_at
    clock.advance(days=400, hours=3, minutes=1)
    assert registered(desk, room="3-1-604").registered_at == clock.now()


def test_a_batch_is_all_or_nothing(desk: Desk) -> None:
    before = lines(desk), desk.house.people(all=True)
    told: list[Changed] = []
    desk.bulletin.listen(told.append)
    with pytest.raises(Refused), desk._office.store.batch():
        desk.house.save(Person(name="甲一"))
        registered(desk)
        registered(desk, kind="没有这一类")
    assert (lines(desk), desk.house.people(all=True)) == before
    assert told == []


def test_a_batch_tells_after_it_is_safe(desk: Desk, store: Store) -> None:
    seen: list[tuple[str, int]] = []

    def look(changed: Changed) -> None:
        seen.append((changed.action, store.one("SELECT count(*) FROM journal")[0]))

    before = len(lines(desk))
    desk.bulletin.listen(look)
    with desk._office.store.batch():
        case = registered(desk)
        handed(desk, case)
        assert seen == []
    assert seen == [("case.register", before + 2), ("case.hand_off", before + 2)]
    store.close()


def test_a_batch_of_many_commands_is_told_as_one(desk: Desk) -> None:
    told: list[Changed] = []
    desk.bulletin.listen(told.append)
    with desk._office.store.batch():
        cases = [registered(desk, room=f"3-1-{number}") for number in range(601, 612)]
    assert [(change.action, change.subject) for change in told] == [("case.register", "")]
    assert told[0].rows["cases"] == tuple(case.id for case in cases)
    assert told[0].actor == cases[0].registrar
    assert told[0].concerns(cases[10].id) and not told[0].touches("people")


def test_a_refused_command_inside_a_batch_takes_only_itself_along(desk: Desk) -> None:
    with desk._office.store.batch():
        first = registered(desk)
        with pytest.raises(Refused):
            handed(desk, first, to="欧阳丽华", promise_at=first.registered_at)
        second = registered(desk, room="3-1-603")
    assert (first.day_no, second.day_no) == (1, 2)
    assert desk.upkeep.verify().faults == []


def test_what_was_told_names_the_rows_that_were_written(desk: Desk) -> None:
    told: list[Changed] = []
    desk.bulletin.listen(told.append)
    case = registered(desk)
    assert told[0].subject == case.id
    assert told[0].rows["cases"] == (case.id,)
    assert told[0].touches("entries")
    assert not told[0].touches("people")


def test_settings_are_journaled_like_everything_else(desk: Desk) -> None:
    boss = as_name(desk, "仲经理")
    limit = next(row for row in boss.house.all(Limit) if row.key == "accept_minutes")
    boss.house.save(replace(limit, value=45))
    line = lines(desk)[-1]
    assert (line.action, line.actor) == ("house.limit", boss.actor.id if boss.actor else "")
    assert desk.house.limit("accept_minutes") == 45


def test_a_fork_writes_into_the_same_journal(desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    other = desk.fork()
    first = registered(desk)
    second = registered(other, room="3-1-603")
    clock.at += timedelta(minutes=1)
    third = registered(desk, room="3-1-604")
    other.close()
    assert [case.day_no for case in (first, second, third)] == [1, 2, 3]
    assert desk.upkeep.verify().faults == []
