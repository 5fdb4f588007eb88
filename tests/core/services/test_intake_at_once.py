"""Registering and answering in one step, doubles, promises and what is kept as it was said."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Decline, LedgerQuery, Merge, Reasoned, Visit
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Ending, EntryKind, State, Verdict
from firstask_desktop.domain.views import Tab
from firstask_desktop.errors import Refused
from tests.core.expecting import at, do, id_of, lines, refused
from tests.desk_fixtures import at_once, handed, registered, registration, signed

EVERYTHING = LedgerQuery()
SPOT = at_once("地下车库入口在三号楼东侧，二十四小时可进")


@pytest.mark.behaviour(24)
def test_answered_on_the_spot_is_one_step_with_the_minutes_it_took(desk: Desk):
    form = registration(desk, kind="咨询", verdict=Verdict.OWN_POST, promise_at=None, contact_at=at("09:36"))
    case = desk.cases.register(form, SPOT)
    assert (case.state, case.on_spot, case.minutes_taken) == (State.CLOSED, True, 6)
    assert (case.ending, case.answer, case.answered_by) == (Ending.SOLVED, SPOT.answer, case.first_asked)
    assert case.answer_way == "电话" and desk.queue.page(Tab.EVERYONE).rows == ()


@pytest.mark.behaviour(24, 58, 81)
@pytest.mark.parametrize("answer", ["", "  ", "已转", "等通知", "再说", "这个我不知道", "不归我管，您找物业"])
def test_on_the_spot_without_a_proper_answer_saves_nothing(desk: Desk, answer: str):
    form = registration(desk, kind="咨询", verdict=Verdict.OWN_POST, promise_at=None)
    head = desk.upkeep.head()
    with refused("answer"):
        desk.cases.register(form, replace(SPOT, answer=answer))
    assert desk.upkeep.head() == head and desk.search.find("").total == 0


@pytest.mark.behaviour(24, 95)
def test_a_complaint_answered_on_the_spot_still_waits_for_its_callback(desk: Desk):
    form = registration(desk, kind="投诉", complaint_level="一般", involved="工程部", verdict=Verdict.OWN_POST)
    assert desk.cases.register(form, SPOT).state is State.ANSWERED


@pytest.mark.behaviour(27, 84)
@pytest.mark.parametrize("verdict", [Verdict.OWN_DEPARTMENT, Verdict.OTHER_DEPARTMENT, Verdict.OUTSIDE])
def test_not_mine_is_no_answer_unless_somebody_was_asked(desk: Desk, verdict: Verdict):
    form = registration(desk, kind="咨询", verdict=verdict, promise_at=None)
    with refused("verdict", "M4.8 [27]", "不得以非本职为由"):
        desk.cases.register(form, SPOT)
    with refused("asked_answer", "H4 [27]"):
        desk.cases.register(form, replace(SPOT, asked_whom="工程部 曾国强"))
    case = desk.cases.register(form, replace(SPOT, asked_whom="工程部 曾国强", asked_answer="车库入口全天开放"))
    assert case.state is State.CLOSED
    assert "工程部 曾国强" in lines(desk, case, EntryKind.ASKED)[0].text


EXCUSES = ("这个不属于本中心管理范围，请您另找", "非本人职责，您问问工程部", "该事项不由本科室负责")


@pytest.mark.behaviour(84)
@pytest.mark.parametrize("excuse", EXCUSES)
def test_an_excuse_in_the_words_ends_nothing_whatever_the_verdict_says(desk: Desk, excuse: str):
    form = registration(desk, kind="咨询", verdict=Verdict.OWN_POST, promise_at=None)
    with refused("answer", "M4.8 [84]", "4.8"):
        desk.cases.register(form, replace(SPOT, answer=excuse))
    asked = replace(SPOT, answer=excuse, asked_whom="工程部 曾国强", asked_answer="由街道办理，电话已写给您")
    assert desk.cases.register(form, asked).state is State.CLOSED
    case = registered(desk, verdict=Verdict.OWN_POST)
    with refused("reason", "M4.8 [84]"):
        do(desk, "仲经理", Action.VOID, case, Reasoned(reason=excuse))
    no = Decline(
        basis="第五十条", explanation=excuse, way="当面", options="可向街道申请", understood=True, reaction="接受"
    )
    with refused("explanation", "M4.8 [84]"):
        desk.cases.perform(Action.DECLINE, case.id, no)
    assert desk.cases.get(case.id).state is State.ACCEPTED


@pytest.mark.behaviour(18, 80)
def test_a_likely_double_is_shown_before_it_is_saved(desk: Desk):
    first = registered(desk)
    again = registration(desk, separate_anyway=False, words="空调还在滴水")
    with refused("words", "P3 [18]", first.number):
        desk.cases.register(again)
    assert [row.number for row in desk.cases.duplicates(again)] == [first.number]
    visited = desk.cases.perform(Action.VISIT, first.id, Visit(note="又来问"))
    assert visited.visits == 2
    assert desk.cases.register(replace(again, separate_anyway=True)).number != first.number


@pytest.mark.behaviour(18)
def test_a_double_merged_by_mistake_stands_on_its_own_again(desk: Desk):
    first, second = registered(desk), registered(desk)
    merged = desk.cases.perform(Action.MERGE, second.id, Merge(into=first.id))
    assert merged.state is State.MERGED and merged.number == second.number
    assert first.number in lines(desk, second, EntryKind.MERGED)[0].text
    assert desk.cases.perform(Action.UNMERGE, second.id, Reasoned()).state is State.ACCEPTED


@pytest.mark.behaviour(18)
def test_what_is_known_of_a_caller_comes_with_the_number(desk: Desk):
    registered(desk, identity="业主")
    for typed in ("13800138000", "+86 138 0013 8000"):
        card = desk.cases.card(phone=typed)
        assert card is not None and (card.name, card.room, card.identity, card.count) == (
            "单晓燕",
            "3-1-602",
            "业主",
            1,
        )
    assert desk.cases.card(room="3-1-602") is not None
    assert desk.cases.card(phone="1380013") is None


@pytest.mark.behaviour(79)
def test_the_promise_is_a_clock_time_and_is_asked_for(desk: Desk):
    with refused("promise_at", "M4.6 [79]"):
        registered(desk, promise_at=None)
    with refused("promise_at", "M4.6 [79]", "过去"):
        registered(desk, promise_at=at("09:42"))
    with refused("promise_at", "M4.6 [79]", "工作时间"):
        registered(desk, promise_at=at("12:30"))
    assert registered(desk, promise_at=at("12:30"), outside_hours_confirmed=True).promise_at == at("12:30")


@pytest.mark.behaviour(79)
def test_a_promise_past_the_limit_needs_a_leader_by_name(desk: Desk):
    matter = next(matter for matter in desk.house.matters() if matter.name == "厨卫下水堵塞疏通")
    late = {"matter": matter.id, "promise_at": at("24 11:00")}
    for reason in ("", "比较忙", "领导同意"):
        with refused("promise_at", "M4.6 [79]", "规定时限"):
            registered(desk, beyond_limit_reason=reason, **late)
    case = registered(desk, beyond_limit_reason="周敏同意：配件明天到", **late)
    assert case.limit_at == at("15:12") and case.promise_at == at("24 11:00")


@pytest.mark.behaviour(95)
def test_a_complaint_needs_its_level_and_department(desk: Desk):
    with refused("complaint_level", "M5.2 [95]"):
        registered(desk, kind="投诉", involved="工程部")
    with refused("involved", "M5.2 [95]"):
        registered(desk, kind="投诉", complaint_level="重要")
    case = registered(desk, kind="投诉", complaint_level="重要", involved="工程部")
    complaint = desk.cases.file(case.id).complaint
    assert complaint is not None
    assert (complaint.level, complaint.involved, complaint.source) == ("重要", "工程部", "来电")


@pytest.mark.behaviour(81)
def test_the_requesters_words_are_kept_as_they_were_said(desk: Desk):
    said = "  你们说不知道、不归我管！！\n“没办法”是什么意思？\t=1+1 <b>急</b> _x000D_  "
    case = registered(desk, words=said, request="没办法也要给个说法")
    assert case.words == said.strip()
    signed(desk, handed(desk, case))
    assert desk.cases.get(case.id).words == said.strip()
    assert said.strip() in str(desk.ledgers.page("kf-06-01", EVERYTHING).rows[0]["matter_text"])


@pytest.mark.behaviour(75)
def test_numbers_run_without_gaps_whatever_is_refused_or_voided(desk: Desk, clock: FixedClock):
    first, second = registered(desk), registered(desk)
    with refused():
        registered(desk, name="")
    do(desk, "仲经理", Action.VOID, second, Reasoned(reason="重复登记"))
    third = registered(desk)
    clock.advance(days=1)
    fourth = registered(desk)
    numbers = [case.number for case in (first, second, third, fourth)]
    assert numbers == ["A261123-001", "A261123-002", "A261123-003", "A261124-001"]
    rows = desk.ledgers.page("kf-06-01", EVERYTHING).rows
    assert [row["number"] for row in rows] == numbers
    assert "作废：重复登记" in str(rows[1]["remark"])


@pytest.mark.behaviour(75)
def test_voiding_is_the_managers_and_needs_a_reason(desk: Desk):
    case = registered(desk)
    for name in ("欧阳丽华", "周敏"):
        with refused(clause="M4.5 [75]"):
            do(desk, name, Action.VOID, case, Reasoned(reason="重复登记"))
    with refused("reason", "M4.5 [75]"):
        do(desk, "仲经理", Action.VOID, case, Reasoned(reason=""))
    assert desk.cases.get(case.id).state is State.ACCEPTED


@pytest.mark.behaviour(67)
def test_an_emergency_is_saved_at_once_and_asked_afterwards(desk: Desk):
    case = registered(desk, urgent=True, name="", phone="", room="", words="水漫出来了", promise_at=None)
    row = desk.cases.row(case.id)
    assert "补" in row.clock_note and [word for word, _ in desk.cases.file(case.id).warnings if "补登记" in word]


@pytest.mark.behaviour(73)
def test_nobody_signed_in_registers_nothing(desk: Desk):
    form = registration(desk)
    desk.session.sign_out()
    with pytest.raises(Refused) as refusal:
        desk.cases.register(form)
    assert refusal.value.code == "signed_out"


def test_a_case_whose_registration_fails_leaves_nothing(desk: Desk):
    head = desk.upkeep.head()
    with refused("asked_whom"):
        desk.cases.register(registration(desk), replace(SPOT, asked_answer="可以"))
    assert desk.upkeep.head() == head and desk.upkeep.verify().sound


def test_every_case_is_of_the_centre_and_scene(hotel_desk: Desk):
    case: Case = registered(hotel_desk, stage="在店", room="1208")
    assert case.scene == "hotel" and case.centre == hotel_desk.house.centre.id


@pytest.mark.behaviour(2)
def test_a_colleague_who_asks_is_picked_from_the_list_and_gets_the_same_promise(desk: Desk):
    with refused("requester_staff", "G0 [2]", "是否新增员工"):
        registered(desk, identity="员工", name="无名小卒")
    with refused("requester_staff"):
        registered(desk, identity="员工", name="解小虎")
    with refused("requester_staff", "G0 [2]"):
        registered(desk, identity="员工", name="", requester_staff="nobody")
    guard = id_of(desk, "解小虎")
    case = registered(desk, identity="员工", name="", phone="", requester_staff=guard, words="门岗空调不制冷")
    assert (case.requester_staff, case.promise_at) == (guard, at("10:12"))
    assert desk.ledgers.page("kf-06-01", EVERYTHING).rows[0]["requester_name"] == "解小虎"
    with refused("promise_at", "M4.6 [79]"):
        registered(desk, identity="员工", name="", phone="", requester_staff=guard, promise_at=None)
