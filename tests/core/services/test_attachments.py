"""A photo or a scanned slip lies with its case: kept once, named in the journal, never changed ([13] [71])."""

from pathlib import Path

import pytest

from firstask_desktop.desk import Desk
from tests.core.expecting import refused
from tests.desk_fixtures import handed, registered


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "外机漏水 13800138000.JPG"
    path.write_bytes(b"\xff\xd8 a photo of a dripping air conditioner")
    return path


@pytest.mark.behaviour(13)
def test_what_is_added_lies_with_the_case_and_is_seen_by_whoever_signs(desk: Desk, photo: Path) -> None:
    case = handed(desk, registered(desk))
    added = desk.attachments.add(case.id, photo)
    assert desk.attachments.path(added).read_bytes() == photo.read_bytes()
    receiver = desk.as_person(case.handler)
    file = receiver.cases.file(case.id)
    assert [each.name for each in file.attachments] == [photo.name]
    assert "附件 1" in file.timeline[-1].text
    assert desk.upkeep.verify().sound


@pytest.mark.behaviour(13)
def test_its_name_is_not_in_the_journal_in_the_clear(desk: Desk, photo: Path) -> None:
    desk.attachments.add(registered(desk).id, photo)
    changes = "".join(row[0] for row in desk._office.store.all("SELECT changes FROM journal"))
    assert "外机漏水" not in changes


def test_the_same_file_twice_an_empty_one_and_a_folder_are_refused(desk: Desk, photo: Path, tmp_path: Path) -> None:
    case = registered(desk)
    desk.attachments.add(case.id, photo)
    with refused("path", saying="已经在附件里"):
        desk.attachments.add(case.id, photo)
    (tmp_path / "empty.txt").touch()
    for path in (tmp_path / "empty.txt", tmp_path, tmp_path / "not there.png"):
        with refused("path"):
            desk.attachments.add(case.id, path)
    assert len(desk.attachments.of(case.id)) == 1


def test_a_file_altered_or_lost_afterwards_is_said(desk: Desk, photo: Path) -> None:
    added = desk.attachments.add(registered(desk).id, photo)
    kept = desk.attachments.path(added)
    kept.write_bytes(b"another photo")
    with refused(saying="被改动过"):
        desk.attachments.path(added)
    kept.unlink()
    with refused(saying="不在数据文件夹里"):
        desk.attachments.path(added)


@pytest.mark.behaviour(95)
def test_the_record_counts_what_lies_with_it(desk: Desk, photo: Path) -> None:
    from firstask_desktop.domain.commands import LedgerQuery

    case = registered(desk, kind="投诉", complaint_level="一般", involved="工程部")
    desk.attachments.add(case.id, photo)
    (record,) = desk.ledgers.page("kf-06-05", LedgerQuery()).rows
    assert record["attachments"] == 1
