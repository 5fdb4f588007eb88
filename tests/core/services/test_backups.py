"""Backups make themselves, are thinned out, go to a second place, and lead back to a register that verifies."""

from collections import Counter
from pathlib import Path

import pytest

from firstask_desktop import cli
from firstask_desktop.desk import DATA_FILE, Desk, open_desk, ready_backup
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.errors import Refused
from tests.desk_fixtures import DRIVER, as_name, registered

MANAGER = "仲经理"


@pytest.fixture
def manager(desk: Desk) -> Desk:
    return as_name(desk, next(each.name for each in desk.house.people() if each.role == "manager"))


def test_a_backup_is_due_half_an_hour_after_the_last_and_only_when_something_changed(
    desk: Desk, clock: FixedClock
) -> None:
    registered(desk)
    assert desk.backups.due(), "nothing was ever backed up"
    desk.backups.make()
    assert not desk.backups.due()
    registered(desk, room="3-1-603")
    clock.advance(minutes=29)
    assert not desk.backups.due()
    clock.advance(minutes=1)
    assert desk.backups.due()
    desk.backups.make()
    clock.advance(hours=5)
    assert not desk.backups.due(), "nothing was written meanwhile"


def test_what_the_ring_no_longer_keeps_goes_and_the_newest_stays(desk: Desk, clock: FixedClock) -> None:
    for day in range(20):
        registered(desk, room=f"3-1-{day}", promise_at=desk.clock.quick_promises()[-1].at)
        desk.backups.make()
        clock.advance(hours=4)
        desk.backups.make()
        clock.advance(hours=20)
    moments = [one.at for one in desk.backups.kept()]
    assert moments == sorted(moments, reverse=True)
    of_day = Counter(at.date() for at in moments)
    assert list(of_day.values())[:2] == [2, 2], "the last two days are whole"
    assert set(list(of_day.values())[3:]) == {1}, "before them one a day"
    assert len(of_day) >= 14


def test_the_second_place_gets_the_same_copy_with_attachments_and_formats(
    desk: Desk, manager: Desk, tmp_path: Path, clock: FixedClock
) -> None:
    case = registered(desk)
    photo = tmp_path / "外机.jpg"
    photo.write_bytes(b"\xff\xd8 photo")
    kept = desk.attachments.add(case.id, photo)
    stick = tmp_path / "stick"
    stick.mkdir()
    assert "指定第二备份位置" in manager.backups.nag()
    manager.backups.set_second(stick)
    made = manager.backups.make()
    assert made.trouble == "" and manager.backups.nag() == ""
    assert (stick / made.path.name).read_bytes() == made.path.read_bytes()
    assert (stick / "attachments" / f"{kept.digest}.jpg").read_bytes() == photo.read_bytes()
    assert [one.second for one in manager.backups.kept()] == [False, True]
    clock.advance(days=1)
    assert "一天没有备份成" in manager.backups.nag()


