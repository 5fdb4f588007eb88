"""记录格式 in the settings: the form changed by keyboard, seen at once, saved, used by the ledger page, taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from ui.memory import WindowMemory
from ui.pages.format_columns import FIXED, HEADING, WIDTH
from ui.pages.formats_page import FormatsPanel
from ui.pages.ledger_page import LedgerPage
from ui.pages.settings_page import SettingsPage
from ui.signals import DeskSignals

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
KEY = "kf-06-01"


@pytest.fixture
def signals(front_desk: FrontDesk) -> Iterator[DeskSignals]:
    made = DeskSignals(front_desk.desk.bulletin)
    yield made
    made.stop()


@pytest.fixture
def panel(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, qtbot: QtBot
) -> Iterator[FormatsPanel]:
    """The leader looks at the part 记录格式; one repair is registered."""
    front_desk.handed()
    page = SettingsPage(front_desk.of("郑文斌"), prompts, signals, memory)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    part = page.show_part("formats")
    assert isinstance(part, FormatsPanel)
    yield part
    page.close()


def typed(panel: FormatsPanel, row: int, column: int, text: str) -> None:
    item = panel.grid.item(row, column)
    assert item is not None
    item.setText(text)


def previewed(panel: FormatsPanel) -> list[str]:
    assert panel.preview is not None
    return [column.title for column in panel.preview.paged.columns]


@pytest.mark.behaviour(94)
def test_a_form_is_changed_by_keyboard_and_used_by_the_ledger_page(
    panel: FormatsPanel, front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory,
    qtbot: QtBot,
) -> None:  # fmt: skip
    ledger = LedgerPage(front_desk.desk, prompts, signals, memory)
    qtbot.addWidget(ledger)
    ledger.show_format(KEY)
    typed(panel, 5, HEADING, "来客")
    panel.grid.setFocus()
    for _ in range(5):
        QTest.keyClick(panel.grid, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert previewed(panel)[0] == "来客"
    panel.own.content.setCurrentIndex(panel.own.content.findData(FIXED))
    panel.own.heading.set_value("网点")
    panel.own.fixed.set_value("一号门")
    QTest.keyClick(panel.own.fixed, Qt.Key.Key_Return)
    assert previewed(panel)[-1] == "网点" and "未保存" in panel.aside.text()
    QTest.keyClick(panel.grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "已保存" in panel.said.text.text() and panel.aside.text() == "本单位的格式"
    headings = [column.title for column in ledger.sheet.model.columns]
    assert headings[0] == "来客" and headings[-1] == "网点"
    assert ledger.sheet.model.index(0, 0).data() == "单晓燕" and ledger.sheet.model.index(0, 25).data() == "一号门"


@pytest.mark.behaviour(94)
def test_a_column_is_taken_out_and_brought_back(panel: FormatsPanel) -> None:
    before = panel.draft_headings
    panel.grid.setCurrentCell(6, HEADING)
    QTest.keyClick(panel.grid, Qt.Key.Key_Delete)
    assert "房号/单位" not in panel.draft_headings and panel.own.left.currentText() == "房号/单位"
    panel.own.back.click()
    assert panel.draft_headings == before
    panel.grid.setCurrentCell(1, HEADING)
    QTest.keyClick(panel.grid, Qt.Key.Key_Delete)
    assert "不能去掉" in panel.said.text.text() and panel.draft_headings == before


def test_what_makes_no_form_is_said_and_the_cell_is_as_before(panel: FormatsPanel) -> None:
    typed(panel, 5, WIDTH, "很宽")
    assert "列宽" in panel.said.text.text()
    typed(panel, 5, HEADING, "编号")
    assert "已有一列" in panel.said.text.text() and panel.draft_headings[5] == "客户姓名"


@pytest.mark.behaviour(94)
def test_a_broken_copy_is_named_here_and_on_the_ledger_page_and_taken_back(
    panel: FormatsPanel, front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory,
    qtbot: QtBot,
) -> None:  # fmt: skip
    folder = front_desk.desk.folder / "formats"
    folder.mkdir()
    (folder / f"{KEY}.toml").write_text('key = "kf-06-01"\ntitle = 表\n', "utf-8")
    ledger = LedgerPage(front_desk.desk, prompts, signals, memory)
    qtbot.addWidget(ledger)
    assert "kf-06-01.toml 第 2 行有误" in ledger.broken.text.text()
    panel.show_form(KEY)
    assert "第 2 行有误" in panel.broken.text.text()
    panel.ask_back()
    prompts.reply(True)
    assert not panel.broken.text.text() and not ledger.broken.text.text()
    assert not (folder / f"{KEY}.toml").exists()
