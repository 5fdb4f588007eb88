"""How a case ends: solved or clearly answered, told by somebody, called back by somebody else."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Answer,
    AskedOnBehalf,
    Callback,
    OnSpot,
    PromiseChange,
    Reasoned,
    Settlement,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Limit
from firstask_desktop.domain.states import CallbackResult, Ending, EntryKind, State, Verdict
from firstask_desktop.domain.views import Tab
from tests.core.expecting import at, do, id_of, lines, refused
from tests.desk_fixtures import answered, as_name, at_once, handed, registered, settled, signed

ANSWER = Answer(ending=Ending.SOLVED, text="外机排水管已更换，现在不滴水了", way="电话", at=at("09:42"))


def finished(desk: Desk) -> Case:
    """A repair done by 曾国强 and answered by 欧阳丽华."""
    return answered(desk, settled(desk, signed(desk, handed(desk, registered(desk)))))


@pytest.mark.behaviour(58, 65)
@pytest.mark.parametrize(("field", "value"), [("ending", None), ("text", ""), ("way", " "), ("at", None)])
def test_an_answer_has_an_ending_words_a_way_and_a_time(desk: Desk, field: str, value: object):
    case = registered(desk, verdict=Verdict.OWN_POST)
    with refused(field, "M4.1 [65]"):
        desk.cases.perform(Action.ANSWER, case.id, replace(ANSWER, **{field: value}))
    assert desk.cases.get(case.id) == case


@pytest.mark.behaviour(58)
@pytest.mark.parametrize("text", ["已转", "再说", "等通知", "已转工程部处理", "好的", "请等待，已登记"])
def test_passing_on_or_putting_off_is_no_answer(desk: Desk, text: str):
    with refused("text", "B7 [58]"):
        desk.cases.perform(Action.ANSWER, registered(desk, verdict=Verdict.OWN_POST).id, replace(ANSWER, text=text))


@pytest.mark.behaviour(58)
def test_the_answer_says_who_told_it_when_and_how(desk: Desk, clock: FixedClock):
    case = settled(desk, signed(desk, handed(desk, registered(desk))))
    clock.set(at("10:30"))
    with refused("at", "M4.1 [65]"):
        desk.cases.perform(Action.ANSWER, case.id, replace(ANSWER, at=at("10:31")))
    with refused("at", "M4.1 [65]"):
        desk.cases.perform(Action.ANSWER, case.id, replace(ANSWER, at=at("09:00")))
    case = desk.cases.perform(Action.ANSWER, case.id, replace(ANSWER, at=at("10:20")))
    assert (case.answered_by, case.answered_at, case.answer_way) == (case.first_asked, at("10:20"), "电话")
    assert lines(desk, case, EntryKind.ANSWERED)[0].text.endswith("（发生于 今天 10:20）")


@pytest.mark.behaviour(65)
def test_work_done_is_not_yet_an_ending(desk: Desk):
    case = settled(desk, signed(desk, handed(desk, registered(desk))))
    assert (case.state, case.ending, case.closed_at) == (State.SETTLED, None, None)
    assert [row.id for row in desk.queue.page(Tab.MINE).rows] == [case.id]
    with refused("result", "M4.4"):
        settled(desk, signed(desk, handed(desk, registered(desk))), "已处理")


@pytest.mark.behaviour(65)
def test_a_clear_answer_ends_a_case_that_cannot_be_solved(desk: Desk):
    case = registered(desk, kind="咨询", verdict=Verdict.OWN_POST)
    text = "首层不能加装阳台，依据业主公约第八条；可以改装可拆卸遮阳篷"
    clear = replace(ANSWER, ending=Ending.CLEAR_ANSWER, understood=True, satisfied="基本满意")
    case = desk.cases.perform(Action.ANSWER, case.id, replace(clear, text=text))
    assert (case.state, case.ending) == (State.CLOSED, Ending.CLEAR_ANSWER)
    assert lines(desk, case, EntryKind.CLOSED)[0].text == "明确答复"


@pytest.mark.behaviour(12)
def test_the_callback_is_made_by_a_third_person(desk: Desk):
    case = finished(desk)
    assert case.state is State.ANSWERED
    for name in ("欧阳丽华", "曾国强"):
        with refused(clause="W2 [12]"):
            do(desk, name, Action.CALLBACK, case, Callback(result=CallbackResult.SATISFIED))
    closed = do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.FAIR, note="等得久了些"))
    assert (closed.state, closed.callback_result, closed.caller_back) == (
        State.CLOSED, CallbackResult.FAIR, id_of(desk, "何静"),
    )  # fmt: skip
    assert (closed.ending, closed.closed_by) == (Ending.SOLVED, id_of(desk, "何静"))


@pytest.mark.behaviour(12)
def test_a_one_person_desk_rates_itself_and_says_so(desk: Desk):
    case = finished(desk)
    as_name(desk, "周敏").house.save(Limit(key="one_person_desk", value=1))
    rated = do(desk, "欧阳丽华", Action.CALLBACK, case, Callback(result=CallbackResult.SATISFIED))
    assert (rated.state, rated.self_rated) == (State.CLOSED, True)
    other = do(desk, "何静", Action.CALLBACK, finished(desk), Callback(result=CallbackResult.SATISFIED))
    assert not other.self_rated


@pytest.mark.behaviour(12)
def test_not_reached_is_tried_again_and_closes_nothing(desk: Desk):
    case = finished(desk)
    case = do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.NOT_REACHED))
    assert (case.state, case.next_follow_at) == (State.ANSWERED, at("10:12"))
    with refused("result", "W2 [12]"):
        do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.NOT_NEEDED))
    assert do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.SATISFIED)).state is State.CLOSED


@pytest.mark.behaviour(12)
def test_a_dissatisfied_requester_is_served_again_and_the_second_time_the_supervisor_rules(desk: Desk):
    case = finished(desk)
    with refused("note", "W2 [12]"):
        do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.DISSATISFIED))
    unhappy = Callback(result=CallbackResult.DISSATISFIED, note="晚上又滴了")
    case = do(desk, "何静", Action.CALLBACK, case, unhappy)
    assert (case.state, case.redo_count, case.answered_at) == (State.ACCEPTED, 1, None)
    assert [row.id for row in desk.queue.page(Tab.MINE).rows] == [case.id]
    case = answered(desk, settled(desk, signed(desk, handed(desk, case, promise_at=at("15:30")))))
    case = do(desk, "何静", Action.CALLBACK, case, unhappy)
    assert (case.state, case.redo_count) == (State.RULING, 2)


@pytest.mark.behaviour(12)
def test_earlier_cases_of_the_same_person_are_shown(desk: Desk):
    case = finished(desk)
    do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.SATISFIED))
    registered(desk, words="门禁卡失灵", room="")
    card = desk.cases.card(phone="13800138000")
    assert card is not None and card.count == 2
    assert [row.matter for row in card.lines] == ["门禁卡失灵", "楼上空调外机一直滴水"]


@pytest.mark.behaviour(1, 28)
def test_a_closed_case_taken_up_again_keeps_number_and_first_asked(desk: Desk):
    case = do(desk, "何静", Action.CALLBACK, finished(desk), Callback(result=CallbackResult.SATISFIED))
    again = desk.cases.perform(Action.REOPEN, case.id, Reasoned(reason="又滴水了"))
    assert (again.number, again.first_asked, again.redo_count) == (case.number, case.first_asked, 1)
    assert again.state is State.ACCEPTED and again.handler == again.carrier


@pytest.mark.behaviour(12, 77)
def test_what_is_done_again_is_in_hand_only_once_a_new_time_was_told(desk: Desk):
    case = do(
        desk, "何静", Action.CALLBACK, finished(desk), Callback(result=CallbackResult.DISSATISFIED, note="还在滴")
    )
    assert (case.state, case.told_limit, case.promise_at) == (State.ACCEPTED, False, None)
    with refused("told", "M4.6 [77]"):
        desk.cases.perform(Action.START, case.id, PromiseChange(promise_at=at("15:30")))
    again = desk.cases.perform(Action.START, case.id, PromiseChange(promise_at=at("15:30"), told=True))
    assert (again.state, again.promise_at) == (State.IN_HAND, at("15:30"))


@pytest.mark.behaviour(12)
def test_a_case_reopened_a_second_time_goes_to_the_supervisor(desk: Desk):
    case = do(
        desk, "何静", Action.CALLBACK, finished(desk), Callback(result=CallbackResult.DISSATISFIED, note="还在滴")
    )
    case = answered(desk, settled(desk, signed(desk, handed(desk, case, promise_at=at("15:30")))))
    case = do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.SATISFIED))
    ruled = desk.cases.perform(Action.REOPEN, case.id, Reasoned(reason="又滴水了"))
    assert (ruled.state, ruled.redo_count) == (State.RULING, 2)


@pytest.mark.behaviour(24)
def test_a_registered_case_can_still_be_answered_on_the_spot(desk: Desk, clock: FixedClock):
    case = registered(desk, kind="咨询", verdict=Verdict.OWN_POST, promise_at=at("15:30"))
    clock.set(at("09:50"))
    for answer in ("", "已登记"):
        with refused("answer"):
            desk.cases.perform(Action.ON_SPOT, case.id, OnSpot(answer=answer))
    case = desk.cases.perform(Action.ON_SPOT, case.id, at_once("车库入口在三号楼东侧"))
    assert (case.state, case.on_spot, case.minutes_taken) == (State.CLOSED, True, 8)


@pytest.mark.behaviour(81)
@pytest.mark.parametrize("quoted", [(), ("没办法",)])
def test_forbidden_phrases_are_kept_out_of_results_and_answers(desk: Desk, quoted: tuple[str, ...]):
    case = signed(desk, handed(desk, registered(desk)))
    with refused("result", "M4.7 [81]"):
        do(desk, "曾国强", Action.SETTLE, case, Settlement(result="外机太旧没办法，不知道还能用多久", quoted=quoted))
    case = settled(desk, case)
    with refused("text", "M4.7 [81]"):
        desk.cases.perform(Action.ANSWER, case.id, replace(ANSWER, text="我不管，管子已换", quoted=quoted))
    with refused("answer", "M4.7 [81]"):
        asked = registered(desk)
        desk.cases.perform(Action.ASK, asked.id, AskedOnBehalf(whom="厂家", answer="厂家也不清楚"))


@pytest.mark.behaviour(95)
def test_a_complaint_is_closed_by_a_callback_only(desk: Desk):
    manager = as_name(desk, "仲经理")
    kind = next(kind for kind in desk.house.kinds() if kind.text == "投诉")
    manager.house.save(replace(kind, callback=False))
    case = registered(desk, kind="投诉", complaint_level="一般", involved="工程部", verdict=Verdict.OWN_POST)
    case = desk.cases.perform(Action.ANSWER, case.id, ANSWER)
    assert case.state is State.ANSWERED
    assert do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.SATISFIED)).state is State.CLOSED
