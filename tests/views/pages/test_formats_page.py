"""记录格式 in the settings: the form changed by keyboard, seen at once, saved, used by the ledger page, taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import resources
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.papers import Size
from firstask_desktop.domain.printed import PrintedForm
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.settings_fixtures import KEY, formats_in, ledger, panel
from ui.memory import WindowMemory
from ui.pages.format_boxes import CHOICES, LABEL, SPAN
from ui.pages.format_columns import FIXED, HEADING, WIDTH
from ui.pages.format_lines import CONTENT as LINE_CONTENT
from ui.pages.format_lines import LABEL as LINE_LABEL
from ui.pages.formats_page import FormatsPanel
from ui.pages.ledger_page import LedgerPage
from ui.signals import DeskSignals

__all__ = ["formats_in", "front_desk", "ledger", "panel"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")


def typed(panel: FormatsPanel, row: int, column: int, text: str) -> None:
    item = panel.grid.item(row, column)
    assert item is not None
    item.setText(text)


def previewed(panel: FormatsPanel) -> list[str]:
    assert panel.preview is not None
    return [column.title for column in panel.preview.paged.columns]


@pytest.mark.behaviour(94)
def test_a_form_is_changed_by_keyboard_and_used_by_the_ledger_page(
    panel: FormatsPanel, ledger: LedgerPage, front_desk: FrontDesk
) -> None:
    typed(panel, 5, HEADING, "来客")
    panel.grid.setFocus()
    for _ in range(5):
        QTest.keyClick(panel.grid, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert previewed(panel)[0] == "来客"
    panel.lists.own.content.setCurrentIndex(panel.lists.own.content.findData(FIXED))
    panel.lists.own.heading.set_value("网点")
    panel.lists.own.fixed.set_value("一号门")
    QTest.keyClick(panel.lists.own.fixed, Qt.Key.Key_Return)
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
    assert "房号/单位" not in panel.draft_headings and panel.lists.own.left.currentText() == "房号/单位"
    panel.lists.own.back.click()
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


TEXT = resources.text("formats", f"{KEY}.toml")
BREAKS = [
    (TEXT.replace('heading = "编号"', 'heading = "编号', 1).encode(), "引号没有合上"),
    (TEXT.replace('heading = "编号"', 'heding = "编号"', 1).encode(), "是不是 heading"),
    (TEXT.replace('source = "room"', 'source = "roon"', 1).encode(), "是不是“room”"),
    (TEXT.replace("width = 12\n", "width = 0\n", 1).encode(), "1 到 255"),
    (TEXT.replace("width = 12\n", "width = 12\nwidth = 12\n", 1).encode(), "写了两次"),
    (TEXT.replace('heading = "编号"\n', "", 1).encode(), "缺少 heading"),
    (TEXT.encode("gb18030"), "不是 UTF-8"),
    (None, "这是一个文件夹"),
]


@pytest.mark.parametrize(("content", "reason"), BREAKS)
@pytest.mark.behaviour(94)
def test_whatever_is_wrong_is_said_on_both_pages_and_ends_with_going_back(
    panel: FormatsPanel, front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory,
    qtbot: QtBot, content: bytes | None, reason: str,
) -> None:  # fmt: skip
    path = front_desk.desk.folder / "formats" / f"{KEY}.toml"
    path.parent.mkdir()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    ledger = LedgerPage(front_desk.desk, prompts, signals, memory)
    qtbot.addWidget(ledger)
    panel.show_form(KEY)
    for broken in (ledger.broken, panel.broken):
        assert f"{KEY}.toml" in broken.text.text() and reason in broken.text.text()
        assert ("第 " in broken.text.text()) == (content is not None)
    assert ledger.sheet.model.columns[1].title == "编号" and panel.draft_headings[1] == "编号"
    panel.ask_back()
    prompts.reply(True)
    assert not panel.broken.text.text() and not ledger.broken.text.text() and not path.exists()


def lines_of(panel: FormatsPanel, column: int) -> list[str]:
    return [item.text() for row in range(panel.grid.rowCount()) if (item := panel.grid.item(row, column)) is not None]


def go_to(panel: FormatsPanel, text: str, column: int = 0) -> int:
    row = next(at for at, words in enumerate(lines_of(panel, column)) if words.strip("　┊ ") == text)
    panel.grid.setCurrentCell(row, column)
    panel.grid.setFocus()
    return row


@pytest.mark.behaviour(95)
def test_the_boxes_of_the_complaint_form_are_changed_by_keyboard_and_printed(
    panel: FormatsPanel, front_desk: FrontDesk
) -> None:
    panel.show_form("kf-06-05")
    shown = panel.boxes.picture.page.pixmap().toImage()
    typed(panel, go_to(panel, "房号/单位"), LABEL, "住址")
    assert panel.boxes.picture.page.pixmap().toImage() != shown
    QTest.keyClick(panel.grid, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    labels = [words.strip("　┊ ") for words in lines_of(panel, LABEL)]
    assert labels.index("住址") < labels.index("姓名")
    typed(panel, go_to(panel, "住址"), SPAN, "10")
    assert lines_of(panel, SPAN)[go_to(panel, "姓名")] == "6"
    typed(panel, go_to(panel, "身份"), CHOICES, "业主，住户")
    go_to(panel, "匿名")
    QTest.keyClick(panel.grid, Qt.Key.Key_Delete)
    assert panel.boxes.own.left.currentText() == "匿名"
    panel.boxes.own.content.setCurrentIndex(panel.boxes.own.content.findData("ticks"))
    panel.boxes.own.heading.set_value("性别")
    panel.boxes.own.fixed.set_value("男、女")
    QTest.keyClick(panel.boxes.own.fixed, Qt.Key.Key_Return)
    assert "性别" in [words.strip("　┊ ") for words in lines_of(panel, LABEL)]
    QTest.keyClick(panel.grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "已保存" in panel.said.text.text()
    front_desk.ask(kind="投诉", complaint_level="重要", involved="工程部", identity="业主")
    (form,) = front_desk.desk.prints.sheets("kf-06-05", LedgerQuery())
    assert isinstance(form, PrintedForm)
    said = {box.label: box.text for section in form.sections for row in section.rows for box in row}
    assert (said["住址"], said["身份"], said["性别"]) == ("3-1-602", "☑业主　□住户", "□男　□女")
    assert "匿名" not in said


@pytest.mark.behaviour(95)
def test_a_box_that_cannot_be_is_said_and_shown_as_it_was(panel: FormatsPanel) -> None:
    panel.show_form("kf-06-05")
    row = go_to(panel, "编号")
    typed(panel, row, SPAN, "很宽")
    assert "整数" in panel.said.text.text() and lines_of(panel, SPAN)[row] == "8"
    typed(panel, row, SPAN, "23")
    assert "4 到 12" in panel.said.text.text()
    QTest.keyClick(panel.grid, Qt.Key.Key_Delete)
    assert "不能去掉" in panel.said.text.text()
    panel.boxes.own.heading.set_value("十二、附注")
    panel.boxes.new_section.click()
    assert "十二、附注" in lines_of(panel, LABEL) and "未保存" in panel.aside.text()


@pytest.mark.behaviour(11)
def test_the_lines_of_a_slip_are_changed_by_keyboard_seen_and_printed(
    panel: FormatsPanel, front_desk: FrontDesk
) -> None:
    panel.show_form("slip-receipt")
    assert "首问责任人" in panel.lines.sheet.toPlainText()
    row = go_to(panel, "首问责任人", LINE_LABEL)
    typed(panel, row, LINE_LABEL, "为您服务")
    typed(panel, row, LINE_CONTENT, "{首问责任人}")
    panel.lines.values.set_value("中心名称")
    panel.lines.insert.click()
    assert lines_of(panel, LINE_CONTENT)[row] == "{首问责任人} {中心名称}"
    assert "欧阳丽华 湖畔花园物业服务中心" in panel.lines.sheet.toPlainText()
    panel.grid.setFocus()
    QTest.keyClick(panel.grid, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert lines_of(panel, LINE_LABEL)[row - 1] == "为您服务" and panel.grid.currentRow() == row - 1
    panel.lines.own.content.setCurrentIndex(panel.lines.own.content.findData("text"))
    panel.lines.own.fixed.set_value("凭本回执查询。")
    panel.lines.own.add.click()
    panel.names.paper.set_value("80mm")
    panel.names.paper.edited.emit()
    QTest.keyClick(panel.grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "已保存" in panel.said.text.text()
    receipt = front_desk.desk.cases.papers(front_desk.ask().id)[0]
    assert "凭本回执查询。" in receipt.text and "为您服务：欧阳丽华 湖畔花园物业服务中心" in receipt.text
    assert receipt.size is Size.ROLL


@pytest.mark.behaviour(11)
def test_a_value_a_slip_does_not_have_is_named(panel: FormatsPanel) -> None:
    panel.show_form("slip-receipt")
    typed(panel, go_to(panel, "办理", LINE_LABEL), LINE_CONTENT, "{天气}")
    assert "没有“天气”" in panel.said.text.text() and "首问责任人" in panel.said.text.text()
    go_to(panel, "编号", LINE_LABEL)
    QTest.keyClick(panel.grid, Qt.Key.Key_Delete)
    assert "编号不能去掉" in panel.said.text.text()
