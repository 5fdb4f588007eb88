"""班次: given a roster, when somebody is asked or leaves, then the desk knows who is there and who takes over ([1] [23])."""

from datetime import date, datetime, time

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import CHINA, FixedClock
from firstask_desktop.domain.desk_views import ShiftTemplate
from firstask_desktop.domain.people import Choice
from firstask_desktop.domain.states import Duty
from firstask_desktop.errors import Refused
from tests.desk_fixtures import as_name, handed, person, registered, registration, signed

pytestmark = pytest.mark.behaviour(23)
MONDAY = date(2026, 11, 23)
EARLY = ShiftTemplate("早班", time(8), time(16))
LATE = ShiftTemplate("中班", time(16), time())
NIGHT = ShiftTemplate("晚班", time(22), time(6))


@pytest.fixture
def boss(desk: Desk) -> Desk:
    """The manager at the desk."""
    return as_name(desk, "单建平") if person(desk, "单建平").role.value != "staff" else as_name(desk, "周敏")


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


def test_the_shifts_of_the_house_come_from_the_pick_list(desk: Desk, boss: Desk) -> None:
    assert [each.words for each in desk.rosters.templates()] == [
        "早班 08:00-16:00",
        "中班 16:00-24:00",
        "晚班 00:00-08:00",
    ]
    boss.house.save(Choice(group="shift", text="长白班 08:30-17:30"))
    boss.house.save(Choice(group="shift", text="写错了"))
    assert [each.words for each in desk.rosters.templates()] == ["长白班 08:30-17:30"]


def test_a_planned_shift_stands_in_the_week_and_decides_who_is_on_duty(
    desk: Desk, boss: Desk, clock: FixedClock
) -> None:
    who = person(desk, "曾国强")
    boss.rosters.put(who.id, MONDAY, EARLY)
    row = next(row for row in desk.rosters.week(date(2026, 11, 26)) if row.person.id == who.id)
    assert [shift.name for shift in row.shifts[0]] == ["早班"] and row.shifts[1] == ()
    assert [row.person.name for row in desk.rosters.on_duty()] == ["曾国强"]
    clock.set(at(16, 1))
    assert desk.rosters.on_duty() == [] and desk.house.duty(who.id) is Duty.OFF


def test_a_night_shift_is_on_duty_across_midnight(desk: Desk, boss: Desk, clock: FixedClock) -> None:
    who = person(desk, "曾国强")
    boss.rosters.put(who.id, MONDAY, NIGHT)
    for moment, duty in (
        (at(21, 59), Duty.OFF),
        (at(23, 59), Duty.ON),
        (at(5, 0, 24), Duty.ON),
        (at(7, 0, 24), Duty.OFF),
    ):
        clock.set(moment)
        assert desk.house.duty(who.id) is duty, moment


def test_a_second_shift_of_the_day_takes_the_place_of_the_first(desk: Desk, boss: Desk) -> None:
    who = person(desk, "曾国强")
    boss.rosters.put(who.id, MONDAY, EARLY)
    boss.rosters.put(who.id, MONDAY, LATE)
    row = next(row for row in desk.rosters.week(MONDAY) if row.person.id == who.id)
    assert [shift.name for shift in row.shifts[0]] == ["中班"]
    assert boss.rosters.clear(who.id, MONDAY) == 1
    assert desk.house.duty(who.id) is Duty.NO_ROSTER


def test_a_shift_that_runs_into_the_next_day_s_is_refused(desk: Desk, boss: Desk) -> None:
    who = person(desk, "曾国强")
    boss.rosters.put(who.id, MONDAY, NIGHT)
    with pytest.raises(Refused, match="与 11-23 晚班 的时间重叠"):
        boss.rosters.put(who.id, date(2026, 11, 24), ShiftTemplate("晨班", time(5), time(9)))


