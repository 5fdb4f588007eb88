"""Backups by themselves and by key; a backup is readied only after it was proven, and the desk says when one is owed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from ui.main_window import MainWindow
from ui.memory import WindowMemory
from ui.page_list import Kit
from ui.pages.backup_panel import CALL_OFF, BackupPanel
from ui.signals import DeskSignals
from ui.tables.paged_model import Index

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


@pytest.fixture
def panel(front_desk: FrontDesk, prompts: RecordingPrompts, memory: WindowMemory, show: Show) -> BackupPanel:
    front_desk.desk.session.sign_in(manager(front_desk))
    made = BackupPanel(front_desk.desk, prompts, memory)
    show(made)
    made.setFocus()
    return made


@pytest.fixture
def window(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, qtbot: QtBot
) -> MainWindow:
    made = MainWindow(Kit(front_desk.desk, prompts, signals, memory))
    qtbot.addWidget(made)
    made.enter()
    return made


def manager(front_desk: FrontDesk) -> str:
    return next(each.id for each in front_desk.desk.house.people() if each.role == "manager")


def cell(panel: BackupPanel, row: int, column: int) -> str:
    index: Index = panel.model.index(row, column)
    return str(panel.model.data(index))


def resting(panel: BackupPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not panel.work.busy, timeout=10_000)


def test_b_backs_up_and_the_list_shows_it(panel: BackupPanel, front_desk: FrontDesk, qtbot: QtBot) -> None:
    assert "还没有备份" in panel.table._empty
    Hands(panel).key(Key.Key_B)
    resting(panel, qtbot)
    assert panel.model.rowCount() == 1
    assert (cell(panel, 0, 0), cell(panel, 0, 1)) == ("2026-11-23 09:42:00", "本机")
    assert "已备份（已校验）" in panel.work.notice.text.text()


def test_the_second_place_is_named_and_filled_at_once(
    panel: BackupPanel, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    prompts.path = tmp_path / "stick"
    prompts.path.mkdir()
    Hands(panel).key(Key.Key_W)
    resting(panel, qtbot)
    assert [cell(panel, row, 1) for row in range(2)] == ["本机", "第二位置"]
    assert str(prompts.path) in panel.where.text()


def test_a_place_inside_the_data_folder_is_refused_in_words(
    panel: BackupPanel, prompts: RecordingPrompts, front_desk: FrontDesk
) -> None:
    prompts.path = front_desk.desk.folder
    panel.choose_place()
    assert "数据文件夹之外" in panel.work.notice.text.text()
    assert not panel.work.busy


def test_r_asks_proves_and_readies_and_can_be_called_off(
    panel: BackupPanel, prompts: RecordingPrompts, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    hands = Hands(panel)
    hands.key(Key.Key_B)
    resting(panel, qtbot)
    hands.key(Key.Key_R)
    prompts.reply(False)
    assert not front_desk.desk.backups.readied()
    hands.key(Key.Key_R)
    assert "set-aside" in prompts.said[-1][1]
    prompts.reply(True)
    resting(panel, qtbot)
    assert front_desk.desk.backups.readied()
    assert "下次打开程序时换上" in panel.work.notice.text.text()
    panel.work.notice.acted.emit(CALL_OFF)
    assert not front_desk.desk.backups.readied()


def test_a_damaged_backup_is_refused_in_words(
    panel: BackupPanel, prompts: RecordingPrompts, front_desk: FrontDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    prompts.path = tmp_path / "坏.db"
    prompts.path.write_bytes(b"no database")
    panel.choose_file()
    prompts.reply(True)
    resting(panel, qtbot)
    assert "不是首问台的备份" in panel.work.notice.text.text()
    assert not front_desk.desk.backups.readied()


def test_the_half_minute_backs_up_what_is_due_and_says_so(
    window: MainWindow, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    front_desk.ask()
    window.tick()
    assert "尚未备份" in window.safe.words()
    window.back_up()
    qtbot.waitUntil(lambda: "已备份 11-23 09:42" in window.safe.words(), timeout=10_000)
    assert len(front_desk.desk.backups.kept()) == 1
    front_desk.ask(room="3-1-603")
    window.back_up()
    assert window._backups is not None and window._backups.job is None, "half an hour has not passed"


def test_a_closed_shift_is_backed_up_without_waiting(window: MainWindow, front_desk: FrontDesk, qtbot: QtBot) -> None:
    front_desk.ask()
    window.back_up()
    qtbot.waitUntil(lambda: "已备份" in window.safe.words(), timeout=10_000)
    front_desk.clock.advance(minutes=5)
    handover = front_desk.desk.handover
    handover.begin()
    for line in handover.current()[1]:  # type: ignore[index]
        handover.confirm(line.id)
    handover.give(front_desk.id("何静"))
    taking = front_desk.of("何静").handover
    for line in taking.current()[1]:  # type: ignore[index]
        taking.confirm(line.id)
    taking.receive()
    qtbot.wait(1)
    window.back_up()
    qtbot.waitUntil(lambda: "已备份 11-23 09:47" in window.safe.words(), timeout=10_000)


def test_the_person_in_charge_is_told_when_no_second_place_is_named(
    window: MainWindow, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    front_desk.ask()
    window.back_up()
    qtbot.waitUntil(lambda: "已备份" in window.safe.words(), timeout=10_000)
    assert "第二备份位置" not in window.safe.words(), "nothing a receptionist can do about"
    front_desk.desk.session.sign_in(manager(front_desk))
    window.tick()
    assert "第二备份位置" in window.safe.words()
