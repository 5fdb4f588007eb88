"""手手相接: from hand to hand with a signature each time, back with a reason, and to the supervisor when it goes in circles."""

from dataclasses import replace
from datetime import timedelta

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Acceptance,
    Answer,
    Callback,
    Dispute,
    HandOff,
    Notice,
    PromiseChange,
    Ruling,
    Settlement,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person, Shift
from firstask_desktop.domain.states import (
    AcceptedHow,
    CallbackResult,
    Duty,
    Ending,
    EntryKind,
    Standing,
    State,
    TargetKind,
    Verdict,
)
from firstask_desktop.domain.views import Tab, Tone
from tests.core.expecting import at, do, id_of, lines, refused
from tests.desk_fixtures import answered, as_name, handed, person, registered, settled, signed

ANSWER = Answer(ending=Ending.SOLVED, text="外机排水管已更换，现在不滴水了", way="电话", at=at("09:42"))


@pytest.mark.behaviour(13, 71)
@pytest.mark.parametrize(("field", "value"), [("task", ""), ("promise_at", None), ("receiver", "")])
def test_a_handoff_needs_a_person_a_task_and_a_promise(desk: Desk, field: str, value: object):
    case = registered(desk)
    with refused(field, "M4.4 [71]"):
        handed(desk, case, **{field: value})
    assert desk.cases.get(case.id) == case


@pytest.mark.behaviour(53, 71)
def test_a_department_alone_or_somebody_elsewhere_is_no_receiver(desk: Desk):
    case = registered(desk)
    engineering = person(desk, "曾国强").department
    with refused("receiver", "M4.4 [71]"):
        handed(desk, case, receiver="", department=engineering)
    with refused("receiver", "M4.4 [71]", "具体的人"):
        handed(desk, case, receiver=engineering)
    with refused("receiver", "B3 [53]"):
        handed(desk, case, "何静", department=engineering)


@pytest.mark.behaviour(71, 73)
def test_a_shared_account_receives_nothing(desk: Desk):
    shared = desk.house.save(Person(name="工程值班", post=person(desk, "曾国强").post, shared=True))
    with refused("receiver", "M4.4 [71]", "共用账号"):
        handed(desk, registered(desk), receiver=shared.id)


@pytest.mark.behaviour(70)
def test_whom_it_can_be_given_to_starts_with_the_matters_owner(desk: Desk):
    matter = next(matter for matter in desk.house.matters() if matter.name == "厨卫下水堵塞疏通")
    case = registered(desk, matter=matter.id, promise_at=at("11:00"))
    targets = desk.cases.targets(case.id)
    assert [target.person.name for target in targets[:2]] == ["单建平", "曾国强"]
    assert (targets[0].leader, targets[1].phone, targets[1].duty) == (True, "8012", Duty.NO_ROSTER)
    assert "欧阳丽华" not in [target.person.name for target in targets]
    assert [target.person.name for target in desk.cases.targets(case.id, "水电")] == ["曾国强"]


@pytest.mark.behaviour(70)
@pytest.mark.parametrize("away", ["on leave", "off the roster"])
def test_somebody_off_duty_names_the_substitute_or_the_way_to_reach(desk: Desk, away: str):
    zeng = person(desk, "曾国强")
    if away == "on leave":
        zeng = desk.house.save(replace(zeng, standing=Standing.ON_LEAVE))
    else:
        desk.house.save(Shift(person=zeng.id, name="晚班", starts_at=at("20:00"), ends_at=at("23:00")))
    case = registered(desk)
    with refused("receiver", "M4.4 [70]", "待联系"):
        handed(desk, case)
    desk.house.save(replace(zeng, substitute=id_of(desk, "单建平")))
    with refused("receiver", "M4.4 [70]", "替班 单建平"):
        handed(desk, case)
    target = next(target for target in desk.cases.targets(case.id) if target.person.id == zeng.id)
    assert not target.duty.reachable and target.substitute is not None and target.substitute.name == "单建平"


