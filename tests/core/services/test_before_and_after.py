"""Before the stay and after it: preparations, cancelled bookings, things left behind, callers who come later ([29] [30] [31])."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Answer, Completion, OnSpot, Preparation
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Limit
from firstask_desktop.domain.states import Ending, EntryKind, Verdict
from tests.core.expecting import at, lines, refused
from tests.desk_fixtures import as_name, registered


def booked(desk: Desk, arrival: datetime, due: datetime | None = None, **changes: object) -> Case:
    """A cot for tonight's guest, to be made ready."""
    values = {
        "stage": "到店前",
        "arrival_at": arrival,
        "verdict": Verdict.OWN_POST,
        "kind": "求助",
        "room": "",
    } | changes
    case = registered(desk, **values)
    task = Preparation(text="房间放婴儿床", due_at=due or arrival - timedelta(hours=2))
    return desk.cases.perform(Action.TASK, case.id, task)


def gone(desk: Desk, **changes: object) -> Case:
    values = {"stage": "离店后", "room": "1208", "words": "充电器落在房间", "channel": "来访", "kind": "求助"} | changes
    return registered(desk, **values)


@pytest.mark.behaviour(29)
def test_settling_on_the_spot_is_no_way_around_the_preparations(hotel_desk: Desk) -> None:
    case = booked(hotel_desk, at("20:00"))
    with refused("answer", "H6 [29]", "准备任务"):
        hotel_desk.cases.perform(Action.ON_SPOT, case.id, OnSpot(answer="已告知宾客婴儿床免费提供"))


@pytest.mark.behaviour(29)
def test_cancelled_alone_is_no_reason(hotel_desk: Desk, clock: FixedClock) -> None:
    case = booked(hotel_desk, at("20:00"))
    said = Answer(ending=Ending.CLEAR_ANSWER, text="宾客已经取消预订了。", way="电话", at=clock.now())
    with refused("text", "H6 [29]", "为什么取消"):
        hotel_desk.cases.perform(Action.ANSWER, case.id, said)
    why = replace(said, text="宾客取消预订：航班停飞，已告知不收取消费")
    assert hotel_desk.cases.perform(Action.ANSWER, case.id, why).answered_at == clock.now()


@pytest.mark.behaviour(29)
def test_nobody_prepares_for_a_cancelled_booking_any_more(hotel_desk: Desk, clock: FixedClock) -> None:
    case = booked(hotel_desk, at("20:00"))
    clock.set(at("18:05"))
    assert any("准备任务到期" in each.text for each in hotel_desk.reminders.due())
    hotel_desk.handover.begin()
    sheet = hotel_desk.handover.current()
    assert sheet is not None and any(line.kind == "准备" for line in sheet[1])
    why = "宾客取消预订：航班停飞，已告知不收取消费"
    said = Answer(ending=Ending.CLEAR_ANSWER, text=why, way="电话", at=clock.now())
    hotel_desk.cases.perform(Action.ANSWER, case.id, said)
    assert not any("准备任务到期" in each.text for each in hotel_desk.reminders.due())
    hotel_desk.handover.begin()
    sheet = hotel_desk.handover.current()
    assert sheet is not None and not any(line.kind == "准备" for line in sheet[1])


@pytest.mark.behaviour(29)
def test_what_is_to_be_ready_today_for_tomorrows_first_guest_stands_on_todays_list(hotel_desk: Desk) -> None:
    early = booked(hotel_desk, at("24 01:00"), due=at("23:00"))
    booked(hotel_desk, at("24 20:00"))
    assert [one.row.id for one in hotel_desk.handover.arrivals()] == [early.id]


@pytest.mark.behaviour(29)
def test_a_guest_who_comes_earlier_brings_the_preparations_forward(hotel_desk: Desk, clock: FixedClock) -> None:
    assert hotel_desk.house.limit("prepare_minutes") == 120
    case = booked(hotel_desk, at("20:00"))
    with refused("arrival_at", "H6 [29]"):
        hotel_desk.cases.perform(Action.COMPLETE, case.id, Completion(arrival_at=clock.now()))
    hotel_desk.cases.perform(Action.COMPLETE, case.id, Completion(arrival_at=at("15:00")))
    (task,) = hotel_desk.cases.file(case.id).tasks
    assert task.due_at == at("13:00")
    assert any("随到店时间提前" in line.text for line in lines(hotel_desk, case, EntryKind.TASK))
    hotel_desk.cases.perform(Action.COMPLETE, case.id, Completion(arrival_at=at("19:00")))
    assert hotel_desk.cases.file(case.id).tasks[0].due_at == at("13:00")  # later needs no change


