"""Who sits at the desk: signing in with a PIN, being on duty, coming in from a list."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.people import Person, Shift
from firstask_desktop.domain.states import Duty, Role, Standing
from tests.core.expecting import at, id_of, refused
from tests.desk_fixtures import as_name, person, registered

PIN = "270914"


@pytest.fixture
def guarded(desk: Desk) -> str:
    """何静 has a PIN; her id."""
    as_name(desk, "何静").session.set_pin(id_of(desk, "何静"), PIN)
    return id_of(desk, "何静")


@pytest.mark.behaviour(73)
def test_switching_the_person_takes_the_pin_and_changes_who_is_first_asked(desk: Desk, guarded: str):
    assert desk.session.needs_pin(guarded) and not desk.session.needs_pin(id_of(desk, "欧阳丽华"))
    for pin in ("", "270915"):
        with refused("pin"):
            desk.session.sign_in(guarded, pin)
    assert desk.actor is not None and desk.actor.name == "欧阳丽华"
    desk.session.sign_in(guarded, PIN)
    assert registered(desk).first_asked == guarded and desk.session.last_person() == guarded


@pytest.mark.behaviour(73)
def test_after_five_tries_one_has_to_wait_longer_each_time(desk: Desk, clock: FixedClock, guarded: str):
    for _ in range(5):
        with refused("pin", saying="不对"):
            desk.session.sign_in(guarded, "000000")
    for wait in (30, 60, 120):
        clock.advance(seconds=wait - 1)
        with refused("pin", saying="秒后再试"):
            desk.session.sign_in(guarded, PIN)
        clock.advance(seconds=1)
        with refused("pin", saying="不对"):
            desk.session.sign_in(guarded, "000000")
    clock.advance(minutes=15)
    desk.session.sign_in(guarded, PIN)
    desk.session.sign_out()
    with refused("pin", saying="不对"):
        desk.session.sign_in(guarded, "000000")
    desk.session.sign_in(guarded, PIN)


@pytest.mark.behaviour(73)
def test_the_wait_survives_a_restart(desk: Desk, guarded: str):
    for _ in range(5):
        with refused("pin"):
            desk.session.sign_in(guarded, "000000")
    other = desk.fork()
    try:
        with refused("pin", saying="秒后再试"):
            other.session.sign_in(guarded, PIN)
    finally:
        other.close()


@pytest.mark.behaviour(73)
@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567890123", "12345a", "１２３４５６", "123456", "888888", "112112", "121212", "654321"]
)
def test_short_and_common_pins_are_refused(desk: Desk, pin: str):
    with refused("pin"):
        as_name(desk, "何静").session.set_pin(id_of(desk, "何静"), pin)
    assert not desk.session.needs_pin(id_of(desk, "何静"))


@pytest.mark.behaviour(73)
def test_changing_a_pin_takes_the_old_one(desk: Desk, guarded: str):
    her = as_name(desk, "何静")
    with refused("pin"):
        her.session.set_pin(guarded, "380526")
    her.session.set_pin(guarded, "380526", PIN)
    desk.session.sign_in(guarded, "380526")


@pytest.mark.behaviour(73)
def test_a_pin_is_set_by_oneself_or_anew_by_a_leader(desk: Desk, guarded: str):
    with refused("pin"):
        desk.session.set_pin(id_of(desk, "曾国强"), "380526")
    with refused("pin"):
        desk.session.set_pin(guarded, "380526", PIN)
    as_name(desk, "周敏").session.set_pin(guarded, "380526")
    desk.session.sign_in(guarded, "380526")


@pytest.mark.behaviour(1)
def test_somebody_who_left_or_has_no_login_cannot_sign_in(desk: Desk):
    for changes in ({"standing": Standing.LEFT}, {"login": False}):
        changed = desk.house.save(replace(person(desk, "解小虎"), **changes))  # type: ignore[arg-type]
        with refused("person"):
            desk.session.sign_in(changed.id)
        desk.house.save(replace(changed, standing=Standing.ACTIVE, login=True))


@pytest.mark.behaviour(23, 70)
@pytest.mark.parametrize(
    ("moment", "duty"),
    [
        ("21 12:00", Duty.NO_ROSTER),
        ("23 07:59", Duty.OFF),
        ("23 08:00", Duty.ON),
        ("23 23:59", Duty.ON),
        ("24 00:30", Duty.ON),
        ("24 02:01", Duty.OFF),
        ("26 12:00", Duty.NO_ROSTER),
    ],
)
def test_a_roster_says_who_is_on_duty_across_midnight(desk: Desk, moment: str, duty: Duty):
    guard = id_of(desk, "解小虎")
    shift = Shift(person=guard, day=date(2026, 11, 23), name="中夜班", starts_at=at("23 08:00"), ends_at=at("24 02:00"))
    desk.house.save(shift)
    assert desk.house.duty(guard, at(moment)) is duty
    desk.house.save(replace(person(desk, "解小虎"), standing=Standing.ON_LEAVE))
    assert desk.house.duty(guard, at(moment)) is Duty.ABSENT


def test_a_shift_ends_after_it_begins(desk: Desk):
    guard = id_of(desk, "解小虎")
    with refused("ends_at"):
        desk.house.save(Shift(person=guard, name="夜班", starts_at=at("20:00"), ends_at=at("08:00")))


@pytest.mark.behaviour(64)
def test_without_a_post_one_gets_the_basic_role(desk: Desk):
    saved = desk.house.save(Person(name="翟文静", role=Role.MANAGER))
    assert saved.role is Role.STAFF
    promoted = as_name(desk, "仲经理").house.save(replace(saved, post=person(desk, "周敏").post))
    assert promoted.role is Role.SUPERVISOR and "zwj" in promoted.initials.split()


def test_people_are_told_apart(desk: Desk):
    with refused("name"):
        desk.house.save(Person(name=" "))
    with refused("staff_no"):
        desk.house.save(Person(name="何静"))
    assert desk.house.save(Person(name="何静", staff_no="0212")).id != id_of(desk, "何静")
    with refused("substitute"):
        desk.house.save(replace(person(desk, "曾国强"), substitute=id_of(desk, "曾国强")))


def staff_list(path: Path, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["姓名", "工号", "部门", "岗位", "电话"])
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def test_people_come_in_from_a_list_and_bad_rows_are_named(desk: Desk, tmp_path: Path):
    post, department = desk.house.post_name(person(desk, "曾国强").post), "工程部"
    path = staff_list(
        tmp_path / "名单.xlsx",
        ("翟文静", "0301", department, post, "8031"),
        ("", "0302", department, post, "8032"),
        ("仇海燕", "0303", "航天部", post, "8033"),
        ("区志豪", "0304", department, "", ""),
    )
    refusals = desk.house.import_people(path)
    assert [line for line, _ in refusals][:1] == [3] and all(reason for _, reason in refusals)
    added = person(desk, "翟文静")
    assert (added.staff_no, added.phone, added.role) == ("0301", "8031", Role.STAFF)
    assert desk.house.department_name(added.department) == department
    assert person(desk, "区志豪").role is Role.STAFF
    assert "仇海燕" not in [each.name for each in desk.house.people()]


def test_the_same_list_again_changes_people_instead_of_doubling_them(desk: Desk, tmp_path: Path):
    manager = as_name(desk, "仲经理")
    manager.house.import_people(staff_list(tmp_path / "一.xlsx", ("翟文静", "0301", "工程部", "", "8031")))
    before = len(desk.house.people())
    manager.house.import_people(staff_list(tmp_path / "二.xlsx", ("翟文静", "0301", "工程部", "", "8999")))
    assert len(desk.house.people()) == before and person(desk, "翟文静").phone == "8999"
    assert desk.upkeep.verify().sound