@pytest.mark.behaviour(13, 71)
def test_the_receiver_sees_the_words_and_signs_by_reading_back(desk: Desk):
    case = handed(desk, registered(desk, words="楼上空调外机一直滴水，昨晚没睡"))
    zeng = as_name(desk, "曾国强")
    assert [row.id for row in zeng.queue.page(Tab.HANDLING).rows] == [case.id]
    assert zeng.cases.file(case.id).case.words == "楼上空调外机一直滴水，昨晚没睡"
    for readback in ("", "好", "收到"):
        with refused("readback"):
            zeng.cases.perform(Action.ACCEPT, case.id, Acceptance(readback=readback))
    after = zeng.cases.perform(Action.ACCEPT, case.id, Acceptance(readback="今天上门查外机漏水"))
    link = desk.cases.file(case.id).chain[0]
    assert after.state is State.WITH_HANDLER
    assert (link.giver, link.receiver, link.readback, link.how) == (
        "欧阳丽华",
        "曾国强",
        "今天上门查外机漏水",
        "本人签收",
    )


@pytest.mark.behaviour(71)
def test_nobody_signs_in_anothers_name(desk: Desk):
    case = handed(desk, registered(desk))
    for name in ("欧阳丽华", "单建平", "仲经理"):
        with refused(clause="M4.4 [71]"):
            do(desk, name, Action.ACCEPT, case, Acceptance(readback="上门查看外机滴水"))


@pytest.mark.behaviour(71)
def test_taken_by_telephone_is_recorded_as_such_with_time_and_recorder(desk: Desk, clock: FixedClock):
    case = handed(desk, registered(desk))
    clock.advance(minutes=9)
    by_phone = Acceptance(how=AcceptedHow.PHONE, at=at("09:48"), readback="马上带工具过去")
    with refused("how", "M4.4 [71]"):
        do(desk, "欧阳丽华", Action.RECORD_ACCEPT, case, replace(by_phone, how=AcceptedHow.LOGIN))
    with refused("at", "M4.4 [71]"):
        do(desk, "欧阳丽华", Action.RECORD_ACCEPT, case, replace(by_phone, at=None))
    with refused("at", "M4.4 [71]", "不能早于"):
        do(desk, "欧阳丽华", Action.RECORD_ACCEPT, case, replace(by_phone, at=at("09:41")))
    with refused("at", "M4.4 [71]", "不能晚于"):
        do(desk, "欧阳丽华", Action.RECORD_ACCEPT, case, replace(by_phone, at=at("09:52")))
    do(desk, "欧阳丽华", Action.RECORD_ACCEPT, case, by_phone)
    link = desk.cases.file(case.id).chain[0]
    assert (link.how, link.accepted, link.hop.recorder) == ("电话已接", "今天 09:48", id_of(desk, "欧阳丽华"))
    assert "代签" in lines(desk, case, EntryKind.ACCEPTED)[0].text


@pytest.mark.behaviour(76)
def test_what_the_requester_was_told_stands_on_the_slip(desk: Desk):
    case = handed(desk, registered(desk))
    assert case.told_text == "由【工程部】【曾国强】办理，电话 8012"
    assert case.told_text in desk.cases.slip(case.id)
    assert "未告知客户" not in desk.cases.row(case.id).state_note


@pytest.mark.behaviour(76)
def test_a_tick_without_words_is_refused(desk: Desk):
    with refused("told_text", "M4.5 [76]"):
        handed(desk, registered(desk), told=True, told_text=" ")


@pytest.mark.behaviour(76)
def test_a_handoff_nobody_told_the_requester_of_stays_marked_until_they_are_told(desk: Desk):
    case = handed(desk, registered(desk), told=False, told_text="")
    signed(desk, case)
    assert "未告知客户" in desk.cases.row(case.id).state_note
    assert any("未告知" in word for word, _ in desk.cases.file(case.id).warnings)
    desk.cases.perform(Action.NOTICE, case.id, Notice(way="电话", text="已经在安排，今天会上门"))
    assert "未告知客户" in desk.cases.row(case.id).state_note
    desk.cases.perform(Action.NOTICE, case.id, Notice(way="电话", text="由工程部曾国强上门，电话 8012"))
    assert "未告知客户" not in desk.cases.row(case.id).state_note
    assert "曾国强上门" in desk.cases.slip(case.id)


