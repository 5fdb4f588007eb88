"""Colleagues as requesters: who asks is not who was asked, what waits shows it, and whoever asked confirms ([2] [44] [45])."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Answer, Callback, Completion, Reasoned, Registration
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import CallbackResult, Ending, State, Verdict
from firstask_desktop.domain.views import Tab, Tone
from tests.core.expecting import at, do, id_of, refused
from tests.desk_fixtures import as_name, person, registered


def inside(desk: Desk, asker: str = "解小虎", asked: str = "曾国强", **changes: object) -> Case:
    """A guard needs the pump room's lock changed; the engineer was asked first."""
    values: dict[str, object] = {
        "channel": "内部", "name": "", "phone": "", "room": "", "requester_staff": id_of(desk, asker),
        "first_asked": id_of(desk, asked), "words": "泵房门锁打不开", "verdict": Verdict.OWN_POST,
    }  # fmt: skip
    return registered(desk, **(values | changes))


@pytest.mark.behaviour(44)
def test_whoever_asks_is_not_the_first_asked_person_too(desk: Desk) -> None:
    with refused("first_asked", "H12 [44]", "不能又是首问责任人"):
        inside(desk, asker="曾国强")
    case = inside(desk)
    assert (case.first_asked, case.requester_staff) == (id_of(desk, "曾国强"), id_of(desk, "解小虎"))


@pytest.mark.behaviour(45)
def test_what_waits_for_an_internal_matter_says_so_in_the_list_and_how_late_on_its_page(
    desk: Desk, clock: FixedClock
) -> None:
    guest = registered(desk)
    assert desk.cases.row(guest.id).state_note == ""
    inner = inside(desk, blocks=guest.id, promise_at=at("10:30"))
    rows = {row.id: row for row in desk.queue.page(Tab.MINE).rows}
    assert rows[guest.id].state_note.startswith("受后勤影响")
    assert desk.cases.row(guest.id).state_note.startswith("受后勤影响")
    (warned,) = [each for each in desk.cases.file(guest.id).warnings if "受后勤影响" in each[0]]
    assert warned == (f"受后勤影响：{inner.number} 曾国强 已受理", Tone.AMBER)
    clock.set(at("11:00"))
    desk.upkeep.sweep()
    (warned,) = [each for each in desk.cases.file(guest.id).warnings if "受后勤影响" in each[0]]
    assert "失约" in warned[0] and warned[1] is Tone.RED
    assert desk.cases.get(inner.id).broken_promises == 1  # it counts for the one who was asked
    assert desk.cases.get(inner.id).first_asked == id_of(desk, "曾国强")


@pytest.mark.behaviour(44)
def test_the_link_to_a_case_is_checked_when_it_is_added_later_too(desk: Desk) -> None:
    inner, guest = inside(desk), registered(desk)
    with refused("blocks", "H12 [44]", "另一件"):
        desk.cases.perform(Action.COMPLETE, inner.id, Completion(blocks=inner.id))
    assert desk.cases.perform(Action.COMPLETE, inner.id, Completion(blocks=guest.id)).blocks == guest.id
    closed = do(desk, "仲经理", Action.VOID, registered(desk), Reasoned(reason="重复登记"))
    with refused("blocks", "H12 [44]", "已结案"):
        desk.cases.perform(Action.COMPLETE, inner.id, Completion(blocks=closed.id))


@pytest.mark.behaviour(2)
def test_a_name_nobody_knows_becomes_no_colleague_by_completing(desk: Desk) -> None:
    case = registered(desk, name="查无")
    with refused("requester_staff", "G0 [2]", "是否新增员工"):
        desk.cases.perform(Action.COMPLETE, case.id, Completion(identity="员工"))
    known = Completion(identity="员工", requester_staff=id_of(desk, "曾国强"))
    assert desk.cases.perform(Action.COMPLETE, case.id, known).requester_staff == id_of(desk, "曾国强")


@pytest.mark.behaviour(2, 67)
def test_in_an_emergency_a_colleague_is_saved_at_once_and_asked_for_afterwards(desk: Desk) -> None:
    form = Registration(channel="内部", kind="报修", urgent=True, words="泵房进水", contact_place="泵房", phone="8013")
    case = desk.cases.register(form)
    assert desk.cases.row(case.id).missing == ("提出人",)
    filled = Completion(requester_staff=id_of(desk, "解小虎"))
    desk.cases.perform(Action.COMPLETE, case.id, filled)
    assert desk.cases.row(case.id).missing == ()


def told(desk: Desk, case: Case) -> Case:
    answer = Answer(ending=Ending.SOLVED, text="锁芯已更换，钥匙两把已交保安岗", way="当面", at=desk.clock.now())
    return as_name(desk, "曾国强").cases.perform(Action.ANSWER, case.id, answer)


@pytest.mark.behaviour(45)
def test_of_somebody_without_a_login_a_third_person_writes_how_they_confirmed(desk: Desk) -> None:
    guard = person(desk, "解小虎")
    as_name(desk, "仲经理").house.save(replace(guard, login=False))
    case = told(desk, inside(desk))
    assert case.state is State.ANSWERED
    assert "待需求方确认" in desk.cases.row(case.id).state_note
    said = Callback(result=CallbackResult.SATISFIED, note="")
    with refused("note", "H12 [45]", "怎样向本人"):
        desk.cases.perform(Action.CALLBACK, case.id, said)
    with refused(clause="W2 [12]"):
        do(desk, "曾国强", Action.CALLBACK, case, replace(said, note="他说好了"))
    closed = desk.cases.perform(Action.CALLBACK, case.id, replace(said, note="到保安岗当面问过，门能开"))
    assert closed.state is State.CLOSED


@pytest.mark.behaviour(45)
def test_whoever_asked_is_reminded_every_day_until_they_confirm(desk: Desk, clock: FixedClock) -> None:
    case = told(desk, inside(desk))
    guard = as_name(desk, "解小虎")
    for day in (23, 24, 25):
        clock.set(at(f"{day} 16:00"))
        (reminder,) = [each for each in guard.reminders.due() if each.case_id == case.id]
        assert "待您确认办好没有" in reminder.text
        guard.reminders.acknowledge(*reminder.keys)
        assert not [each for each in guard.reminders.due() if each.case_id == case.id]
    guard.cases.perform(Action.CALLBACK, case.id, Callback(result=CallbackResult.SATISFIED))
    clock.set(at("26 16:00"))
    assert not [each for each in guard.reminders.due() if each.case_id == case.id]


@pytest.mark.behaviour(23)
def test_what_a_colleague_without_a_login_was_asked_stands_in_the_departments_list(desk: Desk) -> None:
    engineer = person(desk, "曾国强")
    as_name(desk, "仲经理").house.save(replace(engineer, login=False))
    case = registered(desk, first_asked=engineer.id)
    assert (case.registrar, case.first_asked) == (id_of(desk, "欧阳丽华"), engineer.id)
    for colleague, sees in (("单建平", True), ("解小虎", False)):
        rows = as_name(desk, colleague).queue.page(Tab.DEPARTMENT).rows
        assert [row.id for row in rows] == ([case.id] if sees else [])
    assert as_name(desk, "单建平").queue.tab_counts()[Tab.DEPARTMENT] == 1
