"""流程图: walked by keyboard, counting live, showing one case's way, printed for the wall ([96])."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.chart import NODES
from firstask_desktop.domain.commands import Acceptance
from firstask_desktop.domain.flow import Action
from tests.desk_fixtures import raw
from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from tests.views.pdf_reading import fonts_of, plain, sizes_of, text_of
from ui import theme
from ui.memory import WindowMemory
from ui.pages.chart_page import ChartPage
from ui.pages.chart_paper import ChartPaper
from ui.pages.chart_shape import neighbour
from ui.signals import DeskSignals

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


@pytest.fixture
def page(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, show: Show
) -> ChartPage:
    made = show(ChartPage(front_desk.desk, prompts, signals, memory), (1200, 700))
    made.setFocus()
    return made


@pytest.fixture
def hands(page: ChartPage) -> Hands:
    return Hands(page)


def counted(page: ChartPage, key: str) -> tuple[int, int]:
    count = page.canvas.drawing.counts[key]
    return count.open, count.overdue


def test_a_case_moves_on_the_chart_as_soon_as_it_is_signed_for(page: ChartPage, front_desk: FrontDesk) -> None:
    case = front_desk.handed()
    assert counted(page, "await_acceptance") == (1, 0)
    front_desk.of("曾国强").cases.perform(Action.ACCEPT, case.id, Acceptance(readback="去看外机排水管"))
    assert counted(page, "await_acceptance") == (0, 0)
    assert counted(page, "with_handler") == (1, 0)


def test_overdue_is_said_in_words_when_time_passed(page: ChartPage, front_desk: FrontDesk) -> None:
    front_desk.handed()
    page.canvas.select("await_acceptance")
    front_desk.clock.advance(days=2)
    page.tick()
    assert counted(page, "await_acceptance") == (1, 1)
    assert "超期 1" in page.canvas.accessibleName()
    assert page.aside.tag.text == "超期 1"
    assert page.aside.tag.tone is theme.Tone.RED


def test_arrows_walk_the_chart_and_enter_opens_what_stands_there(
    page: ChartPage, hands: Hands, front_desk: FrontDesk, heard
) -> None:  # type: ignore[no-untyped-def]
    case = front_desk.ask()
    opened = heard(page.opened)
    hands.key(Key.Key_Home)
    hands.key(Key.Key_Down, times=2)
    assert page.canvas.drawing.selected == "accepted"
    assert page.aside.rule.text().startswith("已登记")
    hands.key(Key.Key_Return)
    assert page.aside.table.hasFocus()
    hands.key(Key.Key_Return)
    assert opened == [(case.id,)]
    hands.key(Key.Key_Escape)
    assert page.canvas.hasFocus()


def test_every_box_can_be_reached_with_the_arrows() -> None:
    seen, front = {"start"}, ["start"]
    while front:
        key = front.pop()
        for step in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            beside = neighbour(key, *step)
            if beside not in seen:
                seen.add(beside)
                front.append(beside)
    assert seen == {node.key for node in NODES}


def test_a_step_where_no_case_stands_says_so_and_a_state_lists_its_ways(page: ChartPage) -> None:
    page.canvas.select("judge")
    assert page.aside.model.rowCount() == 0
    assert not page.aside.steps.isVisibleTo(page.aside)
    page.canvas.select("in_hand")
    assert "办结" in page.aside.steps.text()
    assert "图上未画的去向" in page.aside.steps.text()


def test_a_number_shows_the_way_of_that_case_and_escape_takes_it_off(
    page: ChartPage, hands: Hands, front_desk: FrontDesk
) -> None:
    case = front_desk.handed()
    hands.control(Key.Key_F)
    hands.words(case.number.lower())
    hands.key(Key.Key_Return)
    path = ("start", "register", "accepted", "judge", "hand_off", "await_acceptance")
    assert page.canvas.drawing.path == path
    assert page.canvas.drawing.selected == "await_acceptance"
    front_desk.of("曾国强").cases.perform(Action.ACCEPT, case.id, Acceptance(readback="去看外机排水管"))
    assert page.canvas.drawing.path == (*path, "accept", "with_handler")
    hands.key(Key.Key_Escape)
    assert page.canvas.drawing.path == ()


def test_a_number_nobody_has_is_told_and_kept_to_be_mended(page: ChartPage, hands: Hands) -> None:
    hands.control(Key.Key_F)
    hands.words("A999999-001")
    hands.key(Key.Key_Return)
    assert "A999999-001" in page.said.text.text()
    assert page.finder.value() == "A999999-001"
    assert page.canvas.drawing.path == ()


def test_larger_smaller_and_whole_again(page: ChartPage, hands: Hands) -> None:
    whole = page.canvas.drawing.scale
    hands.control(Key.Key_Equal)
    assert page.canvas.drawing.scale > whole
    page.canvas.select("appraise")
    frame = page.canvas.frame_of("appraise")
    place = page.canvas.mapTo(page.view.viewport(), QPoint(frame.center()))
    assert page.view.viewport().rect().contains(place)
    hands.control(Key.Key_Minus)
    hands.control(Key.Key_0)
    assert page.canvas.drawing.scale == whole


def test_a_click_selects_the_box_under_it(page: ChartPage, qtbot: QtBot) -> None:
    place = page.canvas.frame_of("to_reach").center()
    qtbot.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=place)
    assert page.aside.node.key == "to_reach"


def test_a_case_on_no_box_is_reported_as_a_fault_of_the_program(page: ChartPage, front_desk: FrontDesk) -> None:
    case = front_desk.ask()
    assert not page.lost.isVisible()
    with raw(front_desk.desk) as hand:
        hand.execute("UPDATE cases SET state = 'nowhere' WHERE id = ?", (case.id,))
    page.tick()
    assert page.lost.isVisible()
    assert case.number in page.lost.text.text()


def test_the_chart_follows_the_theme(page: ChartPage, dressed: QApplication) -> None:
    corner = page.canvas.grab().toImage().pixelColor(2, 2)
    assert corner.name() == theme.LIGHT.panel
    theme.apply(dressed, "dark")
    assert page.canvas.grab().toImage().pixelColor(2, 2).name() == theme.DARK.panel
    assert page.palette().color(QPalette.ColorRole.Window).name() == theme.DARK.window


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_sheet_for_the_wall_says_every_box_under_its_title(page: ChartPage, tmp_path: Path, paper: str) -> None:
    page.papers.set_value(paper)
    target = tmp_path / "流程图.pdf"
    page.write_pdf(target)
    said = text_of(target)
    for words in ("《首问责任制操作流程图》", "湖畔花园物业服务中心", "2026年11月23日", "图例", "流程表还允许"):
        assert plain(words) in said, words
    for node in NODES:
        for line in node.title.split("\n"):
            assert plain(line) in said, node.key
        assert plain(node.clause) in said, node.key


@pytest.mark.parametrize(("paper", "millimetres"), [("A4", (297, 210)), ("A3", (420, 297))])
def test_the_sheet_is_one_landscape_page_with_its_fonts_inside(
    tmp_path: Path, paper: str, millimetres: tuple[int, int]
) -> None:
    target = tmp_path / "chart.pdf"
    ChartPaper("锦绣物业", "湖畔花园", "2026 年 11 月 23 日").write_pdf(target, paper)
    assert sizes_of(target) == [millimetres]
    fonts = fonts_of(target)
    assert fonts and all(fonts.values()), fonts


def test_a_place_that_refuses_is_told_and_another_is_asked_for(
    page: ChartPage, prompts: RecordingPrompts, tmp_path: Path
) -> None:
    page.write_pdf(tmp_path / "no such folder" / "chart.pdf")
    assert [kind for kind, _ in prompts.said] == ["warn", "save"]
    assert "写不了 chart.pdf" in prompts.said[0][1]


def test_a_case_s_sheet_names_the_case(page: ChartPage, front_desk: FrontDesk, tmp_path: Path) -> None:
    case = front_desk.handed()
    page.show_case(case.id)
    page.write_pdf(tmp_path / "way.pdf")
    assert case.number in text_of(tmp_path / "way.pdf")


def test_somebody_else_at_the_desk_sees_nothing_looked_for_before(page: ChartPage, front_desk: FrontDesk) -> None:
    page.show_case(front_desk.handed().id)
    front_desk.clock.advance(seconds=timedelta(minutes=1).seconds)
    page.change_person()
    assert page.canvas.drawing.path == ()
    assert page.finder.value() == ""
