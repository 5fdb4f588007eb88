"""班次 by keyboard: a week planned by digits, last week copied, responsibility moved in one stroke ([1] [23])."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.states import Duty
from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from tests.views.pdf_reading import pages_of
from ui.dialogs.handover import MoveAllDialog
from ui.dialogs.register_paper import RegisterPaper
from ui.memory import WindowMemory
from ui.pages.roster_page import RosterPage
from ui.pdf_file import write_pdf_file
from ui.signals import DeskSignals

__all__ = ["front_desk"]
pytestmark = [
    pytest.mark.behaviour(23),
    pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)"),
]
Key = Qt.Key


@pytest.fixture
def page(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, show: Show
) -> RosterPage:
    front_desk.desk.session.sign_in(front_desk.id("周敏"))
    made = show(RosterPage(front_desk.desk, prompts, signals, memory), (1200, 700))
    made.setFocus()
    return made


@pytest.fixture
def hands(page: RosterPage) -> Hands:
    return Hands(page)


def go_to(page: RosterPage, name: str, column: int = 2) -> None:
    place = next(at for at, row in enumerate(page.grid.week.rows) if row.person.name == name)
    page.grid.setCurrentIndex(page.grid.week.index(place, column))


def test_digits_plan_day_after_day_and_say_who_is_on_duty(
    front_desk: FrontDesk, page: RosterPage, hands: Hands
) -> None:
    go_to(page, "曾国强")
    hands.key(Key.Key_1)
    hands.key(Key.Key_1)
    hands.key(Key.Key_2)
    row = next(row for row in page.grid.week.rows if row.person.name == "曾国强")
    assert [[one.name for one in day] for day in row.shifts[:4]] == [["早班"], ["早班"], ["中班"], []]
    assert front_desk.desk.house.duty(front_desk.id("曾国强")) is Duty.ON
    assert "曾国强" in page.on_duty.text()


def test_delete_takes_a_shift_off(page: RosterPage, hands: Hands) -> None:
    go_to(page, "曾国强")
    hands.key(Key.Key_1)
    go_to(page, "曾国强")
    hands.key(Key.Key_Delete)
    assert next(row for row in page.grid.week.rows if row.person.name == "曾国强").shifts[0] == ()


def test_c_copies_last_week_onto_this_one(page: RosterPage, hands: Hands) -> None:
    hands.key(Key.Key_BracketLeft)
    go_to(page, "曾国强")
    hands.key(Key.Key_1)
    hands.key(Key.Key_BracketRight)
    hands.key(Key.Key_C)
    assert "已从上周复制 1 个班次" in page.said.text.text()
    assert [one.name for one in next(r for r in page.grid.week.rows if r.person.name == "曾国强").shifts[0]] == ["早班"]


def test_a_planned_absence_is_refused_with_its_reason_on_the_page(
    front_desk: FrontDesk, page: RosterPage, hands: Hands
) -> None:
    front_desk.desk.session.sign_in(front_desk.id("欧阳丽华"))
    page.reload()
    hands.key(Key.Key_1)
    assert "只有主任或经理可以排班" in page.said.text.text()
    assert not page.buttons["y"].isEnabled()


@pytest.mark.behaviour(1)
def test_y_moves_everything_of_a_person_to_the_substitute(
    front_desk: FrontDesk, page: RosterPage, hands: Hands
) -> None:
    case = front_desk.ask(first_asked=front_desk.id("曾国强"))
    go_to(page, "曾国强")
    hands.key(Key.Key_Y)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MoveAllDialog) and dialog.to.value() == front_desk.id("何静")
    hands.control(Key.Key_Return)
    assert "请写明移交原因" in dialog.fields["reason"].refusal
    dialog.reason.setText("休产假")
    hands.control(Key.Key_Return)
    now = front_desk.desk.cases.get(case.id)
    assert (now.first_asked, now.carrier) == (front_desk.id("曾国强"), front_desk.id("何静"))
    assert page.said.text.text().startswith("已移交 1 件给 何静")


def test_the_week_is_printed_by_its_format_with_the_cases_of_those_without_a_login(
    front_desk: FrontDesk, page: RosterPage, hands: Hands, tmp_path: Path
) -> None:
    case = front_desk.ask(first_asked=front_desk.id("曾国强"))
    go_to(page, "曾国强")
    hands.key(Key.Key_1)
    hands.key(Key.Key_P)
    paper = QApplication.activeModalWidget()
    assert isinstance(paper, RegisterPaper)
    roster, in_hand = paper.out.printed
    assert "班次表　2026.11.23-2026.11.29" in roster.sheet.title and "在办" in in_hand.sheet.title
    write_pdf_file(tmp_path / "班次表.pdf", "班次表", paper.out.paint)
    first, second = pages_of(tmp_path / "班次表.pdf")
    words = first + second
    assert "11-23" in words and "早班" in words and case.number in words and "制表人" in words
    assert all(front_desk.desk.upkeep.head() in one for one in (first, second))
    paper.done(0)


def test_e_exports_the_week_that_is_shown(
    page: RosterPage, hands: Hands, prompts: RecordingPrompts, qtbot: QtBot, tmp_path: Path
) -> None:
    hands.key(Key.Key_BracketRight)
    go_to(page, "曾国强")
    hands.key(Key.Key_2)
    prompts.path = tmp_path / "班次表.xlsx"
    with qtbot.waitSignal(page.files.busy, check_params_cb=lambda busy: not busy):
        hands.key(Key.Key_E)
    sheet = load_workbook(prompts.path).worksheets[0]
    assert "2026.11.30-2026.12.06" in str(sheet["A1"].value)
    (row,) = [line for line in sheet.iter_rows(min_row=4, values_only=True) if line[4] == "曾国强"]
    assert row[5] == "中班" and row[-1] == 1 and "已导出" in page.files.notice.text.text()


def test_every_cell_is_spoken_with_name_and_day(page: RosterPage) -> None:
    spoken = page.grid.week.data(page.grid.week.index(0, 2), Qt.ItemDataRole.AccessibleTextRole)
    assert page.grid.week.rows[0].person.name in spoken and "11-23" in spoken
