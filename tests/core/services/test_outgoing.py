"""What a killed export left behind is gone after the next start, whatever folder it lies in."""

from pathlib import Path

import pytest

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers import atomic, writer
from firstask_desktop.services.outgoing import FOLDER, outgoing
from tests.desk_fixtures import MONDAY_MORNING, registered

LEFT = ".firstask-0000000000000000.part"


def kept(desk: Desk) -> str:
    """The folder a start would look into."""
    return desk._office.store.recall(FOLDER)


def test_an_export_says_where_it_is_only_while_it_is_under_way(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(desk)
    seen: list[str] = []
    usual = writer.replacing

    def watched(path: Path) -> object:
        seen.append(kept(desk))
        return usual(path)

    monkeypatch.setattr(writer, "replacing", watched)
    desk.ledgers.export("kf-06-01", LedgerQuery(), tmp_path / "台账.xlsx")
    with pytest.raises(Refused):
        desk.ledgers.export("kf-06-01", LedgerQuery(), tmp_path / "没有" / "台账.xlsx")
    assert seen == [str(tmp_path), str(tmp_path / "没有")]
    assert kept(desk) == ""


def test_the_start_after_a_kill_removes_what_was_left_in_that_folder_and_nothing_else(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "优盘"
    folder.mkdir()
    (folder / LEFT).write_bytes("张小满 13800138000".encode())
    (folder / "台账.xlsx").write_bytes(b"old")
    desk._office.store.remember(FOLDER, str(folder))
    place = desk.folder
    desk.close()
    again = open_desk(place, FixedClock(MONDAY_MORNING))
    assert [path.name for path in folder.iterdir()] == ["台账.xlsx"]
    assert kept(again) == ""
    again.close()


def test_a_folder_that_is_not_there_and_a_file_being_written_wait_for_a_later_start(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "优盘"
    desk._office.store.remember(FOLDER, str(folder))
    place = desk.folder
    desk.close()
    again = open_desk(place, FixedClock(MONDAY_MORNING))
    assert kept(again) == str(folder)
    again.close()
    folder.mkdir()
    with atomic._named(folder / LEFT):
        again = open_desk(place, FixedClock(MONDAY_MORNING))
        assert (folder / LEFT).exists()
        assert kept(again) == str(folder)
        again.close()
    again = open_desk(place, FixedClock(MONDAY_MORNING))
    assert not (folder / LEFT).exists()
    again.close()


def test_a_failure_forgets_the_folder_too(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(KeyError), outgoing(desk._office.store, tmp_path / "台账.xlsx"):
        assert kept(desk) == str(tmp_path)
        raise KeyError
    assert kept(desk) == ""
