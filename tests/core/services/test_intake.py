"""接待登记: what a registration must hold, what it may leave out and why, and what it fixes for good."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery, Transfer
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Choice, Shift
from firstask_desktop.domain.states import EntryKind, Standing
from firstask_desktop.domain.views import Tab
from tests.core.expecting import at, do, id_of, lines, refused
from tests.desk_fixtures import as_name, handed, person, registered, returned, signed

EVERYTHING = LedgerQuery()


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