def test_last_week_is_copied_onto_the_days_that_are_still_empty(desk: Desk, boss: Desk) -> None:
    who, other = person(desk, "曾国强"), person(desk, "何静")
    boss.rosters.put(who.id, date(2026, 11, 16), EARLY)
    boss.rosters.put(other.id, date(2026, 11, 16), EARLY)
    boss.rosters.put(other.id, MONDAY, LATE)
    assert boss.rosters.copy_week(MONDAY) == 1
    week = {row.person.name: [shift.name for shift in row.shifts[0]] for row in desk.rosters.week(MONDAY)}
    assert week["曾国强"] == ["早班"] and week["何静"] == ["中班"]
    assert boss.rosters.copy_week(MONDAY) == 0, "twice is once"


def test_only_a_supervisor_or_manager_plans(desk: Desk) -> None:
    with pytest.raises(Refused, match="只有主任或经理可以排班"):
        desk.rosters.put(person(desk, "曾国强").id, MONDAY, EARLY)


def test_asking_somebody_off_the_roster_needs_a_reason(desk: Desk, boss: Desk) -> None:
    guard = person(desk, "解小虎")
    boss.rosters.put(guard.id, MONDAY, LATE)
    with pytest.raises(Refused, match="解小虎 当班表无此班次") as refused:
        registered(desk, first_asked=guard.id)
    assert refused.value.code == "off_duty"
    case = desk.cases.register(registration(desk, first_asked=guard.id, off_duty_reason="提前到岗时被问"))
    assert (case.first_asked, case.registrar) == (guard.id, person(desk, "欧阳丽华").id)
    assert [row.id for row in desk.rosters.carried(guard.id)] == [case.id], "the list of somebody without a login"


@pytest.mark.behaviour(1)
def test_everything_a_person_follows_up_goes_to_the_substitute_in_one_stroke(desk: Desk, boss: Desk) -> None:
    mine = [registered(desk), registered(desk, phone="13900139000", room="1-1-101", name="朴先生")]
    me, to = person(desk, "欧阳丽华"), person(desk, "何静")
    moved = boss.rosters.move_all(me.id, to.id, "休产假")
    assert moved.count == 2 and moved.still_handling == ()
    for case in mine:
        now = desk.cases.get(case.id)
        assert (now.first_asked, now.carrier, now.handler) == (me.id, to.id, to.id)
        assert any("休产假" in line.text for line in desk.cases.file(case.id).timeline)


@pytest.mark.behaviour(1)
def test_what_the_person_handles_for_others_is_named_not_moved(desk: Desk, boss: Desk) -> None:
    case = signed(desk, handed(desk, registered(desk)))
    moved = boss.rosters.move_all(case.handler, person(desk, "何静").id, "离职")
    assert moved.count == 0 and [row.id for row in moved.still_handling] == [case.id]


@pytest.mark.behaviour(1)
@pytest.mark.parametrize(
    ("to", "reason", "field"), [("何静", " ", "reason"), ("", "休假", "to"), ("欧阳丽华", "休假", "to")]
)
def test_moving_needs_somebody_else_and_a_reason(desk: Desk, boss: Desk, to: str, reason: str, field: str) -> None:
    registered(desk)
    with pytest.raises(Refused) as refused:
        boss.rosters.move_all(person(desk, "欧阳丽华").id, person(desk, to).id if to else "", reason)
    assert refused.value.field == field


@pytest.mark.behaviour(1)
def test_one_case_that_cannot_move_leaves_all_where_they_are(desk: Desk, boss: Desk) -> None:
    case = registered(desk)
    boss.rosters.put(person(desk, "何静").id, MONDAY, LATE)
    with pytest.raises(Refused, match="何静 不当班"):
        boss.rosters.move_all(case.carrier, person(desk, "何静").id, "休假")
    assert desk.cases.get(case.id).carrier == case.carrier


@pytest.mark.behaviour(1)
def test_staff_cannot_move_responsibility(desk: Desk) -> None:
    registered(desk)
    with pytest.raises(Refused, match="责任移交由经理或主任办理"):
        desk.rosters.move_all(person(desk, "欧阳丽华").id, person(desk, "何静").id, "休假")
