"""What is found out is kept, what is explained must be understood, and a call is part of a guest's history."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Answer,
    Asking,
    Completion,
    Dispute,
    Found,
    Merge,
    Notice,
    OnSpot,
    Reasoned,
    Registration,
)
from firstask_desktop.domain.consultation import points_of
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.papers import PaperKind
from firstask_desktop.domain.people import Limit
from firstask_desktop.domain.states import Ending, EntryKind, State, Verdict
from firstask_desktop.errors import Refused
from tests.core.expecting import at, id_of, lines, refused
from tests.desk_fixtures import answered, as_name, at_once, handed, registered, registration

CONSULT = Asking(doubt="外立面改造由谁核准", whom="单建平", promise_at=at("15:30"))
CONCLUSION = "外立面改造先由街道核准，工程部出具结构意见"
POINTS = ("先到街道领表", "带产权证和效果图")
ANSWER = Answer(
    ending=Ending.CLEAR_ANSWER, text="外立面改造先到街道领表，再到工程部出结构意见", way="当面", at=at("09:42"),
    understood=True, points=POINTS, satisfied="满意", written=True,
)  # fmt: skip


def consulted(desk: Desk, **fields: object):  # type: ignore[no-untyped-def]
    case = registered(desk, verdict=Verdict.UNKNOWN, request="外立面改造", uncatalogued_reason="目录里没有", **fields)
    desk.cases.perform(Action.CONSULT, case.id, CONSULT)
    command = Found(conclusion=CONCLUSION, verdict=Verdict.OTHER_DEPARTMENT, to_catalogue=True)
    return desk.cases.perform(Action.CONSULTED, case.id, command)


@pytest.mark.behaviour(54)
def test_a_leaders_conclusion_goes_into_the_catalogue_with_one_tick(desk: Desk) -> None:
    boss = as_name(desk, "周敏")
    case = consulted(boss)
    matter = boss.house.matter(case.matter)
    assert matter is not None
    assert (matter.name, matter.answer, matter.active) == ("外立面改造", CONCLUSION, True)
    assert boss.house.department_name(matter.department) == "工程部"
    assert matter in boss.house.find_matters("外立面")


@pytest.mark.behaviour(54)
def test_anybody_elses_conclusion_waits_for_a_leader(desk: Desk) -> None:
    case = consulted(desk)
    waiting = next(each for each in desk.house.matters(all=True) if each.name == "外立面改造")
    assert (waiting.active, case.matter) == (False, "")
    assert "待主任确认" in lines(desk, case, EntryKind.PROGRESS)[-1].text
    assert desk.house.find_matters("外立面") == []


@pytest.mark.behaviour(54)
def test_a_second_line_of_the_same_name_is_refused(desk: Desk) -> None:
    boss = as_name(desk, "周敏")
    consulted(boss)
    with refused("to_catalogue", "B4 [54]", "已有"):
        consulted(boss, name="解大妈", phone="13900139000", room="2-1-301")


@pytest.mark.behaviour(54)
def test_a_catalogued_matter_takes_the_conclusion_as_its_answer(desk: Desk) -> None:
    boss = as_name(desk, "周敏")
    matter = next(each for each in boss.house.matters() if each.limit_minutes > 2000)
    case = registered(boss, verdict=Verdict.UNKNOWN, matter=matter.id)
    boss.cases.perform(Action.CONSULT, case.id, CONSULT)
    boss.cases.perform(Action.CONSULTED, case.id, Found(conclusion=CONCLUSION, to_catalogue=True))
    after = boss.house.matter(matter.id)
    assert after is not None
    assert after.answer.startswith(matter.answer)
    assert after.answer.endswith(CONCLUSION)


@pytest.mark.behaviour(56)
def test_what_was_explained_and_what_the_requester_thought_is_recorded(desk: Desk) -> None:
    case = registered(desk, kind="咨询", verdict=Verdict.OWN_POST)
    after = desk.cases.perform(Action.ANSWER, case.id, ANSWER)
    said = lines(desk, case, EntryKind.NOTICE)[-1].text
    assert after.state in (State.CLOSED, State.ANSWERED)
    assert all(point in said for point in POINTS)
    assert "客户表示满意" in said
    assert "已给书面资料" in said


@pytest.mark.behaviour(56)
def test_a_dissatisfied_caller_is_called_back_by_somebody_else(desk: Desk) -> None:
    case = registered(desk, kind="咨询", verdict=Verdict.OWN_POST)
    after = desk.cases.perform(Action.ANSWER, case.id, replace(ANSWER, satisfied="不满意"))
    assert after.state is State.ANSWERED
    other = registered(desk, kind="咨询", verdict=Verdict.OWN_POST)
    with refused("satisfied", "B6 [56]"):
        desk.cases.perform(Action.ANSWER, other.id, replace(ANSWER, satisfied="还行"))


@pytest.mark.behaviour(56)
def test_not_understood_on_the_spot_closes_nothing(desk: Desk) -> None:
    form = registration(desk, kind="咨询", verdict=Verdict.OWN_POST)
    case = desk.cases.register(form, OnSpot(answer="装修垃圾放到 3 号门外的围栏里", understood=False))
    assert (case.state, case.understood) == (State.ACCEPTED, False)
    assert "须再次解释" in lines(desk, case, EntryKind.NOTICE)[-1].text
    again = at_once("就在 3 号门右手边，绿色围栏里面，随时可以放")
    after = desk.cases.perform(Action.ON_SPOT, case.id, again)
    assert (after.state, after.understood) == (State.CLOSED, True)


@pytest.mark.behaviour(56)
def test_a_consultation_is_not_closed_by_what_nobody_asked(desk: Desk) -> None:
    matter = next(each for each in desk.house.matters() if len(points_of(each.answer)) > 1 and not each.instant)
    card = points_of(matter.answer)
    form = registration(desk, kind="咨询", verdict=Verdict.OWN_POST, matter=matter.id, promise_at=None)
    told = OnSpot(answer="按收费标准说明了三档价格")
    for field, command in (
        ("points", told),
        ("understood", replace(told, points=card[:1])),
        ("satisfied", replace(told, points=card[:1], understood=True)),
    ):
        with refused(field, "B6 [56]"):
            desk.cases.register(form, command)
    case = desk.cases.register(form, replace(told, points=card[:1], understood=True, satisfied="未表态", written=True))
    assert (case.state, case.satisfied, case.written) == (State.CLOSED, "未表态", True)
    letter = desk.cases.register(replace(form, channel="来信"), replace(told, points=card))
    assert (letter.state, letter.satisfied) == (State.CLOSED, "")


@pytest.mark.behaviour(56)
def test_written_material_says_what_was_answered_and_what_to_bring(desk: Desk) -> None:
    matter = next(each for each in desk.house.matters() if each.materials and each.procedure and not each.instant)
    form = registration(desk, kind="咨询", verdict=Verdict.OWN_POST, matter=matter.id, promise_at=None)
    spot = at_once("带齐材料到前台，当天开始办", points=points_of(matter.answer), written=True)
    case = desk.cases.register(form, spot)
    paper = next(each for each in desk.cases.papers(case.id) if each.kind is PaperKind.WRITTEN)
    for words in ("带齐材料到前台", matter.procedure, matter.materials[0], "欧阳丽华"):
        assert words in paper.text
    assert case.phone not in paper.text


@pytest.mark.behaviour(54)
def test_whose_duty_nobody_knows_ends_nothing_before_somebody_was_asked(desk: Desk) -> None:
    form = registration(desk, kind="咨询", verdict=Verdict.UNKNOWN)
    answer = at_once("外立面改造由街道核准，已写给您")
    with refused("verdict", "B4 [54]", "M4.8"):
        desk.cases.register(form, answer)
    asked = replace(answer, asked_whom="单建平", asked_answer="由街道核准")
    assert desk.cases.register(form, asked).state is State.CLOSED
    case = desk.cases.register(form)
    desk.cases.perform(Action.CONSULT, case.id, CONSULT)
    desk.cases.perform(Action.CONSULTED, case.id, Found(conclusion=CONCLUSION))
    assert desk.cases.perform(Action.ON_SPOT, case.id, answer).state is State.CLOSED


@pytest.mark.behaviour(12, 32)
def test_a_guests_calls_stand_beside_the_visits_with_who_answered_and_how(desk: Desk) -> None:
    call = registered(desk, channel="来电", kind="咨询", verdict=Verdict.OWN_POST)
    answered(desk, call, "装修垃圾放到 3 号门外的围栏里")
    visit = registered(desk, channel="来访")
    stranger = registered(desk, name="解大妈", phone="13900139000", room="2-1-301")
    card = desk.cases.card(phone="13800138000")
    assert card is not None
    assert [(line.channel, line.id) for line in card.history] == [("来访", visit.id), ("来电", call.id)]
    assert card.history[0].answered == "未答复"
    assert card.history[1].answered == "欧阳丽华 电话答复：装修垃圾放到 3 号门外的围栏里"
    assert [line.id for line in desk.cases.file(visit.id).history] == [call.id]
    assert desk.cases.file(stranger.id).history == ()


@pytest.mark.behaviour(32)
def test_a_guest_who_gave_no_number_is_known_by_room_and_name(desk: Desk) -> None:
    first = registered(desk, channel="来访", phone="", phone_reason="来访人不愿提供")
    second = registered(desk)
    other = registered(desk, name="解大妈", phone="13900139000")
    assert [line.id for line in desk.cases.file(second.id).history] == [first.id]
    assert desk.cases.file(other.id).history == ()


@pytest.mark.behaviour(67)
def test_an_emergency_says_what_it_lacks_until_it_is_filled_in(desk: Desk) -> None:
    form = Registration(channel="来电", kind="报修", urgent=True, words="电梯困人", verdict=Verdict.OWN_POST)
    case = desk.cases.register(form)
    assert desk.cases.row(case.id).missing == ("联系方式", "地点")
    desk.cases.perform(Action.COMPLETE, case.id, Completion(phone="13800138000"))
    assert desk.cases.row(case.id).missing == ("地点",)
    desk.cases.perform(Action.COMPLETE, case.id, Completion(contact_place="2 号楼 1 单元电梯"))
    assert desk.cases.row(case.id).missing == ()


@pytest.mark.behaviour(83)
def test_whoever_is_told_no_is_asked_what_they_think_of_it(desk: Desk) -> None:
    case = registered(desk, kind="报修", verdict=Verdict.OWN_POST)
    no = Answer(
        ending=Ending.CLEAR_ANSWER, text="按装修管理规定外机不能移位，可加装接水盘", way="当面", at=desk.clock.now()
    )
    with refused("reaction", "M4.7 [83]"):
        desk.cases.perform(Action.ANSWER, case.id, no)
    told = desk.cases.perform(Action.ANSWER, case.id, replace(no, reaction="接受"))
    assert (told.reaction, told.ending) == ("接受", Ending.CLEAR_ANSWER)


@pytest.mark.behaviour(50)
def test_a_matter_says_conditions_fee_and_whom_to_ask(office_desk: Desk) -> None:
    house = office_desk.house
    matter = next(each for each in house.matters() if each.legal_limit and each.conditions)
    assert matter.fee == "不收费" and matter.limit_minutes and matter.basis
    holder = next(each for each in house.people() if each.post == matter.post)
    assert house.contact_of(matter) == f"{holder.name} {holder.phone}"
    assert house.contact_of(replace(matter, contact="服务热线 12345")) == "服务热线 12345"
    form = registration(office_desk, kind="咨询", verdict=Verdict.OWN_POST, matter=matter.id, promise_at=None)
    case = office_desk.cases.register(form, at_once("材料齐了当天受理", points=points_of(matter.answer)))
    paper = next(each for each in office_desk.cases.papers(case.id) if each.kind is PaperKind.WRITTEN)
    for words in (matter.conditions, f"法定时限：{matter.legal_limit}", "收费：不收费"):
        assert words in paper.text


@pytest.mark.behaviour(54)
def test_what_was_taken_to_the_leader_is_merged_only_with_a_conclusion(desk: Desk) -> None:
    first, second = registered(desk), registered(desk, verdict=Verdict.UNKNOWN, uncatalogued_reason="目录里没有")
    desk.cases.perform(Action.CONSULT, second.id, CONSULT)
    with pytest.raises(Refused) as refusal:
        desk.cases.perform(Action.MERGE, second.id, Merge(into=first.id))
    assert "待请示" in refusal.value.message
    found = Found(conclusion="与前一件是同一件事", verdict=Verdict.OWN_POST)
    desk.cases.perform(Action.CONSULTED, second.id, found)
    assert desk.cases.perform(Action.MERGE, second.id, Merge(into=first.id)).state is State.MERGED


@pytest.mark.behaviour(54)
def test_no_way_but_the_conclusion_leaves_what_was_taken_to_the_leader(desk: Desk) -> None:
    case = registered(desk, verdict=Verdict.UNKNOWN, uncatalogued_reason="目录里没有")
    desk.cases.perform(Action.CONSULT, case.id, CONSULT)
    boss = as_name(desk, "仲经理")
    for who, action, command in (
        (boss, Action.VOID, Reasoned(reason="重复登记")),
        (desk, Action.DISPUTE, Dispute(claimed=id_of(desk, "何静"), reason="先在大门口问的")),
    ):
        with refused(clause="B4 [54]", saying="先记「请示结论」"):
            who.cases.perform(action, case.id, command)
    assert desk.cases.get(case.id).state is State.TO_CONSULT
    with refused("conclusion", "B4 [54]"):
        boss.cases.perform(Action.CONSULTED, case.id, Found())
    answered_by_leader = boss.cases.perform(Action.CONSULTED, case.id, Found(conclusion=CONCLUSION))
    assert answered_by_leader.state is State.ACCEPTED
    (doubt,) = desk.cases.file(case.id).doubts
    assert (doubt.conclusion, doubt.concluded_by) == (CONCLUSION, id_of(desk, "仲经理"))
    assert boss.cases.perform(Action.VOID, case.id, Reasoned(reason="重复登记")).state is State.VOIDED


@pytest.mark.behaviour(54)
@pytest.mark.parametrize(("before", "after", "late"), [(240, 600, True), (600, 60, False)])
def test_the_limit_is_the_one_at_the_time_of_asking(
    desk: Desk, clock: FixedClock, before: int, after: int, late: bool
) -> None:
    boss = as_name(desk, "仲经理")
    rule = next(one for one in desk.house.all(Limit) if one.key == "consult_minutes")
    rule = boss.house.save(replace(rule, value=before))
    case = registered(desk, verdict=Verdict.UNKNOWN, uncatalogued_reason="目录里没有")
    due = desk.cases.consult_due()
    desk.cases.perform(Action.CONSULT, case.id, CONSULT)
    assert desk.cases.file(case.id).doubts[0].due_at == due
    boss.house.save(replace(rule, value=after))
    clock.set(at("16:00"))
    desk.cases.perform(Action.CONSULTED, case.id, Found(conclusion=CONCLUSION, verdict=Verdict.OWN_POST))
    counted = lines(desk, case, EntryKind.ALARM)
    assert [f"规定 {before} 工作分钟" in line.text for line in counted] == [True] * late
    day = at("16:00").date()
    assert [row.id for row in boss.measures.rows(FigureKey.LATE_CONSULT, day, day).rows] == [case.id] * late


@pytest.mark.behaviour(54)
def test_telling_the_requester_late_in_any_way_says_so_on_the_way_of_the_case(desk: Desk, clock: FixedClock) -> None:
    case = registered(desk, verdict=Verdict.UNKNOWN, uncatalogued_reason="目录里没有")
    desk.cases.perform(Action.CONSULT, case.id, CONSULT)
    clock.set(at("15:00"))
    desk.cases.perform(Action.CONSULTED, case.id, Found(conclusion=CONCLUSION, verdict=Verdict.OTHER_DEPARTMENT))
    clock.set(at("15:20"))
    handed(desk, case, "单建平", promise_at=at("17:00"))
    (alarm,) = lines(desk, case, EntryKind.ALARM)
    assert "请示后答复晚了" in alarm.text and "记逾时" in alarm.text
    clock.advance(minutes=5)
    desk.cases.perform(Action.NOTICE, case.id, Notice(way="电话", text="由工程部单建平办理，电话 8010"))
    assert len(lines(desk, case, EntryKind.ALARM)) == 1
