"""接待登记: what a registration must hold, what it may leave out and why, and what it fixes for good."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import LedgerQuery, Merge, OnSpot, Reasoned, Transfer, Visit
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Choice, Shift
from firstask_desktop.domain.states import Ending, EntryKind, Standing, State, Verdict
from firstask_desktop.domain.views import Tab
from firstask_desktop.errors import Refused
from tests.core.expecting import at, do, id_of, lines, refused
from tests.desk_fixtures import as_name, handed, person, registered, registration, returned, signed

EVERYTHING = LedgerQuery()
SPOT = OnSpot(answer="地下车库入口在三号楼东侧，二十四小时可进")


@pytest.mark.behaviour(1, 73)
def test_whoever_takes_the_call_is_the_first_asked_person(desk: Desk):
    case = registered(desk)
    assert case.first_asked == case.registrar == case.carrier == id_of(desk, "欧阳丽华")


@pytest.mark.behaviour(1)
def test_no_step_ever_changes_who_was_asked_first(desk: Desk):
    case = registered(desk)
    signed(desk, handed(desk, case))
    do(desk, "仲经理", Action.TRANSFER, case, Transfer(to=id_of(desk, "何静"), reason="休假"))
    after = desk.cases.get(case.id)
    assert after.first_asked == id_of(desk, "欧阳丽华") and after.carrier == id_of(desk, "何静")
    assert dict(desk.cases.file(case.id).people)["首问责任人"].startswith("欧阳丽华")
    assert "首问责任人：欧阳丽华" in desk.cases.slip(case.id)


@pytest.mark.behaviour(1)
def test_the_case_stays_with_its_first_asked_person_while_others_work_on_it(desk: Desk):
    case = handed(desk, registered(desk))
    assert [row.id for row in desk.queue.page(Tab.MINE).rows] == [case.id]
    returned(desk, case)
    assert [row.id for row in desk.queue.page(Tab.MINE).rows] == [case.id]


@pytest.mark.behaviour(1)
def test_moving_the_follow_up_needs_a_leader_and_a_reason(desk: Desk):
    case = registered(desk)
    command = Transfer(to=id_of(desk, "何静"), reason="休假")
    with refused(clause="G0 [1]"):
        do(desk, "欧阳丽华", Action.TRANSFER, case, command)
    with refused("reason", "G0 [1]"):
        do(desk, "周敏", Action.TRANSFER, case, replace(command, reason=" "))
    with refused("to", "G0 [1]"):
        do(desk, "周敏", Action.TRANSFER, case, replace(command, to=""))


@pytest.mark.behaviour(1)
@pytest.mark.parametrize("standing", [Standing.ON_LEAVE, Standing.LEFT])
def test_nobody_who_is_away_is_registered_as_first_asked(desk: Desk, standing: Standing):
    away = desk.house.save(replace(person(desk, "何静"), standing=standing))
    with refused("first_asked", "G0 [1]", standing.word):
        registered(desk, first_asked=away.id)
    with refused("first_asked", "G0 [1]"):
        registered(desk, first_asked="nobody")


@pytest.mark.behaviour(1, 23)
def test_somebody_off_the_roster_is_first_asked_only_with_a_reason(desk: Desk):
    guard = person(desk, "解小虎")
    desk.house.save(Shift(person=guard.id, name="夜班", starts_at=at("20:00"), ends_at=at("24 06:00")))
    with refused("first_asked", "H1 [23]", "当班表无此班次"):
        registered(desk, first_asked=guard.id)
    case = registered(desk, first_asked=guard.id, off_duty_reason="下班途中被业主叫住")
    assert "下班途中被业主叫住" in lines(desk, case, EntryKind.REGISTERED)[0].text


@pytest.mark.behaviour(1, 23, 66)
def test_registering_for_a_colleague_keeps_both_names(desk: Desk):
    case = registered(desk, first_asked=id_of(desk, "解小虎"), contact_place="小区大门岗")
    people = dict(desk.cases.file(case.id).people)
    assert people["首问责任人"].startswith("解小虎") and people["登记人"] == "欧阳丽华（代登记）"
    assert [row.id for row in as_name(desk, "解小虎").queue.page(Tab.MINE).rows] == [case.id]
    assert desk.queue.page(Tab.MINE).rows == ()


@pytest.mark.behaviour(73)
def test_a_shared_account_is_never_first_asked(desk: Desk):
    shared = desk.house.save(replace(person(desk, "何静"), id="", name="前台", shared=True))
    with refused("first_asked", "M4.5 [73]", "共用账号"):
        registered(desk, first_asked=shared.id)
    with refused("first_asked", "M4.5 [73]"):
        registered(desk.as_person(shared.id))


@pytest.mark.behaviour(57, 75)
@pytest.mark.parametrize(("field", "word"), [("words", "事项"), ("name", "姓名"), ("phone", "电话")])
def test_a_call_needs_matter_name_and_phone(desk: Desk, field: str, word: str):
    with refused(field, "B7 [57]", word):
        registered(desk, **{field: ""})


@pytest.mark.behaviour(57)
@pytest.mark.parametrize(
    ("field", "filler"),
    [
        ("words", "无"), ("words", "1"), ("words", "咨询"), ("name", "无"), ("name", "1"), ("name", "某某"),
        ("name", "先生"), ("phone", "11111111111"), ("phone", "1380013800"), ("phone", "138001380001"), ("phone", "无"),
        ("name_reason", "无"), ("phone_reason", "1"), ("phone_reason", "没有"),
    ],
)  # fmt: skip
def test_fillers_are_refused_where_they_stand(desk: Desk, field: str, filler: str):
    fields = {field: filler}
    if field.endswith("_reason"):
        fields[field.removesuffix("_reason")] = ""
    with refused(field.removesuffix("_reason")):
        registered(desk, **fields)


@pytest.mark.behaviour(57)
def test_a_stated_reason_stands_in_for_name_and_phone(desk: Desk):
    case = registered(
        desk,
        name="",
        name_reason="来电人不愿提供",
        phone="",
        phone_reason="号码未显示",
        how_to_reach="邮件 a@example.org",
    )
    row = desk.ledgers.page("kf-06-01", EVERYTHING).rows[0]
    assert (row["requester_name"], row["phone"]) == ("（来电人不愿提供）", "（号码未显示）")
    assert (case.name_reason, case.phone_reason) == ("来电人不愿提供", "号码未显示")


@pytest.mark.behaviour(57)
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 0013 8000", "13800138000"), ("+86 138-0013-8000", "13800138000"), ("0571-8000 6600", "0571-80006600"),
        ("0571-80006600转8012", "0571-80006600-8012"), ("+1 202 456 1111", "+12024561111"),
    ],
)  # fmt: skip
def test_numbers_are_kept_in_one_shape(desk: Desk, typed: str, kept: str):
    assert registered(desk, phone=typed).phone == kept


@pytest.mark.behaviour(48)
@pytest.mark.parametrize(("field", "word"), [("channel", "受理方式"), ("kind", "类别")])
def test_channel_and_kind_come_from_their_lists(desk: Desk, field: str, word: str):
    with refused(field, "B1 [48]", word):
        registered(desk, **{field: ""})
    with refused(field, "B1 [48]", "不在列表中"):
        registered(desk, **{field: "飞鸽传书"})


@pytest.mark.behaviour(48)
def test_a_used_value_of_a_list_is_switched_off_and_stays_in_old_cases(desk: Desk):
    case = registered(desk, channel="网络", phone="13800138000")
    manager = as_name(desk, "仲经理")
    channel = next(choice for choice in desk.house.channels() if choice.text == "网络")
    manager.house.save(replace(channel, active=False))
    assert "网络" not in [choice.text for choice in desk.house.channels()]
    with refused("channel", "B1 [48]", "停用"):
        registered(desk, channel="网络")
    assert desk.cases.get(case.id).channel == "网络"
    assert not [name for name in dir(desk.house) if "delete" in name or "remove" in name]


@pytest.mark.behaviour(48)
def test_only_leaders_edit_the_lists(desk: Desk):
    with refused(clause="M3.1"):
        desk.house.save(Choice(group="channel", text="视频"))
    as_name(desk, "周敏").house.save(Choice(group="channel", text="视频", place=99))
    assert registered(desk, channel="视频").channel == "视频"


@pytest.mark.behaviour(66)
def test_contact_and_registration_are_two_times(desk: Desk):
    case = registered(desk, contact_at=at("09:10"), contact_place="单元大堂")
    assert (case.contact_at, case.registered_at, case.late_entry) == (at("09:10"), at("09:42"), False)
    row = desk.ledgers.page("kf-06-01", EVERYTHING).rows[0]
    assert f"{row['date']} {row['time']:%H:%M}" == "2026-11-23 09:10"


@pytest.mark.behaviour(66)
def test_a_contact_in_the_future_is_refused(desk: Desk):
    with refused("contact_at", "M4.2 [66]"):
        registered(desk, contact_at=at("09:43"))


@pytest.mark.behaviour(10, 66)
def test_a_contact_hours_ago_is_a_late_entry_with_a_reason(desk: Desk):
    with refused("late_reason", "M4.2 [66]", "补录"):
        registered(desk, contact_at=at("07:41"))
    case = registered(desk, contact_at=at("07:41"), late_reason="当时在外接待")
    assert case.late_entry
    assert "补录" in str(desk.ledgers.page("kf-06-01", EVERYTHING).rows[0]["remark"])
    assert "当时在外接待" in lines(desk, case, EntryKind.REGISTERED)[0].text


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
    assert "补" in row.clock and [word for word, _ in desk.cases.file(case.id).warnings if "补登记" in word]


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