@pytest.mark.behaviour(68)
def test_done_again_ones_own_duty_still_needs_consent(desk: Desk):
    case = registered(desk, verdict=Verdict.OWN_POST, told_limit=True)
    answer = Answer(ending=Ending.SOLVED, text="外机排水管已更换，现在不滴水了", way="电话", at=at("09:42"))
    desk.cases.perform(Action.ANSWER, case.id, answer)
    case = do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.DISSATISFIED, note="又滴了"))
    with refused("own_duty_reason", "M4.4 [68]"):
        handed(desk, case, promise_at=at("15:30"))


@pytest.mark.behaviour(34)
def test_giving_it_to_a_department_that_does_not_own_it_asks_why(desk: Desk):
    matter = next(matter for matter in desk.house.matters() if matter.name == "厨卫下水堵塞疏通")
    case = registered(desk, matter=matter.id, promise_at=at("11:00"))
    with refused("other_owner_reason", "H8 [34]", "工程部"):
        handed(desk, case, "解小虎")
    assert handed(desk, case, "解小虎", other_owner_reason="维修工都在抢修").handler == id_of(desk, "解小虎")
    assert "维修工都在抢修" in next(
        line.text for line in desk.cases.file(case.id).timeline if line.entry.kind is EntryKind.HANDED
    )


@pytest.mark.behaviour(34)
def test_another_post_of_the_owning_department_asks_why_unless_it_stands_in(desk: Desk):
    matter = next(matter for matter in desk.house.matters() if matter.name == "厨卫下水堵塞疏通")
    technician = next(post for post in desk.house.posts() if post.name == "设备技术员")
    manager = as_name(desk, "仲经理")
    manager.house.save(Person(name="朴成焕", post=technician.id, phone="8015"))
    case = registered(desk, matter=matter.id, promise_at=at("11:00"))
    with refused("other_owner_reason", "H8 [34]", "水电维修工"):
        handed(desk, case, "朴成焕")
    owner = person(desk, "曾国强")
    manager.house.save(replace(owner, substitute=id_of(desk, "朴成焕")))
    offered = {each.person.name: each.owner for each in desk.cases.targets(case.id)}
    assert offered["曾国强"] and offered["朴成焕"] and not offered["解小虎"]
    assert handed(desk, case, "朴成焕").handler == id_of(desk, "朴成焕")


@pytest.mark.behaviour(7, 28)
def test_the_chain_shows_each_link_with_its_hands_and_times(desk: Desk, clock: FixedClock):
    case = registered(desk)
    clock.advance(minutes=5)
    case = handed(desk, case)
    clock.advance(minutes=10)
    signed(desk, case)
    clock.advance(minutes=30)
    command = HandOff(
        receiver=id_of(desk, "单建平"), task="请厂家换外机", promise_at=at("15:30"), target=TargetKind.LEADER
    )
    do(desk, "曾国强", Action.HAND_OFF, case, command)
    clock.advance(hours=3)
    first, second = desk.cases.file(case.id).chain
    assert (first.given, first.accepted, first.stayed) == ("今天 09:47", "今天 09:57", "30 分")
    assert not first.broken and second.broken and second.giver == "曾国强"
    assert (second.fault, second.tone) == ("未签收·已超时", Tone.RED)


@pytest.mark.behaviour(7)
def test_a_finished_link_stops_counting(desk: Desk, clock: FixedClock):
    case = signed(desk, handed(desk, registered(desk)))
    clock.advance(hours=1)
    settled(desk, case)
    clock.advance(days=3)
    assert desk.cases.file(case.id).chain[0].stayed == "1 小时"


