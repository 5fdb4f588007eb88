"""A telephone in the place of the room is never taken for a room without a word ([57])."""

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import Completion
from firstask_desktop.domain.flow import Action
from firstask_desktop.services.misplaced import telephone_in
from tests.core.expecting import refused
from tests.desk_fixtures import registered


@pytest.mark.behaviour(57)
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13800138000", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("电话 13800138000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("0571-88001234", "0571-88001234"),
        ("+852 2345 6789", "+85223456789"),
    ],
)
def test_a_telephone_is_recognised_however_it_is_written(typed: str, stored: str) -> None:
    assert telephone_in(typed, "0571") == stored


@pytest.mark.behaviour(57)
@pytest.mark.parametrize(
    "room",
    ["1208", "8012", "3-1-602", "12-3-1801", "21-2-1501", "12-3-1801-2", "地下车库 B2", "A座1208", "2026-11-28", ""],
)
def test_a_room_is_left_a_room(room: str) -> None:
    assert telephone_in(room, "0571") == ""


@pytest.mark.behaviour(57)
def test_at_registration_it_is_refused_at_the_room(desk: Desk) -> None:
    with refused("room", "B7 [57]", "请移到「电话」一栏"):
        registered(desk, room="138 0013 8000", phone="", phone_reason="本人不愿提供电话")
    with refused("room", "B7 [57]", "核对位数"):
        registered(desk, room="1380013800")
    assert registered(desk, room="12-3-1801").room == "12-3-1801"


@pytest.mark.behaviour(57, 67)
def test_an_emergency_is_not_held_up_by_it_and_completing_asks(desk: Desk) -> None:
    case = registered(desk, urgent=True, room="13800138000", phone="")
    assert case.room == "13800138000"
    with refused("room", saying="电话"):
        desk.cases.perform(Action.COMPLETE, case.id, Completion(room="13900139000"))
