import errno
import os
import sys
from pathlib import Path

import pytest

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers import atomic
from firstask_desktop.ledgers.atomic import replacing, suggested_name


def write(path: Path, content: bytes = b"new") -> None:
    with replacing(path) as file:
        file.write(content)


def refused(path: Path) -> Refused:
    with pytest.raises(Refused) as refusal:
        write(path)
    assert refusal.value.field == "path"
    return refusal.value


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    write(path)
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("台账.xlsx", b"new")]


@pytest.mark.parametrize("lock", [".~lock.台账.xlsx#", "~$台账.xlsx"])
def test_a_register_open_elsewhere_is_refused_and_another_name_offered(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    (tmp_path / lock).write_bytes(b"")
    refusal = refused(path)
    assert refusal.code == "file-open"
    assert "台账(2).xlsx" in refusal.message
    assert path.read_bytes() == b"old"


def test_the_suggested_name_is_free(tmp_path: Path) -> None:
    (tmp_path / "台账(2).xlsx").write_bytes(b"")
    (tmp_path / "~$台账(3).xlsx").write_bytes(b"")
    assert suggested_name(tmp_path / "台账.xlsx").name == "台账(4).xlsx"
    assert suggested_name(tmp_path / "台账(2).xlsx").name == "台账(4).xlsx"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    refusal = refused(tmp_path / "没有" / "台账.xlsx")
    assert refusal.code == "no-folder"
    assert "没有" in refusal.message


def test_a_folder_instead_of_a_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "is-folder"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk-full"), (errno.EROFS, "read-only"), (errno.EACCES, "read-only"), (errno.EIO, "not-written")],
)
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "新台账.xlsx"
    monkeypatch.setattr(os, "fsync", fails)
    if number == errno.EACCES:
        monkeypatch.setattr(os, "access", lambda *_: False)
    assert refused(path).code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links by descriptor are a matter of Linux")
def test_without_nameless_files_the_part_file_is_removed_on_failure_and_replaced_on_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_nameless", lambda _: None)
    path = tmp_path / "台账.xlsx"
    with pytest.raises(KeyError), replacing(path) as file:
        file.write(b"half")
        assert len(list(tmp_path.iterdir())) == 1
        raise KeyError
    assert list(tmp_path.iterdir()) == []
    write(path)
    assert [left.name for left in tmp_path.iterdir()] == ["台账.xlsx"]


def test_what_a_killed_export_left_is_swept_but_not_what_another_is_writing(tmp_path: Path) -> None:
    dead = tmp_path / ".firstask-0000000000000000.part"
    dead.write_bytes(b"names and phones")
    live = atomic._named(tmp_path / ".firstask-1111111111111111.part")
    try:
        write(tmp_path / "台账.xlsx")
        names = {left.name for left in tmp_path.iterdir()}
    finally:
        live.close()
    assert names == {"台账.xlsx", ".firstask-1111111111111111.part"}


@pytest.mark.skipif(sys.platform == "win32", reason="folders are flushed on Linux only")
def test_a_disk_that_does_not_vouch_for_the_new_name_is_told_without_saying_that_nothing_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    flush, calls = os.fsync, []

    def fails_for_the_folder(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        flush(handle)

    monkeypatch.setattr(os, "fsync", fails_for_the_folder)
    refusal = refused(path)
    assert refusal.code == "not-flushed"
    assert "已写成" in refusal.message
    assert "未动" not in refusal.message
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("台账.xlsx", b"new")]