@pytest.mark.behaviour(28)
@pytest.mark.parametrize("action", [Action.ANSWER, Action.SETTLE])
def test_an_unsigned_link_is_named_when_somebody_wants_to_end_the_case(desk: Desk, action: Action):
    case = handed(desk, registered(desk))
    command = ANSWER if action is Action.ANSWER else Settlement(result="已换管")
    with refused(clause="H5 [28]", saying="曾国强"):
        desk.cases.perform(action, case.id, command)
    link = desk.cases.file(case.id).chain[0]
    assert link.broken and link.fault == "未签收"


@pytest.mark.behaviour(28)
def test_an_unsigned_link_is_taken_back_when_the_case_goes_another_way(desk: Desk):
    case = handed(desk, registered(desk))
    desk.cases.perform(Action.DISPUTE, case.id, Dispute(claimed=id_of(desk, "解小虎"), reason="先在大门岗问的"))
    ruling = Ruling(handler=id_of(desk, "欧阳丽华"), reason="前台首先接待", promise_at=at("15:30"), told=True)
    do(desk, "周敏", Action.RULE, case, ruling)
    assert [link.fault for link in desk.cases.file(case.id).chain] == ["已撤回"]
    do(desk, "欧阳丽华", Action.START, case, PromiseChange(promise_at=at("15:30"), told=True))
    done = do(desk, "欧阳丽华", Action.SETTLE, case, Settlement(result="更换外机排水管，已不滴水"))
    assert answered(desk, done).state is State.ANSWERED


@pytest.mark.behaviour(53)
def test_whoever_walks_a_visitor_says_to_which_room(desk: Desk):
    case = registered(desk)
    for escort in ("陪同", "指引"):
        with refused("place", "B3 [53]"):
            handed(desk, case, escort=escort)
    after = handed(desk, case, escort="指引", place="二楼 206")
    assert desk.cases.file(case.id).chain[0].hop.place == "二楼 206"
    assert "（指引到 二楼 206）" in lines(desk, after, EntryKind.HANDED)[0].text
    slip = next(paper for paper in desk.cases.papers(case.id) if paper.title == "引导单")
    assert "房间/窗口：二楼 206" in slip.text and "身份：部门经办" in slip.text
    assert handed(desk, registered(desk), escort="电话").hop


@pytest.mark.behaviour(53)
def test_an_escorted_visitor_is_received_within_a_shorter_time(desk: Desk, clock: FixedClock):
    plain = handed(desk, registered(desk))
    escorted = handed(desk, registered(desk), escort="陪同", place="二楼 206")
    assert (plain.due_at, escorted.due_at) == (at("10:12"), at("09:57"))
    clock.set(at("09:58"))
    assert desk.cases.row(escorted.id).clock.startswith("未签收")
    assert desk.cases.row(escorted.id).tone is Tone.RED


@pytest.mark.behaviour(53)
@pytest.mark.parametrize("escort", ["", "陪同"])
def test_what_nobody_signed_for_in_time_comes_back_to_the_first_asked(
    desk: Desk, clock: FixedClock, escort: str
) -> None:
    case = handed(desk, registered(desk, promise_at=at("17:00")), escort=escort, place="二楼 206" if escort else "")
    due = desk.cases.file(case.id).chain[0].hop.accept_due_at
    assert due is not None and case.next_follow_at == due
    clock.set(due - timedelta(minutes=1))
    desk.upkeep.sweep()
    assert lines(desk, case, EntryKind.ALARM) == []
    clock.set(due)
    for _ in range(2):
        desk.upkeep.sweep()
    (alarm,) = lines(desk, case, EntryKind.ALARM)
    assert "未接上：曾国强" in alarm.text and "欧阳丽华" in alarm.text
    assert desk.queue.page(Tab.MINE).rows[0].id == case.id
    assert signed(desk, case).state is State.WITH_HANDLER
