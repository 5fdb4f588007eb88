"""A folder begun by an earlier program is given the lists and limits it lacks, and keeps all the house changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import FirstStart
from firstask_desktop.domain.people import Choice, Limit
from firstask_desktop.services import house, setting_up
from firstask_desktop.services.office import EDITION, EDITION_KEY
from tests.desk_fixtures import raw

LACKING = ("explanation", "search_route")
NUMBERS = ("materials_restart_clock", "asked_together_senior", EDITION_KEY)


@pytest.fixture
def older(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A hotel's folder as an earlier program left it: without two lists, three limits and one reason."""
    lists, limits = setting_up.scene_lists, setting_up.scene_limits
    with monkeypatch.context() as before:
        before.setattr(setting_up, "scene_lists", lambda scene: [pair for pair in lists(scene) if _was_there(*pair)])
        before.setattr(
            setting_up, "scene_limits", lambda scene: {k: v for k, v in limits(scene).items() if k not in NUMBERS}
        )
        before.setattr(house, "EDITION", 0)
        desk = open_desk(tmp_path / "old", clock)
        desk.house.set_up(FirstStart(scene="hotel", centre="云溪望湖酒店", counter="A", person="欧阳丽华"))
        awaiting = desk.house.choices("awaiting_requester")
        desk.house.save(replace(awaiting[0], text="等宾客补材料"))
        desk.house.save(replace(awaiting[1], active=False))
        progress = next(one for one in desk.house.all(Limit) if one.key == "progress_minutes")
        desk.house.save(replace(progress, value=45))
        desk.close()
    yield tmp_path / "old"


def _was_there(group: str, text: str) -> bool:
    return group not in LACKING and text != "宾客未留联系方式"


def _texts(desk: Desk, group: str) -> list[str]:
    return [one.text for one in desk.house.choices(group)]


@pytest.mark.behaviour(83, 51)
def test_opening_adds_what_is_lacking_in_one_line_and_only_once(older: Path, clock: FixedClock) -> None:
    desk = open_desk(older, clock)
    assert len(_texts(desk, "explanation")) >= 3
    assert len(_texts(desk, "search_route")) >= 3
    assert "宾客未留联系方式" in _texts(desk, "phone_withheld")
    assert desk.house.limit("asked_together_senior") == 1
    keys = {one.key for one in desk.house.all(Limit)}
    assert set(NUMBERS) <= keys
    desk.close()
    again = open_desk(older, clock)
    connection = raw(again)
    count = connection.execute("SELECT count(*) FROM journal WHERE action = 'house.catch_up'").fetchone()[0]
    connection.close()
    assert count == 1
    assert again.house.limit(EDITION_KEY) == EDITION
    assert again.upkeep.verify().sound
    again.close()


def test_what_the_house_changed_stays_as_it_was(older: Path, clock: FixedClock) -> None:
    desk = open_desk(older, clock)
    awaiting = _texts(desk, "awaiting_requester")
    assert "等宾客补材料" in awaiting
    assert "需补充材料" not in awaiting
    off = [one.text for one in desk.house.all(Choice) if one.group == "awaiting_requester" and not one.active]
    assert off == ["本人要求改时间"]
    assert desk.house.limit("progress_minutes") == 45
    desk.close()


def test_a_folder_begun_now_has_nothing_to_catch_up_with(hotel_desk: Desk, clock: FixedClock) -> None:
    assert not hotel_desk.house.catch_up()
    before = hotel_desk.upkeep.head()
    open_desk(hotel_desk.folder, clock).close()
    assert hotel_desk.upkeep.head() == before


def test_a_folder_not_set_up_yet_is_left_empty(tmp_path: Path, clock: FixedClock) -> None:
    desk = open_desk(tmp_path / "empty", clock)
    assert desk.upkeep.head() == ""
    desk.close()