def test_a_stick_that_was_pulled_out_is_told_and_the_first_place_still_gets_its_backup(
    desk: Desk, manager: Desk, tmp_path: Path
) -> None:
    registered(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    manager.backups.set_second(stick)
    stick.rmdir()
    made = manager.backups.make()
    assert made.path.exists() and "没有接上" in made.trouble
    assert [one.second for one in manager.backups.kept()] == [False]


def test_the_second_place_is_outside_the_data_folder_and_writable(manager: Desk, tmp_path: Path) -> None:
    for place in (manager.folder, manager.folder / "backups", tmp_path / "nowhere"):
        with pytest.raises(Refused) as refusal:
            manager.backups.set_second(place)
        assert refusal.value.field == "second"
    assert manager.backups.second() is None


def test_only_a_manager_names_places_and_restores(desk: Desk, tmp_path: Path) -> None:
    registered(desk)
    made = desk.backups.make()
    for forbidden in (
        lambda: desk.backups.set_second(tmp_path), lambda: desk.backups.ready(made.path), desk.backups.call_off,
    ):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            forbidden()
        assert (refusal.value.code, refusal.value.clause) == ("manager", "M3.1 [62]")
    assert not desk.backups.readied()


def test_a_readied_backup_takes_over_at_the_next_opening_and_the_former_register_is_kept(
    desk: Desk, manager: Desk, clock: FixedClock
) -> None:
    case = registered(desk)
    made = desk.backups.make()
    head = desk.upkeep.head()
    later = registered(desk, room="3-1-603")
    assert manager.backups.ready(made.path) > 0
    assert manager.backups.readied() and desk.cases.get(later.id), "until then the desk works on"
    folder = desk.folder
    desk.close()
    again = open_desk(folder, clock).as_person(case.first_asked)
    assert again.upkeep.head() == head and again.upkeep.verify().faults == []
    with pytest.raises(Refused):
        again.cases.get(later.id)
    assert not again.backups.readied()
    (aside,) = (folder / "set-aside").glob("*.db")
    again.close()
    elsewhere = folder.parent / "former"
    elsewhere.mkdir()
    aside.replace(elsewhere / DATA_FILE)
    former = open_desk(elsewhere, clock).as_person(case.first_asked)
    assert former.cases.get(later.id) == later, "nothing was deleted"
    former.close()


def test_while_another_window_has_the_register_open_nothing_is_exchanged(
    desk: Desk, manager: Desk, clock: FixedClock
) -> None:
    registered(desk)
    manager.backups.ready(desk.backups.make().path)
    with pytest.raises(Refused) as refusal:
        open_desk(desk.folder, clock)
    assert refusal.value.code == "in_use" and "关闭其他窗口" in refusal.value.message
    assert manager.backups.readied()
    manager.backups.call_off()
    open_desk(desk.folder, clock).close()
    assert registered(desk, room="3-1-604").number.endswith("002")


@pytest.mark.parametrize("harm", ["cut off", "altered", "a picture", "gone"])
def test_a_backup_that_is_not_sound_is_refused_and_leaves_nothing(desk: Desk, manager: Desk, harm: str) -> None:
    case = registered(desk)
    path = desk.backups.make().path
    if harm == "cut off":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif harm == "a picture":
        path.write_bytes(b"\x89PNG" * 400)
    elif harm == "gone":
        path.unlink()
    else:
        connection = DRIVER.connect(path, isolation_level=None)
        connection.execute("UPDATE cases SET request = '不用了' WHERE id = ?", (case.id,))
        connection.close()
    with pytest.raises(Refused):
        manager.backups.ready(path)
    assert not manager.backups.readied()
    assert not list(desk.folder.glob("*.partial*"))


def test_a_new_computer_begins_from_the_stick(desk: Desk, manager: Desk, tmp_path: Path, clock: FixedClock) -> None:
    case = registered(desk)
    photo = tmp_path / "外机.jpg"
    photo.write_bytes(b"\xff\xd8 photo")
    kept = desk.attachments.add(case.id, photo)
    stick = tmp_path / "stick"
    stick.mkdir()
    manager.backups.set_second(stick)
    made = manager.backups.make()
    fresh = tmp_path / "fresh"
    assert ready_backup(fresh, stick / made.path.name) > 0
    other = open_desk(fresh, clock).as_person(case.first_asked)
    assert other.cases.get(case.id) == case
    assert other.attachments.path(kept).read_bytes() == photo.read_bytes()
    other.close()


def test_a_damaged_register_gives_way_to_its_backup(desk: Desk, manager: Desk, clock: FixedClock) -> None:
    case = registered(desk)
    made = desk.backups.make()
    desk.close()
    (desk.folder / DATA_FILE).write_bytes(b"\0" * 9000)
    ready_backup(desk.folder, made.path)
    again = open_desk(desk.folder, clock).as_person(case.first_asked)
    assert again.cases.get(case.id) == case
    again.close()


def test_the_command_line_restores_too(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    registered(desk)
    made = desk.backups.make()
    registered(desk, room="3-1-603")
    desk.close()
    assert cli.run(["restore", str(made.path), "--data", str(desk.folder)]) == 0
    assert "核对一致" in capsys.readouterr().out
    assert cli.run(["restore", str(desk.folder / "set-aside"), "--data", str(desk.folder)]) == 1
    assert "不是首问台的备份" in capsys.readouterr().err


def test_an_older_file_is_kept_as_it_was_before_a_newer_program_changes_it(desk: Desk, clock: FixedClock) -> None:
    registered(desk)
    desk._office.store.run("DROP TABLE attachments")
    desk._office.store.run("PRAGMA user_version = 2")
    desk.close()
    open_desk(desk.folder, clock).close()
    (kept,) = (desk.folder / "backups").glob("before-upgrade-*.db")
    copy = desk.folder.parent / "copy"
    copy.mkdir()
    kept.replace(copy / DATA_FILE)
    reopened = open_desk(copy, clock)
    assert reopened.upkeep.verify().faults == []
    reopened.close()