@pytest.mark.behaviour(30)
def test_an_extension_of_the_house_reaches_nobody_who_left(hotel_desk: Desk) -> None:
    with refused("phone", "H6 [30]", "分机"):
        gone(hotel_desk, phone="8012")
    with refused("other_contact", "H6 [30]", "邮箱或邮寄地址"):
        gone(hotel_desk, phone="", phone_reason="留有其他联系方式（见备注）")
    assert "宾客未留联系方式" in [one.text for one in hotel_desk.house.choices("phone_withheld")]
    with refused("phone", "H6 [30]", "宾客未留联系方式"):
        gone(hotel_desk, phone="", phone_reason="本人不愿提供电话")
    assert gone(hotel_desk, phone="", phone_reason="宾客未留联系方式").phone == ""


@pytest.mark.behaviour(30)
def test_things_are_kept_for_the_houses_days_looked_after_and_spoken_of_in_time(
    hotel_desk: Desk, clock: FixedClock
) -> None:
    with refused("next_follow_at", "H6 [30]"):
        gone(hotel_desk, next_follow_at=clock.now())
    with refused("keep_until", "H6 [30]"):
        gone(hotel_desk, keep_until=date(2026, 11, 22))
    case = gone(hotel_desk, kept_at="行李房 3 号柜", next_follow_at=at("25 10:00"), promise_at=at("26 10:00"))
    assert case.keep_until == date(2026, 11, 23) + timedelta(days=90)
    assert case.next_follow_at == at("25 10:00")
    short = hotel_desk.cases.perform(Action.COMPLETE, case.id, Completion(keep_until=date(2026, 11, 27)))
    clock.set(at("26 23:00"))
    assert not any("保管期限" in each.text for each in hotel_desk.reminders.due())
    clock.set(at("27 08:00"))
    told = [each for each in hotel_desk.reminders.due() if short.id == each.case_id]
    keys = [key for each in told for key in each.keys]
    assert any(":keep:" in key for key in keys)


@pytest.mark.behaviour(30)
def test_a_stay_that_ended_keeps_its_case_and_asks_how_to_reach_the_guest(hotel_desk: Desk) -> None:
    case = registered(hotel_desk, stage="在店", room="1208", phone="", channel="来访", kind="求助")
    with refused("phone", "H6 [30]", "离店后无法以房号联系"):
        hotel_desk.cases.perform(Action.COMPLETE, case.id, Completion(stage="离店后"))
    after = hotel_desk.cases.perform(
        Action.COMPLETE, case.id, Completion(stage="离店后", other_contact="guest@example.com", kept_at="行李房")
    )
    assert (after.stage, after.number, after.open) == ("离店后", case.number, True)
    assert after.keep_until == date(2026, 11, 23) + timedelta(days=90)


@pytest.mark.behaviour(31)
def test_a_caller_linked_to_an_arrival_becomes_a_guest_to_come(hotel_desk: Desk) -> None:
    case = registered(hotel_desk, room="", kind="咨询", stage="")
    linked = hotel_desk.cases.perform(
        Action.COMPLETE, case.id, Completion(arrival_at=at("21:00"), booking_no="BK1125", room="")
    )
    assert (linked.stage, linked.booking_no) == ("到店前", "BK1125")
    assert [one.row.id for one in hotel_desk.handover.arrivals()] == [case.id]


@pytest.mark.behaviour(29, 30)
def test_the_houses_numbers_are_the_houses_to_change(hotel_desk: Desk) -> None:
    boss = as_name(hotel_desk, next(each.name for each in hotel_desk.house.people() if each.role.value == "manager"))
    days = next(one for one in hotel_desk.house.all(Limit) if one.key == "keep_found_days")
    boss.house.save(replace(days, value=30))
    assert gone(hotel_desk, kept_at="行李房").keep_until == date(2026, 12, 23)
