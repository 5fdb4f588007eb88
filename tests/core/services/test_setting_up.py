"""A real centre begins with the scene's catalogue and words, but with nobody's invented telephone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import FirstStart
from tests.desk_fixtures import handed, registered, signed


@pytest.fixture(params=["hotel", "property", "office"])
def real(tmp_path: Path, clock: FixedClock, request: pytest.FixtureRequest) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "real", clock)
    opened.house.set_up(FirstStart(scene=request.param, centre="我们的中心", counter="B", person="翟文静"))
    yield opened
    opened.close()


def test_no_invented_number_or_address_gets_into_a_real_house(real: Desk) -> None:
    assert (real.house.centre.phone, real.house.centre.supervision_phone) == ("", "")
    assert {department.phone for department in real.house.departments()} == {""}
    assert len(real.house.matters()) >= 25
    assert all(unit.address == "电话受理" and unit.phone.isdigit() for unit in real.house.externals())
    assert any(unit.phone == "12345" for unit in real.house.externals())


@pytest.mark.behaviour(11)
def test_the_slip_leaves_room_for_a_number_the_settings_do_not_have(real: Desk) -> None:
    slip = real.cases.slip(registered(real).id)
    assert "监督电话：＿＿＿＿" in slip
    assert "8000" not in slip.replace("138****8000", "")


@pytest.mark.behaviour(72)
def test_the_next_look_is_never_after_the_promise(desk: Desk, clock: FixedClock) -> None:

    soon = desk.clock.quick_promises()[0].at
    case = signed(desk, handed(desk, registered(desk, promise_at=soon), promise_at=soon))
    assert case.next_follow_at is not None
    assert case.next_follow_at <= soon
