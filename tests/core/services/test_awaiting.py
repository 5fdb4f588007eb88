"""待客户: what must be said before a matter stands still, and what the clocks do meanwhile ([25] [26])."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Await,
    Dispute,
    Progress,
    PromiseChange,
    Resume,
    Ruling,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import State, Verdict
from firstask_desktop.domain.views import Tab
from tests.core.expecting import at, do, id_of, refused
from tests.desk_fixtures import as_name, handed, registered, signed

WAIT = Await(cause="业主外出", explained="需要业主在家时才能进户检查", resume_by=at("24 10:00"), reaction="接受")


@pytest.mark.behaviour(25)
@pytest.mark.parametrize(("field", "value"), [("cause", ""), ("explained", " "), ("resume_by", None)])
def test_waiting_for_the_requester_needs_cause_explanation_and_a_time(desk: Desk, field: str, value: object):
    with refused(field, "H3 [25]"):
        desk.cases.perform(Action.AWAIT, registered(desk).id, replace(WAIT, **{field: value}))


@pytest.mark.behaviour(25, 81)
def test_the_explanation_is_said_in_proper_words(desk: Desk):
    with refused("explained", "M4.7 [81]"):
        desk.cases.perform(Action.AWAIT, registered(desk).id, replace(WAIT, explained="你不在家我没办法"))
    with refused("resume_by", "H3 [25]"):
        desk.cases.perform(Action.AWAIT, registered(desk).id, replace(WAIT, resume_by=at("09:00")))


def limited(desk: Desk) -> Case:
    """A signed case with four working hours: due at 15:12."""
    matter = next(matter for matter in desk.house.matters() if matter.name == "厨卫下水堵塞疏通")
    return signed(desk, handed(desk, registered(desk, matter=matter.id, promise_at=at("15:00"))))


@pytest.mark.behaviour(25, 26)
def test_the_limit_stands_still_while_the_requester_is_the_cause(desk: Desk, clock: FixedClock):
    case = limited(desk)
    assert case.limit_at == at("15:12")
    clock.set(at("10:42"))
    case = do(desk, "曾国强", Action.AWAIT, case, WAIT)
    assert (case.limit_at, case.limit_left) == (None, 180)
    clock.set(at("24 09:00"))
    assert desk.upkeep.sweep() == 0 and desk.cases.get(case.id).broken_promises == 0
    assert any("停表，剩 3 小时" in text for _, text, _ in desk.cases.file(case.id).clocks)
    clock.set(at("24 10:05"))
    assert desk.cases.row(case.id).clock == "到约定 5 分"
    case = do(desk, "曾国强", Action.RESUME, case, Resume(note="业主已到家"))
    assert (case.state, case.limit_at, case.limit_left) == (State.WITH_HANDLER, at("24 14:35"), None)
    pause = desk.cases.file(case.id).pauses[0]
    assert (pause.cause, pause.ended_at) == ("业主外出", at("24 10:05"))
    assert pause.working_minutes == 78 + 270 + 95  # the rest of Monday's morning, its afternoon, Tuesday so far


@pytest.mark.behaviour(11, 25)
def test_a_promise_does_not_break_while_the_requester_is_the_cause(desk: Desk, clock: FixedClock):
    case = desk.cases.perform(Action.AWAIT, registered(desk).id, WAIT)
    clock.set(at("11:00"))
    assert desk.upkeep.sweep() == 0
    report = Progress(text="业主来电，明早在家，已改约")
    assert desk.cases.perform(Action.PROGRESS, case.id, report).broken_promises == 0


@pytest.mark.behaviour(25)
@pytest.mark.parametrize("way", ["hand off", "dispute"])
def test_the_limit_runs_on_by_whatever_door_the_waiting_ends(desk: Desk, clock: FixedClock, way: str):
    case = do(desk, "曾国强", Action.AWAIT, limited(desk), WAIT)
    clock.set(at("24 09:00"))
    if way == "hand off":
        case = handed(as_name(desk, "曾国强"), case, "单建平", promise_at=at("24 10:00"))
    else:
        desk.cases.perform(Action.DISPUTE, case.id, Dispute(claimed=id_of(desk, "解小虎"), reason="先在大门岗问的"))
        ruling = Ruling(handler=id_of(desk, "单建平"), reason="工程部负责", promise_at=at("24 10:00"), told=True)
        case = do(desk, "周敏", Action.RULE, case, ruling)
    assert case.limit_at is not None and case.limit_left is None
    assert desk.cases.file(case.id).pauses[0].ended_at == at("24 09:00")


@pytest.mark.behaviour(26)
def test_a_cause_removed_puts_the_case_on_top_of_the_queue(desk: Desk, clock: FixedClock):
    waiting = desk.cases.perform(Action.AWAIT, registered(desk).id, WAIT)
    other = registered(desk, promise_at=at("10:00"))
    assert [row.id for row in desk.queue.page(Tab.MINE).rows] == [other.id, waiting.id]
    with refused("at", "H3 [26]"):
        desk.cases.perform(Action.RESUME, waiting.id, Resume(at=at("09:30")))
    clock.set(at("09:50"))
    desk.cases.perform(Action.RESUME, waiting.id, Resume())
    assert [row.id for row in desk.queue.page(Tab.MINE).rows] == [waiting.id, other.id]


@pytest.mark.behaviour(77)
def test_work_not_yet_promised_does_not_begin_by_waiting(desk: Desk):
    case = registered(desk, verdict=Verdict.OWN_POST)
    case = desk.cases.perform(Action.AWAIT, case.id, WAIT)
    case = desk.cases.perform(Action.RESUME, case.id, Resume())
    assert case.state is State.ACCEPTED
    started = desk.cases.perform(Action.START, case.id, PromiseChange(promise_at=at("15:30"), told=True))
    assert started.state is State.IN_HAND
