"""The organisation's mark: kept in the journal, carried by backups, changed by leaders only, and nothing but a small PNG."""

from pathlib import Path

import pytest

from firstask_desktop.desk import DATA_FILE, Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.storage.migrations import STEPS, add_marks
from tests.core.expecting import refused
from tests.core.pictures import png
from tests.desk_fixtures import as_name, raw, registered


@pytest.fixture
def leader(desk: Desk) -> Desk:
    return as_name(desk, "仲经理")


@pytest.mark.behaviour(94)
def test_the_mark_stands_on_registers_forms_and_slips(leader: Desk) -> None:
    leader.mark.put(png(), "标志.png")
    case = registered(leader, kind="投诉", complaint_level="重要", involved="工程部")
    for key in ("kf-06-01", "kf-06-05"):
        assert leader.prints.sheets(key, LedgerQuery())[0].sheet.mark == png()
    assert all(paper.mark == png() for paper in leader.cases.papers(case.id))
    assert leader.mark.name == "标志.png"


def test_it_is_taken_away_again_and_the_journal_still_agrees(leader: Desk) -> None:
    leader.mark.put(png(), "标志.png")
    leader.mark.put(png(60, 60), "新标志.png")
    assert leader.upkeep.verify().sound
    leader.mark.take_away()
    assert leader.mark.image == b"" and leader.mark.name == ""
    assert leader.cases.papers(registered(leader).id)[0].mark == b""
    assert leader.upkeep.verify().sound and leader.upkeep.rebuild().sound


def test_a_backup_carries_it_along(leader: Desk, tmp_path: Path, clock: FixedClock) -> None:
    leader.mark.put(png(), "标志.png")
    copy = leader.upkeep.back_up(tmp_path / "backups")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    copy.rename(folder / DATA_FILE)
    again = open_desk(folder, clock)
    assert again.mark.image == png()
    again.close()


def test_only_leaders_change_it(desk: Desk) -> None:
    with refused(clause="M3.1 [62]"):
        desk.mark.put(png(), "标志.png")
    assert desk.mark.image == b""


@pytest.mark.parametrize(
    ("picture", "saying"),
    [
        (b"", "PNG"),
        (b"GIF89a" + bytes(40), "PNG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (png(4, 4), "像素"),
        (png(40, 1300), "像素"),
        (png(more=bytes(200_000)), "太复杂"),
    ],
)
def test_what_is_no_small_png_is_refused(leader: Desk, picture: bytes, saying: str) -> None:
    with refused("mark", saying=saying):
        leader.mark.put(picture, "x")


def test_a_file_begun_before_there_was_a_mark_gets_one(leader: Desk, clock: FixedClock) -> None:
    connection = raw(leader)
    connection.execute("DROP TABLE marks")
    connection.execute(f"PRAGMA user_version = {STEPS.index(add_marks)}")
    connection.close()
    leader.close()
    again = open_desk(leader.folder, clock)
    assert again.mark.image == b"" and again.upkeep.verify().sound
    again.close()
