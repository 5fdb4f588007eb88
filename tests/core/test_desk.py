"""The desk as a window holds it: one office, several people, one line in the journal for every step."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Answer, Callback, FirstStart, LedgerQuery, Notice, Progress
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import CallbackResult, Ending, EntryKind, State, Verdict
from firstask_desktop.domain.views import Tab, Tone
from firstask_desktop.events import Changed
from tests.core.expecting import at, do, id_of, lines, refused
from tests.desk_fixtures import answered, handed, registered, set_up, settled, signed

HOUSE = Path(__file__).resolve().parents[2]


@pytest.mark.behaviour(1, 7, 11, 28, 65, 72, 76)
def test_a_repair_from_the_first_call_to_the_callback(desk: Desk, clock: FixedClock, tmp_path: Path):
    case = registered(desk, promise_at=at("15:30"))
    clock.advance(minutes=2)
    case = handed(desk, case, promise_at=at("15:30"))
    clock.advance(minutes=8)
    case = signed(desk, case)
    clock.set(at("11:30"))
    do(desk, "曾国强", Action.PROGRESS, case, Progress(text="已查看现场，排水管老化", next_step="下午换管"))
    clock.set(at("15:20"))
    desk.cases.perform(Action.NOTICE, case.id, Notice(way="电话", text="管子已到，四点前换好"))
    clock.set(at("15:55"))
    assert desk.upkeep.sweep() == 0
    case = settled(desk, case)
    case = answered(desk, case)
    clock.set(at("24 09:00"))
    case = do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.SATISFIED))
    assert (case.state, case.broken_promises, case.ending) == (State.CLOSED, 0, Ending.SOLVED)
    file = desk.cases.file(case.id)
    assert [line.entry.kind for line in file.timeline] == [
        EntryKind.REGISTERED, EntryKind.HANDED, EntryKind.ACCEPTED, EntryKind.PROGRESS, EntryKind.NOTICE,
        EntryKind.SETTLED, EntryKind.ANSWERED, EntryKind.CALLBACK, EntryKind.CLOSED,
    ]  # fmt: skip
    assert [(link.giver, link.receiver, link.broken, link.tone) for link in file.chain] == [
        ("欧阳丽华", "曾国强", False, Tone.GREEN)
    ]
    assert desk.queue.page(Tab.EVERYONE).rows == ()
    assert desk.ledgers.export("kf-06-01", LedgerQuery(), tmp_path / "台账.xlsx").rows == 1
    assert desk.upkeep.verify().sound


@pytest.mark.behaviour(11)
def test_the_slip_names_number_person_promise_and_where_to_complain(desk: Desk):
    case = handed(desk, registered(desk, promise_at=at("15:30")), promise_at=at("15:30"))
    slip = desk.cases.slip(case.id)
    for word in (
        case.number, "首问责任人：欧阳丽华", "电话：", "承诺时间：2026-11-23 15:30", "由【工程部】【曾国强】办理，电话 8012",
        f"监督电话：{desk.house.centre.supervision_phone}",
    ):  # fmt: skip
        assert word in slip
    assert "13800138000" not in slip and "138****8000" in slip


@pytest.mark.behaviour(7, 75)
def test_every_step_is_one_line_and_the_tables_are_what_the_lines_say(desk: Desk):
    heads = [desk.upkeep.head()]
    case = registered(desk)
    heads.append(desk.upkeep.head())
    case = handed(desk, case)
    heads.append(desk.upkeep.head())
    case = answered(desk, settled(desk, signed(desk, case)))
    seqs = [int(head.split("-")[1]) for head in [*heads, desk.upkeep.head()]]
    assert [later - seqs[0] for later in seqs] == [0, 1, 2, 5]
    before = desk.cases.file(case.id)
    assert desk.upkeep.rebuild().sound and desk.upkeep.verify().sound
    assert desk.cases.file(case.id) == before


def test_listeners_hear_of_each_step_and_of_no_refusal(desk: Desk):
    heard: list[Changed] = []
    desk.bulletin.listen(heard.append)
    case = registered(desk)
    with refused("text"):
        desk.cases.perform(Action.PROGRESS, case.id, Progress())
    handed(desk, case)
    assert [(changed.action, changed.subject) for changed in heard] == [
        ("case.register", case.id), ("case.hand_off", case.id),
    ]  # fmt: skip
    assert heard[0].touches("cases") and heard[1].touches("hops") and heard[0].actor == case.first_asked


def test_a_second_connection_sees_what_was_saved_and_is_heard(desk: Desk):
    heard: list[Changed] = []
    case = registered(desk)
    worker = desk.fork()
    desk.bulletin.listen(heard.append)
    assert worker.actor == desk.actor and worker.cases.get(case.id) == case
    worker.cases.perform(Action.NOTICE, case.id, Notice(way="电话", text="管子已到，四点前换好"))
    worker.close()
    assert [changed.action for changed in heard] == ["case.notice"]
    assert len(lines(desk, case, EntryKind.NOTICE)) == 1


def test_the_office_is_found_again_after_a_restart(tmp_path: Path, clock: FixedClock):
    first = set_up(tmp_path / "数据", clock)
    case = registered(first)
    who = id_of(first, "欧阳丽华")
    first.close()
    again = open_desk(tmp_path / "数据", clock)
    assert again.house.ready and again.counter == "A" and again.actor is None
    assert again.session.last_person() == who and again.cases.by_number(case.number) == case
    with refused():
        again.house.set_up(FirstStart(scene="hotel", centre="另一家", counter="B", person="区志豪"))
    again.close()


@pytest.mark.parametrize(
    ("field", "value"),
    [("scene", ""), ("scene", "bank"), ("centre", " "), ("counter", ""), ("counter", "甲"), ("counter", "ABCDE"),
     ("person", "某某"), ("person", ""), ("post", "nobody"), ("pin", "123456"), ("pin", "12345")],
)  # fmt: skip
def test_the_first_start_names_the_answer_that_will_not_do(tmp_path: Path, clock: FixedClock, field: str, value: str):
    opened = open_desk(tmp_path / "新", clock)
    answers = {"scene": "property", "centre": "湖畔花园", "counter": "A", "person": "欧阳丽华"} | {field: value}
    with refused(field):
        opened.house.set_up(FirstStart(**answers))
    assert not opened.house.ready
    opened.close()


@pytest.mark.parametrize("scene", ["hotel", "property", "office"])
def test_every_scene_opens_with_posts_people_can_hold_and_matters_with_limits(
    tmp_path: Path, clock: FixedClock, scene: str
):
    opened = set_up(tmp_path / scene, clock, scene)
    assert len(opened.house.matters()) >= 25 and all(matter.limit_minutes for matter in opened.house.matters())
    assert len(opened.house.externals()) > 0 and len(opened.house.scenes()) == 3
    stage = "在店" if scene == "hotel" else ""
    case = registered(opened, stage=stage, verdict=Verdict.OWN_POST, uncatalogued_reason="目录里还没有这一项")
    done = opened.cases.perform(
        Action.ANSWER, case.id,
        Answer(ending=Ending.SOLVED, text="外机由厂家保养好，附上厂家电话", way="电话", at=clock.now(), understood=True,
               satisfied="满意"),
    )  # fmt: skip
    assert done.state in (State.CLOSED, State.ANSWERED)
    opened.close()


def test_a_backup_holds_everything_up_to_its_moment(desk: Desk, tmp_path: Path, clock: FixedClock):
    case = registered(desk)
    copy = desk.upkeep.back_up(tmp_path / "备份")
    registered(desk)
    assert copy.name == "firstask-A-20261123-094200.db"
    (tmp_path / "旧").mkdir()
    copy.rename(tmp_path / "旧" / "firstask.db")
    old = open_desk(tmp_path / "旧", clock)
    assert old.upkeep.verify().sound
    assert (old.cases.get(case.id), old.cases.by_number("A261123-002")) == (case, None)
    old.close()


def test_another_thread_works_on_a_fork_and_nobody_opens_a_connection_unnoticed(desk: Desk) -> None:
    case = registered(desk)
    heard: list[object] = []

    def beside() -> None:
        try:
            desk.cases.get(case.id)
        except Exception as error:  # noqa: BLE001 - which one is what the test asks
            heard.append(type(error).__name__)
        forked = desk.fork()
        heard.append(forked.cases.get(case.id).number)
        heard.append(forked.actor.name if forked.actor else "")
        forked.close()

    worker = threading.Thread(target=beside)
    worker.start()
    worker.join()
    assert heard == ["ProgrammingError", case.number, "欧阳丽华"]


def test_what_a_window_is_painted_from_is_read_without_what_only_writing_needs(desk: Desk) -> None:
    registered(desk)
    desk._office.store.remember("last_person", desk.actor.id if desk.actor else "")
    heavy = ("peewee", "hashlib", "openpyxl", "pypinyin", "phonenumbers", "argon2", "tomllib", "chinese_calendar")
    code = (
        "import sys; from pathlib import Path; from firstask_desktop.desk import open_desk;"
        "from firstask_desktop.domain.views import Tab;"
        f"desk = open_desk(Path({str(desk.folder)!r})); desk.session.sign_in(desk.session.last_person());"
        "assert len(desk.queue.page(Tab.MINE).rows) == 1; desk.queue.badges(); desk.reminders.due();"
        "desk.upkeep.head(); desk.upkeep.last_backup();"
        f"print([name for name in {heavy!r} if name in sys.modules]); desk.close()"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOUSE)
    assert told.stdout.strip() == "[]"
