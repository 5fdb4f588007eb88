"""月报 in the window: the month turned by key, pictures with their words, every number opening its rows, the workbook."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, front_desk
from ui.memory import WindowMemory
from ui.pages.report_figures import FigureRows
from ui.pages.report_page import ReportPage
from ui.signals import DeskSignals
from ui.widgets.month_chart import nice_step

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Heard = Callable[[object], list[tuple[object, ...]]]


@pytest.fixture
def page(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, show: Show
) -> ReportPage:
    """A handed-on repair and a complaint this November."""
    front_desk.handed()
    front_desk.ask(kind="投诉", words="半夜装修", phone="13900001111", complaint_level="重要", involved="工程部")
    return show(ReportPage(front_desk.desk, prompts, signals, memory), (1200, 700))


def test_the_first_number_is_the_months_and_opens_its_rows(page: ReportPage, heard: Heard) -> None:
    item = page.grid.item(0, 1)
    assert item is not None and item.text() == "2 件" and page.name.text() == "2026年11月"
    opened = heard(page.opened)
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    rows = page.findChild(FigureRows)
    assert rows is not None and rows.model.rowCount() == 2 and "受理 · 本月 · 2 件" in rows.windowTitle()
    case_id = rows.table.current_id()
    QTest.keyClick(rows.table, Qt.Key.Key_Return)
    assert opened == [(case_id,)]


def test_what_is_drawn_is_said_in_words_and_opens_on_a_click(page: ReportPage) -> None:
    page.show_table("kinds")
    pie, bars = page.charts
    assert pie.accessibleName() == "类别构成" and "报修：受理 1" in pie.accessibleDescription()
    assert "—（0 件）" in bars.accessibleDescription()
    page.show_table("days")
    chart = page.charts[0]
    chart.grab()
    box = next(box for box, row, _ in chart.marks if row == 22 and box.height() > 20)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(int(box.center().x()), int(box.bottom() - 3)))
    rows = page.findChild(FigureRows)
    assert rows is not None and rows.model.rowCount() == 1


def test_the_months_turn_by_key_and_stop_at_the_present_one(page: ReportPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.name.text() == "2026年10月"
    item = page.grid.item(5, 1)
    assert item is not None and item.text() == "—（0 件）"
    QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.name.text() == "2026年11月" and not page.on.isEnabled()


def test_a_new_case_is_counted(page: ReportPage, front_desk: FrontDesk, qtbot: QtBot) -> None:
    front_desk.ask(words="又一件")
    qtbot.waitUntil(lambda: getattr(page.grid.item(0, 1), "text", str)() == "3 件")


def test_one_key_makes_the_workbook(page: ReportPage, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot) -> None:
    prompts.path = tmp_path / "月报.xlsx"
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "已生成" in page.notice.text.text())
    assert Path(prompts.suggested).name == "首问责任制月度报告_202611.xlsx"
    assert load_workbook(prompts.path)["概况"]["B5"].value == 2


@pytest.mark.parametrize(("top", "step"), [(0, 1), (4, 1), (9, 2), (51, 20), (999, 200)])
def test_axes_have_round_steps(top: float, step: float) -> None:
    assert nice_step(top) == step


def test_a_workbook_that_cannot_be_written_is_said_and_another_name_offered(
    page: ReportPage, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    prompts.path = tmp_path / "月报.xlsx"
    prompts.path.write_bytes(b"old")
    (tmp_path / "~$月报.xlsx").write_bytes(b"\x04open elsewhere")
    page.start_export()
    qtbot.waitUntil(lambda: page.job is None)
    assert "月报(2).xlsx" in page.notice.text.text()
    assert prompts.path.read_bytes() == b"old"
    prompts.path = tmp_path / "月报(2).xlsx"
    QTest.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.job is None and prompts.path is not None and prompts.path.exists())
    assert Path(prompts.suggested).name == "月报(2).xlsx"
    assert len(load_workbook(prompts.path).worksheets) == 6
