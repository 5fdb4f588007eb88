"""事项: every case, found while typing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import Progress
from firstask_desktop.domain.flow import Action
from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.hands import Hands
from ui.memory import WindowMemory
from ui.pages.cases_page import CasesPage
from ui.signals import DeskSignals

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Heard = Callable[[object], list[tuple[object, ...]]]
Key = Qt.Key


@pytest.fixture
def page(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, show: Show
) -> CasesPage:
    front_desk.ask()
    front_desk.ask(phone="13700137000", room="9-9-901", name="朴先生", words="车库的灯不亮了", promise_at=at(10, 30))
    return show(CasesPage(front_desk.desk, prompts, signals, memory))


@pytest.mark.parametrize("words", ["车库", "朴先生", "pxs", "9-9-901", "7000", "A261123-002", "车库 朴"])
def test_typing_finds_the_case_by_whatever_one_knows(page: CasesPage, qtbot: QtBot, words: str) -> None:
    page.begin_search()
    Hands(page).words(words)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    row = page.model.row(0)
    assert row is not None and row.case.name == "朴先生"


def test_enter_goes_to_the_list_and_opens_the_case(page: CasesPage, heard: Heard) -> None:
    opened = heard(page.opened)
    hands = Hands(page)
    page.begin_search()
    hands.words("车库")
    hands.key(Key.Key_Return)
    assert page.table.hasFocus()
    hands.key(Key.Key_Return)
    assert opened == [(page.model.id_at(0),)]


def test_esc_goes_back_to_the_search_and_then_empties_it(page: CasesPage) -> None:
    hands = Hands(page)
    page.begin_search("车库")
    page.table.setFocus()
    hands.key(Key.Key_Escape)
    assert page.finder.hasFocus() and page.finder.value() == "车库"
    hands.key(Key.Key_Escape)
    assert page.finder.value() == "" and page.model.rowCount() == 2


def test_nothing_found_says_what_to_do(page: CasesPage) -> None:
    page.begin_search("不存在的事")
    assert page.model.rowCount() == 0


def test_a_filter_narrows_to_what_is_broken(page: CasesPage, front_desk: FrontDesk) -> None:
    front_desk.clock.advance(hours=1)
    front_desk.desk.upkeep.sweep()
    page.filters.choose("broken")
    assert [row.case.name for row in (page.model.row(0),) if row] == ["朴先生"] and page.model.rowCount() == 1


def test_a_change_shows_in_its_row(page: CasesPage, front_desk: FrontDesk) -> None:
    case_id = page.model.id_at(0)
    front_desk.desk.cases.perform(Action.PROGRESS, case_id, Progress(text="已换灯管，正在试灯", next_step="11:00 回电"))
    row = page.model.row(0)
    assert row is not None and row.handler_note.startswith("进展")


def test_a_new_case_comes_first(page: CasesPage, front_desk: FrontDesk) -> None:
    case = front_desk.ask(phone="13600136000", room="1-1-101", words="单元门关不上")
    assert page.model.id_at(0) == case.id


def test_a_letter_makes_a_move_from_here_too(page: CasesPage) -> None:
    hands = Hands(page)
    page.table.setFocus()
    hands.key(Key.Key_R)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None and "报进展" in dialog.windowTitle()
    dialog.done(0)  # type: ignore[attr-defined]
