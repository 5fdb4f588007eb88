"""导入: a messy register is looked at, mended by keyboard, taken in beside the window, and taken back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.importing import RowVerdict
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.import_history import ImportHistory
from ui.memory import WindowMemory
from ui.widgets.labels import tip

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Heard = Callable[[object], list[tuple[object, ...]]]
KEY = Qt.Key
CALLS = (
    ("2026.11.2", "区志豪", "楼道灯不亮 <b>急</b>"),
    ("前天", "查一鸣", "水压低"),
    ("前天", "仇海燕", "门禁卡失灵"),
)


def workbook(path: Path, *rows: tuple[object, ...], headings: tuple[str, ...] = ("日期", "来电人", "事项")) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (("来电登记",), headings, *rows):
        page.append(row)
    book.save(path)
    return path


@pytest.fixture
def dialog(
    front_desk: FrontDesk, prompts: RecordingPrompts, memory: WindowMemory, tmp_path: Path, qtbot: QtBot
) -> ImportDialog:
    """The preview of three calls, two of them with a day that nobody can read; 受理方式 and the like are still missing."""
    prompts.path = workbook(tmp_path / "来电.xlsx", *CALLS)
    made = ImportDialog(front_desk.desk, prompts, memory)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.open()
        made.activateWindow()
    settle(made, qtbot)
    return made


def settle(dialog: ImportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.work.busy, timeout=15_000)


def fill(dialog: ImportDialog, qtbot: QtBot) -> None:
    """Say what stands in the whole file, by keyboard."""
    for key, text in (("channel", "来电"), ("kind", "报修"), ("first_asked", "何静")):
        dialog.preview.columns.go_to(("value", key))
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, "")
        line = dialog.preview.columns.values[key].lineEdit()
        assert isinstance(line, QLineEdit)
        line.setText(text)
        QTest.keyClick(line, KEY.Key_Return)
        settle(dialog, qtbot)


def table(dialog: ImportDialog) -> list[tuple[str, str]]:
    model = dialog.preview.rows
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def column(dialog: ImportDialog, source: str) -> int:
    return next(at for at in range(dialog.preview.rows.columnCount()) if dialog.preview.rows.source(at) == source)


@pytest.mark.behaviour(94)
def test_the_preview_says_what_is_missing_and_goes_there(dialog: ImportDialog) -> None:
    assert dialog.preview.head.file.words() == "来电.xlsx" and dialog.preview.head.first_line() == 2
    assert "受理方式、类别、首问责任人" in dialog.work.notice.text.text()
    assert dialog.preview.columns.spot() == ("value", "channel")
    assert not dialog.foot.take.isEnabled()


@pytest.mark.behaviour(94)
def test_rows_are_mended_in_place_by_keyboard_and_the_same_trouble_everywhere(
    dialog: ImportDialog, front_desk: FrontDesk, qtbot: QtBot, heard: Heard
) -> None:
    fill(dialog, qtbot)
    assert table(dialog) == [("3", "可导入"), ("4", "有误"), ("5", "有误")]
    preview = dialog.preview
    preview.table.setFocus()
    preview.table.setCurrentIndex(preview.rows.index(1, 1))
    QTest.keyClick(preview.table, KEY.Key_Return)
    editor = preview.table.findChild(QLineEdit)
    assert editor is not None and editor.text() == "前天"
    QTest.keyClicks(editor, "2026-11-20")
    QTest.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: table(dialog)[1][1] == "可导入")
    assert "另有 1 行也是「前天」" in dialog.work.notice.text.text()
    QTest.keyClick(dialog, KEY.Key_A, Qt.KeyboardModifier.AltModifier)
    settle(dialog, qtbot)
    assert [verdict for _, verdict in table(dialog)] == ["可导入"] * 3
    told = heard(dialog.imported)
    QTest.keyClick(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(dialog, qtbot)
    assert dialog.work.notice.text.text() == "读入 3 行：新登记 3 件，已有 0 件，未导入 0 行" and told
    assert front_desk.desk.ledgers.count("kf-06-01", LedgerQuery()) == 3
    assert [verdict for _, verdict in table(dialog)] == ["已有"] * 3


def test_a_row_is_left_out_and_taken_in_again_with_delete(dialog: ImportDialog, qtbot: QtBot) -> None:
    fill(dialog, qtbot)
    dialog.preview.table.setCurrentIndex(dialog.preview.rows.index(0, 3))
    QTest.keyClick(dialog.preview.table, KEY.Key_Delete)
    assert table(dialog)[0] == ("3", "不导入") and not dialog.foot.take.isEnabled()
    QTest.keyClick(dialog.preview.table, KEY.Key_Delete)
    assert table(dialog)[0] == ("3", "可导入") and dialog.foot.take.isEnabled()


def test_a_column_is_given_another_meaning_by_keyboard(dialog: ImportDialog, qtbot: QtBot) -> None:
    fill(dialog, qtbot)
    box = dialog.preview.columns.boxes[1]
    box.setFocus()
    assert box.currentText() == "客户姓名"
    QTest.keyClick(box, KEY.Key_Down)
    box.activated.emit(box.currentIndex())
    settle(dialog, qtbot)
    assert dialog.plan is not None and dialog.plan.places == {"date": 0, "room": 1, "matter_text": 2}
    assert dialog.preview.columns.spot() == ("column", 1)


def test_verdicts_filter_the_rows(dialog: ImportDialog, qtbot: QtBot) -> None:
    fill(dialog, qtbot)
    dialog.preview.filter.setFocus()
    QTest.keyClicks(dialog.preview.filter, "3")
    assert table(dialog) == [("4", "有误"), ("5", "有误")]


def test_refused_rows_are_saved_with_their_reason(
    dialog: ImportDialog, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(dialog, qtbot)
    prompts.path = tmp_path / "有误.xlsx"
    QTest.keyClick(dialog, KEY.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(dialog, qtbot)
    assert prompts.suggested.endswith("来电-有误的行.xlsx") and "已写出 2 行" in dialog.work.notice.text.text()
    cells = [cell.value for row in load_workbook(prompts.path).worksheets[0].iter_rows() for cell in row]
    assert any("前天" in str(each) and "看不懂" in str(each) for each in cells)


@pytest.mark.behaviour(94)
def test_an_import_is_undone_from_its_history(
    dialog: ImportDialog, front_desk: FrontDesk, prompts: RecordingPrompts, qtbot: QtBot
) -> None:
    fill(dialog, qtbot)
    dialog.start()
    prompts.reply(True)
    settle(dialog, qtbot)
    QTest.keyClick(dialog, KEY.Key_H, Qt.KeyboardModifier.ControlModifier)
    history = dialog.findChild(ImportHistory)
    assert history is not None
    QTest.keyClick(history.table, KEY.Key_Delete)
    assert "来电.xlsx" in prompts.said[-1][1]
    prompts.reply(True)
    qtbot.waitUntil(lambda: not history.work.busy)
    assert history.model.index(0, 5).data() == "已撤销"
    settle(dialog, qtbot)
    assert dialog.plan is not None and dialog.plan.counts()[RowVerdict.GOOD] == 1
    case = front_desk.desk.cases.by_number("A261102-001")
    assert case is not None and case.void_reason == "撤销导入"
    history.reject()


def test_what_a_guest_wrote_is_only_text(dialog: ImportDialog, qtbot: QtBot) -> None:
    fill(dialog, qtbot)
    index = dialog.preview.rows.index(0, column(dialog, "matter_text"))
    assert index.data() == "楼道灯不亮 <b>急</b>"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == tip("楼道灯不亮 <b>急</b>")


def test_a_file_that_is_none_is_refused_in_a_sentence_and_another_asked_for(
    dialog: ImportDialog, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"not a workbook")
    dialog.read(bad)
    settle(dialog, qtbot)
    assert "不是 .xlsx 工作簿" in dialog.work.notice.text.text()
    assert dialog.plan is None and dialog.stack.currentWidget() is dialog.empty
    QTest.keyClick(dialog, KEY.Key_O, Qt.KeyboardModifier.AltModifier)
    settle(dialog, qtbot)
    assert dialog.plan is not None


def test_another_line_of_headings_is_pointed_at(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    line = dialog.preview.head.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "1")
    QTest.keyClick(line, KEY.Key_Return)
    settle(dialog, qtbot)
    assert dialog.plan is not None and dialog.plan.headings == ("来电登记",)
    line.set_value("9")
    line.editingFinished.emit()
    settle(dialog, qtbot)
    assert "第 9 行" in dialog.work.notice.text.text() and dialog.preview.head.first_line() == 1


def test_cancelling_leaves_nothing_half_done(
    dialog: ImportDialog, front_desk: FrontDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [(date(2026, 11, 2), f"住户{place}", f"水管漏水 {place}") for place in range(200)]
    fill(dialog, qtbot)
    dialog.read(workbook(tmp_path / "很多.xlsx", *rows))
    settle(dialog, qtbot)
    dialog.start()
    dialog.work.bar.stop.click()
    settle(dialog, qtbot)
    assert dialog.work.notice.text.text() == "已取消，一行也没有写入"
    assert front_desk.desk.ledgers.count("kf-06-01", LedgerQuery()) == 0
    dialog.reject()
