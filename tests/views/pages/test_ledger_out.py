"""A register leaves the ledger page: written, refused, cancelled, under another name ([94])."""

import errno
import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from firstask_desktop.errors import Refused
from firstask_desktop.services.registers import Registers
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import front_desk
from tests.views.pages.ledger_fixtures import page
from ui.pages.ledger_files import another_name
from ui.pages.ledger_page import LedgerPage

__all__ = ["front_desk", "page"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")


def button(page: LedgerPage, name: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.objectName() == name and one.isVisible())


def test_export_writes_what_is_shown_and_offers_its_folder(
    page: LedgerPage, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    prompts.path = tmp_path / "台账.xlsx"
    page.filters.open_only.setChecked(True)
    with qtbot.waitSignal(page.files.busy, check_params_cb=lambda busy: not busy):
        QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert prompts.path.read_bytes()[:2] == b"PK"
    assert prompts.suggested.endswith("客服前台工作台账_20261101-20261130.xlsx")
    assert page.files.notice.text.text() == f"已导出 2 行：{prompts.path}"
    assert page.export.isEnabled()
    button(page, "open_folder").click()
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]


def test_a_file_that_cannot_be_written_is_said_and_another_name_offered(
    page: LedgerPage, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    taken = tmp_path / "台账.xlsx"
    taken.write_bytes(b"old")
    (tmp_path / "~$台账.xlsx").write_bytes(b"\x04open elsewhere")
    prompts.path = taken
    with qtbot.waitSignal(page.files.busy, check_params_cb=lambda busy: not busy):
        page.start_export()
    assert "台账.xlsx" in page.files.notice.text.text()
    assert "台账(2).xlsx" in page.files.notice.text.text()
    assert taken.read_bytes() == b"old"
    prompts.path = tmp_path / "台账(2).xlsx"
    with qtbot.waitSignal(page.files.busy, check_params_cb=lambda busy: not busy):
        button(page, "other_name").click()
    assert Path(prompts.suggested).name == "台账(2).xlsx"
    assert prompts.path.exists()


def test_a_cancelled_export_leaves_nothing(
    page: LedgerPage, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def until_asked_to_stop(*_: object) -> object:
        cancelled = _[-1]
        while not cancelled():  # type: ignore[operator]
            time.sleep(0.005)
        raise Refused("已取消导出，没有写出文件", code="cancelled")

    monkeypatch.setattr(Registers, "export", until_asked_to_stop)
    prompts.path = tmp_path / "台账.xlsx"
    with qtbot.waitSignal(page.files.busy, check_params_cb=lambda busy: not busy):
        page.start_export()
        assert not page.export.isEnabled()
        page.files.bar.stop.click()
    assert list(tmp_path.glob("*.xlsx")) == []
    assert page.files.notice.text.text() == "已取消导出，没有留下文件"


def test_giving_up_the_file_choice_starts_nothing(page: LedgerPage, prompts: RecordingPrompts) -> None:
    page.start_export()
    assert [kind for kind, _ in prompts.said] == ["save"]
    assert page.files.job is None


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘已满，没有写成；原有文件未动"),
        (errno.EROFS, "只读，请另选保存位置"),
        (errno.EIO, "没有写成"),
        (errno.EACCES, "正被别的程序占用，请先关闭它，或改存为“台账(2).xlsx”"),
    ],
)
def test_a_disk_that_fails_while_a_register_is_written_is_said_in_one_sentence(
    page: LedgerPage, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    number: int, said: str,
) -> None:  # fmt: skip
    folder, elsewhere = tmp_path / "一处", tmp_path / "另一处"
    folder.mkdir()
    elsewhere.mkdir()
    taken = folder / "台账.xlsx"
    taken.write_bytes(b"old")
    prompts.path = taken

    def fails(self: Path, target: Path) -> Path:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as failing:
        failing.setattr(Path, "replace", fails)
        with qtbot.waitSignal(page.files.busy, check_params_cb=lambda busy: not busy):
            page.start_export()
    assert said in page.files.notice.text.text()
    assert [(left.name, left.read_bytes()) for left in folder.iterdir()] == [("台账.xlsx", b"old")]
    assert page.export.isEnabled()
    prompts.path = elsewhere / "台账.xlsx"
    with qtbot.waitSignal(page.files.busy, check_params_cb=lambda busy: not busy):
        button(page, "other_name").click()
    assert prompts.path.read_bytes()[:2] == b"PK"


def test_another_name_is_the_next_free_one(tmp_path: Path) -> None:
    (tmp_path / "a(2).xlsx").touch()
    (tmp_path / "~$a(3).xlsx").touch()
    assert another_name(tmp_path / "a.xlsx") == another_name(tmp_path / "a(2).xlsx") == tmp_path / "a(4).xlsx"
