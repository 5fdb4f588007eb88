"""The same offices as everywhere in the tests, set up once in a run and copied for each test: it costs a third."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from tests.desk_fixtures import RECEPTIONIST, person, set_up

Furnished = Callable[[str, FixedClock], Desk]


@pytest.fixture(scope="session")
def set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, datetime], Path]:
    """Gives the folder of an office of that scene, set up and staffed at that moment."""
    made: dict[tuple[str, datetime], Path] = {}

    def folder(scene: str, moment: datetime) -> Path:
        if (scene, moment) not in made:
            place = tmp_path_factory.mktemp(scene)
            set_up(place, FixedClock(moment), scene).close()
            made[scene, moment] = place
        return made[scene, moment]

    return folder


@pytest.fixture
def furnished(set_up_once: Callable[[str, datetime], Path], tmp_path: Path) -> Iterator[Furnished]:
    """Opens a copy of such an office with the receptionist at the counter."""
    opened: list[Desk] = []

    def office(scene: str, clock: FixedClock) -> Desk:
        shutil.copytree(set_up_once(scene, clock.now()), tmp_path / scene)
        desk = open_desk(tmp_path / scene, clock)
        desk.session.sign_in(person(desk, RECEPTIONIST).id)
        opened.append(desk)
        return desk

    yield office
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(furnished: Furnished, clock: FixedClock) -> Desk:
    return furnished("property", clock)


@pytest.fixture
def hotel_desk(furnished: Furnished, clock: FixedClock) -> Desk:
    return furnished("hotel", clock)


@pytest.fixture
def office_desk(furnished: Furnished, clock: FixedClock) -> Desk:
    return furnished("office", clock)
